import { and, eq } from "drizzle-orm";
import { addDays } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { drawUpRound } from "#app/modules/allotment/draw-up-round.server.ts";
import { proposeAllotment } from "#app/modules/allotment/propose-allotment.server.ts";
import { proposeNextRound } from "#app/modules/allotment/propose-next-round.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { answerInvitation } from "#app/modules/contracts/answer-invitation.server.ts";
import { contractLineRows } from "#app/modules/contracts/contract-reads.server.ts";
import { isNeighbour } from "#app/modules/contracts/invitation-reads.server.ts";
import { inviteKoperasi } from "#app/modules/contracts/invite-koperasi.server.ts";
import { openCallOff } from "#app/modules/contracts/open-call-off.server.ts";
import { setCapacity } from "#app/modules/contracts/set-capacity.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { departTrip } from "#app/modules/shipments/depart-trip.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { stockedGoods } from "#app/modules/shipments/received-goods-reads.server.ts";
import { linesOfShipments, shipmentsOfCallOff } from "#app/modules/shipments/shipment-facts-reads.server.ts";
import { weighIn } from "#app/modules/shipments/weigh-in.server.ts";
import { db } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { planDecidedClaim, planOpenClaim } from "./claims.server.ts";
import { planPaying, planSharePayouts, planVerifying } from "./money.server.ts";
import { planRoadLoss } from "./road-loss.server.ts";
import { houseCall, type Stage } from "./stage.server.ts";

const HUB = "B4";

/** The egg koperasi that share: weight, and the crates that each can bring at once. */
const SHARERS: readonly (readonly [key: string, weight: number, packsMax: number])[] = [
  ["K08", 2_400, 150],
  ["K06", 1_800, 130],
  ["K07", 3_100, 260],
  ["K18", 900, 60],
  ["K14", 1_500, 100],
];

export type CallOff = {
  readonly contractNumber: string;
  /** Who shares; left out: all of them. */
  readonly sharers?: readonly string[];
  readonly packs: number;
  /** Days from today to the delivery. */
  readonly days: number;
  readonly openedAt: Date;
  readonly answerBy: Date;
  readonly sharedAt?: Date;
  /** Packs that a koperasi takes when it does not take all. */
  readonly takes?: Readonly<Record<string, number>>;
  readonly departedAt?: Date;
  readonly weighedAt?: Date;
  /** At the gate; left out: all of them. */
  readonly weighed?: readonly string[];
  readonly handedOverAt?: Date;
  /** Of what arrives, per thousand. */
  readonly brokenPerMille?: bigint;
  readonly invoicedAt?: Date;
  readonly issuedAt?: Date;
};

export type Known = { callOffId: string; tripId: string; invoiceId: string };

function planCallOff(stage: Stage, drawn: ReadonlyMap<string, string>, callOff: CallOff): Known {
  const known: Known = { callOffId: "", tripId: "", invoiceId: "" };
  const after = (at: Date | undefined, step: (at: Date) => Promise<void>) => {
    if (at !== undefined) stage.agenda.plan(at, () => step(at));
  };
  after(callOff.openedAt, async (at) => {
    const call = stage.as(HUB, ["hub_contracts"], at);
    const contractId = drawn.get(callOff.contractNumber);
    invariant(contractId, `${callOff.contractNumber} was drawn up`);
    // Eggs come first in every contract; the koperasi that share here keep hens.
    const [eggs] = await contractLineRows(contractId, db());
    invariant(eggs, "a contract has goods");
    const { callOffId } = await openCallOff(call, {
      contractId,
      contractLineId: eggs.id,
      deliveryDay: addDays(stage.today, callOff.days),
      packs: callOff.packs,
      answerBy: callOff.answerBy.toISOString(),
    });
    known.callOffId = callOffId;
    for (const [key, weight, packsMax] of SHARERS) {
      if (callOff.sharers && !callOff.sharers.includes(key)) continue;
      await bringAlong(stage, at, callOffId, key);
      await setCapacity(call, {
        callOffId,
        koperasiId: stage.party(key).organisationId,
        packsMax,
        weight,
      });
    }
  });
  after(callOff.sharedAt, (at) => shareOut(stage, known.callOffId, callOff.takes ?? {}, at));
  after(callOff.weighedAt, (at) => weigh(stage, known.callOffId, callOff.weighed, at));
  after(callOff.departedAt, async (at) => {
    known.tripId = (await planTrip(houseCall(at), { callOffId: known.callOffId })).tripId;
    await departTrip(stage.as(HUB, ["hub_logistics"], at), {
      tripId: known.tripId,
      sealNumber: `SEGEL-0000${callOff.packs}`,
      driverName: "Pak Joko (Demo)",
      vehiclePlate: "AG 0000 XG",
    });
  });
  after(callOff.handedOverAt, (at) => handOver(stage, known, callOff, at));
  after(callOff.invoicedAt, async (at) => {
    const { invoiceId } = await draftCallOffInvoice(houseCall(at), { callOffId: known.callOffId });
    known.invoiceId = invoiceId ?? "";
  });
  after(callOff.issuedAt, async (at) => {
    await issueInvoice(stage.as(HUB, ["hub_cashier"], at), { invoiceId: known.invoiceId });
  });
  return known;
}

/** Koperasi of other cities are invited, and come along. */
async function bringAlong(stage: Stage, at: Date, callOffId: string, key: string): Promise<void> {
  const koperasiId = stage.party(key).organisationId;
  if (await isNeighbour(stage.party(HUB).organisationId, koperasiId, db())) return;
  await inviteKoperasi(stage.as(HUB, ["hub_contracts"], at), { callOffId, koperasiId });
  await answerInvitation(stage.as(key, ["koperasi_chair"], at), { callOffId, answer: "accept" });
}

/** One round: drawn up by logistics, published by the head, answered by the koperasi; the house goes on from there. */
async function shareOut(
  stage: Stage,
  callOffId: string,
  takes: Readonly<Record<string, number>>,
  at: Date,
): Promise<void> {
  const { roundId } = await proposeAllotment(stage.as(HUB, ["hub_logistics"], at), {
    callOffId,
    rule: "hamilton",
  });
  await drawUpRound(houseCall(at), { roundId });
  await publishAllotment(stage.as(HUB, ["hub_head"], at), { roundId });
  const shares = await db().select().from(allotments).where(eq(allotments.roundId, roundId));
  for (const [key] of SHARERS) {
    const koperasiId = stage.party(key).organisationId;
    const share = shares.find((one) => one.koperasiId === koperasiId);
    if (!share) continue;
    const acceptedPacks = takes[key] ?? share.packs;
    await answerAllotment(stage.as(key, ["koperasi_chair"], at), {
      allotmentId: share.id,
      acceptedPacks,
      ...(acceptedPacks < share.packs ? { reason: "Kandang kedua sedang diistirahatkan" } : {}),
    });
  }
  const next = await proposeNextRound(houseCall(at), { callOffId });
  if (next.roundId === null) await planTrip(houseCall(at), { callOffId });
}

/** The head publishes what the house proposed after somebody turned packs down. */
function planNextRound(stage: Stage, known: Known, at: Date): void {
  stage.agenda.plan(at, async () => {
    const [round] = await db()
      .select({ id: allotmentRounds.id })
      .from(allotmentRounds)
      .where(and(eq(allotmentRounds.callOffId, known.callOffId), eq(allotmentRounds.state, "proposed")));
    invariant(round, "what was turned down is shared again");
    await publishAllotment(stage.as(HUB, ["hub_head"], at), { roundId: round.id });
  });
}

async function weigh(
  stage: Stage,
  callOffId: string,
  keys: readonly string[] | undefined,
  at: Date,
): Promise<void> {
  const wanted = keys?.map((key) => stage.party(key).organisationId);
  for (const shipment of await shipmentsOfCallOff(callOffId, db())) {
    if (wanted && !wanted.includes(shipment.sellerId)) continue;
    const lines = await linesOfShipments([shipment.id], db());
    const promised = lines.reduce((sum, line) => sum + line.promisedBase, 0n);
    await weighIn(stage.as(HUB, ["hub_logistics"], at), {
      shipmentId: shipment.id,
      loadedBase: promised.toString(),
    });
  }
}

async function handOver(stage: Stage, known: Known, callOff: CallOff, at: Date): Promise<void> {
  const shares = await shipmentsOfCallOff(known.callOffId, db());
  const lines = await linesOfShipments(
    shares.map((share) => share.id),
    db(),
  );
  await handOverTrip(stage.as(HUB, ["hub_logistics"], at), {
    tripId: known.tripId,
    receiverName: "Gudang pembeli (Demo)",
    lines: shares.map((share) => {
      const loaded = lines
        .filter((line) => line.shipmentId === share.id)
        .reduce((sum, line) => sum + line.loadedBase, 0n);
      return {
        shipmentId: share.id,
        deliveredBase: loaded.toString(),
        brokenBase: ((loaded * (callOff.brokenPerMille ?? 0n)) / 1_000n).toString(),
      };
    }),
  });
}

/** What arrived is stock of the buyer, which says for how much it sells it on; without that it waits for a price. */
function planPriced(stage: Stage, known: Known, priced: { buyerKey: string; priceRupiah: bigint; at: Date }) {
  stage.agenda.plan(priced.at, async () => {
    const [share] = await shipmentsOfCallOff(known.callOffId, db());
    invariant(share, "a call-off that was handed over has shares");
    const [goods] = await stockedGoods(share.buyerId, share.id, db());
    invariant(goods, "what was called off is in stock");
    await reopenListing(stage.as(priced.buyerKey, ["bumd_sales"], priced.at), {
      listingId: goods.listingId,
      priceRupiah: priced.priceRupiah.toString(),
      priceValidUntil: addDays(stage.today, 4),
    });
  });
}

/** Depot: delivered three weeks ago with too many cracked eggs, claimed, paid, and shared out among the koperasi. */
function planDelivered(stage: Stage, drawn: ReadonlyMap<string, string>): void {
  const depok = planCallOff(stage, drawn, {
    contractNumber: "KAD-01",
    packs: 300,
    days: -16,
    openedAt: stage.on(-21, "09:00"),
    answerBy: stage.on(-18, "12:00"),
    sharedAt: stage.on(-20, "09:00"),
    weighedAt: stage.on(-17, "07:00"),
    departedAt: stage.on(-17, "13:00"),
    handedOverAt: stage.on(-16, "11:00"),
    brokenPerMille: 34n,
    invoicedAt: stage.on(-16, "11:10"),
    issuedAt: stage.on(-16, "15:00"),
  });
  planPriced(stage, depok, { buyerKey: "B5", priceRupiah: 440_000n, at: stage.on(-2, "08:00") });
  planDecidedClaim(stage, depok);
  planPaying(stage, { buyerKey: "B5", at: stage.on(-10, "10:00"), issuedUntil: stage.on(-15, "00:00") });
  planVerifying(stage, [HUB], stage.on(-10, "15:00"));
  planSharePayouts(stage, {
    hubKey: HUB,
    koperasiKeys: ["K06", "K08", "K18"],
    requestedAt: stage.on(-9, "09:00"),
    settledAt: stage.on(-9, "13:00"),
  });
  planSharePayouts(stage, { hubKey: HUB, koperasiKeys: ["K14"], requestedAt: stage.hoursAgo(21) });
}

/** Every stage at which a call-off can stand has one. */
export function planCallOffs(stage: Stage, drawn: ReadonlyMap<string, string>): void {
  planDelivered(stage, drawn);
  const handedOver = stage.hoursAgo(19);
  const surabaya = planCallOff(stage, drawn, {
    contractNumber: "KAD-02",
    packs: 240,
    days: -1,
    openedAt: stage.on(-6, "09:00"),
    answerBy: stage.on(-4, "12:00"),
    sharedAt: stage.on(-5, "09:00"),
    weighedAt: stage.on(-2, "07:00"),
    departedAt: stage.on(-2, "13:00"),
    handedOverAt: handedOver,
    brokenPerMille: 9n,
    invoicedAt: stage.hoursAgo(18.5),
  });
  planOpenClaim(stage, surabaya);
  planRoadLoss(stage, (callOff) => planCallOff(stage, drawn, callOff));
  planCallOff(stage, drawn, {
    contractNumber: "KAD-02",
    packs: 200,
    days: 1,
    openedAt: stage.on(-4, "09:00"),
    answerBy: stage.on(-2, "12:00"),
    sharedAt: stage.on(-3, "09:00"),
    weighedAt: stage.hoursAgo(2),
    weighed: ["K06", "K08"],
  });
  const samarinda = planCallOff(stage, drawn, {
    contractNumber: "KAD-03",
    packs: 667,
    days: 5,
    openedAt: stage.on(-3, "13:00"),
    answerBy: stage.on(2, "12:00"),
    sharedAt: stage.hoursAgo(30),
    takes: { K06: 90 },
  });
  planNextRound(stage, samarinda, stage.hoursAgo(5));
  planCallOff(stage, drawn, {
    contractNumber: "KAD-01",
    packs: 336,
    days: 7,
    openedAt: stage.hoursAgo(23),
    answerBy: stage.on(3, "12:00"),
  });
}
