import { z } from "zod";

const aboutRefund = z.object({ cardRefundId: z.string() });
const aboutDispute = z.object({ cardDisputeId: z.string() });

export const cardRefundAsked = { name: "card-refund.asked", payload: aboutRefund };
export const cardRefundApproved = { name: "card-refund.approved", payload: aboutRefund };
export const cardRefundFailed = { name: "card-refund.failed", payload: aboutRefund };
export const cardRefundBooked = { name: "card-refund.booked", payload: aboutRefund };
export const cardDisputeOpened = { name: "card-dispute.opened", payload: aboutDispute };
export const cardDisputeClosed = { name: "card-dispute.closed", payload: aboutDispute };
