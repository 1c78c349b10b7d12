import { and, eq, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { keeperOf } from "./bring-statement.server.ts";

/** A match of a line of the own bank, held with its line: the line first, as for whoever matches it. Others' are not found. */
export async function ownMatch(tx: LatestTransaction, call: Call, matchId: string) {
  const { organisationId, personId } = keeperOf(call);
  const [found] = await tx
    .select({ lineId: bankMatches.lineId })
    .from(bankMatches)
    .innerJoin(bankLines, eq(bankLines.id, bankMatches.lineId))
    .where(and(eq(bankMatches.id, matchId), eq(bankLines.organisationId, organisationId)));
  if (!found) throw new Missing("payments.lineMissing");
  await hold(tx, bankLines, eq(bankLines.id, found.lineId));
  const [match] = await hold(tx, bankMatches, eq(bankMatches.id, matchId));
  if (!match) throw new Missing("payments.lineMissing");
  return { match, organisationId, personId };
}

/** Parts a line from what it was matched with or booked as, and says why; no book moves by it. Refuses what was parted before. */
export async function partMatch(
  tx: LatestTransaction,
  call: Call,
  parting: { readonly matchId: string; readonly personId: string; readonly reason: string },
): Promise<void> {
  const parted = await tx
    .update(bankMatches)
    .set({ undoneAt: call.at, undoneBy: parting.personId, undoneReason: parting.reason })
    .where(and(eq(bankMatches.id, parting.matchId), isNull(bankMatches.undoneAt)))
    .returning({ id: bankMatches.id });
  if (parted.length !== 1) throw new Conflict("payments.lineMoved");
}
