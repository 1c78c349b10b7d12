import { RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { isSecondPerson, maySignContract } from "./contract.policy.ts";
import { SignContract } from "./contract.schema.ts";
import { moveContract } from "./move-contract.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";

/** The head's signature makes a draft binding. Refuses the person who drew it up: two people stand behind a contract. */
export const signContract = command({
  name: "contracts.sign",
  input: SignContract,
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, maySignContract);
  },
  run: async (tx, call, { contractId }) => {
    const contract = await permittedContract(tx, call.actor, contractId, maySignContract);
    if (!isSecondPerson(call.actor, contract)) throw new RuleBroken("contracts.samePerson");
    await moveContract(tx, call, contract, "sign");
    return { contractId };
  },
});
