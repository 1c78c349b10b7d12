import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { callOffFacts } from "../contracts/call-off-reads.server.ts";
import { mayKnowContract } from "../contracts/contract.policy.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { moveCallOff } from "../contracts/move-call-off.server.ts";
import { mayLockCallOff } from "./allotment.policy.ts";
import { LockCallOff } from "./allotment.schema.ts";
import { givenIn } from "./allotment-reads.server.ts";
import { acceptedOf } from "./round.ts";
import { withdrawOpenShares } from "./withdraw-open-shares.server.ts";

/**
 * The trade center goes with what was accepted: the shares are fixed, those that wait for an answer are taken back, what
 * nobody took is free again in the month of the contract, and the trip can be planned. Refuses while nobody has accepted anything.
 */
export const lockCallOff = command({
  name: "allotment.lockCallOff",
  input: LockCallOff,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    const callOff = await callOffFacts(callOffId, tx);
    if (!callOff || !mayKnowContract(call.actor, callOff)) throw new Missing("contracts.callOffMissing");
    if (!mayLockCallOff(call.actor, callOff)) throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { callOffId }) => {
    const callOff = await holdCallOff(tx, callOffId);
    if (callOff.state === "open") await withdrawOpenShares(tx, callOff);
    const packs = acceptedOf(await givenIn(callOffId, tx));
    if (packs === 0) throw new RuleBroken("allotment.nothingAccepted");
    await moveCallOff(tx, call, callOff, { event: "lock", comingBase: BigInt(packs) * callOff.basePerPack });
    return { callOffId };
  },
});
