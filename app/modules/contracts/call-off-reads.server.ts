import { and, asc, desc, eq, exists, inArray, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import {
  callOffCapacities,
  callOffInvitations,
  callOffs,
  contractLines,
  contracts,
  scheduleLimits,
} from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import type { CallOffFilter } from "./contract.schema.ts";
import type { CallOffState } from "./contract-lifecycle.ts";
import type { Willingness } from "./schedule.ts";

const buyers = alias(organisations, "buyers");
const hubs = alias(organisations, "hubs");
const waves = alias(callOffs, "waves");

const shown = {
  callOff: callOffs,
  contractNumber: contracts.number,
  buyerId: contracts.buyerId,
  buyerName: buyers.name,
  hubName: hubs.name,
  commodityCode: contractLines.commodityCode,
  commodityName: commodities.name,
  baseUnit: commodities.baseUnit,
  gradeCode: contractLines.gradeCode,
  packUnit: contractLines.packUnit,
};

function callOffRows(on: Executor) {
  return on
    .select(shown)
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(buyers, eq(buyers.id, contracts.buyerId))
    .innerJoin(hubs, eq(hubs.id, callOffs.hubId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode));
}

export type CallOffShown = Awaited<ReturnType<typeof callOffRows>>[number];

/**
 * Who may know a call-off: the trade center, the buyer, every koperasi that was asked or, being of another city, invited,
 * and, while it is open, any koperasi of the trade center's own city with an open listing of that commodity, because it may
 * still offer itself.
 */
function knownTo(organisationId: string, on: Executor): SQL | undefined {
  const asked = on
    .select({ one: sql`1` })
    .from(callOffCapacities)
    .innerJoin(waves, eq(waves.id, callOffCapacities.callOffId))
    .where(and(eq(waves.scheduleId, callOffs.scheduleId), eq(callOffCapacities.koperasiId, organisationId)));
  const couldSupply = on
    .select({ one: sql`1` })
    .from(listings)
    .innerJoin(organisations, eq(organisations.id, listings.sellerId))
    .where(
      and(
        eq(listings.sellerId, organisationId),
        eq(listings.commodityCode, contractLines.commodityCode),
        eq(listings.state, "open"),
        eq(organisations.kind, "koperasi"),
        eq(organisations.cityCode, hubs.cityCode),
      ),
    );
  const invited = on
    .select({ one: sql`1` })
    .from(callOffInvitations)
    .where(
      and(
        eq(callOffInvitations.callOffId, callOffs.scheduleId),
        eq(callOffInvitations.koperasiId, organisationId),
        ne(callOffInvitations.state, "declined"),
      ),
    );
  return or(
    eq(callOffs.hubId, organisationId),
    eq(contracts.buyerId, organisationId),
    exists(asked),
    exists(invited),
    and(eq(callOffs.state, "open"), exists(couldSupply)),
  );
}

/** A call-off as this organisation may see it; null for who has no part in it. */
export async function callOffById(
  organisationId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<CallOffShown | null> {
  const [row] = await callOffRows(on).where(and(eq(callOffs.id, callOffId), knownTo(organisationId, on)));
  return row ?? null;
}

/** The call-offs this organisation may see, newest first. */
export async function callOffsOf(
  organisationId: string,
  filter: CallOffFilter,
  on: Executor = db(),
): Promise<Page<CallOffShown>> {
  const rows = await callOffRows(on)
    .where(
      and(
        knownTo(organisationId, on),
        filter.state ? eq(callOffs.state, filter.state) : undefined,
        filter.contractId ? eq(callOffs.contractId, filter.contractId) : undefined,
        filter.after ? lt(callOffs.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(callOffs.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, (row) => row.callOff.id);
}

/** One wave of a schedule as its page lists it. */
export type WaveShown = {
  readonly id: string;
  readonly number: string;
  readonly state: CallOffState;
  readonly deliveryDay: BusinessDay;
  readonly packs: number;
};

/** The waves of a schedule in the order of their days; one where a call-off stands alone. For who may know the call-off. */
export async function wavesOf(scheduleId: string, on: Executor = db()): Promise<WaveShown[]> {
  return on
    .select({
      id: callOffs.id,
      number: callOffs.number,
      state: callOffs.state,
      deliveryDay: callOffs.deliveryDay,
      packs: callOffs.packs,
    })
    .from(callOffs)
    .where(eq(callOffs.scheduleId, scheduleId))
    .orderBy(asc(callOffs.deliveryDay), asc(callOffs.id));
}

export type Capacity = {
  readonly callOffId: string;
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly packsMax: number;
  readonly weight: number;
  readonly floorPacks: number;
  readonly willingness: Willingness;
  readonly keepsCold: boolean;
};

/** Who may share in these call-offs and how much each can bring to which, by koperasi id. For commands and reads above. */
export async function capacitiesOf(callOffIds: readonly string[], on: Executor = db()): Promise<Capacity[]> {
  return on
    .select({
      callOffId: callOffCapacities.callOffId,
      koperasiId: callOffCapacities.koperasiId,
      koperasiName: organisations.name,
      willingness: callOffCapacities.willingness,
      keepsCold: callOffCapacities.keepsCold,
      packsMax: callOffCapacities.packsMax,
      weight: callOffCapacities.weight,
      floorPacks: callOffCapacities.floorPacks,
    })
    .from(callOffCapacities)
    .innerJoin(organisations, eq(organisations.id, callOffCapacities.koperasiId))
    .where(inArray(callOffCapacities.callOffId, [...callOffIds]))
    .orderBy(sql`${callOffCapacities.koperasiId} collate "C"`);
}

export type CallOffFacts = typeof callOffs.$inferSelect & {
  readonly buyerId: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly packUnit: string;
  readonly contractNumber: string;
};

/** The bare call-off with its contract's parties, for commands; whoever asks has yet to be checked. */
export async function callOffFacts(callOffId: string, on: Executor): Promise<CallOffFacts | null> {
  const [found] = await factsWhere(eq(callOffs.id, callOffId), on);
  return found ?? null;
}

/** All waves of a schedule as commands need them, in the order of their days. */
export async function waveFacts(scheduleId: string, on: Executor): Promise<CallOffFacts[]> {
  return factsWhere(eq(callOffs.scheduleId, scheduleId), on);
}

async function factsWhere(where: SQL, on: Executor): Promise<CallOffFacts[]> {
  const rows = await on
    .select({
      callOff: callOffs,
      buyerId: contracts.buyerId,
      commodityCode: contractLines.commodityCode,
      gradeCode: contractLines.gradeCode,
      packUnit: contractLines.packUnit,
      contractNumber: contracts.number,
    })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .where(where)
    .orderBy(asc(callOffs.deliveryDay), asc(callOffs.id));
  return rows.map(({ callOff, ...terms }) => ({ ...callOff, ...terms }));
}

/** What the open listings of a koperasi say that it can bring a day of this commodity; 0 when it lists none. */
export async function listedCapacity(
  koperasiId: string,
  commodityCode: string,
  on: Executor,
): Promise<bigint> {
  const [row] = await on
    .select({ total: sql<string>`coalesce(sum(${listings.capacityBasePerDay}), 0)::text` })
    .from(listings)
    .where(
      and(
        eq(listings.sellerId, koperasiId),
        eq(listings.commodityCode, commodityCode),
        eq(listings.state, "open"),
      ),
    );
  return BigInt(row?.total ?? "0");
}

/** What koperasi have asked to be: the row of one koperasi in one call-off, or null. */
export async function capacityOf(
  callOffId: string,
  koperasiId: string,
  on: Executor = db(),
): Promise<typeof callOffCapacities.$inferSelect | null> {
  const [row] = await on
    .select()
    .from(callOffCapacities)
    .where(and(eq(callOffCapacities.callOffId, callOffId), eq(callOffCapacities.koperasiId, koperasiId)));
  return row ?? null;
}

/** The most that each koperasi wants of all waves of a schedule together, by koperasi id; absent where it set no limit. */
export async function scheduleLimitsOf(
  scheduleId: string,
  on: Executor = db(),
): Promise<Map<string, number>> {
  const rows = await on
    .select({ koperasiId: scheduleLimits.koperasiId, packsMax: scheduleLimits.packsMax })
    .from(scheduleLimits)
    .where(eq(scheduleLimits.scheduleId, scheduleId));
  return new Map(
    rows.flatMap(({ koperasiId, packsMax }) => (packsMax === null ? [] : [[koperasiId, packsMax]])),
  );
}

/** An organisation that may be asked to share: its kind and whether it trades. */
export async function koperasiState(
  organisationId: string,
  on: Executor,
): Promise<{ readonly isKoperasi: boolean; readonly isActive: boolean } | null> {
  const [row] = await on
    .select({ kind: organisations.kind, state: organisations.state })
    .from(organisations)
    .where(eq(organisations.id, organisationId));
  return row ? { isKoperasi: row.kind === "koperasi", isActive: row.state === "active" } : null;
}
