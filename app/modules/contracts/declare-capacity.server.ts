import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { callOffById } from "./call-off-reads.server.ts";
import { mayDeclareCapacity } from "./contract.policy.ts";
import { DeclareCapacity } from "./contract.schema.ts";
import { holdCallOff } from "./hold-call-off.server.ts";
import { keepCapacity } from "./keep-capacity.server.ts";

/**
 * A koperasi says whether it wants to share in an open call-off, and how many packs it can bring to it. It can say so again
 * until the shares are fixed; a share that it has accepted stands all the same, until it gives it back.
 */
export const declareCapacity = command({
  name: "contracts.declareCapacity",
  input: DeclareCapacity,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    const { actor } = call;
    const known = actor.kind === "member" ? await callOffById(actor.organisationId, callOffId, tx) : null;
    if (!known) throw new Missing("contracts.callOffMissing");
    if (!mayDeclareCapacity(actor)) throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, { callOffId, ...said }) => {
    invariant(call.actor.kind === "member", "a koperasi speaks for itself");
    const koperasiId = call.actor.organisationId;
    await keepCapacity(tx, call, await holdCallOff(tx, callOffId), { ...said, koperasiId });
    return { callOffId, koperasiId };
  },
});
