import { decimalOf, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Exclusion } from "./exclusion.ts";
import type { AllotmentBecause, AllotmentRule } from "./round.ts";

type Options = { readonly locale?: "id" | "en" };

/** Why a koperasi got so many packs, as a sentence; in the reader's language unless a paper asks for its own. */
export function sayBecause(because: AllotmentBecause, options: Options = {}): string {
  const numbers = {
    weight: whole(because.weight),
    weightTotal: whole(because.weightTotal),
    roundPacks: whole(because.roundPacks),
    ideal: decimalOf(BigInt(because.idealHundredths), 100n),
    cap: whole(because.cap),
    floor: whole(because.floor),
    packs: whole(because.packs),
    byRule: whole(because.byRule ?? because.packs),
  };
  switch (because.code) {
    case "capped":
      return m.allotment_because_capped(numbers, options);
    case "floor":
      return m.allotment_because_floor(numbers, options);
    case "none":
      return m.allotment_because_none(numbers, options);
    case "adjusted":
      return m.allotment_because_adjusted(numbers, options);
    case "share":
      return m.allotment_because_share(numbers, options);
  }
}

/** How a rule shares, in one or two plain sentences. */
export function sayRule(rule: AllotmentRule, options: Options = {}): string {
  switch (rule) {
    case "hamilton":
      return m.allotment_rule_hamilton_how({}, options);
    case "webster":
      return m.allotment_rule_webster_how({}, options);
    case "equal":
      return m.allotment_rule_equal_how({}, options);
    case "priority":
      return m.allotment_rule_priority_how({}, options);
  }
}

/** Why a koperasi does not share in a round, as a sentence. */
export function sayExclusion(why: Exclusion, options: Options = {}): string {
  switch (why) {
    case "suspended":
      return m.allotment_excluded_suspended({}, options);
    case "unverified":
      return m.allotment_excluded_unverified({}, options);
    case "paperExpired":
      return m.allotment_excluded_paper_expired({}, options);
    case "paperMissing":
      return m.allotment_excluded_paper_missing({}, options);
    case "gradeBelow":
      return m.allotment_excluded_grade_below({}, options);
    case "noColdChain":
      return m.allotment_excluded_no_cold_chain({}, options);
    case "laneClosed":
      return m.allotment_excluded_lane_closed({}, options);
    case "openDispute":
      return m.allotment_excluded_open_dispute({}, options);
    case "unwilling":
      return m.allotment_excluded_unwilling({}, options);
    case "noCapacity":
      return m.allotment_excluded_no_capacity({}, options);
    case "turnedDown":
      return m.allotment_excluded_turned_down({}, options);
    case "noRoom":
      return m.allotment_excluded_no_room({}, options);
  }
}
