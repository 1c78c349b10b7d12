import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { capacitiesOf, wavesOf } from "../contracts/call-off-reads.server.ts";
import type { AllotInstance, AllotResult } from "./allot.ts";
import { roundRow, sharesOf } from "./allotment-reads.server.ts";

export type AdjustableShare = {
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly callOffId: string;
  /** Of which wave; null where there is one. */
  readonly deliveryDay: BusinessDay | null;
  readonly packs: number;
  readonly byRule: number;
  readonly cap: number;
};

/** Everyone whom the rule of a table looked at, also those it gave nothing, the largest share first. Whoever asks has been checked. */
export async function adjustableShares(roundId: string, on: Executor = db()): Promise<AdjustableShare[]> {
  const round = await roundRow(roundId, on);
  if (!round) return [];
  const { members, waves } = round.instance as AllotInstance;
  const { cells } = round.result as AllotResult;
  const keyOf = (koperasiId: string, callOffId: string) => `${koperasiId} ${callOffId}`;
  const drawn = new Map(
    (await sharesOf(roundId, on)).map((share) => [keyOf(share.koperasiId, share.callOffId), share.packs]),
  );
  const byRule = new Map(cells.map((cell) => [keyOf(cell.member, cell.wave), cell.lots]));
  const days = new Map((await wavesOf(round.callOffId, on)).map((wave) => [wave.id, wave.deliveryDay]));
  const waveIds = waves.map(({ id }) => id).filter((id) => days.has(id));
  const names = new Map((await capacitiesOf(waveIds, on)).map((one) => [one.koperasiId, one.koperasiName]));
  return members
    .flatMap(({ id, cap = 0, perWave }) =>
      waveIds.flatMap((callOffId) => {
        const most = perWave[callOffId];
        if (most === undefined) return [];
        const key = keyOf(id, callOffId);
        return [
          {
            koperasiId: id,
            koperasiName: names.get(id) ?? id,
            callOffId,
            deliveryDay: waveIds.length > 1 ? (days.get(callOffId) ?? null) : null,
            packs: drawn.get(key) ?? 0,
            byRule: byRule.get(key) ?? 0,
            cap: Math.min(most, cap),
          },
        ];
      }),
    )
    .sort((a, b) => a.koperasiName.localeCompare(b.koperasiName) || (a.callOffId < b.callOffId ? -1 : 1));
}
