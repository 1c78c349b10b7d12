import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { holdEntries } from "../ledger/hold-entries.server.ts";
import { entriesAbout } from "../ledger/ledger-reads.server.ts";
import { MatchEntries } from "./bank.schema.ts";
import { isBankEntryKind } from "./bank-books.ts";
import type { BookedMove, ReasonCode } from "./bank-suggestion.ts";
import { freeMoves } from "./book-ground-reads.server.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { heldLines } from "./match-line.server.ts";
import { settleLines } from "./settle-lines.server.ts";

type Line = { readonly id: string; readonly amountSen: bigint; readonly restRupiah: Rupiah };
type Wish = {
  readonly line: Line;
  readonly moves: readonly BookedMove[];
  readonly reasons: readonly ReasonCode[];
};

/** Writes that a line, which the caller holds, is the cash of entries, all that is left of it. Nothing is booked. */
async function write(tx: LatestTransaction, call: Call, { line, moves, reasons }: Wish): Promise<void> {
  for (const { came } of moves)
    if (line.amountSen > 0n !== came) throw new RuleBroken(came ? "payments.lineWent" : "payments.lineCame");
  const moved = sumOf(moves.map(({ amountRupiah }) => amountRupiah));
  if (moved !== line.restRupiah)
    throw new RuleBroken("payments.matchSum", {
      came: line.restRupiah.toString(),
      reported: moved.toString(),
    });
  const written = await tx
    .insert(bankMatches)
    .values(
      moves.map((move) => ({
        id: newId("bankMatch"),
        lineId: line.id,
        entryId: move.entryId,
        amountRupiah: move.amountRupiah,
        reasons: [...reasons],
        matchedBy: keeperOf(call).personId,
        matchedAt: call.at,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: bankMatches.id });
  if (written.length !== moves.length) throw new Conflict("payments.alreadyMatched");
  await settleLines(tx, [line.id]);
}

/** As `matchEntries`, in the transaction of the deed that has just booked them, by what was done to what. */
export async function writeEntryMatches(
  tx: LatestTransaction,
  call: Call,
  wish: {
    readonly line: Line;
    readonly deeds: readonly { readonly kind: string; readonly subjectId: string }[];
    readonly reasons: readonly ReasonCode[];
  },
): Promise<void> {
  const { organisationId } = keeperOf(call);
  const subjectIds = wish.deeds.map(({ subjectId }) => subjectId);
  const booked = await entriesAbout([organisationId], subjectIds, tx);
  const entryIds = booked
    .filter((entry) =>
      wish.deeds.some((deed) => deed.kind === entry.kind && deed.subjectId === entry.subjectId),
    )
    .map(({ id }) => id);
  const moves = await freeMoves(organisationId, entryIds, tx);
  invariant(moves.length === wish.deeds.length, "each was booked in this transaction");
  await write(tx, call, { line: wish.line, moves, reasons: wish.reasons });
}

/** Entries of the own books that a line may be, held. Somebody else's are Missing. */
async function heldMoves(
  tx: LatestTransaction,
  call: Call,
  entryIds: readonly string[],
): Promise<readonly BookedMove[]> {
  const { organisationId } = keeperOf(call);
  const ids = [...new Set(entryIds)];
  // Whoever takes one out of the books waits here, and then finds its line.
  const found = (await holdEntries(tx, organisationId, ids)).filter(({ kind }) => isBankEntryKind(kind));
  if (found.length !== ids.length) throw new Missing("payments.missing");
  const moves = await freeMoves(organisationId, ids, tx);
  if (moves.length !== ids.length) throw new Conflict("payments.alreadyMatched");
  return moves;
}

/**
 * Says that a line of the own bank is cash that the books moved already, by whatever deed, or by several that the bank wrote as one sum: tax
 * or levies that were handed on, what one paid as a buyer or got by a payout, a transfer that came back, money of the programme, what members brought or were paid. It is
 * found again and nothing is booked. Refuses another sum, the other way, and what stands on a line already or was taken out of the books.
 */
export const matchEntries = command({
  name: "payments.matchEntries",
  input: MatchEntries,
  isolation: "read committed",
  permit: async (tx, call, { lineId, entryIds }) => {
    await heldLines(tx, call, [lineId]);
    await heldMoves(tx, call, entryIds);
  },
  run: async (tx, call, { lineId, entryIds, reasons }) => {
    const [line] = await heldLines(tx, call, [lineId]);
    const moves = await heldMoves(tx, call, entryIds);
    invariant(line, "one was asked for");
    await write(tx, call, { line, moves, reasons });
    return { lineId };
  },
});
