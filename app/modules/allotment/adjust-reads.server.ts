import { db, type Executor } from "#db/client.server.ts";
import { capacitiesOf } from "../contracts/call-off-reads.server.ts";
import type { AllotInstance, AllotResult } from "./allot.ts";
import { roundRow, sharesOf } from "./allotment-reads.server.ts";

export type AdjustableShare = {
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly packs: number;
  readonly byRule: number;
  readonly cap: number;
};

/** Everyone whom the rule of a table looked at, also those it gave nothing, the largest share first. Whoever asks has been checked. */
export async function adjustableShares(roundId: string, on: Executor = db()): Promise<AdjustableShare[]> {
  const round = await roundRow(roundId, on);
  if (!round) return [];
  const { members } = round.instance as AllotInstance;
  const { totals } = round.result as AllotResult;
  const drawn = new Map((await sharesOf(roundId, on)).map((share) => [share.koperasiId, share.packs]));
  const names = new Map(
    (await capacitiesOf(round.callOffId, on)).map((one) => [one.koperasiId, one.koperasiName]),
  );
  return members
    .map(({ id, cap = 0 }) => ({
      koperasiId: id,
      koperasiName: names.get(id) ?? id,
      packs: drawn.get(id) ?? 0,
      byRule: totals[id] ?? 0,
      cap,
    }))
    .sort((a, b) => b.packs - a.packs || (a.koperasiId < b.koperasiId ? -1 : 1));
}
