import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { consignmentLines, consignmentSettlements, consignments } from "#db/schema/consignment.ts";
import { documents } from "#db/schema/documents.ts";
import { ownListingById } from "../catalogue/listing-reads.server.ts";
import { makerFactsOf } from "../catalogue/maker-facts-reads.server.ts";
import { notesToProducer } from "../commitments/purchase-note-reads.server.ts";
import { standingSubjects } from "../documents/document-reads.server.ts";
import { ConsignmentNoteFacts } from "../documents/papers/consignment-note-paper.ts";
import { ConsignmentStatementFacts } from "../documents/papers/consignment-statement-paper.ts";
import type { MakerFacts } from "../documents/papers/maker.ts";
import { producerStatementSubject } from "../documents/papers/producer-statement-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import type { SettlementPeriod, SettlementSums } from "./consignment.ts";
import type { Consignor } from "./consignment-postings.ts";
import { consignmentOf } from "./consignment-reads.server.ts";
import type { ConsignmentRow } from "./known-consignment.server.ts";

/** How a period is said on papers, which are Indonesian whoever reads them. */
const periodWords: Readonly<Record<SettlementPeriod, string>> = {
  cash: "Tiap hari",
  weekly: "Tiap minggu",
  fortnightly: "Tiap dua minggu",
  monthly: "Tiap bulan",
};

async function partiesOf(keeperId: string, consignor: Consignor, on: Executor) {
  const { consignorProducerId, consignorOrganisationId } = consignor;
  const ids = [keeperId, ...(consignorOrganisationId === null ? [] : [consignorOrganisationId])];
  const parties = await paperPartiesOf(ids, on);
  const keeper = parties.get(keeperId);
  invariant(keeper, "a consignment has a keeper");
  const organisation = parties.get(consignorOrganisationId ?? "")?.party;
  const maker: MakerFacts = organisation
    ? { name: organisation.name, kindLabel: organisation.kindLabel, regionName: organisation.regionName }
    : await makerFactsOf(consignorProducerId ?? "", on);
  return { keeper, maker, isOrganisation: organisation !== undefined };
}

async function goodsOf({ keeperId, listingId }: ConsignmentRow, day: BusinessDay, on: Executor) {
  const listing = await ownListingById(keeperId, listingId, day, on);
  invariant(listing, "goods are consigned under a listing of the keeper's");
  const description = `${listing.commodityName} ${listing.gradeName}`;
  return {
    description,
    specification: listing.title === description ? null : listing.title,
    unit: { name: listing.unit, base: listing.baseUnit, size: listing.basePerUnit },
    sellsForRupiah: listing.priceRupiah,
  };
}

/** Everything that the Bukti Titip of goods says which their maker has just agreed to leave, as JSON. */
export async function consignmentNoteFacts(
  tx: Executor,
  call: Call,
  consignment: ConsignmentRow,
  issuedOn: BusinessDay,
): Promise<Record<string, unknown>> {
  const { keeper, maker, isOrganisation } = await partiesOf(consignment.keeperId, consignment, tx);
  const { priceRupiah, commissionBasisPoints, quantityBase, madeOn, expiresOn, payDays, note } = consignment;
  const agreedBy = call.actor.kind === "member" ? await signatoryName(call.actor.personId, tx) : null;
  return z.encode(ConsignmentNoteFacts, {
    issuer: keeper.party,
    place: keeper.place,
    issuedOn,
    consignor: maker,
    ...(await goodsOf(consignment, issuedOn, tx)),
    quantityBase,
    terms: { priceRupiah, commissionBasisPoints },
    madeOn,
    expiresOn,
    period: periodWords[consignment.period],
    payDays,
    agreedBy: isOrganisation
      ? "Lewat akun penitip"
      : call.actor.kind === "link"
        ? "Lewat tautan pribadi"
        : "Di tempat, dicatat penerima titipan",
    note,
    receivedBy: { name: await signatoryName(consignment.placedBy, tx), role: "Penerima titipan" },
    leftBy: { name: isOrganisation ? agreedBy : maker.name, role: "Penitip" },
  });
}

type Line = typeof consignmentLines.$inferSelect;

/** Everything that the Nota Perhitungan of a settlement says, as JSON; asked for once its lines are known. */
export async function consignmentStatementFacts(
  tx: Executor,
  call: Call,
  settlement: Consignor &
    SettlementSums & {
      readonly keeperId: string;
      readonly startsOn: BusinessDay;
      readonly endsOn: BusinessDay;
      readonly dueOn: BusinessDay;
    },
  said: { readonly lines: readonly Line[]; readonly issuedOn: BusinessDay },
): Promise<Record<string, unknown>> {
  const { keeperId, consignorProducerId: _p, consignorOrganisationId: _o, ...sums } = settlement;
  const { keeper, maker } = await partiesOf(keeperId, settlement, tx);
  const ids = [...new Set(said.lines.map((line) => line.consignmentId))].sort();
  const rows = await tx
    .select({ row: consignments, noteNumber: documents.number })
    .from(consignments)
    .leftJoin(
      documents,
      and(
        eq(documents.subjectId, consignments.id),
        eq(documents.kind, "TITIP"),
        eq(documents.state, "issued"),
      ),
    )
    .where(inArray(consignments.id, ids))
    .orderBy(asc(consignments.id));
  const lines = [];
  for (const { row, noteNumber } of rows) {
    const own = said.lines.filter((line) => line.consignmentId === row.id);
    lines.push({ noteNumber, ...(await statementLine(tx, row, own, said.issuedOn)) });
  }
  const signedBy = call.actor.kind === "member" ? call.actor.personId : null;
  return z.encode(ConsignmentStatementFacts, {
    issuer: keeper.party,
    place: keeper.place,
    issuedOn: said.issuedOn,
    consignor: maker,
    ...sums,
    lines,
    issuedBy: { name: await signatoryName(signedBy, tx), role: "Bendahara" },
  });
}

async function statementLine(tx: Executor, row: ConsignmentRow, lines: readonly Line[], on: BusinessDay) {
  const shown = await consignmentOf(row.keeperId, row.id, tx);
  invariant(shown?.book, "goods that were sold or lost are in custody");
  const of = (kind: Line["kind"]) => lines.filter((line) => line.kind === kind);
  const base = (kind: Line["kind"]) => of(kind).reduce((sum, line) => sum + line.quantityBase, 0n);
  const sales = lines.filter((line) => line.kind !== "lost");
  const { description, unit } = await goodsOf(row, on, tx);
  return {
    description,
    unit,
    terms: { priceRupiah: row.priceRupiah, commissionBasisPoints: row.commissionBasisPoints },
    broughtBase: row.quantityBase,
    soldBase: base("sold"),
    takenBackBase: base("taken_back"),
    lostBase: base("lost"),
    returnedBase: shown.book.returnedBase,
    leftBase: shown.book.leftBase,
    grossRupiah: sumOf(sales.map((line) => line.grossRupiah)),
    commissionRupiah: sumOf(sales.map((line) => line.commissionRupiah)),
    shareRupiah: sumOf(sales.map((line) => line.shareRupiah)),
    lossRupiah: sumOf(of("lost").map((line) => line.shareRupiah)),
  };
}

/** What papers about a consignment are about: itself, and every settlement that counts a line of it. */
export async function paperSubjectsOf(consignmentId: string, on: Executor = db()): Promise<string[]> {
  const settled = await on
    .selectDistinct({ id: consignmentLines.settlementId })
    .from(consignmentLines)
    .where(eq(consignmentLines.consignmentId, consignmentId));
  return [consignmentId, ...settled.flatMap(({ id }) => id ?? [])];
}

/** What all papers to one producer of a keeper's are about: the notes and statements of what was bought of them, and everything that they left with it. */
export async function paperSubjectsOfProducer(
  keeperId: string,
  producerId: string,
  on: Executor = db(),
): Promise<string[]> {
  const left = await on
    .select({ id: consignments.id })
    .from(consignments)
    .where(and(eq(consignments.keeperId, keeperId), eq(consignments.consignorProducerId, producerId)));
  const settled = await on
    .select({ id: consignmentSettlements.id })
    .from(consignmentSettlements)
    .where(
      and(
        eq(consignmentSettlements.keeperId, keeperId),
        eq(consignmentSettlements.consignorProducerId, producerId),
      ),
    );
  const bought = await notesToProducer(keeperId, producerId, on);
  const stated = await standingSubjects(keeperId, "RPP", producerStatementSubject(producerId, ""), on);
  return [...bought, ...stated, ...[...left, ...settled].map(({ id }) => id)];
}
