import { command } from "#app/platform/command.server.ts";
import { maySignContract } from "./contract.policy.ts";
import { TerminateContract } from "./contract.schema.ts";
import { moveContract } from "./move-contract.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";

/** Breaks off a contract before its time; the reason stays in the audit trail. Call-offs that were opened still stand. */
export const terminateContract = command({
  name: "contracts.terminate",
  input: TerminateContract,
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, maySignContract);
  },
  run: async (tx, call, { contractId }) => {
    const contract = await permittedContract(tx, call.actor, contractId, maySignContract);
    await moveContract(tx, call, contract, "terminate");
    return { contractId };
  },
});
