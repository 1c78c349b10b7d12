import { sql } from "drizzle-orm";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import type { Executor } from "#db/client.server.ts";
import type { Rate } from "../contracts/contract-rate.ts";
import type { TakenBefore } from "./statement.ts";

/**
 * What a rate took under a contract before, since the day from which it holds. Goods that a granted
 * claim took off afterwards count no more, so the next call-off pays so much less. For a part of the value, of all goods that
 * were accepted; for an amount per kilogram, litre or piece, of those that are measured alike.
 */
export async function takenBefore(
  on: Executor,
  asked: {
    readonly contractId: string;
    readonly kind: "levy" | "fee";
    readonly since: string;
    readonly rate: Rate;
    readonly baseUnit: BaseUnit;
  },
): Promise<TakenBefore> {
  const took = sql.raw(asked.kind === "levy" ? "s.levy_rupiah" : "s.fee_rupiah");
  const isPerUnit = asked.rate.rupiahPerUnit > 0n;
  const amount = sql.raw(
    isPerUnit
      ? "s.accepted_base - coalesce(k.goods_base, 0)"
      : "s.gross_rupiah - s.claim_rupiah - coalesce(k.goods_rupiah, 0)",
  );
  const rows = await on.execute<{ amount: string; taken: string }>(sql`
    select coalesce(sum(${amount}), 0)::text as amount, coalesce(sum(${took}), 0)::text as taken
    from koperasi_statements s join call_offs c on c.id = s.call_off_id
      join contract_lines l on l.id = c.contract_line_id join commodities g on g.code = l.commodity_code
      left join (select statement_id, sum(goods_base) as goods_base, sum(goods_rupiah) as goods_rupiah
        from statement_corrections group by statement_id) k on k.statement_id = s.id
      join organisations h on h.id = s.hub_id join regions r on r.code = h.region_code
    where c.contract_id = ${asked.contractId} and s.taken_back_at is null
      and (select max(t.delivered_at at time zone r.time_zone) from trips t where t.call_off_id = c.id and t.state = 'delivered')::date
        >= ${asked.since}::date
      and (${!isPerUnit} or g.base_unit = ${asked.baseUnit})`);
  const [row] = rows;
  return { amount: BigInt(row?.amount ?? "0"), takenRupiah: BigInt(row?.taken ?? "0") };
}
