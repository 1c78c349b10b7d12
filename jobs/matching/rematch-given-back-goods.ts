import type { Call } from "#app/kernel/call.ts";
import {
  commitmentBroken,
  commitmentDeclined,
  commitmentLapsed,
} from "#app/modules/commitments/commitments.events.ts";
import { rematchCell } from "#app/modules/matching/rematch-cell.server.ts";
import {
  outcomeOf,
  type Subscription,
  settleDeliveries,
  stillToDo,
} from "#app/platform/deliveries.server.ts";
import { on } from "../reaction.ts";

/** When a seller says no, wholly or in part, ask the next one. */
const DECLINED: Subscription = { event: commitmentDeclined.name, reaction: "rematch-declined-offer" };
/** When an offer was not answered in time, ask the next one. */
const LAPSED: Subscription = { event: commitmentLapsed.name, reaction: "rematch-lapsed-offer" };
/** When goods that were promised will not come, ask the next one. */
const BROKEN: Subscription = { event: commitmentBroken.name, reaction: "rematch-broken-promise" };

/** More than this at once are dealt with by another clearing. */
const NEWS_MAX = 2_000;

/** Rematches the cell once for all news of it that waits, and settles what that has dealt with. */
async function rematch(call: Call, { reaction }: Subscription, commitmentId: string): Promise<void> {
  const own = { eventId: call.causation ?? "", reaction };
  const seen = await rematchCell(call, commitmentId, async () =>
    (await outcomeOf(own)) === null ? stillToDo([DECLINED, LAPSED, BROKEN], NEWS_MAX) : null,
  );
  await settleDeliveries(seen, "done");
}

export const rematchDeclinedOffer = on(
  commitmentDeclined,
  { queue: "matching", name: DECLINED.reaction },
  (call, { commitmentId }) => rematch(call, DECLINED, commitmentId),
);

export const rematchLapsedOffer = on(
  commitmentLapsed,
  { queue: "matching", name: LAPSED.reaction },
  (call, { commitmentId }) => rematch(call, LAPSED, commitmentId),
);

export const rematchBrokenPromise = on(
  commitmentBroken,
  { queue: "matching", name: BROKEN.reaction },
  (call, { commitmentId }) => rematch(call, BROKEN, commitmentId),
);
