import { and, eq, isNull } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { contractSuspensions } from "#db/schema/contracts.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { maySuspend } from "./contract.policy.ts";
import { ResumeContract } from "./contract.schema.ts";
import { contractResumed } from "./contracts.events.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { lastDayOf } from "./suspension.ts";

async function suspensionRow(tx: Transaction, suspensionId: string) {
  const [row] = await tx.select().from(contractSuspensions).where(eq(contractSuspensions.id, suspensionId));
  if (!row) throw new Missing("contracts.suspensionMissing");
  return row;
}

/**
 * The party that was prevented says that it no longer is: from today on everything holds again, earlier than planned. Refuses
 * the other party, and a suspension that is over.
 */
export const resumeContract = command({
  name: "contracts.resume",
  input: ResumeContract,
  permit: async (tx, call, { suspensionId }) => {
    const suspension = await suspensionRow(tx, suspensionId);
    await permittedContract(tx, call.actor, suspension.contractId, maySuspend);
    if (call.actor.kind !== "member" || call.actor.organisationId !== suspension.noticedForId)
      throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, { suspensionId }) => {
    if (call.actor.kind !== "member") throw new Forbidden("contracts.forbidden");
    const suspension = await suspensionRow(tx, suspensionId);
    const contract = await permittedContract(tx, call.actor, suspension.contractId, maySuspend);
    const today = dayOf(call.at, await clockOf(contract.hubId, tx));
    const last = lastDayOf(suspension);
    if (last === null || today > last) throw new RuleBroken("contracts.suspensionOver");
    const resumedOn = today > suspension.startsOn ? today : suspension.startsOn;
    const resumed = await tx
      .update(contractSuspensions)
      .set({ resumedOn, resumedBy: call.actor.personId, resumedAt: call.at })
      .where(and(eq(contractSuspensions.id, suspensionId), isNull(contractSuspensions.resumedOn)))
      .returning({ id: contractSuspensions.id });
    if (resumed.length === 0) throw new Conflict("contracts.moved");
    await announce(tx, call, contractResumed, { contractId: contract.id, suspensionId });
    return { contractId: contract.id };
  },
});
