import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Invalid, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { callOffCapacities } from "#db/schema/contracts.ts";
import { callOffFacts, koperasiState, waveFacts } from "./call-off-reads.server.ts";
import { mayKnowContract, maySetCapacity } from "./contract.policy.ts";
import { SetCapacity } from "./contract.schema.ts";
import { capacityDeclared } from "./contracts.events.ts";
import { holdCallOff } from "./hold-call-off.server.ts";
import { refuseUninvited } from "./invitation-reads.server.ts";

/**
 * The trade center asks a koperasi to share in an open call-off and agrees on its key: how much it can bring, by what
 * weight it shares, and what is guaranteed to it as a newcomer; for one wave, or alike for all that are open. Refuses who is no active koperasi, and a guarantee
 * above what the koperasi can bring.
 */
export const setCapacity = command({
  name: "contracts.setCapacity",
  input: SetCapacity,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    const callOff = await callOffFacts(callOffId, tx);
    if (!callOff || !mayKnowContract(call.actor, callOff)) throw new Missing("contracts.callOffMissing");
    if (!maySetCapacity(call.actor, callOff)) throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, asked) => {
    const callOff = await holdCallOff(tx, asked.callOffId);
    if (callOff.state !== "open") throw new RuleBroken("contracts.callOffNotOpen");
    if (asked.floorPacks > asked.packsMax) throw new Invalid({ floorPacks: ["contracts.floorAboveMost"] });
    const koperasi = await koperasiState(asked.koperasiId, tx);
    if (!koperasi?.isKoperasi) throw new Invalid({ koperasiId: ["contracts.notKoperasi"] });
    if (!koperasi.isActive) throw new RuleBroken("contracts.koperasiNotActive");
    await refuseUninvited(tx, callOff, asked.koperasiId);
    const agreed = {
      packsMax: asked.packsMax,
      weight: asked.weight,
      floorPacks: asked.floorPacks,
      willingness: "yes" as const,
      ...(asked.keepsCold === undefined ? {} : { keepsCold: asked.keepsCold === "true" }),
    };
    const waves = asked.everyWave === "true" ? await waveFacts(callOff.scheduleId, tx) : [callOff];
    for (const wave of waves.filter(({ state }) => state === "open"))
      await keepAgreed(tx, call, { callOffId: wave.id, koperasiId: asked.koperasiId, ...agreed });
    return { callOffId: asked.callOffId, koperasiId: asked.koperasiId };
  },
});

async function keepAgreed(
  tx: Transaction,
  call: Call,
  { callOffId, koperasiId, ...agreed }: Omit<typeof callOffCapacities.$inferInsert, "declaredAt">,
): Promise<void> {
  const kept = { ...agreed, declaredAt: call.at };
  await tx
    .insert(callOffCapacities)
    .values({ callOffId, koperasiId, ...kept })
    .onConflictDoUpdate({ target: [callOffCapacities.callOffId, callOffCapacities.koperasiId], set: kept });
  await announce(tx, call, capacityDeclared, { callOffId, koperasiId });
}
