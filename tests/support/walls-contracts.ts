import { addDays } from "#app/kernel/calendar.ts";
import { sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { contractById } from "#app/modules/contracts/contract-reads.server.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import { inviteKoperasi } from "#app/modules/contracts/invite-koperasi.server.ts";
import { recordRate } from "#app/modules/contracts/record-rate.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { departed } from "./loads.ts";
import { drawnUp } from "./rounds.ts";
import { dearTruck } from "./walls-claims.ts";
import { leviesRemitted } from "./walls-receivables.ts";
import type { Bumd, Hub, Koperasi, World } from "./world.ts";

type Traders = { readonly hub: Hub; readonly bumd: Bumd; readonly koperasi: Koperasi };

/** A trade center's contract with one call-off being shared out and one on its way. */
export async function calledOff(
  town: World,
  { hub, bumd, koperasi }: Traders,
): Promise<Record<string, string>> {
  const contractId = await town.contract(hub, bumd);
  const { contractId: draftContractId } = await draftContract(
    town.callOf(hub.contracts),
    town.contractWish(bumd),
  );
  const { rateId } = await recordRate(town.callOf(hub.contracts), {
    contractId: draftContractId,
    kind: "service_fee",
    basisPoints: 50,
    fromOn: town.today,
  });
  const draftLineId = (await contractById(hub.id, draftContractId))?.lines[0]?.id ?? "";
  const sharing = await town.callOff(hub, contractId, { packs: 100 });
  await town.sharer(hub, sharing, koperasi, { packsMax: 100, weight: 1 });
  const open = await drawnUp(town.callOf(hub.contracts), { callOffId: sharing, rule: "hamilton" });
  const leaving = await town.callOff(hub, contractId, {
    packs: 100,
    deliveryDay: addDays(town.today, 6),
  });
  await town.sharer(hub, leaving, koperasi, { packsMax: 100, weight: 1 });
  const { roundId } = await drawnUp(town.callOf(hub.contracts), {
    callOffId: leaving,
    rule: "hamilton",
  });
  await publishAllotment(town.callOf(hub.head), { roundId });
  const { rows } = await sharesToAnswer(koperasi.id, { limit: 1 });
  const allotmentId = rows[0]?.allotment.id ?? "";
  await answerAllotment(town.callOf(koperasi.chair), { allotmentId, acceptedPacks: 100 });
  await lockCallOff(town.callOf(hub.logistics), { callOffId: leaving });
  const { tripId } = await planTrip(town.systemCall(), { callOffId: leaving });
  return {
    contractId,
    draftContractId,
    draftLineId,
    rateId,
    invitedId: await invitedElsewhere(town, { bumd, koperasi }),
    sharingId: sharing,
    proposedRoundId: open.roundId,
    callOffId: leaving,
    roundId,
    allotmentId,
    tripId,
  };
}

/** A call-off that came to its last paper: delivered, invoiced, shared out among koperasi, its levy paid in. */
export async function divided(
  town: World,
  { hub, bumd, koperasi }: Traders,
): Promise<{ readonly dividedId: string; readonly remittanceId: string }> {
  const contractId = await town.contract(hub, bumd, {
    freightPaidBy: "seller",
    levyBasisPoints: 50,
    levyLegalBasis: "Perda contoh 1/2026",
  });
  await dearTruck(town, koperasi);
  const callOffId = await town.callOff(hub, contractId, { packs: 10, deliveryDay: addDays(town.today, 7) });
  await town.sharer(hub, callOffId, koperasi, { packsMax: 10, weight: 1 });
  const { roundId } = await drawnUp(town.callOf(hub.contracts), { callOffId, rule: "hamilton" });
  await publishAllotment(town.callOf(hub.head), { roundId });
  const { rows } = await sharesToAnswer(koperasi.id, { limit: 1 });
  await answerAllotment(town.callOf(koperasi.chair), {
    allotmentId: rows[0]?.allotment.id ?? "",
    acceptedPacks: 10,
  });
  await lockCallOff(town.callOf(hub.logistics), { callOffId });
  const shown = await departed({ town, hub, callOffId });
  await handOverTrip(town.callOf(bumd.warehouse), {
    tripId: shown.trip.id,
    receiverName: "Pak Budi",
    lines: shown.shares.map((share) => ({
      shipmentId: share.shipmentId,
      deliveredBase: (share.loadedBase ?? 0n).toString(),
      brokenBase: "0",
    })),
  });
  const cashier = town.callOf(hub.cashier);
  const { invoiceId } = await draftCallOffInvoice(town.systemCall(), { callOffId });
  await issueInvoice(cashier, { invoiceId: invoiceId ?? "" });
  const remittanceId = await leviesRemitted(town, hub);
  return { dividedId: shown.shares[0]?.shipmentId ?? "", remittanceId };
}

/** A call-off of a trade center in another city, into which the koperasi is invited. */
async function invitedElsewhere(
  town: World,
  { bumd, koperasi }: Pick<Traders, "bumd" | "koperasi">,
): Promise<string> {
  const hub = await town.hub({ regionCode: "35.71.01.1001" });
  const callOffId = await town.callOff(hub, await town.contract(hub, bumd));
  await inviteKoperasi(town.callOf(hub.contracts), { callOffId, koperasiId: koperasi.id });
  return callOffId;
}
