import { redirect } from "@remix-run/node";
import type { Member } from "#app/http/actor.server.ts";
import { newReceiptKey } from "#app/http/form.server.ts";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { Missing } from "#app/kernel/errors.ts";
import { mayLockCallOff, mayProposeAllotment } from "#app/modules/allotment/allotment.policy.ts";
import { roundTable } from "#app/modules/allotment/allotment-reads.server.ts";
import { rulesCompared } from "#app/modules/allotment/compare-reads.server.ts";
import type { AllotmentKey } from "#app/modules/allotment/key.ts";
import { roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import { callOffById, wavesOf } from "#app/modules/contracts/call-off-reads.server.ts";
import { mayOpenCallOff, maySetCapacity } from "#app/modules/contracts/contract.policy.ts";
import { isShareable } from "#app/modules/contracts/schedule.ts";
import { activeOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { type StatementSummary, statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { leftOf } from "#app/modules/invoicing/standing.ts";
import { mayDepartTrip } from "#app/modules/shipments/shipment.policy.ts";
import { tripsOfCallOff } from "#app/modules/shipments/trip-reads.server.ts";

/** What a call-off shows to the trade center that opened it and to its buyer; a koperasi is sent to its own share. */
export async function callOffPage(
  { call, actor, organisation }: Member,
  asked: {
    readonly callOffId: string;
    readonly changing: string | null;
    /** By which key the rules are tried. */
    readonly key: AllotmentKey;
  },
) {
  const shown = await callOffById(organisation.id, asked.callOffId);
  if (!shown) throw new Missing("contracts.callOffMissing");
  const { callOff } = shown;
  const isHub = callOff.hubId === organisation.id;
  if (!isHub && shown.buyerId !== organisation.id)
    throw redirect(`/${organisation.slug}/jatah/${callOff.id}`);
  const parties = { hubId: callOff.hubId, buyerId: shown.buyerId };
  const isOpen = callOff.state === "open";
  const mayAsk = isShareable(callOff) && mayProposeAllotment(actor, callOff);
  const mayInvite = isOpen && maySetCapacity(actor, callOff);
  const maySeeMoney = isHub && may(actor, "payouts.read");
  const [waves, table, rounds, trips, koperasi, statements, tried] = await Promise.all([
    wavesOf(callOff.scheduleId),
    roundTable(organisation.id, callOff.id),
    isHub ? roundsOf(organisation.id, callOff.id) : [],
    tripsOfCallOff(organisation.id, callOff.id),
    mayInvite ? activeOrganisations({ kind: "koperasi" }) : [],
    maySeeMoney ? statementsOf(organisation.id, callOff.id) : [],
    mayAsk ? rulesCompared({ actor, callOffId: callOff.id, key: asked.key, at: call.at }) : null,
  ]);
  const rows = table?.rows ?? [];
  const taken = rows.reduce((sum, row) => sum + row.acceptedPacks, 0);
  const waiting = rows.reduce((sum, row) => sum + row.waitingPacks, 0);
  const rest = Number(callOff.drawnBase / callOff.basePerPack) - taken - waiting;
  const isAnswered =
    waiting === 0 &&
    rounds.some(({ round }) => round.state === "published") &&
    rounds.every(({ round }) => round.state !== "proposed" && round.state !== "asked");
  const [newest] = rounds;
  return {
    ...shown,
    waves,
    tried: tried && tried.packs > 0 && tried.rows.length + tried.excluded.length > 0 ? tried : null,
    isComputing: rounds.some(({ round }) => round.state === "asked"),
    failed: newest?.round.failedBecause ? sayRefusal(newest.round.failedBecause, { packs: rest }) : null,
    isHub,
    rows,
    rounds: rounds
      .filter(({ round }) => round.state === "proposed" || round.state === "published")
      .map(({ round, shares }) => ({ ...round, shares })),
    trips: trips.map(({ trip, vehiclePlate, vehicleKind, loadBase, utilisation }) => ({
      id: trip.id,
      state: trip.state,
      vehicle: vehiclePlate && `${vehicleKind ?? ""} ${vehiclePlate}`.trim(),
      loadBase,
      utilisation,
    })),
    koperasi: koperasi.map(({ id, name, regionName }) => ({ value: id, label: `${name} · ${regionName}` })),
    changing: rows.find((row) => row.koperasiId === asked.changing) ?? null,
    taken,
    waiting,
    short: isAnswered && rest > 0 ? { packs: rest, unit: shown.packUnit } : null,
    statements,
    isPaid: statements.length > 0 && statements.every(isPaidOut),
    deeds: {
      invite: mayInvite,
      lock: isOpen && taken > 0 && mayLockCallOff(actor, callOff),
      cancel:
        (isOpen || callOff.state === "locked") &&
        trips.every(({ trip }) => trip.state === "planned") &&
        mayOpenCallOff(actor, parties),
      pay: may(actor, "payouts.request") && statements.some((one) => leftOf(one) > 0n),
      plan:
        callOff.state === "locked" &&
        (trips.length === 0 || trips.some(({ trip }) => trip.state === "planned")) &&
        mayDepartTrip(actor, parties),
    },
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
    key: newReceiptKey(),
  };
}

/** Nothing of it is owed any more: transferred, kept by a debit note, or set off against another statement. */
function isPaidOut(statement: StatementSummary): boolean {
  return leftOf(statement) === 0n && statement.underwayRupiah === 0n;
}
