import { m } from "#app/i18n/paraglide/messages.js";

const why: Readonly<Record<string, () => string>> = {
  reference: m.payments_outcomes_fault_reference,
  status: m.payments_outcomes_fault_status,
  day: m.payments_outcomes_fault_day,
  twice: m.payments_outcomes_fault_twice,
  tooMany: m.payments_outcomes_fault_tooMany,
  unknown: m.payments_outcomes_fault_unknown,
  moved: m.payments_outcomes_fault_moved,
  dayToCome: m.payments_outcomes_fault_dayToCome,
  closed: m.payments_outcomes_fault_closed,
};

/** As many rows are said in one sentence; the file itself is kept beside the batch. */
const SAID_MAX = 4;

type Outcomes = {
  readonly paid: number;
  readonly failed: number;
  readonly returned: number;
  /** "line code", as `recordOutcomes` names them. */
  readonly faults: readonly string[];
};

/** What a bank's file did, and which of its rows did nothing and why. */
export function outcomeWords({ paid, failed, returned, faults }: Outcomes): string {
  const rows = faults.slice(0, SAID_MAX).map((fault) => {
    const [line = "", code = ""] = fault.split(" ");
    return m.payments_outcomes_row({ line, why: why[code]?.() ?? code });
  });
  return [m.payments_outcomes_done({ paid, failed, returned, faults: faults.length }), ...rows].join(" ");
}
