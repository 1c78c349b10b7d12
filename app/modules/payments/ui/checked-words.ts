import { m } from "#app/i18n/paraglide/messages.js";
import type { CheckedState } from "../checked-money.ts";

const states: Readonly<Record<CheckedState, () => string>> = {
  reported: m.payments_checked_state_reported,
  confirmed: m.payments_checked_state_confirmed,
  rejected: m.payments_checked_state_rejected,
  doubted: m.payments_checked_state_doubted,
  reversed: m.payments_checked_state_reversed,
};

export function checkedStateLabel(state: CheckedState): string {
  return states[state]();
}

/** When something was said, and by whom where a name is known: the second person asks the first. */
export function whenAndWho(when: string, name: string | undefined): string {
  return name === undefined ? when : m.payments_said_by({ when, name });
}
