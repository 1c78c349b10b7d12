import { Badge } from "#app/ui/feedback/badge.tsx";
import type { Tone } from "#app/ui/tone.ts";
import type { CheckedState } from "../checked-money.ts";
import { checkedStateLabel } from "./checked-words.ts";

const tones: Readonly<Record<CheckedState, Tone>> = {
  reported: "rice",
  confirmed: "leaf",
  rejected: "brick",
  doubted: "rice",
  reversed: "neutral",
};

/** How money stands that one person says and a second checks. */
export function CheckedBadge({ state }: { readonly state: CheckedState }) {
  return <Badge tone={tones[state]}>{checkedStateLabel(state)}</Badge>;
}
