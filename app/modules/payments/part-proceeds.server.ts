import { and, eq, isNull, ne } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { heldProceeds, unbookProceeds } from "../invoicing/answer-proceeds.server.ts";
import { PartProceeds } from "./bank.schema.ts";
import { mayPartProceeds } from "./bank-proceeds.ts";
import { ownMatch, partMatch } from "./part-match.server.ts";
import { settleLines } from "./settle-lines.server.ts";

/** A line of the own bank that stands as what went for a claim, held with it. */
async function ownParting(tx: LatestTransaction, call: Call, matchId: string) {
  const { match, organisationId, personId } = await ownMatch(tx, call, matchId);
  if (match.proceedsId === null) throw new Missing("payments.lineMissing");
  if (!mayPartProceeds(match, personId)) throw new Forbidden("payments.secondPerson");
  return { match, proceedsId: match.proceedsId, organisationId, personId };
}

/**
 * A line of the bank is not the money of a claim that it was matched with, and why: it is open again, for what it is. Where both sides had
 * said that the money went before, they still do, and no book moves. Where the line was taken for the word of whoever was paid, a second
 * person says so; what was booked by it gets its mirror in both books today, and the statement waits for its receiver as if nobody had
 * answered, unless a line of the other side's bank shows the money too. Refuses who matched such a line, what was parted before, and what
 * later words of the two were built on.
 */
export const partProceeds = command({
  name: "payments.partProceeds",
  input: PartProceeds,
  isolation: "read committed",
  permit: async (tx, call, { matchId }) => {
    await ownParting(tx, call, matchId);
  },
  run: async (tx, call, { matchId, reason }) => {
    const { match, proceedsId, organisationId, personId } = await ownParting(tx, call, matchId);
    await heldProceeds(tx, call, proceedsId);
    await partMatch(tx, call, { matchId, personId, reason });
    const isUnbooked = match.isAcknowledgement && !(await isOnOtherBank(tx, proceedsId, organisationId));
    if (isUnbooked) await unbookProceeds(tx, call, { proceedsId, reason });
    await settleLines(tx, [match.lineId]);
    return { lineId: match.lineId, isUnbooked };
  },
});

/** Whether the other side found the same money on a line of its own bank. */
async function isOnOtherBank(
  tx: LatestTransaction,
  proceedsId: string,
  organisationId: string,
): Promise<boolean> {
  const [line] = await tx
    .select({ id: bankMatches.id })
    .from(bankMatches)
    .innerJoin(bankLines, eq(bankLines.id, bankMatches.lineId))
    .where(
      and(
        eq(bankMatches.proceedsId, proceedsId),
        isNull(bankMatches.undoneAt),
        ne(bankLines.organisationId, organisationId),
      ),
    )
    .limit(1);
  return line !== undefined;
}
