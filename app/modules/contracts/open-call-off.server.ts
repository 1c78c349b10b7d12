import { command } from "#app/platform/command.server.ts";
import { mayOpenCallOff } from "./contract.policy.ts";
import { OpenCallOff } from "./contract.schema.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { writeCallOffs } from "./write-call-off.server.ts";

/**
 * Calls off packs of an active contract for one delivery day, at the price that its rule finds today or has locked, with
 * the arithmetic kept. Refuses what the month has no room for, however many call-offs are opened at the same time, and a
 * quantity that is not a whole number of packs.
 */
export const openCallOff = command({
  name: "contracts.openCallOff",
  input: OpenCallOff,
  isolation: "read committed",
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayOpenCallOff);
  },
  run: async (tx, call, { deliveryDay, packs, quantityBase, ...terms }) => {
    const waves = [{ deliveryDay, packs, quantityBase }];
    const [callOffId] = await writeCallOffs(tx, call, { ...terms, waves });
    return { callOffId };
  },
});
