import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { callOffs, contractLines, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { advanceUses, invoices, refunds } from "#db/schema/invoicing.ts";
import { regions } from "#db/schema/regions.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
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
  /** True where VAT is due on these goods: the trade center is registered, and they are not basic food. */
  readonly isTaxed: boolean;
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
      isTaxed: sql<boolean>`${organisations.isVatRegistered} and ${commodities.taxClass} = 'standard'`,
      packs: callOffs.packs,
      price: callOffs.priceRupiahPerPack,
      advanceBasisPoints: contracts.advanceBasisPoints,
    })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
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
 * What was taken off an advance so far: by invoices that stand (one that was taken back uses nothing), and by giving the rest
 * back. To be read beside the advance in `invoices`.
 */
export function takenOffAdvance() {
  return sql<string>`(coalesce((select sum(u.amount_rupiah) from ${advanceUses} u join ${invoices} g on g.id = u.invoice_id
      where u.advance_id = ${invoices}.id and g.state <> 'credited'), 0)
    + coalesce((select sum(r.amount_rupiah) from ${refunds} r where r.invoice_id = ${invoices}.id and r.credit_note_id is null), 0))`;
}

/**
 * What the buyer paid in advance under the contract of this call-off and no invoice has taken off yet: the call-off's own
 * advance first, then the oldest.
 */
export async function paidAdvances(callOffId: string, on: Executor): Promise<PaidAdvance[]> {
  const used = takenOffAdvance();
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

/** The advances under a contract of which something is left, oldest first, with the number of each. */
export async function advancesLeft(contractId: string, on: Executor) {
  const used = takenOffAdvance();
  const rows = await on
    .select({
      advanceId: invoices.id,
      number: invoices.number,
      left: sql<string>`(${invoices.paidRupiah} - ${used})::bigint::text`,
    })
    .from(invoices)
    .innerJoin(callOffs, eq(callOffs.id, invoices.callOffId))
    .where(
      and(
        eq(invoices.kind, "advance"),
        inArray(invoices.state, ["issued", "settled"]),
        eq(callOffs.contractId, contractId),
        sql`${invoices.paidRupiah} > ${used}`,
      ),
    )
    .orderBy(asc(invoices.issuedAt), asc(invoices.id));
  return rows.map(({ left, number, ...row }) => ({ ...row, number: number ?? "", leftRupiah: BigInt(left) }));
}

/** Whether goods under a contract are still to come, or came and wait for their invoice. */
export async function goodsToInvoice(contractId: string, on: Executor): Promise<boolean> {
  const [found] = await on
    .select({ id: callOffs.id })
    .from(callOffs)
    .where(
      and(
        eq(callOffs.contractId, contractId),
        sql`(${callOffs.state} in ('open', 'locked') or exists (
          select 1 from ${invoices} i where i.call_off_id = ${callOffs.id} and i.state = 'draft')
          or (${callOffs.state} = 'closed' and not exists (
            select 1 from ${invoices} i where i.call_off_id = ${callOffs.id} and i.kind = 'delivery'
              and i.state in ('issued', 'settled'))
            and exists (select 1 from ${shipments} s join ${shipmentLines} l on l.shipment_id = s.id
              where s.call_off_id = ${callOffs.id} and l.accepted_base > 0)))`,
      ),
    )
    .limit(1);
  return found !== undefined;
}
