import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { callOffCapacities } from "#db/schema/contracts.ts";
import { callOffById, capacityOf, listedCapacity } from "./call-off-reads.server.ts";
import { mayDeclareCapacity } from "./contract.policy.ts";
import { DeclareCapacity } from "./contract.schema.ts";
import { weightOf } from "./contract.ts";
import { capacityDeclared } from "./contracts.events.ts";
import { holdCallOff } from "./hold-call-off.server.ts";
import { refuseUninvited } from "./invitation-reads.server.ts";
import { surveyedBase } from "./price-rule.ts";

/**
 * A koperasi says how many packs it can bring to an open call-off. Asked ones change their figure and keep the key
 * that was agreed; one that offers itself shares by what its open listings say it can bring a day.
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
  run: async (tx, call, { callOffId, packsMax }) => {
    invariant(call.actor.kind === "member", "a koperasi speaks for itself");
    const koperasiId = call.actor.organisationId;
    const callOff = await holdCallOff(tx, callOffId);
    if (callOff.state !== "open") throw new RuleBroken("contracts.callOffNotOpen");
    await refuseUninvited(tx, callOff, koperasiId);
    const agreed = await capacityOf(callOffId, koperasiId, tx);
    if (agreed && packsMax < agreed.floorPacks)
      throw new RuleBroken("contracts.belowFloor", { floorPacks: agreed.floorPacks });
    const listed = await listedCapacity(koperasiId, callOff.commodityCode, tx);
    const known = await callOffById(koperasiId, callOffId, tx);
    invariant(known, "who may declare may know");
    await tx
      .insert(callOffCapacities)
      .values({
        callOffId,
        koperasiId,
        packsMax,
        weight: weightOf(listed, surveyedBase(known.baseUnit)),
        floorPacks: 0,
        declaredAt: call.at,
      })
      .onConflictDoUpdate({
        target: [callOffCapacities.callOffId, callOffCapacities.koperasiId],
        set: { packsMax, declaredAt: call.at },
      });
    await announce(tx, call, capacityDeclared, { callOffId, koperasiId });
    return { callOffId, koperasiId };
  },
});
