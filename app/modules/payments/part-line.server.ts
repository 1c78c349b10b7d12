import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { PartLine } from "./bank.schema.ts";
import { ownMatch, partMatch } from "./part-match.server.ts";
import { settleLines } from "./settle-lines.server.ts";

/** A line of the own bank that is a payout or an entry of the own books, held with its match. */
async function heldMatch(tx: LatestTransaction, call: Call, matchId: string) {
  const { match, personId } = await ownMatch(tx, call, matchId);
  if (match.payoutId === null && match.entryId === null) throw new Missing("payments.lineMissing");
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
    await partMatch(tx, call, { matchId, personId, reason });
    await settleLines(tx, [match.lineId]);
    return { lineId: match.lineId };
  },
});
