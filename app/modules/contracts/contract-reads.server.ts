import { and, asc, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Page, pageOf } from "#app/kernel/page.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades } from "#db/schema/catalogue.ts";
import { callOffs, contractLines, contractMonths, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import type { ContractFilter } from "./contract.schema.ts";

export type ContractRow = typeof contracts.$inferSelect;
export type ContractLineRow = typeof contractLines.$inferSelect;

const hubs = alias(organisations, "hubs");
const buyers = alias(organisations, "buyers");

const shown = {
  contract: contracts,
  hubName: hubs.name,
  buyerName: buyers.name,
  destinationName: regions.name,
};

function contractRows(on: Executor) {
  return on
    .select(shown)
    .from(contracts)
    .innerJoin(hubs, eq(hubs.id, contracts.hubId))
    .innerJoin(buyers, eq(buyers.id, contracts.buyerId))
    .innerJoin(regions, eq(regions.code, contracts.destinationRegionCode));
}

/** A line with the names of its goods and the unit that they are priced in. */
export type ContractLineShown = ContractLineRow & {
  readonly commodityName: string;
  readonly baseUnit: BaseUnit;
  readonly gradeName: string | null;
};

export type ContractShown = Awaited<ReturnType<typeof contractRows>>[number] & {
  readonly lines: readonly ContractLineShown[];
};

/** The goods of these contracts, each contract's in the order that it names them. */
async function linesOf(contractIds: readonly string[], on: Executor): Promise<ContractLineShown[]> {
  const rows = await on
    .select({
      line: contractLines,
      commodityName: commodities.name,
      baseUnit: commodities.baseUnit,
      gradeName: grades.name,
    })
    .from(contractLines)
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .leftJoin(
      grades,
      and(eq(grades.commodityCode, contractLines.commodityCode), eq(grades.code, contractLines.gradeCode)),
    )
    .where(inArray(contractLines.contractId, [...contractIds]))
    .orderBy(asc(contractLines.contractId), asc(contractLines.position));
  return rows.map(({ line, ...names }) => ({ ...line, ...names }));
}

async function withLines(
  rows: Awaited<ReturnType<typeof contractRows>>,
  on: Executor,
): Promise<ContractShown[]> {
  if (rows.length === 0) return [];
  const lines = await linesOf(
    rows.map((row) => row.contract.id),
    on,
  );
  return rows.map((row) => ({
    ...row,
    lines: lines.filter((line) => line.contractId === row.contract.id),
  }));
}

const partyTo = (organisationId: string) =>
  or(eq(contracts.hubId, organisationId), eq(contracts.buyerId, organisationId));

/** A contract that this organisation is a party to, with the names on it; null for anyone else. */
export async function contractById(
  organisationId: string,
  contractId: string,
  on: Executor = db(),
): Promise<ContractShown | null> {
  const rows = await contractRows(on).where(and(eq(contracts.id, contractId), partyTo(organisationId)));
  const [shownContract] = await withLines(rows, on);
  return shownContract ?? null;
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
  return pageOf(await withLines(rows, on), filter.limit, (row) => row.contract.id);
}

export type ContractMonth = {
  readonly contractLineId: string;
  readonly month: string;
  readonly drawnBase: bigint;
  readonly limitBase: bigint;
};

/** What was drawn from each line of a contract, latest month first; months without a call-off are absent. */
export async function contractMonthsOf(
  organisationId: string,
  contractId: string,
  on: Executor = db(),
): Promise<ContractMonth[]> {
  return on
    .select({
      contractLineId: contractMonths.contractLineId,
      month: contractMonths.month,
      drawnBase: contractMonths.drawnBase,
      limitBase: contractMonths.limitBase,
    })
    .from(contractMonths)
    .innerJoin(contractLines, eq(contractLines.id, contractMonths.contractLineId))
    .innerJoin(contracts, eq(contracts.id, contractLines.contractId))
    .where(and(eq(contracts.id, contractId), partyTo(organisationId)))
    .orderBy(desc(contractMonths.month), asc(contractLines.position));
}

/** The bare contract, for commands; whoever asks has yet to be checked. */
export async function contractRow(contractId: string, on: Executor): Promise<ContractRow | null> {
  const [row] = await on.select().from(contracts).where(eq(contracts.id, contractId));
  return row ?? null;
}

/** The lines of a contract in their order, for commands. */
export async function contractLineRows(contractId: string, on: Executor): Promise<ContractLineShown[]> {
  return linesOf([contractId], on);
}

/** The id of the trade center's contract with this number, or null. */
export async function contractNumbered(hubId: string, number: string, on: Executor): Promise<string | null> {
  const [row] = await on
    .select({ id: contracts.id })
    .from(contracts)
    .where(and(eq(contracts.hubId, hubId), eq(contracts.number, number)));
  return row?.id ?? null;
}

/** What a draft leans on: the buyer, the grades of its commodities as "TLR/M", and the place of delivery, as far as they exist. */
export async function draftFacts(
  asked: {
    readonly buyerId: string;
    readonly lines: readonly { readonly commodityCode: string }[];
    readonly destinationRegionCode: string;
  },
  on: Executor,
) {
  const [buyer] = await on
    .select({ kind: organisations.kind, state: organisations.state })
    .from(organisations)
    .where(eq(organisations.id, asked.buyerId));
  const graded = await on
    .select({ goods: sql<string>`${grades.commodityCode} || '/' || ${grades.code}` })
    .from(grades)
    .where(
      inArray(
        grades.commodityCode,
        asked.lines.map((line) => line.commodityCode),
      ),
    );
  const [region] = await on
    .select({ code: regions.code })
    .from(regions)
    .where(eq(regions.code, asked.destinationRegionCode));
  return {
    buyer: buyer ?? null,
    grades: new Set(graded.map((row) => row.goods)),
    hasRegion: region !== undefined,
  };
}

/** What a call-off leans on: where the trade center is, and its clock. */
export async function callOffGround(contract: ContractRow, on: Executor = db()) {
  const [row] = await on
    .select({
      hubRegionCode: organisations.regionCode,
      hubTimeZone: regions.timeZone,
    })
    .from(contracts)
    .innerJoin(organisations, eq(organisations.id, contracts.hubId))
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(eq(contracts.id, contract.id));
  return row ?? null;
}

/** The first call-off of a contract that is neither handed over nor called back, or null. */
export async function callOffUnderway(contractId: string, on: Executor): Promise<{ number: string } | null> {
  const [row] = await on
    .select({ number: callOffs.number })
    .from(callOffs)
    .where(and(eq(callOffs.contractId, contractId), inArray(callOffs.state, ["open", "locked"])))
    .orderBy(asc(callOffs.deliveryDay), asc(callOffs.id))
    .limit(1);
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
