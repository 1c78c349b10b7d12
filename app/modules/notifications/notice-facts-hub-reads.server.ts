import { aliasedTable, and, asc, eq, inArray, sql } from "drizzle-orm";
import { addDays } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import {
  callOffCapacities,
  callOffInvitations,
  callOffs,
  contractLines,
  contractSuspensions,
  contracts,
} from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { shipments, trips } from "#db/schema/shipments.ts";
import type { FindFacts } from "./find-facts.server.ts";

const hub = aliasedTable(organisations, "hub");
const buyer = aliasedTable(organisations, "buyer");

/** A contract, for the buyer on the other side of it. */
export const contracted: FindFacts = async (id, on) => {
  const rows = await on
    .select({ organisationId: contracts.buyerId, name: hub.name, number: contracts.number })
    .from(contracts)
    .innerJoin(hub, eq(hub.id, contracts.hubId))
    .where(eq(contracts.id, id));
  return rows.map(({ organisationId, ...params }) => ({
    organisationId,
    subjectId: id,
    path: `kontrak/${id}`,
    params,
  }));
};

/** Force majeure told by one party of a contract, or its end: the other party. The day is the first that holds again. */
export const suspended: FindFacts = async (id, on) => {
  const [row] = await on
    .select({
      suspension: contractSuspensions,
      contract: contracts,
      hubName: hub.name,
      buyerName: buyer.name,
    })
    .from(contractSuspensions)
    .innerJoin(contracts, eq(contracts.id, contractSuspensions.contractId))
    .innerJoin(hub, eq(hub.id, contracts.hubId))
    .innerJoin(buyer, eq(buyer.id, contracts.buyerId))
    .where(eq(contractSuspensions.id, id));
  if (!row) return [];
  const { suspension, contract } = row;
  const isByHub = suspension.noticedForId === contract.hubId;
  return [
    {
      organisationId: isByHub ? contract.buyerId : contract.hubId,
      subjectId: id,
      path: `kontrak/${contract.id}`,
      params: {
        name: isByHub ? row.hubName : row.buyerName,
        number: contract.number,
        day: suspension.resumedOn ?? addDays(suspension.endsOn, 1),
      },
    },
  ];
};

async function callOffRow(id: string, on: Executor) {
  const [row] = await on
    .select({
      id: callOffs.id,
      hubId: callOffs.hubId,
      number: callOffs.number,
      packs: callOffs.packs,
      day: callOffs.deliveryDay,
      buyerId: contracts.buyerId,
      commodityCode: contractLines.commodityCode,
      goods: commodities.name,
      name: hub.name,
      cityCode: hub.cityCode,
    })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .innerJoin(hub, eq(hub.id, callOffs.hubId))
    .where(eq(callOffs.id, id));
  return row ?? null;
}

type CallOff = NonNullable<Awaited<ReturnType<typeof callOffRow>>>;

function said(callOff: CallOff, organisationId: string, path: string, packs: number = callOff.packs) {
  return {
    organisationId,
    subjectId: callOff.id,
    path,
    params: {
      name: callOff.name,
      number: callOff.number,
      goods: callOff.goods,
      day: callOff.day,
      packs: packs.toString(),
    },
  };
}

/** Koperasi of the trade center's city with such goods for sale: they may offer to share in it. */
async function couldSupply(callOff: CallOff, on: Executor): Promise<string[]> {
  const rows = await on
    .selectDistinct({ id: organisations.id })
    .from(organisations)
    .innerJoin(listings, eq(listings.sellerId, organisations.id))
    .where(
      and(
        eq(organisations.kind, "koperasi"),
        eq(organisations.state, "active"),
        eq(organisations.cityCode, callOff.cityCode),
        eq(listings.commodityCode, callOff.commodityCode),
        eq(listings.state, "open"),
      ),
    );
  return rows.map((row) => row.id);
}

async function askedToShare(callOffId: string, on: Executor): Promise<string[]> {
  const rows = await on
    .select({ id: callOffCapacities.koperasiId })
    .from(callOffCapacities)
    .where(eq(callOffCapacities.callOffId, callOffId));
  return rows.map((row) => row.id);
}

/** A call-off that was opened: its buyer, and whoever could bring a part of it. */
export const calledOff: FindFacts = async (id, on) => {
  const callOff = await callOffRow(id, on);
  if (!callOff) return [];
  const koperasi = new Set([...(await couldSupply(callOff, on)), ...(await askedToShare(id, on))]);
  return [
    said(callOff, callOff.buyerId, `panggilan/${id}`),
    ...[...koperasi].sort().map((koperasiId) => said(callOff, koperasiId, `jatah/${id}`)),
  ];
};

/** A call-off that koperasi of other cities are invited into: each that has not answered yet. */
export const invited: FindFacts = async (id, on) => {
  const callOff = await callOffRow(id, on);
  if (!callOff) return [];
  const rows = await on
    .select({ koperasiId: callOffInvitations.koperasiId })
    .from(callOffInvitations)
    .where(and(eq(callOffInvitations.callOffId, id), eq(callOffInvitations.state, "invited")))
    .orderBy(asc(callOffInvitations.koperasiId));
  return rows.map(({ koperasiId }) => said(callOff, koperasiId, `jatah/${id}/undangan`));
};

/** A call-off that will not be: its buyer, and every koperasi that was asked. */
export const calledOffNoMore: FindFacts = async (id, on) => {
  const callOff = await callOffRow(id, on);
  if (!callOff) return [];
  return [
    said(callOff, callOff.buyerId, `panggilan/${id}`),
    ...(await askedToShare(id, on)).map((koperasiId) => said(callOff, koperasiId, `jatah/${id}`)),
  ];
};

/** A call-off whose shares are fixed: every koperasi, with what it took on. */
export const fixed: FindFacts = async (id, on) => {
  const callOff = await callOffRow(id, on);
  if (!callOff) return [];
  const shares = await on
    .select({
      koperasiId: allotments.koperasiId,
      packs: sql<number>`sum(${allotments.acceptedPacks})::integer`,
    })
    .from(allotments)
    .where(and(eq(allotments.callOffId, id), inArray(allotments.state, ["accepted", "fulfilled"])))
    .groupBy(allotments.koperasiId);
  return shares.map((share) => said(callOff, share.koperasiId, `jatah/${id}`, share.packs));
};

/** A call-off of which a part stays open: the trade center and the buyer, with the packs that nobody brings. */
export const shortOf: FindFacts = async (id, on) => {
  const callOff = await callOffRow(id, on);
  if (!callOff) return [];
  const [taken] = await on
    .select({
      packs: sql<number>`coalesce(sum(coalesce(${allotments.acceptedPacks}, ${allotments.packs})), 0)::integer`,
    })
    .from(allotments)
    .where(
      and(eq(allotments.callOffId, id), inArray(allotments.state, ["published", "accepted", "fulfilled"])),
    );
  const missing = callOff.packs - (taken?.packs ?? 0);
  return [
    said(callOff, callOff.hubId, `panggilan/${id}`, missing),
    said(callOff, callOff.buyerId, `panggilan/${id}`, missing),
  ];
};

/** A table that was worked out, for the trade center whose head publishes it. */
export const proposed: FindFacts = async (roundId, on) => {
  const rows = await on
    .select({
      organisationId: callOffs.hubId,
      callOffId: callOffs.id,
      number: callOffs.number,
      round: allotmentRounds.round,
    })
    .from(allotmentRounds)
    .innerJoin(callOffs, eq(callOffs.id, allotmentRounds.callOffId))
    .where(eq(allotmentRounds.id, roundId));
  return rows.map((row) => ({
    organisationId: row.organisationId,
    subjectId: roundId,
    path: `panggilan/${row.callOffId}/jatah/${roundId}`,
    params: { number: row.number, round: row.round.toString() },
  }));
};

/** Every koperasi that shares in a published round. */
export const shared: FindFacts = async (roundId, on) => {
  const rows = await shareRows(on).where(
    and(eq(allotments.roundId, roundId), eq(allotments.state, "published")),
  );
  return rows.map((row) => ({ ...shareFacts(row), subjectId: roundId }));
};

/** One share, for the koperasi whose it was. */
export const share: FindFacts = async (allotmentId, on) => {
  const rows = await shareRows(on).where(eq(allotments.id, allotmentId));
  return rows.map((row) => ({ ...shareFacts(row), subjectId: allotmentId }));
};

function shareRows(on: Executor) {
  return on
    .select({
      organisationId: allotments.koperasiId,
      callOffId: allotments.callOffId,
      packs: sql<number>`coalesce(${allotments.acceptedPacks}, ${allotments.packs})`,
      number: callOffs.number,
    })
    .from(allotments)
    .innerJoin(callOffs, eq(callOffs.id, allotments.callOffId))
    .$dynamic();
}

function shareFacts(row: Awaited<ReturnType<typeof shareRows>>[number]) {
  return {
    organisationId: row.organisationId,
    path: `jatah/${row.callOffId}`,
    params: { number: row.number, packs: row.packs.toString() },
  };
}

/** A trip, for every koperasi with goods on it and for one of its two ends. */
export function onTheRoad(end: "buyer" | "hub"): FindFacts {
  return async (tripId, on) => {
    const [trip] = await on
      .select({
        hubId: trips.hubId,
        buyerId: contracts.buyerId,
        number: callOffs.number,
        hub: hub.name,
        buyer: buyer.name,
      })
      .from(trips)
      .innerJoin(callOffs, eq(callOffs.id, trips.callOffId))
      .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
      .innerJoin(hub, eq(hub.id, trips.hubId))
      .innerJoin(buyer, eq(buyer.id, contracts.buyerId))
      .where(eq(trips.id, tripId));
    if (!trip) return [];
    const koperasi = await on
      .selectDistinct({ id: shipments.sellerId })
      .from(shipments)
      .where(and(eq(shipments.tripId, tripId), inArray(shipments.state, ["dispatched", "received"])));
    return [end === "buyer" ? trip.buyerId : trip.hubId, ...koperasi.map((one) => one.id)].map(
      (organisationId) => ({
        organisationId,
        subjectId: tripId,
        path: `perjalanan/${tripId}`,
        params: { number: trip.number, hub: trip.hub, buyer: trip.buyer },
      }),
    );
  };
}
