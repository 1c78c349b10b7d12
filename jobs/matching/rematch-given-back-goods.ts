import type { Call } from "#app/kernel/call.ts";
import {
  commitmentBroken,
  commitmentDeclined,
  commitmentLapsed,
} from "#app/modules/commitments/commitments.events.ts";
import { clearCell } from "#app/modules/matching/clear-cell.server.ts";
import { cellOfCommitment } from "#app/modules/matching/demand-reads.server.ts";
import { on } from "../reaction.ts";

/** Looks for others in the cell of the goods. Lines whose own clearing is still to come are left to that. */
async function rematch(call: Call, commitmentId: string): Promise<void> {
  const found = await cellOfCommitment(commitmentId);
  if (!found) return;
  const { cityCode, ...cell } = found;
  await clearCell(call, cell, { trigger: "rematch", cityCode });
}

/** When a seller says no, wholly or in part, ask the next one. */
export const rematchDeclinedOffer = on(
  commitmentDeclined,
  { queue: "matching", name: "rematch-declined-offer" },
  (call, { commitmentId }) => rematch(call, commitmentId),
);

/** When an offer was not answered in time, ask the next one. */
export const rematchLapsedOffer = on(
  commitmentLapsed,
  { queue: "matching", name: "rematch-lapsed-offer" },
  (call, { commitmentId }) => rematch(call, commitmentId),
);

/** When goods that were promised will not come, ask the next one. */
export const rematchBrokenPromise = on(
  commitmentBroken,
  { queue: "matching", name: "rematch-broken-promise" },
  (call, { commitmentId }) => rematch(call, commitmentId),
);
