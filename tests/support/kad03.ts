import type { Refusal } from "#app/kernel/errors.ts";
import { sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import type { TestDatabase } from "./database.ts";
import { drawnUp } from "./rounds.ts";
import { type Koperasi, world } from "./world.ts";

/** The code that a deed is refused with, or "done". */
export async function codeOf(deed: Promise<unknown>): Promise<string> {
  const refusal = await deed.then(
    () => null,
    (error: unknown) => error as Refusal,
  );
  return refusal === null ? "done" : (refusal.code ?? String(refusal));
}

export const KEYS = {
  A: { weight: 2_400, packsMax: 150 },
  B: { weight: 1_800, packsMax: 130 },
  C: { weight: 3_100, packsMax: 260 },
  D: { weight: 900, packsMax: 60 },
  E: { weight: 1_500, packsMax: 100 },
};
export type Name = keyof typeof KEYS;

/** The call-off of KAD-03 and the deeds of those in it, on a database. */
export function callOffOfFive(database: TestDatabase) {
  /** KAD-03 as it is told: five koperasi with their keys and a call-off of 667 crates. */
  async function kad03(packs = 667) {
    const town = world(database);
    const [hub, buyer] = [await town.hub(), await town.bumd()];
    const callOffId = await town.callOff(hub, await town.contract(hub, buyer), { packs });
    const koperasi = {} as Record<Name, Koperasi>;
    for (const name of Object.keys(KEYS) as Name[]) {
      koperasi[name] = await town.koperasi({ regionCode: await freeVillage() });
      await town.sharer(hub, callOffId, koperasi[name], KEYS[name]);
    }
    return { town, hub, buyer, callOffId, koperasi };
  }
  /** One koperasi stands in each kelurahan; this file needs more of them than one town has. */
  async function freeVillage(): Promise<string> {
    const [row] = await database.sql`
      select code from regions where level = 4 and code like '35.%'
        and not exists (select 1 from organisations o where o.region_code = regions.code) order by code limit 1`;
    return row?.["code"] as string;
  }

  async function publish(kad: Kad, rule: "hamilton" | "webster" = "hamilton"): Promise<string> {
    const { roundId } = await drawnUp(kad.town.callOf(kad.hub.contracts), {
      callOffId: kad.callOffId,
      rule,
    });
    await publishAllotment(kad.town.callOf(kad.hub.head), { roundId });
    return roundId;
  }

  async function packsIn(kad: Kad, roundId: string): Promise<Record<string, number>> {
    const rounds = await roundsOf(kad.hub.id, kad.callOffId);
    const shares = rounds.find((one) => one.round.id === roundId)?.shares ?? [];
    const names = Object.entries(kad.koperasi);
    return Object.fromEntries(
      shares.map((share) => [names.find(([, one]) => one.id === share.koperasiId)?.[0], share.packs]),
    );
  }

  async function answer(kad: Kad, name: Name, packs?: number, key: string | null = null) {
    const { rows } = await sharesToAnswer(kad.koperasi[name].id, { limit: 1 });
    const share = rows[0]?.allotment;
    if (!share) throw new Error(`${name} has nothing to answer`);
    return answerAllotment(kad.town.callOf(kad.koperasi[name].chair, key), {
      allotmentId: share.id,
      acceptedPacks: packs ?? share.packs,
    });
  }

  async function answerAll(kad: Kad, wishes: Partial<Record<Name, number>> = {}): Promise<void> {
    for (const name of Object.keys(KEYS) as Name[]) await answer(kad, name, wishes[name]);
  }

  return { kad03, freeVillage, publish, packsIn, answer, answerAll };
}

export type Kad = Awaited<ReturnType<ReturnType<typeof callOffOfFive>["kad03"]>>;
