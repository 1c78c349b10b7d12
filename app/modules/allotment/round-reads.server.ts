import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { callOffCapacities, callOffs } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { type WaveShown, wavesOf } from "../contracts/call-off-reads.server.ts";
import { organisationsById } from "../identity/organisation-reads.server.ts";
import type { AllotmentRow, RoundRow } from "./allotment-reads.server.ts";
import type { Exclusion } from "./exclusion.ts";

/** A koperasi that was left out of a table: of one day, or of all of them. */
export type LeftOutShown = {
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly deliveryDay: BusinessDay | null;
  readonly why: Exclusion;
};

/** What a table changes for one koperasi: packs it was offered before, and has when everyone takes what the table gives. */
export type ChangeShown = {
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly deliveryDay: BusinessDay | null;
  readonly before: number;
  readonly after: number;
};

export type RoundShown = {
  readonly round: Omit<RoundRow, "instance" | "result" | "excluded" | "changes">;
  readonly shares: readonly (AllotmentRow & { readonly koperasiName: string })[];
  /** The delivery days that it shares out, in their order. */
  readonly waves: readonly WaveShown[];
  readonly leftOut: readonly LeftOutShown[];
  /** Empty for a first round. */
  readonly changes: readonly ChangeShown[];
};

/**
 * The tables of a call-off and of all waves of its schedule, newest first. The trade center sees all of them; every koperasi
 * that was asked to share sees the published ones, whole: who got what, who was left out, and why. Empty for anyone else.
 */
export async function roundsOf(
  organisationId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<RoundShown[]> {
  const [standing] = await on
    .select({
      scheduleId: callOffs.scheduleId,
      isHub: sql<boolean>`${callOffs.hubId} = ${organisationId}`,
      isAsked: sql<boolean>`exists (
        select 1 from ${callOffCapacities} c join ${callOffs} w on w.id = c.call_off_id
        where w.schedule_id = call_offs.schedule_id and c.koperasi_id = ${organisationId})`,
    })
    .from(callOffs)
    .where(eq(callOffs.id, callOffId));
  if (!standing?.isHub && !standing?.isAsked) return [];
  const rounds = (
    await on
      .select()
      .from(allotmentRounds)
      .where(eq(allotmentRounds.callOffId, standing.scheduleId))
      .orderBy(desc(allotmentRounds.round), desc(allotmentRounds.id))
  ).filter((round) => standing.isHub || round.state === "published");
  if (rounds.length === 0) return [];
  const shares = await sharesShown(
    rounds.map((round) => round.id),
    on,
  );
  const waves = await wavesOf(standing.scheduleId, on);
  const known = await organisationsById(
    rounds.flatMap(({ excluded, changes }) => [...excluded, ...(changes ?? [])].map((one) => one.koperasiId)),
    on,
  );
  const names = new Map([...known].map(([id, organisation]) => [id, organisation.name]));
  return rounds.map((row) =>
    roundShown(row, { shares: shares.filter(({ roundId }) => roundId === row.id), waves, names }),
  );
}

async function sharesShown(roundIds: readonly string[], on: Executor) {
  const rows = await on
    .select({ allotment: allotments, koperasiName: organisations.name })
    .from(allotments)
    .innerJoin(organisations, eq(organisations.id, allotments.koperasiId))
    .where(inArray(allotments.roundId, [...roundIds]))
    .orderBy(sql`${allotments.koperasiId} collate "C"`, asc(allotments.callOffId));
  return rows.map(({ allotment, koperasiName }) => ({ ...allotment, koperasiName }));
}

function roundShown(
  { instance, result: _result, excluded, changes, ...round }: RoundRow,
  known: {
    readonly shares: RoundShown["shares"];
    readonly waves: readonly WaveShown[];
    readonly names: ReadonlyMap<string, string>;
  },
): RoundShown {
  const ofRound = new Set([...wavesIn(instance), ...known.shares.map((share) => share.callOffId)]);
  const nameOf = (koperasiId: string) => known.names.get(koperasiId) ?? koperasiId;
  const dayOf = (callOffId: string | null) =>
    known.waves.length > 1 ? (known.waves.find((wave) => wave.id === callOffId)?.deliveryDay ?? null) : null;
  return {
    round,
    shares: known.shares,
    waves: known.waves.filter((wave) => ofRound.has(wave.id)),
    leftOut: excluded.map(({ koperasiId, callOffId, why }) => ({
      koperasiId,
      koperasiName: nameOf(koperasiId),
      deliveryDay: dayOf(callOffId),
      why,
    })),
    changes: (changes ?? []).map(({ koperasiId, callOffId, before, after }) => ({
      koperasiId,
      koperasiName: nameOf(koperasiId),
      deliveryDay: dayOf(callOffId),
      before,
      after,
    })),
  };
}

/** The ids of the waves that a table was computed for. */
function wavesIn(instance: unknown): string[] {
  const waves = (instance as { readonly waves?: readonly { readonly id: string }[] } | null)?.waves ?? [];
  return waves.map((wave) => wave.id);
}
