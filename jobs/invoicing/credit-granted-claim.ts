import { grantedDisputes } from "#app/modules/disputes/dispute-reads.server.ts";
import { disputeDecided } from "#app/modules/disputes/disputes.events.ts";
import { callOffInvoiced } from "#app/modules/invoicing/basis-reads.server.ts";
import { creditDispute } from "#app/modules/invoicing/credit-dispute.server.ts";
import { invoiceIssued } from "#app/modules/invoicing/invoicing.events.ts";
import { on, part } from "../reaction.ts";

/** What was granted of a claim comes off the invoice at once, where it was issued already. */
export const creditGrantedClaim = on(
  disputeDecided,
  { queue: "invoicing", name: "credit-granted-claim" },
  (call, { disputeId }) => creditDispute(call, { disputeId }),
);

/** Claims that were granted before the invoice was issued come off it as soon as it is. */
export const creditEarlierClaims = on(
  invoiceIssued,
  { queue: "invoicing", name: "credit-earlier-claims" },
  async (call, { invoiceId }) => {
    const callOffId = await callOffInvoiced(invoiceId);
    if (!callOffId) return;
    for (const disputeId of await grantedDisputes(callOffId))
      await creditDispute(part(call, disputeId), { disputeId });
  },
);
