import { command } from "#app/platform/command.server.ts";
import { mayOpenCallOff } from "./contract.policy.ts";
import { OpenSchedule } from "./contract.schema.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { writeCallOffs } from "./write-call-off.server.ts";

/**
 * Calls off packs of an active contract for several delivery days at once, its waves: each a call-off with a number, a
 * trip and an invoice of its own, all shared out jointly. All or none: refuses as `openCallOff` does, and a day named
 * twice. Answers the first wave, by which the schedule is known, and all of them in the order of their days.
 */
export const openSchedule = command({
  name: "contracts.openSchedule",
  input: OpenSchedule,
  isolation: "read committed",
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayOpenCallOff);
  },
  run: async (tx, call, asked) => {
    const callOffIds = await writeCallOffs(tx, call, asked);
    return { callOffId: callOffIds[0], callOffIds };
  },
});
