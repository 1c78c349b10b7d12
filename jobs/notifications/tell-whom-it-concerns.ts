import type { z } from "zod";
import { allotmentPublished } from "#app/modules/allotment/allotment.events.ts";
import { commitmentOffered } from "#app/modules/commitments/commitments.events.ts";
import { invoiceIssued } from "#app/modules/invoicing/invoicing.events.ts";
import type { NoticeKind } from "#app/modules/notifications/notice.ts";
import { raiseNotices } from "#app/modules/notifications/raise-notices.server.ts";
import { orderCancelled } from "#app/modules/orders/orders.events.ts";
import { paymentRejected, paymentReported, paymentVerified } from "#app/modules/payments/payments.events.ts";
import { shipmentDispatched, shipmentReceived } from "#app/modules/shipments/shipments.events.ts";
import { on, type Reaction } from "../reaction.ts";

/** When this happens, tell whom it concerns, in the app and by mail. */
function tell<Payload extends z.ZodType<Record<string, string>>>(
  event: { readonly name: NoticeKind; readonly payload: Payload },
  subjectOf: (payload: z.output<Payload>) => string,
): Reaction {
  return on(
    event,
    { queue: "notifications", name: `tell-${event.name.replace(".", "-")}` },
    (call, payload) => raiseNotices(call, { kind: event.name, subjectId: subjectOf(payload) }),
  );
}

export const tellWhomItConcerns: readonly Reaction[] = [
  tell({ ...commitmentOffered, name: "commitment.offered" }, ({ commitmentId }) => commitmentId),
  tell({ ...orderCancelled, name: "order.cancelled" }, ({ orderId }) => orderId),
  tell({ ...shipmentDispatched, name: "shipment.dispatched" }, ({ shipmentId }) => shipmentId),
  tell({ ...shipmentReceived, name: "shipment.received" }, ({ shipmentId }) => shipmentId),
  tell({ ...invoiceIssued, name: "invoice.issued" }, ({ invoiceId }) => invoiceId),
  tell({ ...paymentReported, name: "payment.reported" }, ({ paymentId }) => paymentId),
  tell({ ...paymentVerified, name: "payment.verified" }, ({ paymentId }) => paymentId),
  tell({ ...paymentRejected, name: "payment.rejected" }, ({ paymentId }) => paymentId),
  tell({ ...allotmentPublished, name: "allotment.published" }, ({ roundId }) => roundId),
];
