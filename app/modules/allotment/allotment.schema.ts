import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { allotmentLifecycle } from "./allotment-lifecycle.ts";
import { allotmentRules } from "./round.ts";

export const ProposeAllotment = z.object({
  callOffId: idOf("callOff"),
  rule: z.enum(allotmentRules),
  note: z.string().trim().min(1).max(500).optional(),
});
export type ProposeAllotment = z.output<typeof ProposeAllotment>;

export const PublishAllotment = z.object({ roundId: idOf("round") });
export const DiscardRound = z.object({ roundId: idOf("round") });

export const AnswerAllotment = z.object({
  allotmentId: idOf("allotment"),
  /** All of the share, a part of it, or none (0). */
  acceptedPacks: z.coerce.number<number | string>().int().min(0).max(1_000_000),
  reason: z.string().trim().min(1).max(300).optional(),
});
export type AnswerAllotment = z.output<typeof AnswerAllotment>;

export const LapseAllotments = z.object({});
export const ProposeNextRound = z.object({ callOffId: idOf("callOff") });
export const LockCallOff = z.object({ callOffId: idOf("callOff") });

export const AllotmentFilter = PageRequest.extend({
  state: z.enum(statesOf(allotmentLifecycle)).optional(),
});
export type AllotmentFilter = z.output<typeof AllotmentFilter>;
