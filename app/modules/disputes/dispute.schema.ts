import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { rejectReasons } from "../shipments/shipment-lifecycle.ts";
import { causes, stages } from "./bearing.ts";
import { disputeLifecycle } from "./dispute-lifecycle.ts";

const sentence = (max: number) =>
  z.string().trim().min(5, { error: "kernel.tooShort" }).max(max, { error: "kernel.tooLong" });

/** What the buyer found, lot line by lot line, with pictures of it. */
export const OpenDispute = z.object({
  shipmentId: idOf("shipment"),
  note: sentence(1000),
  photoIds: z.array(idOf("file")).min(1, { error: "disputes.photoNeeded" }).max(10),
  lines: z
    .array(
      z.object({
        shipmentLineId: idOf("shipmentLine"),
        cause: z.enum(causes),
        reason: z.enum(rejectReasons),
        claimedBase: PositiveQuantityText,
      }),
    )
    .min(1, { error: "disputes.linesDiffer" })
    .max(20)
    .refine(
      (lines) => new Set(lines.map((line) => `${line.shipmentLineId}.${line.cause}`)).size === lines.length,
      {
        error: "disputes.linesDiffer",
      },
    ),
});
export type OpenDispute = z.output<typeof OpenDispute>;

export const HearKoperasi = z.object({ disputeId: idOf("dispute"), note: sentence(1000) });

/** Whether the koperasi takes it upon itself, and what it has to say. */
export const AnswerDispute = z.object({
  disputeId: idOf("dispute"),
  isAccepted: z.stringbool().or(z.boolean()),
  note: sentence(1000),
});

/** How much of each line is granted, where it happened, and why. Nothing granted anywhere refuses the claim. */
export const DecideDispute = z.object({
  disputeId: idOf("dispute"),
  note: sentence(1000),
  lines: z
    .array(
      z.object({
        lineId: idOf("disputeLine"),
        grantedBase: QuantityText,
        stage: z.enum(stages).optional(),
      }),
    )
    .min(1)
    .max(20),
});
export type DecideDispute = z.output<typeof DecideDispute>;

export const WithdrawDispute = z.object({ disputeId: idOf("dispute"), note: sentence(500) });

export const LapseDisputes = z.object({});

export const DisputeFilter = PageRequest.extend({
  state: z.enum(statesOf(disputeLifecycle)).optional(),
});
export type DisputeFilter = z.output<typeof DisputeFilter>;
