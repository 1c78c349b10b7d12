import { invariant } from "#app/kernel/errors.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { disputeLinesOf } from "#app/modules/disputes/dispute-facts-reads.server.ts";
import { creditDispute } from "#app/modules/invoicing/credit-dispute.server.ts";
import { issueDebitNote } from "#app/modules/invoicing/issue-debit-note.server.ts";
import { departTrip } from "#app/modules/shipments/depart-trip.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { shareTruck } from "#app/modules/shipments/share-truck.server.ts";
import { db } from "#db/client.server.ts";
import type { CallOff, Known } from "./call-offs.server.ts";
import { complain } from "./claims.server.ts";
import { houseCall, type Stage } from "./stage.server.ts";

const HUB = "B4";

/**
 * Two call-offs for Surabaya share the truck of a koperasi that has a share in the first alone; it brakes hard, and four crates
 * of the second break. The buyer is credited what of them is beyond the allowance, and the trade center asks the carrier for it,
 * which has to answer.
 */
export function planRoadLoss(stage: Stage, planCallOff: (callOff: CallOff) => Known): void {
  const usual = {
    contractNumber: "KAD-02",
    days: -7,
    openedAt: stage.on(-12, "10:00"),
    answerBy: stage.on(-9, "12:00"),
    sharedAt: stage.on(-10, "10:00"),
    weighedAt: stage.on(-8, "07:30"),
    handedOverAt: stage.on(-7, "10:30"),
    invoicedAt: stage.on(-7, "10:40"),
    issuedAt: stage.on(-7, "15:00"),
  };
  const carried = planCallOff({ ...usual, packs: 90, sharers: ["K07", "K06"] });
  const beside = planCallOff({ ...usual, packs: 60, sharers: ["K08", "K18"] });
  const known = { disputeId: "" };
  const plan = (at: Date, step: (at: Date) => Promise<unknown>) =>
    stage.agenda.plan(at, async () => {
      await step(at);
    });
  plan(stage.on(-8, "13:00"), (at) => departTogether(stage, carried, beside, at));
  plan(stage.on(-7, "16:00"), async (at) => {
    known.disputeId = await complain(
      stage,
      beside,
      {
        buyerKey: "B6",
        koperasiKey: "K08",
        cause: "broken",
        reason: "packaging",
        claimedBase: 60_000n,
        note: "Empat peti di depan terguling, telurnya pecah di jalan.",
      },
      at,
    );
  });
  plan(stage.on(-5, "10:00"), async (at) => {
    const [line] = await disputeLinesOf(known.disputeId, db());
    invariant(line, "a claim has a line");
    await decideDispute(stage.as(HUB, ["hub_head"], at), {
      ...known,
      note: "Segel utuh dan timbangan di gerbang cocok; peti terguling karena rem mendadak.",
      lines: [{ lineId: line.id, grantedBase: line.askedBase.toString(), stage: "road" }],
    });
    await creditDispute(houseCall(at), known);
  });
  plan(stage.hoursAgo(20), (at) => issueDebitNote(stage.as(HUB, ["hub_cashier"], at), known));
}

/** Both in the truck of the koperasi that has a share in the first. */
async function departTogether(stage: Stage, carried: Known, beside: Known, at: Date): Promise<void> {
  for (const callOff of [carried, beside])
    callOff.tripId = (await planTrip(houseCall(at), { callOffId: callOff.callOffId })).tripId;
  const staff = stage.as(HUB, ["hub_logistics"], at);
  await shareTruck(staff, { tripId: beside.tripId, withTripId: carried.tripId });
  await departTrip(staff, {
    tripId: carried.tripId,
    sealNumber: "SEGEL-0000150",
    driverName: "Pak Yono (Demo)",
    vehiclePlate: "AG 0000 XA",
  });
}
