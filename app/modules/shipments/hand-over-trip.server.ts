import { and, eq } from "drizzle-orm";
import { dateTime } from "#app/i18n/format.ts";
import { dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { claims, receipts, shipmentLines, trips } from "#db/schema/shipments.ts";
import { moveAllotments } from "../allotment/move-allotments.server.ts";
import { type TaxClass, vatOn } from "../catalogue/vat.ts";
import { taxClassesOf, vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { contractRow } from "../contracts/contract-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { claimsOf, type ShareClaim } from "./claim.ts";
import { everyLineOnce } from "./every-line-once.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { checkDelivered, spreadOver } from "./receiving.ts";
import { settleCallOff } from "./settle-call-off.server.ts";
import { mayHandOverTrip, mayKnowTrip } from "./shipment.policy.ts";
import { HandOverTrip } from "./shipment.schema.ts";
import {
  linesOfShipments,
  ownPhotosAmong,
  type ShipmentFacts,
  type ShipmentLineRow,
  shipmentsOfCallOff,
  tripFacts,
} from "./shipment-facts-reads.server.ts";
import { tripDelivered } from "./shipments.events.ts";
import { stockCalledGoods } from "./stock-received-goods.server.ts";
import { shareHandoverFactsOf } from "./trip-paper-reads.server.ts";
import { weighingTolerances } from "./weighing-tolerance-reads.server.ts";

type Arrived = {
  readonly shipment: ShipmentFacts;
  readonly rows: readonly ShipmentLineRow[];
  readonly delivered: readonly bigint[];
  readonly brokenBase: bigint;
  readonly photoId: string | null;
};

/**
 * A consolidated load is handed over at its destination: every koperasi's share is weighed and gets its BAST, breakage
 * beyond the contract's allowance becomes a claim, shares are kept, and with the last trip the call-off is closed; what did
 * not arrive is free again in the month of the contract. Only what is not claimed will be paid. A buyer that sells what it buys has it
 * in stock from then on, at just what will be invoiced, and owes the trade center for it.
 * Refuses a claim once the contract's window, counted from when the driver said that the goods stood there, has closed. The buyer's warehouse records it, or the trade center from the signed paper.
 */
export const handOverTrip = command({
  name: "shipments.handOverTrip",
  input: HandOverTrip,
  isolation: "read committed",
  permit: async (tx, call, { tripId }) => {
    const trip = await tripFacts(tripId, tx);
    if (!trip || !mayKnowTrip(call.actor, trip)) throw new Missing("shipments.tripMissing");
    if (!mayHandOverTrip(call.actor, trip)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const known = await tripFacts(input.tripId, tx);
    invariant(known, "permitted above");
    const callOff = await holdCallOff(tx, known.callOffId);
    const trip = await tripFacts(input.tripId, tx);
    if (trip?.state !== "departed") throw new Conflict("shipments.tripMoved");
    const arrived = await arrivedShares(tx, call, callOff, trip.id, input);
    const contract = await contractRow(callOff.contractId, tx);
    invariant(contract, "a call-off has a contract");
    const settled = claimsOf(arrived.map(asArrived), contract.breakageAllowanceBasisPoints);
    if (settled.some((claim) => claim.claimedBase > 0n))
      checkClaimWindow(arrived, {
        hours: contract.claimWindowHours,
        at: call.at,
        zone: await clockOf(callOff.buyerId, tx),
      });
    const taxed = await taxOfCallOff(tx, call, callOff);
    let isUnpricedTold = false;
    for (const [at, share] of arrived.entries()) {
      const claim = settled[at];
      invariant(claim, "every share is settled");
      const { isUnpriced } = await writeShare(tx, call, callOff, {
        share,
        claim,
        input,
        taxed,
        isUnpricedTold,
      });
      isUnpricedTold ||= isUnpriced;
    }
    await moveAllotments(
      tx,
      arrived.flatMap(({ rows }) => rows.flatMap((row) => row.allotmentId ?? [])),
      "fulfil",
    );
    await tx
      .update(trips)
      .set({ state: "delivered", deliveredAt: call.at, version: trip.version + 1 })
      .where(and(eq(trips.id, trip.id), eq(trips.state, "departed")));
    await settleCallOff(tx, call, callOff);
    await announce(tx, call, tripDelivered, { tripId: trip.id, callOffId: callOff.id });
    return { tripId: trip.id, callOffId: callOff.id };
  },
});

const HOUR_MS = 3_600_000;

/** Refuses a claim on goods that stood at the door, as their driver said, for longer than the contract gives to make one. */
function checkClaimWindow(
  arrived: readonly Arrived[],
  window: { readonly hours: number; readonly at: Date; readonly zone: TimeZone },
): void {
  const since = arrived.flatMap(({ shipment }) => shipment.arrivedAt?.getTime() ?? []);
  if (since.length === 0) return;
  const closed = new Date(Math.min(...since) + window.hours * HOUR_MS);
  if (window.at > closed)
    throw new RuleBroken("shipments.claimClosed", {
      hours: window.hours,
      closed: dateTime(closed, window.zone),
    });
}

function asArrived({ shipment, rows, delivered, brokenBase }: Arrived) {
  return {
    shipmentId: shipment.id,
    brokenBase,
    lines: rows.map((row, at) => ({ ...row, deliveredBase: delivered[at] ?? 0n })),
  };
}

async function arrivedShares(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  tripId: string,
  input: HandOverTrip,
): Promise<Arrived[]> {
  invariant(call.actor.kind === "member", "permitted above");
  const carried = (await shipmentsOfCallOff(callOff.id, tx)).filter(
    (one) => one.tripId === tripId && one.state === "dispatched",
  );
  const photos = input.lines.flatMap((line) => line.photoId ?? []);
  const own = await ownPhotosAmong(call.actor.organisationId, photos, tx);
  const lines = await linesOfShipments(
    carried.map((one) => one.id),
    tx,
  );
  const toleranceOf = await weighingTolerances(callOff.buyerId, call.at, lines, tx);
  return everyLineOnce(carried, input.lines, (line) => line.shipmentId).map(
    ({ row: shipment, filled, at }) => {
      if (filled.photoId !== undefined && !own.has(filled.photoId))
        throw new Invalid({ [`lines[${at}].photoId`]: ["shipments.photoMissing"] });
      const rows = lines.filter((line) => line.shipmentId === shipment.id);
      const loaded = rows.map((row) => row.loadedBase);
      const [first] = rows;
      invariant(first, "a share has a line");
      const whole = { ...first, loadedBase: sumOf(loaded), deliveredBase: filled.deliveredBase };
      checkDelivered(whole, toleranceOf(first));
      return {
        shipment,
        rows,
        delivered: spreadOver(filled.deliveredBase, loaded),
        brokenBase: filled.brokenBase,
        photoId: filled.photoId ?? null,
      };
    },
  );
}

type Taxed = { readonly taxClass: TaxClass; readonly taxOn: (goods: Rupiah) => Rupiah };

/** VAT as it holds when the goods are handed over: the invoice claims just this, whenever it is drawn up. */
async function taxOfCallOff(tx: Transaction, call: Call, callOff: CallOffFacts): Promise<Taxed> {
  const { hubId, commodityCode } = callOff;
  const hub = await organisationById(hubId, tx);
  const taxClass = (await taxClassesOf([commodityCode], tx)).get(commodityCode);
  invariant(hub && taxClass, "a trade center sells goods that have a tax class");
  const rule = await vatRuleOn(dayOf(call.at, hub.timeZone), tx);
  return { taxClass, taxOn: (goods) => vatOn(goods, taxClass, hub, rule) };
}

async function writeShare(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  settled: {
    readonly share: Arrived;
    readonly claim: ShareClaim;
    readonly input: HandOverTrip;
    readonly taxed: Taxed;
    readonly isUnpricedTold: boolean;
  },
): Promise<{ readonly isUnpriced: boolean }> {
  invariant(call.actor.kind === "member", "permitted above");
  const { share, claim, input, taxed, isUnpricedTold } = settled;
  const { shipment } = share;
  const lines = share.rows.map((row, at) => ({
    row,
    deliveredBase: share.delivered[at] ?? 0n,
    claimedBase: claim.claimedOnLines[at] ?? 0n,
  }));
  const paper = await issueDocument(tx, call, {
    organisationId: callOff.buyerId,
    kind: "BAST",
    subjectId: shipment.id,
    facts: await shareHandoverFactsOf({ callOff, shipment, lines, input, at: call.at }, tx),
    on: dayOf(call.at, await clockOf(callOff.buyerId, tx)),
    readers: [shipment.sellerId, callOff.hubId],
  });
  await moveShipment(tx, shipment, "receive");
  const accepted: { shipmentLineId: string; acceptedBase: bigint; costRupiah: Rupiah }[] = [];
  for (const [at, { row, deliveredBase, claimedBase }] of lines.entries()) {
    const acceptedBase = deliveredBase - claimedBase;
    const goodsRupiah = priceOf(acceptedBase, row.priceRupiah, row.basePerUnit);
    const taxRupiah = taxed.taxOn(goodsRupiah);
    accepted.push({ shipmentLineId: row.id, acceptedBase, costRupiah: goodsRupiah + taxRupiah });
    await tx
      .update(shipmentLines)
      .set({
        deliveredBase,
        acceptedBase,
        taxClass: taxed.taxClass,
        taxRupiah,
        rejectedBase: claimedBase,
        rejectReason: claimedBase > 0n ? "cracked" : null,
        disposition: claimedBase > 0n ? "deducted" : null,
        photoId: at === 0 ? share.photoId : null,
      })
      .where(eq(shipmentLines.id, row.id));
  }
  const stocked = await stockCalledGoods(
    tx,
    call,
    { shipmentId: shipment.id, buyerId: callOff.buyerId, hubId: callOff.hubId, isUnpricedTold },
    { number: paper.number, lines: accepted },
  );
  await tx.insert(receipts).values({
    id: newId("receipt"),
    shipmentId: shipment.id,
    number: paper.number,
    receivedBy: call.actor.personId,
    receiverName: input.receiverName,
    witnessName: input.witnessName ?? null,
    driverName: shipment.driverName,
    receivedAt: call.at,
    note: input.note ?? null,
  });
  if (claim.brokenBase > 0n)
    await tx.insert(claims).values({
      id: newId("claim"),
      callOffId: callOff.id,
      shipmentId: shipment.id,
      brokenBase: claim.brokenBase,
      allowanceBase: claim.allowanceBase,
      claimedBase: claim.claimedBase,
      amountRupiah: claim.amountRupiah,
      raisedAt: call.at,
      raisedBy: call.actor.personId,
    });
  return stocked;
}
