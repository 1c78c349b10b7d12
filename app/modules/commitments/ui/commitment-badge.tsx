import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { Tone } from "#app/ui/tone.ts";
import type { CommitmentState } from "../commitment-lifecycle.ts";

const TONES: Record<CommitmentState, Tone> = {
  offered: "rice",
  accepted: "leaf",
  declined: "neutral",
  lapsed: "neutral",
  fulfilled: "leaf",
  broken: "brick",
  cancelled: "neutral",
};

function commitmentStateWord(state: CommitmentState): string {
  const words: Record<CommitmentState, string> = {
    offered: m.commitments_state_offered(),
    accepted: m.commitments_state_accepted(),
    declined: m.commitments_state_declined(),
    lapsed: m.commitments_state_lapsed(),
    fulfilled: m.commitments_state_fulfilled(),
    broken: m.commitments_state_broken(),
    cancelled: m.commitments_state_cancelled(),
  };
  return words[state];
}

export function CommitmentBadge({ state }: { readonly state: CommitmentState }) {
  return <Badge tone={TONES[state]}>{commitmentStateWord(state)}</Badge>;
}
