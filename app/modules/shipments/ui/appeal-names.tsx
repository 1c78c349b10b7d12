import { m } from "#app/i18n/paraglide/messages.js";
import type { Tone } from "#app/ui/tone.ts";
import type { AppealCause, AppealState } from "../appeal-lifecycle.ts";

const causes: Readonly<Record<AppealCause, () => string>> = {
  short: m.shipments_appeal_cause_short,
  refused: m.shipments_appeal_cause_refused,
};

export function appealCauseName(cause: AppealCause): string {
  return causes[cause]();
}

/** What became of an appeal, in a few words and a tone. */
export function appealStanding(state: AppealState): { readonly label: string; readonly tone: Tone } {
  switch (state) {
    case "open":
      return { label: m.shipments_appeal_state_open(), tone: "rice" };
    case "granted":
      return { label: m.shipments_appeal_state_granted(), tone: "leaf" };
    case "refused":
      return { label: m.shipments_appeal_state_refused(), tone: "brick" };
    case "withdrawn":
      return { label: m.shipments_appeal_state_withdrawn(), tone: "neutral" };
    case "lapsed":
      return { label: m.shipments_appeal_state_lapsed(), tone: "neutral" };
  }
}
