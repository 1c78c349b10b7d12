import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { contractSuspensions, contracts } from "#db/schema/contracts.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { maySuspend } from "./contract.policy.ts";
import { SuspendContract } from "./contract.schema.ts";
import { suspensionsOf } from "./contract-text-reads.server.ts";
import { contractSuspended } from "./contracts.events.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { checkNotice } from "./suspension.ts";

/**
 * Either party tells of force majeure: no goods are called off for the days that it names, and what was called off waits or
 * is cancelled. Nothing ends. Refuses a notice later than the contract allows, more days than it allows, and days that are
 * suspended already.
 */
export const suspendContract = command({
  name: "contracts.suspend",
  input: SuspendContract,
  isolation: "read committed",
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, maySuspend);
  },
  run: async (tx, call, { contractId, ...notice }) => {
    // Whoever opens a call-off holds the contract too, and sees either no suspension or all of it.
    await hold(tx, contracts, eq(contracts.id, contractId));
    const contract = await permittedContract(tx, call.actor, contractId, maySuspend);
    if (call.actor.kind !== "member") throw new Forbidden("contracts.forbidden");
    if (contract.state !== "active") throw new RuleBroken("contracts.notActive");
    const today = dayOf(call.at, await clockOf(contract.hubId, tx));
    checkNotice({ ...notice, at: call.at, today }, contract, await suspensionsOf(contractId, tx));
    const suspensionId = newId("suspension");
    await tx.insert(contractSuspensions).values({
      ...notice,
      id: suspensionId,
      contractId,
      noticedAt: call.at,
      noticedBy: call.actor.personId,
      noticedForId: call.actor.organisationId,
    });
    await announce(tx, call, contractSuspended, { contractId, suspensionId });
    return { suspensionId };
  },
});
