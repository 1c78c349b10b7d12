import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { Tone } from "#app/ui/tone.ts";
import type { HarvestAskState } from "../harvest-ask.ts";

const looks: Readonly<Record<HarvestAskState, readonly [Tone, () => string]>> = {
  asked: ["rice", m.catalogue_ask_state_asked],
  promised: ["leaf", m.catalogue_ask_state_promised],
  declined: ["neutral", m.catalogue_ask_state_declined],
  withdrawn: ["neutral", m.catalogue_ask_state_withdrawn],
  brought: ["leaf", m.catalogue_ask_state_brought],
};

export function HarvestBadge({ state }: { readonly state: HarvestAskState }) {
  const [tone, word] = looks[state];
  return <Badge tone={tone}>{word()}</Badge>;
}
