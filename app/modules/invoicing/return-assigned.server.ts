import { and, eq, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { receivableAssignments } from "#db/schema/invoicing-receivables.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { returnedEntries } from "./receivable-postings.ts";

/**
 * What a credit note takes off an assigned invoice is the seller's again before it is credited: the buyer's objections hold against the
 * assignee, and the seller answers to it for goods that were not as they were claimed. In the caller's transaction, which holds the
 * invoice; nothing happens to one that is not assigned. `subjectId` is the credit note: it is booked once.
 */
export async function returnAssigned(
  tx: LatestTransaction,
  call: Call,
  credit: {
    readonly invoiceId: string;
    readonly subjectId: string;
    readonly amountRupiah: Rupiah;
    readonly on: BusinessDay;
    readonly narration: string;
  },
): Promise<void> {
  if (credit.amountRupiah === 0n) return;
  const [assignment] = await tx
    .update(receivableAssignments)
    .set({
      returnedRupiah: sql`${receivableAssignments.returnedRupiah} + ${credit.amountRupiah}`,
      version: sql`${receivableAssignments.version} + 1`,
    })
    .where(
      and(
        eq(receivableAssignments.invoiceId, credit.invoiceId),
        eq(receivableAssignments.state, "effective"),
      ),
    )
    .returning();
  if (!assignment) return;
  for (const entry of returnedEntries({ ...assignment, ...credit })) await postEntry(tx, call, entry);
}
