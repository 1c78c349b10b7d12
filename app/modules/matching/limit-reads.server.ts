import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { budgets, orders } from "#db/schema/orders.ts";
import { numberParameters } from "../regions/parameter-reads.server.ts";
import type { Cell } from "./cell.ts";
import type { BuyerShares, CellLimitFacts, CityLimits } from "./cell-limits.ts";

/** Who asks in a cell: the city of each buyer by its id. */
export type CellBuyers = ReadonlyMap<string, string>;

/**
 * What limits the plan of a cell on its day: from how many suppliers a line is served in each city, and how much of a
 * buyer's budgets one supplier may cover. What stands (offered, accepted, delivered) counts as covered. Buyers without a
 * budget on the day have no share.
 */
export async function cellLimits(tx: Transaction, cell: Cell, buyers: CellBuyers): Promise<CellLimitFacts> {
  const cityCodes = [...new Set(buyers.values())].sort();
  const scope = { regionCodes: cityCodes, day: cell.deliveryDay };
  const most = await numberParameters(tx, "market.suppliers_per_line_max", scope);
  const fee = await numberParameters(tx, "market.extra_supplier_rupiah", scope);
  const share = await numberParameters(tx, "market.supplier_share_max_basis_points", scope);
  const cities = cityCodes.map((code): [string, CityLimits] => [
    code,
    { suppliersMax: most.get(code) ?? 0, extraSupplierRupiah: fee.get(code) ?? 0 },
  ]);
  return { cities: Object.fromEntries(cities), buyers: await sharesOf(tx, cell, buyers, share) };
}

async function sharesOf(
  tx: Transaction,
  { deliveryDay }: Cell,
  buyers: CellBuyers,
  shareOf: ReadonlyMap<string, number>,
): Promise<Record<string, BuyerShares>> {
  const basisPoints = [...buyers.values()].map((cityCode) => Math.round(shareOf.get(cityCode) ?? 0));
  const period = sql`select buyer.id as buyer_id, min(${budgets.startsOn}) as starts_on, max(${budgets.endsOn}) as ends_on,
      div(sum(${budgets.amountRupiah}) * min(buyer.basis_points), 10000) as share
    from unnest(${sql.param([...buyers.keys()])}::text[], ${sql.param(basisPoints)}::int[]) as buyer (id, basis_points)
    join ${budgets} on ${budgets.organisationId} = buyer.id
      and ${budgets.startsOn} <= ${deliveryDay}::date and ${budgets.endsOn} >= ${deliveryDay}::date
    group by 1`;
  const rows = await tx.execute<{ buyerId: string; share: string; used: Record<string, string> }>(sql`
    with period as materialized (${period}), used as (${usedWithin()})
    select period.buyer_id as "buyerId", period.share::text as share,
      coalesce((select jsonb_object_agg(used.seller_id, used.paid::text) from used where used.buyer_id = period.buyer_id), '{}') as used
    from period order by 1`);
  return Object.fromEntries(
    rows.map(({ buyerId, share, used }) => [buyerId, { shareRupiah: share, usedRupiah: used }]),
  );
}

// By way of the orders, which are found by their buyer: commitments are written by the hundred thousand, and one more
// index on them would cost every night more than this question ever does.
function usedWithin(): SQL {
  const quantity = sql`coalesce(${commitments.acceptedBase}, ${commitments.offeredBase})`;
  return sql`select period.buyer_id, ${commitments.sellerId} as seller_id,
      sum(ceil(${quantity} * ${commitments.priceRupiah}::numeric / ${commitments.basePerUnit})) as paid
    from period join ${orders} on ${orders.buyerId} = period.buyer_id
      and ${orders.deliveryDay} between period.starts_on and period.ends_on
    join ${commitments} on ${commitments.orderId} = ${orders.id}
      and ${commitments.state} in ('offered', 'accepted', 'fulfilled')
    group by 1, 2`;
}
