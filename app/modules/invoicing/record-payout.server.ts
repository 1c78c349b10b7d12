import { and, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { koperasiStatements, refunds } from "#db/schema/invoicing.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import { owedRupiah } from "./owed.server.ts";

/** What a payout pays: a koperasi's share of a call-off, what a buyer paid too much, or a debit note. None for a producer. */
export type PayoutGround = {
  readonly statementId: string | null;
  readonly refundId: string | null;
  readonly debitNoteId: string | null;
};
export const NO_GROUND: PayoutGround = { statementId: null, refundId: null, debitNoteId: null };

/**
 * Notes, in the caller's transaction, that so much of a statement, a refund or a debit note is on its way. Refuses more than is open, and a
 * statement that was taken back.
 */
export async function recordAsked(
  tx: Transaction,
  { statementId, refundId, debitNoteId }: PayoutGround,
  amountRupiah: Rupiah,
): Promise<void> {
  if (statementId) {
    const asked = await tx
      .update(koperasiStatements)
      .set({ underwayRupiah: sql`${koperasiStatements.underwayRupiah} + ${amountRupiah}` })
      .where(
        and(
          eq(koperasiStatements.id, statementId),
          isNull(koperasiStatements.takenBackAt),
          sql`${koperasiStatements.paidRupiah} + ${koperasiStatements.underwayRupiah} + ${koperasiStatements.setOffRupiah} + ${amountRupiah} <= ${owedRupiah}`,
        ),
      )
      .returning({ id: koperasiStatements.id });
    if (asked.length !== 1) throw new RuleBroken("invoicing.statementPaid");
  }
  if (refundId) {
    const asked = await tx
      .update(refunds)
      .set({ underwayRupiah: sql`${refunds.underwayRupiah} + ${amountRupiah}` })
      .where(
        and(
          eq(refunds.id, refundId),
          sql`${refunds.paidRupiah} + ${refunds.underwayRupiah} + ${amountRupiah} <= ${refunds.amountRupiah}`,
        ),
      )
      .returning({ id: refunds.id });
    if (asked.length !== 1) throw new RuleBroken("invoicing.refundPaid");
  }
  if (debitNoteId) {
    const asked = await tx
      .update(debitNotes)
      .set({ underwayRupiah: sql`${debitNotes.underwayRupiah} + ${amountRupiah}` })
      .where(
        and(
          eq(debitNotes.id, debitNoteId),
          isNull(debitNotes.takenBackAt),
          sql`${debitNotes.paidRupiah} + ${debitNotes.underwayRupiah} + ${amountRupiah} <= ${debitNotes.amountRupiah}`,
        ),
      )
      .returning({ id: debitNotes.id });
    if (asked.length !== 1) throw new RuleBroken("invoicing.debitPaid");
  }
}

/** The money did not go after all: it may be asked for again. */
export async function withdrawAsked(
  tx: Transaction,
  ground: PayoutGround,
  amountRupiah: Rupiah,
): Promise<void> {
  await takeOffUnderway(tx, ground, { amountRupiah, paidRupiah: 0n });
}

/** The money went: what was on its way is paid. */
export async function recordConfirmed(
  tx: Transaction,
  ground: PayoutGround,
  amountRupiah: Rupiah,
): Promise<void> {
  await takeOffUnderway(tx, ground, { amountRupiah, paidRupiah: amountRupiah });
}

/** Money that had gone came back: what it paid is open again, and may be asked for anew. */
export async function recordReturned(
  tx: Transaction,
  { statementId, refundId, debitNoteId }: PayoutGround,
  amountRupiah: Rupiah,
): Promise<void> {
  for (const [table, id] of [
    [koperasiStatements, statementId],
    [refunds, refundId],
    [debitNotes, debitNoteId],
  ] as const) {
    if (!id) continue;
    const moved = await tx
      .update(table)
      .set({ paidRupiah: sql`${table.paidRupiah} - ${amountRupiah}` })
      .where(and(eq(table.id, id), gte(table.paidRupiah, amountRupiah)))
      .returning({ id: table.id });
    invariant(moved.length === 1, "no more comes back than was paid");
  }
}

async function takeOffUnderway(
  tx: Transaction,
  { statementId, refundId, debitNoteId }: PayoutGround,
  { amountRupiah, paidRupiah }: { readonly amountRupiah: Rupiah; readonly paidRupiah: Rupiah },
): Promise<void> {
  for (const [table, id] of [
    [koperasiStatements, statementId],
    [refunds, refundId],
    [debitNotes, debitNoteId],
  ] as const) {
    if (!id) continue;
    const moved = await tx
      .update(table)
      .set({
        underwayRupiah: sql`${table.underwayRupiah} - ${amountRupiah}`,
        paidRupiah: sql`${table.paidRupiah} + ${paidRupiah}`,
      })
      .where(and(eq(table.id, id), gte(table.underwayRupiah, amountRupiah)))
      .returning({ id: table.id });
    invariant(moved.length === 1, "no more is confirmed or withdrawn than was on its way");
  }
}

/**
 * Says of statements that their levy is on its way to the treasury, or that it is not after all. Refuses one that was taken
 * back: what it took was given back.
 */
export async function recordLevyGathered(
  tx: Transaction,
  statementIds: readonly string[],
  isLevyGathered: boolean,
): Promise<void> {
  const marked = await tx
    .update(koperasiStatements)
    .set({ isLevyGathered })
    .where(and(inArray(koperasiStatements.id, [...statementIds]), isNull(koperasiStatements.takenBackAt)))
    .returning({ id: koperasiStatements.id });
  if (marked.length !== statementIds.length) throw new RuleBroken("invoicing.statementTakenBack");
}
