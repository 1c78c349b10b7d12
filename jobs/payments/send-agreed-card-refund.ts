import { agreedCardRefund } from "#app/modules/payments/card-account-reads.server.ts";
import { cardRefundApproved } from "#app/modules/payments/cards.events.ts";
import { noteCardRefund } from "#app/modules/payments/heed-card-refund.server.ts";
import { cardGateway } from "#app/platform/gateways/checkout.server.ts";
import { on } from "../reaction.ts";

/** Two people agreed: the provider is asked to give the money back, under the refund's own id. Its signed word books it. */
export const sendAgreedCardRefund = on(
  cardRefundApproved,
  { queue: "invoicing", name: "send-agreed-card-refund" },
  async (call, { cardRefundId }) => {
    const refund = await agreedCardRefund(cardRefundId);
    const gateway = cardGateway();
    if (!refund || !gateway) return;
    const answer = await gateway.refund(refund);
    await noteCardRefund(call, {
      cardRefundId,
      refundRef: "refundRef" in answer ? answer.refundRef : null,
      refused: "refused" in answer ? answer.refused : null,
    });
  },
);
