import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type Lifecycle, nextState } from "#app/kernel/lifecycle.ts";

/**
 * Money that one person says has moved and that a second looks at: what the programme put into a kitchen's account, tax that was paid to
 * the state. It is in the books once that second person says so, and not before. What turns out to be wrong is doubted by one and taken
 * out of the books by another, or kept; until then it stands.
 */
export type CheckedState = "reported" | "confirmed" | "rejected" | "doubted" | "reversed";
type CheckedEvent = "confirm" | "reject" | "doubt" | "reverse" | "keep";

/** What becomes of money that is in the books, however it came there: levies are gathered and paid in, not reported, and end the same. */
export const bookedMoves = {
  confirmed: { doubt: "doubted" },
  doubted: { reverse: "reversed", keep: "confirmed" },
} as const;

export const checkedLifecycle = {
  reported: { confirm: "confirmed", reject: "rejected" },
  ...bookedMoves,
  rejected: {},
  reversed: {},
} as const satisfies Lifecycle<CheckedState, CheckedEvent>;

/** A no has its reason; a yes, and an answer to a doubt, needs none. */
type CheckedMove =
  | { readonly event: "reject" | "doubt"; readonly reason: string }
  | { readonly event: "confirm" | "reverse" | "keep" };

/**
 * What a row of such money says once a member has moved it: its state, and who did it when. A new doubt forgets who answered the last
 * one. Refuses with `payments.moved` where it stands elsewhere by now.
 */
export function movedBy({ actor, at }: Call, from: CheckedState, move: CheckedMove) {
  invariant(actor.kind === "member", "permitted by the command");
  const by = actor.personId;
  const state = nextState(checkedLifecycle, from, move.event, "payments.moved");
  switch (move.event) {
    case "confirm":
      return { state, checkedBy: by, checkedAt: at };
    case "reject":
      return { state, checkedBy: by, checkedAt: at, reason: move.reason };
    case "doubt":
      return {
        state,
        doubtedBy: by,
        doubtedAt: at,
        doubtReason: move.reason,
        settledBy: null,
        settledAt: null,
      };
    case "reverse":
    case "keep":
      return { state, settledBy: by, settledAt: at };
  }
}
