import { and, eq, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { PartLine } from "./bank.schema.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { settleLines } from "./settle-lines.server.ts";

/** A line of the own bank that is a payout or an entry of the own books, held with its match. */
async function heldMatch(tx: LatestTransaction, call: Call, matchId: string) {
  const { organisationId, personId } = keeperOf(call);
  const [found] = await tx
    .select({ lineId: bankMatches.lineId })
    .from(bankMatches)
    .innerJoin(bankLines, eq(bankLines.id, bankMatches.lineId))
    .where(and(eq(bankMatches.id, matchId), eq(bankLines.organisationId, organisationId)));
  if (!found) throw new Missing("payments.lineMissing");
  await hold(tx, bankLines, eq(bankLines.id, found.lineId));
  const [match] = await hold(tx, bankMatches, eq(bankMatches.id, matchId));
  if (!match || (match.payoutId === null && match.entryId === null))
    throw new Missing("payments.lineMissing");
  return { match, personId };
}

/**
 * A line of the bank is not the payout, or not the entry of the own books, that it was matched with, and why: it is open again, for what it is.
 * No book moves, also where the match booked it: what was booked wrongly is taken out by the deed that is for that, by two people.
 * Refuses what was parted before.
 */
export const partLine = command({
  name: "payments.partLine",
  input: PartLine,
  isolation: "read committed",
  permit: async (tx, call, { matchId }) => {
    await heldMatch(tx, call, matchId);
  },
  run: async (tx, call, { matchId, reason }) => {
    const { match, personId } = await heldMatch(tx, call, matchId);
    const parted = await tx
      .update(bankMatches)
      .set({ undoneAt: call.at, undoneBy: personId, undoneReason: reason })
      .where(and(eq(bankMatches.id, matchId), isNull(bankMatches.undoneAt)))
      .returning({ id: bankMatches.id });
    if (parted.length !== 1) throw new Conflict("payments.lineMoved");
    await settleLines(tx, [match.lineId]);
    return { lineId: match.lineId };
  },
});
