import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { receipts, shipmentLines } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { takeBackGoods } from "../catalogue/take-back-goods.server.ts";
import { type TaxClass, vatOn } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { fulfilCommitments } from "../commitments/fulfil-commitment.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { closeOrder } from "../orders/close-order.server.ts";
import { holdOrder } from "../orders/known-order.server.ts";
import { spendBudget } from "../orders/release-budget.server.ts";
import { askReplacements } from "./ask-replacements.server.ts";
import { believedReceipt } from "./drive.ts";
import { everyLineOnce } from "./every-line-once.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { permittedShipment } from "./permitted-shipment.server.ts";
import { photosOfBuyer } from "./photos-of-buyer.server.ts";
import { returnOf, settle } from "./receiving.ts";
import { mayReceiveShipment } from "./shipment.policy.ts";
import { ReceiveShipment } from "./shipment.schema.ts";
import {
  acceptedAmong,
  linesOfShipments,
  openPartsOf,
  orderFacts,
  type ShipmentFacts,
  taxClassOfLines,
} from "./shipment-facts-reads.server.ts";
import { shipmentLifecycle } from "./shipment-lifecycle.ts";
import { handoverFactsOf, type ReceivedPaper, rejectionFactsOf } from "./shipment-paper-reads.server.ts";
import { shipmentReceived } from "./shipments.events.ts";
import { stockReceivedGoods } from "./stock-received-goods.server.ts";
import { weighingTolerances } from "./weighing-tolerance-reads.server.ts";
import { writeOffGone } from "./write-off-gone.server.ts";

type Settled = ReceivedPaper["lines"][number];

/**
 * The buyer weighs and takes over a shipment, line by line: delivered = accepted + rejected. In one transaction the
 * BAST is written (and a BAP for what was refused), promises are kept, the budget is spent for what was accepted and
 * refused goods go back to their lots. It counts as received when the phone says that it was, never before it left. Refuses
 * more than was promised plus tolerance, a refusal without a photo, and a shipment that was received (`shipments.moved`).
 */
export const receiveShipment = command({
  name: "shipments.receive",
  input: ReceiveShipment,
  isolation: "read committed",
  permit: async (tx, call, { shipmentId }) => {
    await permittedShipment(tx, call.actor, shipmentId, mayReceiveShipment);
  },
  run: async (tx, call, input) => {
    const known = await permittedShipment(tx, call.actor, input.shipmentId, mayReceiveShipment);
    invariant(call.actor.kind === "member" && known.orderId, "permitted above");
    // Shipments of one order are received one after the other: the last of them closes it.
    await holdOrder(tx, known.orderId);
    const shipment = await permittedShipment(tx, call.actor, input.shipmentId, mayReceiveShipment);
    invariant(shipment.orderId, "a shipment keeps its order");
    nextState(shipmentLifecycle, shipment.state, "receive", "shipments.moved");
    const order = await orderFacts(shipment.orderId, tx);
    invariant(order, "a shipment of an order has one");
    const lines = await settledLines(tx, call, shipment, input);
    await photosOfBuyer(tx, shipment.buyerId, input.lines);
    const receivedAt = believedReceipt(input.happenedAt ?? null, shipment.dispatchedAt, call.at);
    const paper = { shipment, order, input, lines, at: receivedAt, issuedAt: call.at };
    const number = await writePapers(tx, call, paper);
    await moveShipment(tx, shipment, "receive");
    const taxed = await taxedLines(tx, receivedAt, shipment, lines);
    await writeLines(tx, taxed);
    await stockReceivedGoods(tx, call, shipment, { number, receivedAt, lines: acceptedOf(taxed) });
    const receiptId = newId("receipt");
    await tx.insert(receipts).values({
      id: receiptId,
      shipmentId: shipment.id,
      number,
      receivedBy: call.actor.personId,
      receiverName: input.receiverName,
      witnessName: input.witnessName ?? null,
      driverName: input.driverName ?? shipment.driverName,
      receivedAt,
      toldAt: call.at,
      note: input.note ?? null,
      receiverSignature: input.receiverSignature ?? null,
      witnessSignature: input.witnessSignature ?? null,
      driverSignature: input.driverSignature ?? null,
    });
    await settleTrade(tx, call, { receiptId, orderId: order.id, shipment, number, lines: taxed });
    await askReplacements(tx, call, shipment, lines);
    await closeWhenDone(tx, call, order);
    await announce(tx, call, shipmentReceived, { shipmentId: shipment.id });
    return { shipmentId: shipment.id, receiptId };
  },
});

async function settledLines(
  tx: Transaction,
  call: Call,
  shipment: ShipmentFacts,
  input: ReceiveShipment,
): Promise<Settled[]> {
  const rows = await linesOfShipments([shipment.id], tx);
  const toleranceOf = await weighingTolerances(shipment.buyerId, call.at, rows, tx);
  return everyLineOnce(rows, input.lines, (line) => line.shipmentLineId).map(({ row, filled }) => ({
    row,
    filled,
    acceptedBase: settle({ ...row, ...filled }, toleranceOf(row)).acceptedBase,
  }));
}

/** Issues the BAP first, because the BAST names it; answers the number of the BAST. */
async function writePapers(tx: Transaction, call: Call, paper: ReceivedPaper): Promise<string> {
  const { shipment } = paper;
  const on = dayOf(call.at, await clockOf(shipment.buyerId, tx));
  const about = {
    organisationId: shipment.buyerId,
    subjectId: shipment.id,
    on,
    readers: [shipment.sellerId],
  };
  const hasRefused = paper.lines.some((line) => line.filled.rejectedBase > 0n);
  const rejection = hasRefused
    ? await issueDocument(tx, call, { ...about, kind: "BAP", facts: await rejectionFactsOf(paper, tx) })
    : null;
  const facts = await handoverFactsOf(paper, rejection?.number ?? null, tx);
  return (await issueDocument(tx, call, { ...about, kind: "BAST", facts })).number;
}

type Taxed = Settled & {
  readonly amountRupiah: Rupiah;
  readonly taxClass: TaxClass;
  readonly taxRupiah: Rupiah;
};

/** What each line costs, by the seller's tax profile of this moment: the invoice claims just this, whenever it is drawn up. */
async function taxedLines(
  tx: Transaction,
  receivedAt: Date,
  shipment: ShipmentFacts,
  lines: readonly Settled[],
): Promise<Taxed[]> {
  const receivedOn = dayOf(receivedAt, await clockOf(shipment.buyerId, tx));
  const [classes, rule, seller] = await Promise.all([
    taxClassOfLines(shipment.id, tx),
    vatRuleOn(receivedOn, tx),
    organisationById(shipment.sellerId, tx),
  ]);
  return lines.map((line) => {
    const taxClass = classes.get(line.row.id);
    invariant(seller && taxClass, "a seller sends goods that have a tax class");
    const amountRupiah = priceOf(line.acceptedBase, line.row.priceRupiah, line.row.basePerUnit);
    return { ...line, amountRupiah, taxClass, taxRupiah: vatOn(amountRupiah, taxClass, seller, rule) };
  });
}

async function writeLines(tx: Transaction, lines: readonly Taxed[]): Promise<void> {
  for (const { row, filled, acceptedBase, taxClass, taxRupiah } of lines)
    await tx
      .update(shipmentLines)
      .set({
        deliveredBase: filled.deliveredBase,
        acceptedBase,
        taxClass,
        taxRupiah,
        rejectedBase: filled.rejectedBase,
        rejectReason: filled.rejectedBase > 0n ? (filled.rejectReason ?? null) : null,
        disposition: filled.rejectedBase > 0n ? (filled.disposition ?? null) : null,
        grossBase: filled.grossBase ?? null,
        tareBase: filled.grossBase === undefined ? null : (filled.tareBase ?? 0n),
        sensedFlaws: filled.sensedFlaws ?? null,
        temperatureTenths: filled.temperatureTenths ?? null,
        photoId: filled.photoId ?? null,
        note: filled.note ?? null,
      })
      .where(eq(shipmentLines.id, row.id));
}

function acceptedOf(lines: readonly Taxed[]) {
  return lines.map(({ row, acceptedBase, amountRupiah, taxRupiah }) => ({
    shipmentLineId: row.id,
    acceptedBase,
    costRupiah: amountRupiah + taxRupiah,
  }));
}

async function settleTrade(
  tx: LatestTransaction,
  call: Call,
  receipt: {
    readonly receiptId: string;
    readonly orderId: string;
    readonly shipment: ShipmentFacts;
    readonly number: string;
    readonly lines: readonly Taxed[];
  },
): Promise<void> {
  const kept = receipt.lines.flatMap(({ row: { commitmentId }, acceptedBase }) =>
    commitmentId === null ? [] : [{ commitmentId, receivedBase: acceptedBase }],
  );
  // A promise that was broken when nothing of it was loaded is no longer there to be kept.
  const standing = await acceptedAmong(
    kept.map(({ commitmentId }) => commitmentId),
    tx,
  );
  await fulfilCommitments(
    tx,
    kept.filter(({ commitmentId }) => standing.has(commitmentId)),
  );
  const amountRupiah = sumOf(receipt.lines.map((line) => line.amountRupiah + line.taxRupiah));
  await spendBudget(tx, call, { orderId: receipt.orderId, receiptId: receipt.receiptId, amountRupiah });
  const ended = receipt.lines.map(({ row, filled, acceptedBase }) => ({
    id: row.id,
    lotId: row.lotId,
    acceptedBase,
    loadedBase: row.loadedBase ?? 0n,
    rejectedBase: filled.rejectedBase,
    rejectReason: filled.rejectReason ?? null,
    disposition: filled.disposition ?? null,
  }));
  const backs = ended.flatMap(({ id, lotId, ...line }) => {
    const back = returnOf(line);
    const comesBack = back.backBase + back.lostBase > 0n;
    return lotId !== null && comesBack
      ? [{ lotId, shipmentLineId: id, reason: line.rejectReason ?? undefined, ...back }]
      : [];
  });
  await takeBackGoods(tx, call, backs);
  await writeOffGone(tx, call, receipt.shipment, receipt.number, ended);
}

/** Nothing more will come for an order when no promise is open, and nobody can still promise what is missing. */
async function closeWhenDone(
  tx: LatestTransaction,
  call: Call,
  order: NonNullable<Awaited<ReturnType<typeof orderFacts>>>,
): Promise<void> {
  const open = await openPartsOf(order.id, tx);
  const isDayOver = order.deliveryDay < dayOf(call.at, await clockOf(order.buyerId, tx));
  if (
    order.state !== "approved" ||
    open.promises + open.replacements > 0 ||
    (open.unpromisedLines > 0 && !isDayOver)
  )
    return;
  await closeOrder(tx, call, order.id);
}
