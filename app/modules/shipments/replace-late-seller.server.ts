import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { lateDeliveries } from "#db/schema/shipments-door.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { commitmentBroken, commitmentOffered } from "../commitments/commitments.events.ts";
import { breakCommitment } from "../commitments/fulfil-commitment.server.ts";
import { type Offer, offerColumns } from "../commitments/offer-columns.ts";
import { offerCommitments } from "../commitments/offer-commitments.server.ts";
import { wholePacks } from "../commitments/offer-draft.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { voidStandingDocuments } from "../documents/issue-document.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { holdOrder } from "../orders/known-order.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { zoneOfProvince } from "../regions/region.ts";
import type { LateLine } from "./late.ts";
import { lateFacts, lateLines, substitutesFor } from "./late-reads.server.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { permittedShipment } from "./permitted-shipment.server.ts";
import { mayReplaceLate } from "./shipment.policy.ts";
import { ReplaceLate } from "./shipment.schema.ts";
import { shipmentLetGo } from "./shipments.events.ts";

const MINUTE_MS = 60_000;

/**
 * The buyer waits no longer for a late delivery that has not left: its promises are broken, its goods go back to their lots,
 * and each line is asked of the seller that was chosen, within the price that the order pays and the money it holds; what
 * nobody was chosen for, or has too little of, is open for the market again. The one who was asked answers within the minutes
 * of the region. Refuses goods that are on the road, a delivery that is not late, and a lot that is gone, too dear or out of reach.
 */
export const replaceLateSeller = command({
  name: "shipments.replaceLate",
  input: ReplaceLate,
  isolation: "read committed",
  permit: async (tx, call, { shipmentId }) => {
    await permittedShipment(tx, call.actor, shipmentId, mayReplaceLate);
  },
  run: async (tx, call, input) => {
    const known = await permittedShipment(tx, call.actor, input.shipmentId, mayReplaceLate);
    invariant(call.actor.kind === "member" && known.orderId, "permitted above");
    // Who dispatches, cancels or replaces at the same moment waits here.
    await holdOrder(tx, known.orderId);
    const shipment = await permittedShipment(tx, call.actor, input.shipmentId, mayReplaceLate);
    if (shipment.state === "dispatched") throw new RuleBroken("shipments.lateUnderway");
    if ((await lateFacts(shipment.id, tx)) === null) throw new RuleBroken("shipments.notLate");
    const lines = await lateLines(shipment.id, tx);
    const choices = chosen(lines, input.lines);
    await moveShipment(tx, shipment, "cancel");
    const asked = await giveUp(tx, call, lines, choices);
    await tx
      .update(lateDeliveries)
      .set({ letGoAt: call.at, letGoBy: call.actor.personId })
      .where(eq(lateDeliveries.shipmentId, shipment.id));
    await voidStandingDocuments(tx, call, {
      kind: "SP",
      subjectIds: [shipment.id],
      reason: voidReasonWords.late,
    });
    await announce(tx, call, shipmentLetGo, { shipmentId: shipment.id });
    return { orderId: known.orderId, asked };
  },
});

/** The lot that was chosen for each line, by line; a line that is not there any more refuses. */
function chosen(
  lines: readonly LateLine[],
  wishes: readonly { readonly shipmentLineId: string; readonly lotId?: string | undefined }[],
): ReadonlyMap<string, string | undefined> {
  const choices = new Map(wishes.map((wish) => [wish.shipmentLineId, wish.lotId]));
  if (choices.size !== wishes.length || !lines.every((line) => choices.has(line.shipmentLineId)))
    throw new RuleBroken("shipments.linesDiffer");
  return choices;
}

/** Breaks what was promised and asks others for it; answers how many were asked. */
async function giveUp(
  tx: LatestTransaction,
  call: Call,
  lines: readonly LateLine[],
  choices: ReadonlyMap<string, string | undefined>,
): Promise<number> {
  const offers: Offer[] = [];
  for (const line of [...lines].sort((a, b) => (a.commitmentId < b.commitmentId ? -1 : 1))) {
    await breakCommitment(tx, call, line.commitmentId, "late");
    const lotId = choices.get(line.shipmentLineId);
    const offer = lotId === undefined ? null : await offerOf(tx, call, line, lotId);
    if (offer) offers.push(offer);
    if ((offer?.quantityBase ?? 0n) < line.missingBase)
      await announce(tx, call, commitmentBroken, {
        commitmentId: line.commitmentId,
        orderId: line.orderId,
      });
  }
  const [first] = offers;
  const [line] = lines;
  if (!first || !line) return 0;
  const rule = { regionCode: first.cityCode, day: dayOf(call.at, zoneOfProvince(first.cityCode)) };
  const minutes = await numberParameter(tx, "receiving.substitute_answer_minutes", rule);
  const ids = await offerCommitments(tx, call, offerColumns(offers, line.deliveryDay), {
    deliveryDay: line.deliveryDay,
    matchRunId: null,
    answerBy: new Map([[first.cityCode, new Date(call.at.getTime() + minutes * MINUTE_MS)]]),
  });
  for (const commitmentId of ids)
    await announce(tx, call, commitmentOffered, { commitmentId, orderId: line.orderId });
  return ids.length;
}

async function offerOf(tx: LatestTransaction, call: Call, line: LateLine, lotId: string): Promise<Offer> {
  const buyer = await organisationById(line.buyerId, tx);
  invariant(buyer, "a buyer stands in the register");
  if (dayOf(call.at, buyer.timeZone) > line.deliveryDay) throw new RuleBroken("shipments.lateDayOver");
  const found = (await substitutesFor(line, call.at, tx)).find((one) => one.lotId === lotId);
  if (!found?.isWithinPrice) throw new Conflict("shipments.substituteGone");
  return {
    orderId: line.orderId,
    orderLineId: line.orderLineId,
    buyerId: line.buyerId,
    cityCode: buyer.cityCode,
    sellerId: found.sellerId,
    listingId: found.listingId,
    lotId,
    quantityBase: wholePacks({ ...line, ...found }),
    unit: found.unit,
    basePerUnit: found.basePerUnit,
    priceRupiah: found.priceRupiah,
  };
}
