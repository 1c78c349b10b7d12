import { db, type Executor } from "#db/client.server.ts";
import { type CallOffFacts, callOffFacts } from "../contracts/call-off-reads.server.ts";
import type { PlannedTrip, Proposal } from "./consolidate.ts";
import { consolidateInThread } from "./consolidate-in-thread.server.ts";
import type { PlanGoal } from "./fleet.ts";
import { tripGround } from "./trip-ground-reads.server.ts";
import { freeVehicles, type ShareToCarry, sharesToCarry } from "./trip-loads-reads.server.ts";
import { rupiahPerKg, utilisation, waysAround } from "./trips.ts";

export type ProposedTrip = PlannedTrip & {
  readonly kind: string | null;
  readonly plate: string | null;
  readonly payloadGrams: bigint | null;
  /** Basis points of the payload; null for a hired one. */
  readonly utilisation: number | null;
  readonly rupiahPerKg: bigint | null;
  readonly koperasiIds: readonly string[];
};

export type TripProposal = Omit<Proposal, "trips"> & {
  readonly goal: PlanGoal;
  readonly base: bigint;
  readonly rupiahPerKg: bigint | null;
  readonly trips: readonly ProposedTrip[];
};

/**
 * How the shares of a locked call-off that have not left could be put onto vehicles: a plan for each goal that differs,
 * reckoned in a thread. For the trade center; none for others, for a call-off that is not locked, and for goods that are
 * not weighed. What is proposed changes nothing: `planTrips` does.
 */
export async function tripProposals(
  hubId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<TripProposal[]> {
  const callOff = await callOffFacts(callOffId, on);
  return callOff?.hubId === hubId ? proposalsFor(callOff, on) : [];
}

/** As `tripProposals`, for the house itself. */
export async function proposalsFor(callOff: CallOffFacts, on: Executor = db()): Promise<TripProposal[]> {
  if (callOff.state !== "locked") return [];
  const shares = await sharesToCarry(callOff, on);
  const ground = await tripGround(callOff, callOff.deliveryDay, on);
  if (shares.length === 0 || !ground.isWeighed) return [];
  const ownerIds = [callOff.hubId, ...shares.map((share) => share.koperasiId)];
  const vehicles = await freeVehicles({ ownerIds, day: callOff.deliveryDay, callOffId: callOff.id }, on);
  const proposals = await consolidateInThread({
    loads: shares.map((share) => ({
      id: share.shipmentId,
      base: share.base,
      storageClass: ground.storageClass,
      window: share.window,
    })),
    vehicles: vehicles.map((vehicle) => ({
      id: vehicle.id,
      payloadGrams: vehicle.payloadGrams,
      costRupiahPerKm: vehicle.costRupiahPerKm,
      costRupiahMin: vehicle.costRupiahMin,
      body: vehicle.body,
      drivingMinutesMax: vehicle.drivingMinutesMax ?? ground.drivingMinutesMax,
    })),
    ways: waysAround(
      ground.gate,
      shares.map((share) => share.at),
    ),
    lineHaulMetres: ground.lineHaulMetres,
    hireRupiahPerTonne: ground.freightRupiahPerTonne,
    pace: ground.pace,
  });
  return proposals.map((proposal) => shownProposal(proposal, shares, vehicles));
}

function shownProposal(
  proposal: Proposal,
  shares: readonly ShareToCarry[],
  vehicles: readonly {
    readonly id: string;
    readonly kind: string;
    readonly plate: string;
    readonly payloadGrams: bigint;
  }[],
): TripProposal {
  const koperasiOf = new Map(shares.map((share) => [share.shipmentId, share.koperasiId]));
  const base = proposal.trips.reduce((sum, trip) => sum + trip.base, 0n);
  return {
    ...proposal,
    base,
    rupiahPerKg: rupiahPerKg(proposal.costRupiah, base),
    trips: proposal.trips.map((trip) => {
      const vehicle = vehicles.find((one) => one.id === trip.vehicleId);
      return {
        ...trip,
        kind: vehicle?.kind ?? null,
        plate: vehicle?.plate ?? null,
        payloadGrams: vehicle?.payloadGrams ?? null,
        utilisation: vehicle ? utilisation(trip.base, vehicle.payloadGrams) : null,
        rupiahPerKg: rupiahPerKg(trip.costRupiah, trip.base),
        koperasiIds: trip.loadIds.flatMap((id) => koperasiOf.get(id) ?? []),
      };
    }),
  };
}
