import { and, asc, desc, eq, gt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades } from "#db/schema/catalogue.ts";
import { callOffs, contractMonths, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import type { ContractFilter } from "./contract.schema.ts";

export type ContractRow = typeof contracts.$inferSelect;

const hubs = alias(organisations, "hubs");
const buyers = alias(organisations, "buyers");

const shown = {
  contract: contracts,
  hubName: hubs.name,
  buyerName: buyers.name,
  commodityName: commodities.name,
  baseUnit: commodities.baseUnit,
  gradeName: grades.name,
  destinationName: regions.name,
};

function contractRows(on: Executor) {
  return on
    .select(shown)
    .from(contracts)
    .innerJoin(hubs, eq(hubs.id, contracts.hubId))
    .innerJoin(buyers, eq(buyers.id, contracts.buyerId))
    .innerJoin(commodities, eq(commodities.code, contracts.commodityCode))
    .leftJoin(
      grades,
      and(eq(grades.commodityCode, contracts.commodityCode), eq(grades.code, contracts.gradeCode)),
    )
    .innerJoin(regions, eq(regions.code, contracts.destinationRegionCode));
}

export type ContractShown = Awaited<ReturnType<typeof contractRows>>[number];

const partyTo = (organisationId: string) =>
  or(eq(contracts.hubId, organisationId), eq(contracts.buyerId, organisationId));

/** A contract that this organisation is a party to, with the names on it; null for anyone else. */
export async function contractById(
  organisationId: string,
  contractId: string,
  on: Executor = db(),
): Promise<ContractShown | null> {
  const [row] = await contractRows(on).where(and(eq(contracts.id, contractId), partyTo(organisationId)));
  return row ?? null;
}

/** The contracts of this organisation, as trade center or as buyer, by id. */
export async function contractsOf(
  organisationId: string,
  filter: ContractFilter,
  on: Executor = db(),
): Promise<Page<ContractShown>> {
  const rows = await contractRows(on)
    .where(
      and(
        partyTo(organisationId),
        filter.state ? eq(contracts.state, filter.state) : undefined,
        filter.after ? gt(contracts.id, filter.after) : undefined,
      ),
    )
    .orderBy(asc(contracts.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, (row) => row.contract.id);
}

export type ContractMonth = {
  readonly month: string;
  readonly drawnBase: bigint;
  readonly limitBase: bigint;
};

/** What was drawn from a contract, month by month, latest first; months without a call-off are absent. */
export async function contractMonthsOf(
  organisationId: string,
  contractId: string,
  on: Executor = db(),
): Promise<ContractMonth[]> {
  return on
    .select({
      month: contractMonths.month,
      drawnBase: contractMonths.drawnBase,
      limitBase: contractMonths.limitBase,
    })
    .from(contractMonths)
    .innerJoin(contracts, eq(contracts.id, contractMonths.contractId))
    .where(and(eq(contractMonths.contractId, contractId), partyTo(organisationId)))
    .orderBy(desc(contractMonths.month));
}

/** The bare contract, for commands; whoever asks has yet to be checked. */
export async function contractRow(contractId: string, on: Executor): Promise<ContractRow | null> {
  const [row] = await on.select().from(contracts).where(eq(contracts.id, contractId));
  return row ?? null;
}

/** The id of the trade center's contract with this number, or null. */
export async function contractNumbered(hubId: string, number: string, on: Executor): Promise<string | null> {
  const [row] = await on
    .select({ id: contracts.id })
    .from(contracts)
    .where(and(eq(contracts.hubId, hubId), eq(contracts.number, number)));
  return row?.id ?? null;
}

/** What a draft leans on: the buyer, the commodity with its grade, and the place of delivery, as far as they exist. */
export async function draftFacts(
  asked: {
    readonly buyerId: string;
    readonly commodityCode: string;
    readonly gradeCode: string;
    readonly destinationRegionCode: string;
  },
  on: Executor,
) {
  const [buyer] = await on
    .select({ kind: organisations.kind, state: organisations.state })
    .from(organisations)
    .where(eq(organisations.id, asked.buyerId));
  const [grade] = await on
    .select({ code: grades.code })
    .from(grades)
    .where(and(eq(grades.commodityCode, asked.commodityCode), eq(grades.code, asked.gradeCode)));
  const [region] = await on
    .select({ code: regions.code })
    .from(regions)
    .where(eq(regions.code, asked.destinationRegionCode));
  return { buyer: buyer ?? null, hasGrade: grade !== undefined, hasRegion: region !== undefined };
}

/** What a call-off leans on: the base unit that prices are surveyed in, and the clock of the trade center. */
export async function callOffGround(contract: ContractRow, on: Executor) {
  const [row] = await on
    .select({
      baseUnit: commodities.baseUnit,
      hubRegionCode: organisations.regionCode,
      hubTimeZone: regions.timeZone,
    })
    .from(contracts)
    .innerJoin(commodities, eq(commodities.code, contracts.commodityCode))
    .innerJoin(organisations, eq(organisations.id, contracts.hubId))
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(eq(contracts.id, contract.id));
  return row ?? null;
}

/** How many call-offs a contract has had, cancelled ones included: numbers are never given twice. */
export async function callOffCount(contractId: string, on: Executor): Promise<number> {
  const [row] = await on
    .select({ count: sql<number>`count(*)::integer` })
    .from(callOffs)
    .where(eq(callOffs.contractId, contractId));
  return row?.count ?? 0;
}
