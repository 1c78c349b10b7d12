import { z } from "zod";

export const matchApplied = {
  name: "match.applied",
  payload: z.object({ runId: z.string(), cityCode: z.string(), deliveryDay: z.string() }),
};
/** A market is to be matched now: a buyer asked, or an order came after its cut-off. */
export const matchingRequested = {
  name: "matching.requested",
  payload: z.object({ orderId: z.string(), cityCode: z.string(), deliveryDay: z.string() }),
};
