import { aliasedTable, eq, sql } from "drizzle-orm";
import { callOffs } from "#db/schema/contracts.ts";
import { disputeLines, disputes } from "#db/schema/disputes.ts";
import { organisations } from "#db/schema/identity.ts";
import type { FindFacts } from "./find-facts.server.ts";

const buyer = aliasedTable(organisations, "buyer");
const koperasi = aliasedTable(organisations, "koperasi");

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
