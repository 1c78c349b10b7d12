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
