import { and, eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { bookClosings, bookPeriods } from "#db/schema/ledger-closings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { endsYear, YEAR_CLOSED, yearEndLines } from "./closing.ts";
import { bookedUntil, type Closing } from "./closing-reads.server.ts";
import { postEntry } from "./post-entry.server.ts";
import { sumsIn } from "./statement-reads.server.ts";

/**
 * Takes the period of an organisation's books for the rest of the transaction: whoever books into a month that is over waits,
 * or has finished. Answers until when they are closed.
 */
export async function holdBookPeriod(
  tx: LatestTransaction,
  organisationId: string,
): Promise<BusinessDay | null> {
  await tx.insert(bookPeriods).values({ organisationId }).onConflictDoNothing();
  const [held] = await hold(tx, bookPeriods, eq(bookPeriods.organisationId, organisationId));
  invariant(held, "every book has its period");
  return held.closedThrough;
}

/** Writes down that somebody asks for a month to be closed, and returns its id. */
export async function writeAskedClosing(
  tx: LatestTransaction,
  call: Call,
  asked: { readonly organisationId: string; readonly through: BusinessDay },
): Promise<string> {
  invariant(call.actor.kind === "member", "a closing is asked for by somebody");
  const id = newId("closing");
  await tx
    .insert(bookClosings)
    .values({ ...asked, id, state: "asked", askedBy: call.actor.personId, askedAt: call.at });
  return id;
}

/** Writes down that a closing is refused, and why; refuses one that was decided meanwhile. */
export async function writeRefusedClosing(
  tx: LatestTransaction,
  call: Call,
  closing: Closing,
  reason: string,
): Promise<void> {
  await decide(tx, call, closing, { state: "refused", reason });
}

/**
 * Closes the month, in the caller's transaction, which holds the book. A December first brings the year's income and expense to
 * equity. Afterwards no entry until its last day is taken, from anybody.
 */
export async function writeClosed(tx: LatestTransaction, call: Call, closing: Closing): Promise<void> {
  const { organisationId, through } = closing;
  if (endsYear(through)) await bookYearEnd(tx, call, closing);
  await decide(tx, call, closing, { state: "closed", ...(await bookedUntil(organisationId, through, tx)) });
  await tx
    .update(bookPeriods)
    .set({ closedThrough: through })
    .where(eq(bookPeriods.organisationId, organisationId));
}

async function bookYearEnd(
  tx: LatestTransaction,
  call: Call,
  { id, organisationId, through }: Closing,
): Promise<void> {
  const lines = yearEndLines(await sumsIn(organisationId, { from: through, to: through }, tx));
  if (lines.length === 0) return;
  await postEntry(tx, call, {
    organisationId,
    kind: YEAR_CLOSED,
    subjectId: id,
    occurredOn: through,
    narration: `Tutup buku tahun ${through.slice(0, 4)}`,
    reversesId: null,
    lines,
  });
}

async function decide(
  tx: LatestTransaction,
  call: Call,
  { id }: Closing,
  decision: Partial<typeof bookClosings.$inferInsert>,
): Promise<void> {
  invariant(call.actor.kind === "member", "a closing is decided by somebody");
  const moved = await tx
    .update(bookClosings)
    .set({ ...decision, decidedBy: call.actor.personId, decidedAt: call.at })
    .where(and(eq(bookClosings.id, id), eq(bookClosings.state, "asked")))
    .returning({ id: bookClosings.id });
  if (moved.length === 0) throw new Conflict("accountability.closingDecided");
}
