import { z } from "zod";

export const matchApplied = {
  name: "match.applied",
  payload: z.object({ runId: z.string(), commodityCode: z.string(), deliveryDay: z.string() }),
};
/** A market is to be matched now: a buyer asked, or an order came after its cut-off. */
export const matchingRequested = {
  name: "matching.requested",
  payload: z.object({ orderId: z.string(), cityCode: z.string(), deliveryDay: z.string() }),
};
/** Some cells of a night wait to be cleared, all by whoever hears this. */
export const nightPackReady = {
  name: "night.packReady",
  payload: z.object({ nightId: z.string(), pack: z.string() }),
};
/** Every cell of the night is cleared, and its root is out. */
export const nightPublished = {
  name: "night.published",
  payload: z.object({ nightId: z.string(), deliveryDay: z.string(), root: z.string() }),
};
