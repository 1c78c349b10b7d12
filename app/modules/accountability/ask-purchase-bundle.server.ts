import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { storedFacts } from "../documents/paper-of.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { type OrderView, orderVisibleTo } from "../orders/order-reads.server.ts";
import { mayMakeReports } from "./accountability.policy.ts";
import { askBundle } from "./ask-bundle.server.ts";
import { type BundleFile, filePath, paperPath, plainName } from "./bundle.ts";
import { documentNumbers } from "./bundle-content-reads.server.ts";
import { reviewOf } from "./purchase-review-reads.server.ts";

/**
 * Asks for what an auditor wants of one purchase: the review of its prices as they were recorded, every paper of it, and every photo
 * and proof. Refuses an order that was not sent yet. Asked again while nothing came to it, it is the same bundle.
 */
export const askPurchaseBundle = command({
  name: "accountability.askPurchaseBundle",
  input: z.object({ orderId: idOf("order") }),
  permit: async (tx, call, { orderId }) => {
    if (!mayMakeReports(call.actor)) throw new Forbidden("accountability.forbidden");
    await ownOrder(tx, call, orderId);
  },
  run: async (tx, call, { orderId }) => {
    const order = await ownOrder(tx, call, orderId);
    if (order.submittedAt === null) throw new RuleBroken("accountability.orderNotSent");
    const { facts, papers, files } = await reviewOf(order, call.at, tx);
    const documentId = await issueCurrent(
      tx,
      call,
      {
        organisationId: order.buyerId,
        kind: "BPK",
        subjectId: orderId,
        facts: storedFacts("BPK", facts),
        on: dayOf(call.at, await clockOf(order.buyerId, tx)),
        readers: await payersOf(order.buyerId, tx),
      },
      voidReasonWords.purchaseMoved,
    );
    const number = (await documentNumbers([documentId], tx)).get(documentId) ?? documentId;
    const wanted = [{ kind: "BPK" as const, id: documentId, number }, ...papers];
    const bundleId = await askBundle(tx, call, {
      organisationId: order.buyerId,
      kind: "purchase",
      subjectId: orderId,
      fileName: `BPK-${plainName(number)}.zip`,
      files: [
        ...wanted.flatMap((paper): BundleFile[] => {
          const path = paperPath(paper.kind, paper.number, "pdf");
          return path === null ? [] : [{ path, form: "paper", documentId: paper.id }];
        }),
        ...files.map(
          ({ id, purpose, name, mediaType }): BundleFile => ({
            path: filePath([purpose], name, mediaType),
            form: "file",
            fileId: id,
          }),
        ),
      ],
    });
    return { bundleId, orderId, documentId };
  },
});

/** The caller's own order; to anyone else there is none. */
async function ownOrder(tx: Transaction, call: Call, orderId: string): Promise<OrderView> {
  invariant(call.actor.kind === "member", "permitted before");
  const { organisationId } = call.actor;
  const order = await orderVisibleTo(organisationId, orderId, tx);
  if (!order || order.buyerId !== organisationId) throw new Missing("orders.missing");
  return order;
}
