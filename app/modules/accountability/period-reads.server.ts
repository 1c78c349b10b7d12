import { and, eq, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { budgets } from "#db/schema/orders.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { type AccountName, chart } from "../ledger/chart.ts";

/**
 * What a kitchen's papers say of a budget and its period. Every rupiah here is a sum of postings: orders, weighings and
 * invoices only say what a posting was for.
 */
export type BudgetPeriod = typeof budgets.$inferSelect;

/** A budget of this kitchen, or of a kitchen that it stands behind; null for anyone else. */
export async function budgetPeriodFor(
  organisationId: string,
  budgetId: string,
  on: Executor = db(),
): Promise<BudgetPeriod | null> {
  const [row] = await on
    .select()
    .from(budgets)
    .where(and(eq(budgets.id, budgetId), isOwnOrKitchens(budgets.organisationId, organisationId, on)));
  return row ?? null;
}

export type CashRow = {
  readonly day: BusinessDay;
  /** The deed that was booked. */
  readonly kind: string;
  readonly party: string | null;
  readonly reference: string;
  /** The number under which the bank, or whoever took the card, knows it; null where nobody wrote it down. */
  readonly bankReference: string | null;
  /** Above nothing what came in. */
  readonly amountRupiah: bigint;
};
export type CashBook = { readonly openingRupiah: bigint; readonly rows: readonly CashRow[] };

/** Everything that moved an organisation's cash in these days, in the order that it was booked, and what there was before. */
export async function cashBookOf(
  organisationId: string,
  days: { readonly startsOn: BusinessDay; readonly endsOn: BusinessDay },
  on: Executor = db(),
): Promise<CashBook> {
  const onCash = sql`from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
    where e.organisation_id = ${organisationId} and a.code = ${chart.cash.code}`;
  const [opening] = await on.execute<{ amount: string }>(
    sql`select coalesce(sum(p.amount), 0)::text as amount ${onCash} and e.occurred_on < ${days.startsOn}::date`,
  );
  const rows = await on.execute<{
    day: BusinessDay;
    kind: string;
    party: string | null;
    narration: string;
    bank_reference: string | null;
    amount: string;
  }>(sql`
    select e.occurred_on::text as day, e.kind, e.narration, sum(p.amount)::text as amount,
      coalesce((select bank_reference from payments where id = e.subject_id),
        (select bank_reference from payouts where id = e.subject_id),
        (select reference from fundings where id = e.subject_id),
        (select ntpn from tax_remittances where id = e.subject_id)) as bank_reference,
      (select string_agg(distinct o.name, ', ') from postings q join accounts b on b.id = q.account_id
        join organisations o on o.id = b.subject_id where q.entry_id = e.id) as party
    ${onCash} and e.occurred_on between ${days.startsOn}::date and ${days.endsOn}::date
    group by e.id order by e.occurred_on, e.sequence`);
  return {
    openingRupiah: BigInt(opening?.amount ?? "0"),
    rows: rows.map((row) => ({
      day: row.day,
      kind: row.kind,
      party: row.party,
      reference: row.narration,
      bankReference: row.bank_reference,
      amountRupiah: BigInt(row.amount),
    })),
  };
}

/** Seller of a row that spent: null where the books were corrected without a weighing. */
export type SpendingSeller = {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly cityName: string;
  readonly isLocal: boolean;
  readonly businessNumber: string | null;
};
export type SpendingRow = {
  readonly day: BusinessDay;
  readonly seller: SpendingSeller | null;
  /** Number of the handover minutes. */
  readonly receiptNumber: string | null;
  readonly goods: string | null;
  readonly narration: string;
  /** Put into the envelope, and taken out of it for what was received. */
  readonly inRupiah: bigint;
  readonly outRupiah: bigint;
};

function postingsOf(
  budget: Pick<BudgetPeriod, "id" | "organisationId">,
  names: readonly AccountName[],
  joined: SQL = sql``,
): SQL {
  const codes = names.map((name) => chart[name].code);
  return sql`from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
    ${joined} where e.organisation_id = ${budget.organisationId} and a.subject_id = ${budget.id}
      and a.code = any(${sql.param(codes)}::text[])`;
}

/** What was put into a budget and what it spent, entry by entry in the order that it was booked. */
export async function spendingOf(budget: BudgetPeriod, on: Executor = db()): Promise<SpendingRow[]> {
  const rows = await on.execute<{
    day: BusinessDay;
    narration: string;
    in_rupiah: string;
    out_rupiah: string;
    receipt_number: string | null;
    goods: string | null;
    seller_id: string | null;
    name: string;
    kind: OrganisationKind;
    city: string;
    is_local: boolean;
    business_number: string | null;
  }>(sql`
    with moved as (
      select e.id, e.sequence, e.subject_id, e.occurred_on, e.narration,
        coalesce(sum(p.amount) filter (where a.code = ${chart.budgetSource.code}), 0) as in_rupiah,
        -coalesce(sum(p.amount) filter (where a.code = ${chart.budgetSpent.code}), 0) as out_rupiah
      ${postingsOf(budget, ["budgetSource", "budgetSpent"])}
      group by e.id
    )
    select m.occurred_on::text as day, m.narration, m.in_rupiah::text, m.out_rupiah::text,
      r.number as receipt_number, k.id as seller_id, k.name, k.kind, city.name as city,
      k.city_code = own.city_code as is_local, k.business_number,
      (select string_agg(l.description, ', ' order by l.position) from shipment_lines l
        where l.shipment_id = s.id and l.accepted_base > 0) as goods
    from moved m
    join organisations own on own.id = ${budget.organisationId}
    left join appeals a on a.id = m.subject_id
    left join receipts r on r.id = m.subject_id or r.shipment_id = a.shipment_id
    left join shipments s on s.id = r.shipment_id
    left join organisations k on k.id = s.seller_id
    left join regions city on city.code = k.city_code
    order by m.occurred_on, m.sequence`);
  return rows.map((row) => ({
    day: row.day,
    narration: row.narration,
    receiptNumber: row.receipt_number,
    goods: row.goods,
    inRupiah: BigInt(row.in_rupiah),
    outRupiah: BigInt(row.out_rupiah),
    seller:
      row.seller_id === null
        ? null
        : {
            id: row.seller_id,
            name: row.name,
            kind: row.kind,
            cityName: row.city,
            isLocal: row.is_local,
            businessNumber: row.business_number,
          },
  }));
}

/** What an envelope was given, holds for orders and has left: the sums of its postings. */
export async function envelopeOf(
  budget: BudgetPeriod,
  on: Executor = db(),
): Promise<{ readonly budgetRupiah: bigint; readonly heldRupiah: bigint; readonly leftRupiah: bigint }> {
  const rows = await on.execute<{ code: string; amount: string }>(sql`
    select a.code, sum(p.amount)::text as amount
    ${postingsOf(budget, ["budgetSource", "budgetReserved", "budgetAvailable"])} group by a.code`);
  const sums = new Map(rows.map((row) => [row.code, BigInt(row.amount)]));
  return {
    budgetRupiah: sums.get(chart.budgetSource.code) ?? 0n,
    heldRupiah: -(sums.get(chart.budgetReserved.code) ?? 0n),
    leftRupiah: -(sums.get(chart.budgetAvailable.code) ?? 0n),
  };
}

/** What the invoices for goods out of this budget were booked at, less what was taken back of them. */
export async function invoicedOf(budget: BudgetPeriod, on: Executor = db()): Promise<bigint> {
  const [row] = await on.execute<{ amount: string }>(sql`
    select coalesce(sum(p.amount), 0)::text as amount
    from orders o
    join shipments s on s.order_id = o.id
    join (select id, shipment_id from invoices where shipment_id is not null union all select id, shipment_id from invoice_parts) i
      on i.shipment_id = s.id
    join entries e on e.organisation_id = o.buyer_id and e.subject_id = i.id
    join postings p on p.entry_id = e.id
    join accounts a on a.id = p.account_id
      and a.code in (${chart.purchases.code}, ${chart.freightCost.code})
    where o.budget_id = ${budget.id}`);
  return BigInt(row?.amount ?? "0");
}

export type GoodsRow = {
  readonly description: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly baseUnit: BaseUnit;
  readonly quantityBase: bigint;
  readonly rupiah: bigint;
};

/** What was accepted out of a budget by goods and unit of trade, with tax, as each weighing, and each appeal granted after it, came to it. */
export async function receivedGoodsOf(budget: BudgetPeriod, on: Executor = db()): Promise<GoodsRow[]> {
  const rows = await on.execute<GoodsRecord>(sql`
    select l.description, l.unit, l.base_per_unit::text, c.base_unit, sum(l.accepted_base)::text as quantity,
      sum(div(2 * (l.accepted_base - l.granted_base)::numeric * l.price_rupiah + l.base_per_unit, 2 * l.base_per_unit::numeric)
        + coalesce(l.tax_rupiah, 0)
        + (select coalesce(sum(g.goods_rupiah + g.tax_rupiah), 0) from appeal_lines g where g.shipment_line_id = l.id)) as rupiah
    from orders o
    join shipments s on s.order_id = o.id
    join receipts r on r.shipment_id = s.id
    join shipment_lines l on l.shipment_id = s.id
    join commitments m on m.id = l.commitment_id
    join order_lines ol on ol.id = m.order_line_id
    join commodities c on c.code = ol.commodity_code
    where o.budget_id = ${budget.id} and l.accepted_base > 0
    group by l.description, l.unit, l.base_per_unit, c.base_unit
    order by 6 desc, l.description, l.unit, l.base_per_unit`);
  return rows.map(goodsRow);
}

/** What the orders out of a budget ask for, drafts included, by goods and unit of trade, at their ceilings and before tax. */
export async function plannedGoodsOf(budget: BudgetPeriod, on: Executor = db()): Promise<GoodsRow[]> {
  const rows = await on.execute<GoodsRecord>(sql`
    select c.name || ' ' || g.name as description, l.unit, l.base_per_unit::text, c.base_unit,
      sum(l.quantity_base)::text as quantity,
      sum(div(2 * l.quantity_base::numeric * l.ceiling_rupiah + l.base_per_unit, 2 * l.base_per_unit::numeric)) as rupiah
    from orders o
    join order_lines l on l.order_id = o.id
    join commodities c on c.code = l.commodity_code
    join grades g on g.commodity_code = l.commodity_code and g.code = l.grade_code
    where o.budget_id = ${budget.id} and o.state not in ('cancelled', 'expired')
    group by c.name, g.name, l.unit, l.base_per_unit, c.base_unit
    order by 6 desc, 1, l.unit, l.base_per_unit`);
  return rows.map(goodsRow);
}

type GoodsRecord = {
  readonly description: string;
  readonly unit: string;
  readonly base_per_unit: string;
  readonly base_unit: BaseUnit;
  readonly quantity: string;
  readonly rupiah: string;
};

function goodsRow(row: GoodsRecord): GoodsRow {
  return {
    description: row.description,
    unit: row.unit,
    basePerUnit: BigInt(row.base_per_unit),
    baseUnit: row.base_unit,
    quantityBase: BigInt(row.quantity),
    rupiah: BigInt(row.rupiah),
  };
}

export type Purchase = {
  readonly orderId: string;
  readonly deliveryDay: BusinessDay;
  readonly goods: string;
  readonly spentRupiah: bigint;
};

/** The orders of a budget that were sent, the latest delivery first, with what each has spent so far: at most 200. */
export async function purchasesOf(budget: BudgetPeriod, on: Executor = db()): Promise<Purchase[]> {
  const rows = await on.execute<{
    id: string;
    day: BusinessDay;
    goods: string;
    spent: string;
  }>(sql`
    with spent as (
      select s.order_id, -sum(p.amount) as rupiah
      ${postingsOf(budget, ["budgetSpent"], sql`join receipts r on r.id = e.subject_id join shipments s on s.id = r.shipment_id`)}
      group by s.order_id
    )
    select o.id, o.delivery_day::text as day, coalesce(t.rupiah, 0)::text as spent,
      (select string_agg(distinct c.name, ', ') from order_lines l join commodities c on c.code = l.commodity_code
        where l.order_id = o.id) as goods
    from orders o left join spent t on t.order_id = o.id
    where o.budget_id = ${budget.id} and o.submitted_at is not null
    order by o.delivery_day desc, o.id desc limit 200`);
  return rows.map((row) => ({
    orderId: row.id,
    deliveryDay: row.day,
    goods: row.goods,
    spentRupiah: BigInt(row.spent),
  }));
}
