import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { Tone } from "#app/ui/tone.ts";
import type { ConsignmentState } from "../consignment.ts";

const looks: Readonly<Record<ConsignmentState, readonly [Tone, () => string]>> = {
  offered: ["rice", m.consignment_state_offered],
  held: ["leaf", m.consignment_state_held],
  declined: ["neutral", m.consignment_state_declined],
  withdrawn: ["neutral", m.consignment_state_withdrawn],
};

export function ConsignmentBadge({ state }: { readonly state: ConsignmentState }) {
  const [tone, word] = looks[state];
  return <Badge tone={tone}>{word()}</Badge>;
}
