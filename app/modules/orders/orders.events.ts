import { z } from "zod";

const Subject = z.object({ orderId: z.string() });

export const orderSubmitted = { name: "order.submitted", payload: Subject };
export const orderWithdrawn = { name: "order.withdrawn", payload: Subject };
export const orderApproved = { name: "order.approved", payload: Subject };
export const orderCancelled = { name: "order.cancelled", payload: Subject };
/** An order came over from another kitchen of the same foundation, as a draft: `orderId` is the one that is to be sent. */
export const orderHandedOver = { name: "order.handed-over", payload: Subject };
export const orderReduced = { name: "order.reduced", payload: Subject };
export const orderExpired = { name: "order.expired", payload: Subject };
export const priceAsked = { name: "order.price-asked", payload: z.object({ evidenceId: z.string() }) };
export const priceDecided = { name: "order.price-decided", payload: z.object({ evidenceId: z.string() }) };
export const orderClosed = { name: "order.closed", payload: Subject };
export const standingDue = {
  name: "standing-order.due",
  payload: z.object({ standingOrderId: z.string(), deliveryDay: z.string() }),
};
export const budgetOpened = { name: "budget.opened", payload: z.object({ budgetId: z.string() }) };
