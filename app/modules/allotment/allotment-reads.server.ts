import { and, asc, desc, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { callOffCapacities, callOffs, contractLines } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import type { Willingness } from "../contracts/schedule.ts";
import type { AllotmentFilter } from "./allotment.schema.ts";
import type { Given } from "./round.ts";

export type RoundRow = typeof allotmentRounds.$inferSelect;
export type AllotmentRow = typeof allotments.$inferSelect;

export type GivenShare = Given & { readonly id: string; readonly callOffId: string };

/** Shares of a call-off that were published at some time, oldest round first. For commands. */
export async function givenIn(callOffId: string, on: Executor): Promise<GivenShare[]> {
  return (await givenByCallOff([callOffId], on)).get(callOffId) ?? [];
}

/** Shares of these call-offs that were published at some time, oldest round first, by call-off. For commands. */
export async function givenByCallOff(
  callOffIds: readonly string[],
  on: Executor,
): Promise<Map<string, GivenShare[]>> {
  const rows = await on
    .select({
      id: allotments.id,
      callOffId: allotments.callOffId,
      koperasiId: allotments.koperasiId,
      packs: allotments.packs,
      acceptedPacks: allotments.acceptedPacks,
      state: allotments.state,
    })
    .from(allotments)
    .where(
      and(
        inArray(allotments.callOffId, [...callOffIds]),
        sql`${allotments.state} not in ('proposed', 'withdrawn')`,
      ),
    )
    .orderBy(asc(allotments.id));
  return new Map(callOffIds.map((id) => [id, rows.filter((row) => row.callOffId === id)]));
}

/** How many rounds of a schedule were published. */
export async function publishedRounds(scheduleId: string, on: Executor): Promise<number> {
  const [row] = await on
    .select({ count: sql<number>`count(*)::integer` })
    .from(allotmentRounds)
    .where(and(eq(allotmentRounds.callOffId, scheduleId), eq(allotmentRounds.state, "published")));
  return row?.count ?? 0;
}

/** Tables of a schedule that were asked for, or wait to be published, by id. */
export async function pendingRounds(scheduleId: string, on: Executor): Promise<RoundRow[]> {
  return on
    .select()
    .from(allotmentRounds)
    .where(
      and(eq(allotmentRounds.callOffId, scheduleId), inArray(allotmentRounds.state, ["asked", "proposed"])),
    )
    .orderBy(asc(allotmentRounds.id));
}

/** The rule and key of the round that was published last; null before the first. */
export async function lastTerms(
  scheduleId: string,
  on: Executor,
): Promise<Pick<RoundRow, "rule" | "key"> | null> {
  const [row] = await on
    .select({ rule: allotmentRounds.rule, key: allotmentRounds.key })
    .from(allotmentRounds)
    .where(and(eq(allotmentRounds.callOffId, scheduleId), eq(allotmentRounds.state, "published")))
    .orderBy(desc(allotmentRounds.round))
    .limit(1);
  return row ?? null;
}

/** A round and its rows as commands need them; whoever asks has yet to be checked. */
export async function roundRow(roundId: string, on: Executor): Promise<RoundRow | null> {
  const [row] = await on.select().from(allotmentRounds).where(eq(allotmentRounds.id, roundId));
  return row ?? null;
}

/** The shares of a round, by koperasi and wave. For commands. */
export async function sharesOf(roundId: string, on: Executor): Promise<AllotmentRow[]> {
  return on
    .select()
    .from(allotments)
    .where(eq(allotments.roundId, roundId))
    .orderBy(sql`${allotments.koperasiId} collate "C"`, asc(allotments.callOffId));
}

/** The call-offs of which this koperasi holds a share, or is asked about one, by id. For commands. */
export async function callOffsSharedBy(koperasiId: string, on: Executor): Promise<string[]> {
  const rows = await on
    .selectDistinct({ callOffId: allotments.callOffId })
    .from(allotments)
    .where(and(eq(allotments.koperasiId, koperasiId), inArray(allotments.state, ["accepted", "published"])))
    .orderBy(asc(allotments.callOffId));
  return rows.map((row) => row.callOffId);
}

export type OpenShare = {
  readonly allotmentId: string;
  readonly callOffId: string;
  readonly koperasiId: string;
  readonly hubId: string;
  readonly hubRegionCode: string;
  readonly callOffAnswerBy: Date;
  readonly publishedAt: Date;
};

/** Every published share that waits for its answer, in the order of its call-off and itself. For the schedule that lets them lapse. */
export async function openShares(
  on: Executor = db(),
  only: { readonly allotmentId?: string } = {},
): Promise<OpenShare[]> {
  const rows = await on
    .select({
      allotmentId: allotments.id,
      callOffId: allotments.callOffId,
      koperasiId: allotments.koperasiId,
      hubId: callOffs.hubId,
      hubRegionCode: organisations.regionCode,
      callOffAnswerBy: callOffs.answerBy,
      publishedAt: allotmentRounds.publishedAt,
    })
    .from(allotments)
    .innerJoin(allotmentRounds, eq(allotmentRounds.id, allotments.roundId))
    .innerJoin(callOffs, eq(callOffs.id, allotments.callOffId))
    .innerJoin(organisations, eq(organisations.id, callOffs.hubId))
    .where(
      and(
        eq(allotments.state, "published"),
        only.allotmentId ? eq(allotments.id, only.allotmentId) : undefined,
      ),
    )
    .orderBy(asc(allotments.callOffId), asc(allotments.id));
  return rows.flatMap(({ publishedAt, ...row }) => (publishedAt ? [{ ...row, publishedAt }] : []));
}

export type AllotmentFacts = AllotmentRow & { readonly hubId: string };

/** The bare share with the trade center it came from; for commands. */
export async function allotmentFacts(allotmentId: string, on: Executor): Promise<AllotmentFacts | null> {
  const [row] = await on
    .select({ allotment: allotments, hubId: callOffs.hubId })
    .from(allotments)
    .innerJoin(callOffs, eq(callOffs.id, allotments.callOffId))
    .where(eq(allotments.id, allotmentId));
  return row ? { ...row.allotment, hubId: row.hubId } : null;
}

const ownShown = {
  allotment: allotments,
  round: allotmentRounds.round,
  rule: allotmentRounds.rule,
  publishedAt: allotmentRounds.publishedAt,
  callOffNumber: callOffs.number,
  callOffAnswerBy: callOffs.answerBy,
  deliveryDay: callOffs.deliveryDay,
  priceRupiahPerPack: callOffs.priceRupiahPerPack,
  basePerPack: callOffs.basePerPack,
  packUnit: contractLines.packUnit,
  commodityCode: contractLines.commodityCode,
  commodityName: commodities.name,
  hubId: callOffs.hubId,
  hubName: organisations.name,
  hubRegionCode: organisations.regionCode,
};

function ownRows(on: Executor) {
  return on
    .select(ownShown)
    .from(allotments)
    .innerJoin(allotmentRounds, eq(allotmentRounds.id, allotments.roundId))
    .innerJoin(callOffs, eq(callOffs.id, allotments.callOffId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .innerJoin(organisations, eq(organisations.id, callOffs.hubId));
}

export type AllotmentShown = Awaited<ReturnType<typeof ownRows>>[number];

const wasPublished = sql`${allotmentRounds.state} = 'published'`;

/** The shares of this koperasi, newest first; what was only proposed is not shown yet. */
export async function allotmentsOf(
  koperasiId: string,
  filter: AllotmentFilter,
  on: Executor = db(),
): Promise<Page<AllotmentShown>> {
  const rows = await ownRows(on)
    .where(
      and(
        eq(allotments.koperasiId, koperasiId),
        wasPublished,
        filter.state ? eq(allotments.state, filter.state) : undefined,
        filter.after ? lt(allotments.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(allotments.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, (row) => row.allotment.id);
}

/** A share as its koperasi or the trade center may see it; null for anyone else. */
export async function allotmentById(
  organisationId: string,
  allotmentId: string,
  on: Executor = db(),
): Promise<AllotmentShown | null> {
  const [row] = await ownRows(on).where(
    and(
      eq(allotments.id, allotmentId),
      or(eq(callOffs.hubId, organisationId), and(eq(allotments.koperasiId, organisationId), wasPublished)),
    ),
  );
  return row ?? null;
}

export type RoundTableRow = {
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly packsMax: number;
  readonly weight: number;
  readonly floorPacks: number;
  readonly willingness: Willingness;
  readonly keepsCold: boolean;
  /** Packs offered over all published rounds, and what was taken of them. */
  readonly offeredPacks: number;
  readonly acceptedPacks: number;
  readonly waitingPacks: number;
};

/**
 * A call-off at a glance: for each koperasi its key, what it was offered over all rounds and what it took. The same
 * table for everyone in it; null for who is not.
 */
export async function roundTable(
  organisationId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<{ readonly packs: number; readonly rows: readonly RoundTableRow[] } | null> {
  const [callOff] = await on
    .select({ hubId: callOffs.hubId, packs: callOffs.packs })
    .from(callOffs)
    .where(eq(callOffs.id, callOffId));
  if (!callOff) return null;
  const published = (states: readonly AllotmentRow["state"][], amount: "packs" | "acceptedPacks") =>
    sql<number>`coalesce(sum(${allotments[amount]}) filter (where ${inArray(allotments.state, [...states])}), 0)::integer`;
  const rows = await on
    .select({
      koperasiId: callOffCapacities.koperasiId,
      koperasiName: organisations.name,
      packsMax: callOffCapacities.packsMax,
      weight: callOffCapacities.weight,
      floorPacks: callOffCapacities.floorPacks,
      willingness: callOffCapacities.willingness,
      keepsCold: callOffCapacities.keepsCold,
      offeredPacks: published(
        ["published", "accepted", "declined", "lapsed", "fulfilled", "broken"],
        "packs",
      ),
      acceptedPacks: published(["accepted", "fulfilled"], "acceptedPacks"),
      waitingPacks: published(["published"], "packs"),
    })
    .from(callOffCapacities)
    .innerJoin(organisations, eq(organisations.id, callOffCapacities.koperasiId))
    .leftJoin(
      allotments,
      and(
        eq(allotments.callOffId, callOffCapacities.callOffId),
        eq(allotments.koperasiId, callOffCapacities.koperasiId),
      ),
    )
    .where(eq(callOffCapacities.callOffId, callOffId))
    .groupBy(
      callOffCapacities.koperasiId,
      organisations.name,
      callOffCapacities.packsMax,
      callOffCapacities.weight,
      callOffCapacities.floorPacks,
      callOffCapacities.willingness,
      callOffCapacities.keepsCold,
    )
    .orderBy(desc(callOffCapacities.weight), sql`${callOffCapacities.koperasiId} collate "C"`);
  const mayLook = callOff.hubId === organisationId || rows.some((row) => row.koperasiId === organisationId);
  return mayLook ? { packs: callOff.packs, rows } : null;
}

/** Shares that a koperasi has to answer, oldest first; with the call-off they belong to. */
export async function sharesToAnswer(
  koperasiId: string,
  page: { readonly limit: number; readonly after?: string },
  on: Executor = db(),
): Promise<Page<AllotmentShown>> {
  const rows = await ownRows(on)
    .where(
      and(
        eq(allotments.koperasiId, koperasiId),
        eq(allotments.state, "published"),
        page.after ? gt(allotments.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(allotments.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.allotment.id);
}
