import { sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { cooperativeMembers } from "#db/schema/cooperative.ts";
import { firstOf, lastOf } from "../cooperative/shu-reads.server.ts";
import type { MembershipSales } from "../invoicing/margin-sheet.ts";
import { salesByMembership } from "../invoicing/margin-sheet-reads.server.ts";

export type MemberIncome = MembershipSales & {
  /** Commission on goods that were left to be sold: by members, and by everybody else. */
  readonly memberCommissionRupiah: Rupiah;
  readonly otherCommissionRupiah: Rupiah;
};

/**
 * What a koperasi earned in a year by whose goods they were. A member is who was one on the last day of the year; their goods are
 * those of the producer that they are linked to.
 */
export async function memberIncomeOf(
  organisationId: string,
  year: number,
  on: Executor = db(),
): Promise<MemberIncome> {
  const [from, to] = [firstOf(year), lastOf(year)];
  const members = sql`select ${cooperativeMembers.producerId} as id from ${cooperativeMembers}
    where ${cooperativeMembers.organisationId} = ${organisationId} and ${cooperativeMembers.producerId} is not null
      and ${cooperativeMembers.joinedOn} <= ${to}::date and (${cooperativeMembers.leftOn} is null or ${cooperativeMembers.leftOn} > ${to}::date)`;
  const rows = await on.execute<{ id: string }>(members);
  const sales = await salesByMembership(organisationId, { from, to }, new Set(rows.map(({ id }) => id)), on);
  const [commission] = await on.execute<{ members: string; others: string }>(sql`
    select coalesce(sum(l.commission_rupiah) filter (where c.consignor_producer_id in (${members})), 0)::text as members,
      coalesce(sum(l.commission_rupiah) filter (where c.consignor_producer_id is null or c.consignor_producer_id not in (${members})), 0)::text as others
    from consignment_lines l join consignments c on c.id = l.consignment_id
    where c.keeper_id = ${organisationId} and l.on_day between ${from}::date and ${to}::date`);
  return {
    ...sales,
    memberCommissionRupiah: BigInt(commission?.members ?? "0"),
    otherCommissionRupiah: BigInt(commission?.others ?? "0"),
  };
}
