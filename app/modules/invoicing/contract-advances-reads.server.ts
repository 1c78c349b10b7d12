import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { advanceDue } from "./advance.ts";
import { takenOffAdvance } from "./advance-reads.server.ts";

/** What became of the advance on one call-off: what it comes to, and, once asked for, what was paid and taken off. */
export type CallOffAdvance = {
  readonly callOffId: string;
  readonly callOffNumber: string;
  readonly deliveryDay: string;
  /** True while the goods have neither been delivered nor called back. */
  readonly isOpen: boolean;
  readonly dueRupiah: Rupiah;
  readonly asked: {
    readonly invoiceId: string;
    readonly number: string;
    readonly totalRupiah: Rupiah;
    readonly paidRupiah: Rupiah;
    /** Taken off invoices of the goods so far, or given back. */
    readonly usedRupiah: Rupiah;
  } | null;
};

/**
 * The advances of a contract, call-off by call-off, newest first; empty when the contract asks for none. Call-offs that ended
 * without one are left out. Whoever asks was let through by the contract itself.
 */
export async function advancesUnder(contractId: string, on: Executor = db()): Promise<CallOffAdvance[]> {
  const used = sql<string>`${takenOffAdvance()}::text`;
  const rows = await on
    .select({
      callOff: callOffs,
      advanceBasisPoints: contracts.advanceBasisPoints,
      invoice: invoices,
      used,
    })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .leftJoin(
      invoices,
      and(
        eq(invoices.callOffId, callOffs.id),
        eq(invoices.kind, "advance"),
        inArray(invoices.state, ["issued", "settled"]),
      ),
    )
    .where(
      and(
        eq(callOffs.contractId, contractId),
        sql`${contracts.advanceBasisPoints} > 0`,
        or(inArray(callOffs.state, ["open", "locked"]), sql`${invoices.id} is not null`),
      ),
    )
    .orderBy(desc(callOffs.deliveryDay), desc(callOffs.id))
    .limit(30);
  return rows.map(({ callOff, advanceBasisPoints, invoice, used: usedText }) => ({
    callOffId: callOff.id,
    callOffNumber: callOff.number,
    deliveryDay: callOff.deliveryDay,
    isOpen: callOff.state === "open" || callOff.state === "locked",
    dueRupiah: advanceDue(BigInt(callOff.packs) * callOff.priceRupiahPerPack, advanceBasisPoints),
    asked: invoice && {
      invoiceId: invoice.id,
      number: invoice.number ?? "",
      totalRupiah: invoice.totalRupiah,
      paidRupiah: invoice.paidRupiah,
      usedRupiah: BigInt(usedText),
    },
  }));
}
