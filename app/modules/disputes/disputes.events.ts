import { z } from "zod";

const dispute = z.object({ disputeId: z.string() });

export const disputeOpened = { name: "dispute.opened", payload: dispute };
export const disputeHeard = { name: "dispute.heard", payload: dispute };
export const disputeAnswered = { name: "dispute.answered", payload: dispute };
export const disputeDecided = { name: "dispute.decided", payload: dispute };
export const disputeWithdrawn = { name: "dispute.withdrawn", payload: dispute };
