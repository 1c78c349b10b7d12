import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { callOffById, waveFacts } from "./call-off-reads.server.ts";
import { mayDeclareCapacity } from "./contract.policy.ts";
import { DeclareSchedule } from "./contract.schema.ts";
import { holdCallOff } from "./hold-call-off.server.ts";
import { keepCapacity } from "./keep-capacity.server.ts";
import { keepScheduleLimit } from "./keep-schedule-limit.server.ts";

/**
 * A koperasi says for every wave of a schedule whether it wants to share and how many packs it can bring, and how many it
 * wants at most of all of them together. All or none: refuses as `declareCapacity` does, and a wave of another schedule.
 */
export const declareSchedule = command({
  name: "contracts.declareSchedule",
  input: DeclareSchedule,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    const { actor } = call;
    const known = actor.kind === "member" ? await callOffById(actor.organisationId, callOffId, tx) : null;
    if (!known) throw new Missing("contracts.callOffMissing");
    if (!mayDeclareCapacity(actor)) throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, { callOffId, waves, packsInAll, keepsCold }) => {
    invariant(call.actor.kind === "member", "a koperasi speaks for itself");
    const koperasiId = call.actor.organisationId;
    const { scheduleId } = await holdCallOff(tx, callOffId);
    const known = new Map((await waveFacts(scheduleId, tx)).map((wave) => [wave.id, wave]));
    for (const said of waves) {
      const wave = known.get(said.callOffId);
      if (!wave) throw new Missing("contracts.callOffMissing");
      await keepCapacity(tx, call, wave, { ...said, keepsCold, koperasiId });
    }
    await keepScheduleLimit(tx, call, { scheduleId, koperasiId, packsMax: packsInAll ?? null });
    return { callOffId, koperasiId };
  },
});
