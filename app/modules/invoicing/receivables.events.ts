import { z } from "zod";

const assignment = z.object({ assignmentId: z.string() });
/** Somebody of the seller wants to give a claim away: a second person is asked. */
export const receivableProposed = { name: "receivable.proposed", payload: assignment };
/** A second person of the seller agreed: an organisation of the house is asked to take the claim. */
export const receivableOffered = { name: "receivable.offered", payload: assignment };
/** The assignee has it: the buyer is asked to acknowledge that it pays there. */
export const receivableNotified = { name: "receivable.notified", payload: assignment };
/** The buyer knows: from now on it owes the assignee. */
export const receivableAssigned = { name: "receivable.assigned", payload: assignment };
/** Refused, withdrawn or given back: the claim is the seller's. */
export const receivableReturned = { name: "receivable.returned", payload: assignment };

const proceeds = z.object({ proceedsId: z.string() });
/** Seller or assignee says that it paid the other for the claim: the other is asked whether it came. */
export const proceedsStated = { name: "proceeds.stated", payload: proceeds };
/** The money came: both books know. */
export const proceedsAcknowledged = { name: "proceeds.acknowledged", payload: proceeds };
/** What was acknowledged was other money: both books have the mirror, and the same words wait anew. */
export const proceedsUnbooked = { name: "proceeds.unbooked", payload: proceeds };
/** The money did not come, says who was to have it. */
export const proceedsRefused = { name: "proceeds.refused", payload: proceeds };
