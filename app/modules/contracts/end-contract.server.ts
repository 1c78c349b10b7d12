import { dayOf } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { maySignContract } from "./contract.policy.ts";
import { EndContract } from "./contract.schema.ts";
import { callOffGround, callOffUnderway } from "./contract-reads.server.ts";
import { moveContract } from "./move-contract.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";

/**
 * Closes a contract whose period is over. One that still runs is not ended but terminated, with a reason. Refuses while one of
 * its call-offs is open or on its way: what was called off comes to its invoice and its statements first.
 * What an advance left over is given back to the buyer (invoicing hears of the end).
 */
export const endContract = command({
  name: "contracts.end",
  input: EndContract,
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, maySignContract);
  },
  run: async (tx, call, { contractId }) => {
    const contract = await permittedContract(tx, call.actor, contractId, maySignContract);
    const ground = await callOffGround(contract, tx);
    invariant(ground, "a contract has a trade center in a region");
    if (dayOf(call.at, ground.hubTimeZone) <= contract.endsOn)
      throw new RuleBroken("contracts.stillRuns", { endsOn: contract.endsOn });
    const underway = await callOffUnderway(contractId, tx);
    if (underway) throw new RuleBroken("contracts.callOffUnderway", { number: underway.number });
    await moveContract(tx, call, contract, "end");
    return { contractId };
  },
});
