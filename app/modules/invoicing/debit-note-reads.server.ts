import { aliasedTable, and, asc, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { sumOf } from "#app/kernel/money.ts";
import { type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { disputes } from "#db/schema/disputes.ts";
import { organisations } from "#db/schema/identity.ts";
import { creditNotes, koperasiStatements, statementCorrections } from "#db/schema/invoicing.ts";
import { debitNotes, debitSetOffs } from "#db/schema/invoicing-debits.ts";
import { shipments, trips, vehicles } from "#db/schema/shipments.ts";
import { type DisputeRow, disputeLinesOf } from "../disputes/dispute-facts-reads.server.ts";
import { carrierTurn } from "./debit-note.ts";

const hub = aliasedTable(organisations, "hub");
const carrier = aliasedTable(organisations, "carrier");

export type DebitNoteRow = typeof debitNotes.$inferSelect;

/** Whose vehicle carried a share and what it was; nobody for a hired one, whose owner has no account here. */
async function vehicleOf(shipmentId: string, on: Executor) {
  const [row] = await on
    .select({
      carrierId: vehicles.organisationId,
      carrierName: organisations.name,
      kind: vehicles.kind,
      plate: vehicles.plate,
    })
    .from(shipments)
    .innerJoin(trips, eq(trips.id, shipments.tripId))
    .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
    .innerJoin(organisations, eq(organisations.id, vehicles.organisationId))
    .where(eq(shipments.id, shipmentId));
  return row ?? null;
}

/** What a koperasi bears on its own statement by a credit note. */
async function borneBy(koperasiId: string, creditNoteId: string, on: Executor): Promise<Rupiah> {
  const [row] = await on
    .select({ borne: sql<string>`coalesce(sum(${statementCorrections.borneRupiah}), 0)::text` })
    .from(statementCorrections)
    .innerJoin(koperasiStatements, eq(koperasiStatements.id, statementCorrections.statementId))
    .where(
      and(eq(statementCorrections.creditNoteId, creditNoteId), eq(koperasiStatements.koperasiId, koperasiId)),
    );
  return BigInt(row?.borne ?? "0");
}

/**
 * What a trade center could ask back of a claim that was credited: from whom, and how much at most. Null while nothing of it was
 * credited for the road. `vehicle` is null where a hired one drove; nothing is asked of the trade center's own.
 */
export async function debitGround(dispute: DisputeRow, on: Executor = db()) {
  const [note] = await on.select().from(creditNotes).where(eq(creditNotes.disputeId, dispute.id));
  const road = (await disputeLinesOf(dispute.id, on)).filter((line) => line.bearer === "carrier");
  if (!note || road.length === 0) return null;
  const vehicle = await vehicleOf(dispute.shipmentId, on);
  const [standing] = await on
    .select({ id: debitNotes.id, number: debitNotes.number })
    .from(debitNotes)
    .where(and(eq(debitNotes.creditNoteId, note.id), isNull(debitNotes.takenBackAt)));
  const borneRupiah = vehicle ? await borneBy(vehicle.carrierId, note.id, on) : 0n;
  const roadRupiah = sumOf(road.map((line) => line.grantedRupiah ?? 0n));
  const isOwn = vehicle?.carrierId === dispute.hubId;
  return {
    note,
    road,
    vehicle,
    borneRupiah,
    isOwn,
    standing: standing ?? null,
    turnRupiah: isOwn ? 0n : carrierTurn({ roadRupiah, borneRupiah }),
  };
}

function shownRows(on: Executor) {
  return on
    .select({
      note: debitNotes,
      hubName: hub.name,
      carrierName: carrier.name,
      callOffNumber: callOffs.number,
      disputeId: disputes.id,
      disputeNumber: disputes.number,
      creditNoteNumber: creditNotes.number,
    })
    .from(debitNotes)
    .innerJoin(creditNotes, eq(creditNotes.id, debitNotes.creditNoteId))
    .innerJoin(disputes, eq(disputes.id, creditNotes.disputeId))
    .innerJoin(callOffs, eq(callOffs.id, disputes.callOffId))
    .innerJoin(hub, eq(hub.id, debitNotes.hubId))
    .innerJoin(carrier, eq(carrier.id, debitNotes.carrierId));
}

const partyTo = (organisationId: string) =>
  or(eq(debitNotes.hubId, organisationId), eq(debitNotes.carrierId, organisationId));

/** Debit notes that this organisation issued or got, a page of them, the newest first. */
export async function debitNotesOf(organisationId: string, page: PageRequest, on: Executor = db()) {
  const rows = await shownRows(on)
    .where(and(partyTo(organisationId), page.after ? lt(debitNotes.id, page.after) : undefined))
    .orderBy(desc(debitNotes.id))
    .limit(page.limit + 1);
  return pageOf(
    rows.map(({ note, ...named }) => ({ ...note, ...named })),
    page.limit,
    (note) => note.id,
  );
}

/** One debit note with what was kept of it from which call-off, for its two parties; null for anyone else. */
export async function debitNoteVisibleTo(organisationId: string, debitNoteId: string, on: Executor = db()) {
  const [row] = await shownRows(on).where(and(eq(debitNotes.id, debitNoteId), partyTo(organisationId)));
  if (!row) return null;
  const setOffs = await on
    .select({
      id: debitSetOffs.id,
      amountRupiah: debitSetOffs.amountRupiah,
      setOffAt: debitSetOffs.setOffAt,
      callOffNumber: callOffs.number,
    })
    .from(debitSetOffs)
    .innerJoin(koperasiStatements, eq(koperasiStatements.id, debitSetOffs.statementId))
    .innerJoin(callOffs, eq(callOffs.id, koperasiStatements.callOffId))
    .where(eq(debitSetOffs.debitNoteId, debitNoteId))
    .orderBy(asc(debitSetOffs.id));
  const { note, ...named } = row;
  return { ...note, ...named, setOffs };
}
