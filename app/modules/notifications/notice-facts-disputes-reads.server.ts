import { aliasedTable, eq, sql } from "drizzle-orm";
import { callOffs } from "#db/schema/contracts.ts";
import { disputeLines, disputes } from "#db/schema/disputes.ts";
import { organisations } from "#db/schema/identity.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import type { FindFacts } from "./find-facts.server.ts";

const buyer = aliasedTable(organisations, "buyer");
const koperasi = aliasedTable(organisations, "koperasi");
const hub = aliasedTable(organisations, "hub");
const carrier = aliasedTable(organisations, "carrier");

/** A claim after a handover, for these of its parties. The amount is what was granted, or asked while nobody decided. */
export function disputed(told: readonly ("hubId" | "buyerId" | "koperasiId")[]): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        dispute: disputes,
        number: callOffs.number,
        buyer: buyer.name,
        name: koperasi.name,
        amount: sql<string>`(select coalesce(sum(coalesce(l.granted_rupiah, l.asked_rupiah)), 0)::text from ${disputeLines} l where l.dispute_id = ${disputes.id})`,
      })
      .from(disputes)
      .innerJoin(callOffs, eq(callOffs.id, disputes.callOffId))
      .innerJoin(buyer, eq(buyer.id, disputes.buyerId))
      .innerJoin(koperasi, eq(koperasi.id, disputes.koperasiId))
      .where(eq(disputes.id, id));
    if (!row) return [];
    const { dispute, ...params } = row;
    return told.map((party) => ({
      organisationId: dispute[party],
      subjectId: id,
      path: `klaim/${id}`,
      params,
    }));
  };
}

/** A debit note, for one of its two parties. */
export function debitNoted(told: "hubId" | "carrierId"): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        note: debitNotes,
        hub: hub.name,
        name: carrier.name,
      })
      .from(debitNotes)
      .innerJoin(hub, eq(hub.id, debitNotes.hubId))
      .innerJoin(carrier, eq(carrier.id, debitNotes.carrierId))
      .where(eq(debitNotes.id, id));
    if (!row) return [];
    const { note, ...named } = row;
    return [
      {
        organisationId: note[told],
        subjectId: id,
        path: `nota-debit/${id}`,
        params: { ...named, number: note.number, amount: note.amountRupiah.toString() },
      },
    ];
  };
}
