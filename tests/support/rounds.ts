import type { Call } from "#app/kernel/call.ts";
import { drawUpRound } from "#app/modules/allotment/draw-up-round.server.ts";
import { proposeAllotment } from "#app/modules/allotment/propose-allotment.server.ts";
import type { RoundMember, RoundPlan } from "#app/modules/allotment/round.ts";

/** Asks for a table and does what the worker does when it hears of it. */
export async function drawnUp(
  call: Call,
  input: Parameters<typeof proposeAllotment>[1],
): Promise<{ roundId: string }> {
  const asked = await proposeAllotment(call, input);
  await drawUpRound({ ...call, actor: { kind: "system", name: "test" }, key: null }, asked);
  return asked;
}

/** A round of one wave among these members, each bringing on that day whatever its cap lets it. */
export function oneWave(packs: number, members: readonly Omit<RoundMember, "perWave">[]): RoundPlan {
  return {
    packs,
    waves: [{ id: "W", packs }],
    excluded: [],
    members: members.map((member) => ({ ...member, perWave: { W: member.cap } })),
  };
}
