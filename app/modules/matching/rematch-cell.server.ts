import type { Call } from "#app/kernel/call.ts";
import { inTurn } from "#app/platform/turns.server.ts";
import { lockNameOf } from "./cell.ts";
import { clearCell } from "./clear-cell.server.ts";
import { cellOfCommitment, commitmentsInScope } from "./demand-reads.server.ts";

/** News of goods that fell through, and the commitment that they were promised in. */
type News = { readonly payload: Readonly<Record<string, string>> };

/**
 * Looks for others in the cell that the goods of a commitment fell out of. Lines whose own clearing is still to come are
 * left to that.
 *
 * One clearing serves every line of its cell, so news of the same cell that comes together is dealt with together:
 * `waiting` tells what news waits when the turn of this one comes, or null when this one has been dealt with by then.
 * Returns which of it the clearing has seen; each of that was known before the cell was read.
 */
export async function rematchCell<Waiting extends News>(
  call: Call,
  commitmentId: string,
  waiting: () => Promise<readonly Waiting[] | null>,
): Promise<Waiting[]> {
  const found = await cellOfCommitment(commitmentId);
  if (!found) return [];
  const { cityCode, ...cell } = found;
  const scope = { trigger: "rematch", cityCode } as const;
  return inTurn(`rematch ${lockNameOf(cell)}`, async () => {
    const news = await waiting();
    if (news === null) return [];
    const ids = news.map(({ payload }) => payload["commitmentId"] ?? "");
    const seen = new Set(await commitmentsInScope(ids, cell, { scope, at: call.at }));
    await clearCell(call, cell, scope);
    return news.filter((_, at) => seen.has(ids[at] ?? ""));
  });
}
