import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { advanceUses, invoices } from "#db/schema/invoicing.ts";
import { regions } from "#db/schema/regions.ts";
import type { PaidAdvance } from "./advance.ts";

/** What an advance on a call-off is reckoned from. */
export type AdvanceGround = {
  readonly callOffId: string;
  readonly callOffNumber: string;
  readonly contractNumber: string;
  readonly hubId: string;
  readonly buyerId: string;
  readonly hubTimeZone: TimeZone;
  readonly isOpen: boolean;
  readonly advanceBasisPoints: number;
  readonly worthRupiah: Rupiah;
};

/** The call-off that an advance is asked on, at the price that it was opened at; null when there is none. */
export async function advanceGround(callOffId: string, on: Executor = db()): Promise<AdvanceGround | null> {
  const [row] = await on
    .select({
      callOffId: callOffs.id,
      callOffNumber: callOffs.number,
      contractNumber: contracts.number,
      hubId: contracts.hubId,
      buyerId: contracts.buyerId,
      hubTimeZone: regions.timeZone,
      state: callOffs.state,
      packs: callOffs.packs,
      price: callOffs.priceRupiahPerPack,
      advanceBasisPoints: contracts.advanceBasisPoints,
    })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(organisations, eq(organisations.id, contracts.hubId))
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(eq(callOffs.id, callOffId));
  if (!row) return null;
  const { state, packs, price, ...ground } = row;
  return {
    ...ground,
    isOpen: state === "open" || state === "locked",
    worthRupiah: BigInt(packs) * price,
  };
}

/** The advance of a call-off that stands, or null: what it asks, what was paid of it, and whether a payment is under way. */
export async function advanceOf(callOffId: string, on: Executor = db()) {
  const [row] = await on
    .select({
      id: invoices.id,
      number: invoices.number,
      state: invoices.state,
      totalRupiah: invoices.totalRupiah,
      paidRupiah: invoices.paidRupiah,
    })
    .from(invoices)
    .where(
      and(
        eq(invoices.callOffId, callOffId),
        eq(invoices.kind, "advance"),
        inArray(invoices.state, ["issued", "settled"]),
      ),
    );
  return row ?? null;
}

/**
 * What the buyer paid in advance under the contract of this call-off and no invoice has taken off yet: the call-off's own
 * advance first, then the oldest.
 */
export async function paidAdvances(callOffId: string, on: Executor): Promise<PaidAdvance[]> {
  const used = sql<string>`coalesce((select sum(u.amount_rupiah) from ${advanceUses} u where u.advance_id = ${invoices.id}), 0)`;
  const contractOf = on.select({ id: callOffs.contractId }).from(callOffs).where(eq(callOffs.id, callOffId));
  const rows = await on
    .select({
      advanceId: invoices.id,
      left: sql<string>`(${invoices.paidRupiah} - ${used})::bigint::text`,
    })
    .from(invoices)
    .innerJoin(callOffs, eq(callOffs.id, invoices.callOffId))
    .where(
      and(
        eq(invoices.kind, "advance"),
        inArray(invoices.state, ["issued", "settled"]),
        sql`${callOffs.contractId} = (${contractOf})`,
        sql`${invoices.paidRupiah} > ${used}`,
      ),
    )
    .orderBy(sql`${invoices.callOffId} = ${callOffId} desc`, asc(invoices.issuedAt), asc(invoices.id));
  return rows.map((row) => ({ advanceId: row.advanceId, leftRupiah: BigInt(row.left) }));
}

/** What a rate took under a contract before: the accepted value and levy and fee of its statements since that day. */
export async function takenBefore(
  contractId: string,
  kind: "levy" | "fee",
  since: string,
  on: Executor,
): Promise<{ readonly valueRupiah: Rupiah; readonly takenRupiah: Rupiah }> {
  const taken = sql.raw(kind === "levy" ? "s.levy_rupiah" : "s.fee_rupiah");
  const rows = await on.execute<{ value: string; taken: string }>(sql`
    select coalesce(sum(s.gross_rupiah - s.claim_rupiah), 0)::text as value, coalesce(sum(${taken}), 0)::text as taken
    from koperasi_statements s join call_offs c on c.id = s.call_off_id
      join trips t on t.call_off_id = c.id and t.state = 'delivered'
      join organisations h on h.id = s.hub_id join regions r on r.code = h.region_code
    where c.contract_id = ${contractId} and (t.delivered_at at time zone r.time_zone)::date >= ${since}::date`);
  const [row] = rows;
  return { valueRupiah: BigInt(row?.value ?? "0"), takenRupiah: BigInt(row?.taken ?? "0") };
}
