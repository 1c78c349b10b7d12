import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { asNumber, type SourcedValue, sourcedParametersOn } from "../regions/parameter-reads.server.ts";

const LATE_CANCEL = "orders.late_cancel_percent";
const LATE_AFTER = "receiving.late_after_minutes";

/** A rule that binds a kitchen and its sellers: its figure, since when it holds, and the paper it stands in. */
export type BindingRule = {
  readonly amount: number;
  readonly source: string;
  readonly validFrom: BusinessDay;
};

export type BindingRules = {
  /** What a kitchen bears, in percent of their value, of goods that sellers had promised and it cancels. */
  readonly lateCancelPercent: BindingRule;
  /** From how many minutes after its window a delivery is late. */
  readonly lateAfterMinutes: BindingRule;
};

/** What holds between this buyer and its sellers for deliveries of a day, by the rules of the buyer's region; null of no buyer. */
export async function bindingRulesOf(
  buyerId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<BindingRules | null> {
  const buyer = await organisationById(buyerId, on);
  if (!buyer) return null;
  const found = await sourcedParametersOn(on, [LATE_CANCEL, LATE_AFTER], {
    regionCode: buyer.regionCode,
    day,
  });
  return {
    lateCancelPercent: ruleOf(LATE_CANCEL, found[LATE_CANCEL]),
    lateAfterMinutes: ruleOf(LATE_AFTER, found[LATE_AFTER]),
  };
}

function ruleOf(key: string, { value, source, validFrom }: SourcedValue): BindingRule {
  return { amount: asNumber(key, value), source, validFrom };
}
