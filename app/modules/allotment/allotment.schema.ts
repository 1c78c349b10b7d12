import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { allotmentLifecycle } from "./allotment-lifecycle.ts";
import { allotmentKeys } from "./key.ts";
import { allotmentRules } from "./round.ts";

const packs = wholeNumber(0, 1_000_000);

export const ProposeAllotment = z.object({
  callOffId: idOf("callOff"),
  rule: z.enum(allotmentRules),
  /** By the weights agreed with each koperasi, or by the standard key. */
  key: z.enum(allotmentKeys).default("agreed"),
  note: z.string().trim().min(1).max(500).optional(),
});
export type ProposeAllotment = z.output<typeof ProposeAllotment>;

/** By which key the rules are tried. */
export const RulesAsked = z.object({ key: z.enum(allotmentKeys).default("agreed") });

export const AdjustRound = z.object({
  roundId: idOf("round"),
  /** Whoever is not named keeps what the rule gave. */
  shares: z
    .array(
      z.object({
        koperasiId: idOf("organisation"),
        /** Which wave; a schedule of one needs not be told. */
        callOffId: idOf("callOff").optional(),
        packs,
      }),
    )
    .min(1)
    .max(1_000),
  reason: z.string().trim().min(5, { error: "allotment.reasonNeeded" }).max(500),
});
export type AdjustRound = z.output<typeof AdjustRound>;

/** The worker draws up what was asked for. */
export const DrawUpRound = z.object({ roundId: idOf("round") });

export const PublishAllotment = z.object({ roundId: idOf("round") });
export const DiscardRound = z.object({ roundId: idOf("round") });

export const AnswerAllotment = z.object({
  allotmentId: idOf("allotment"),
  /** All of the share, a part of it, or none (0). */
  acceptedPacks: packs,
  reason: z.string().trim().min(1).max(300).optional(),
});
export type AnswerAllotment = z.output<typeof AnswerAllotment>;

export const ReleaseShare = z.object({
  allotmentId: idOf("allotment"),
  /** What of the accepted share still comes; 0 when nothing does. */
  keptPacks: packs,
  reason: z.string().trim().min(5, { error: "allotment.reasonNeeded" }).max(300),
  /** Flood, disease, a decision of government: through no fault of the koperasi. The trade center's word. */
  excused: z.enum(["true", "false"]).default("false"),
});
export type ReleaseShare = z.output<typeof ReleaseShare>;

export const AcceptSchedule = z.object({ callOffId: idOf("callOff") });
export const LapseAllotments = z.object({});
export const GiveBackSuspended = z.object({ organisationId: idOf("organisation") });
export const ProposeNextRound = z.object({ callOffId: idOf("callOff") });
export const LockCallOff = z.object({ callOffId: idOf("callOff") });

export const AllotmentFilter = PageRequest.extend({
  state: z.enum(statesOf(allotmentLifecycle)).optional(),
});
export type AllotmentFilter = z.output<typeof AllotmentFilter>;
