import { eq } from "drizzle-orm";
import { businessDay, dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { contractLines, contractRates, contracts } from "#db/schema/contracts.ts";
import { writtenBy } from "#db/written-once.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { checkDraft } from "./check-draft.server.ts";
import { mayChangeDraft } from "./contract.policy.ts";
import { RenewContract } from "./contract.schema.ts";
import { rateKinds } from "./contract-rate.ts";
import { contractLineRows } from "./contract-reads.server.ts";
import { clausesOf, ratesOn } from "./contract-text-reads.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { renewedDays } from "./renewal.ts";
import { followerOf } from "./renewal-reads.server.ts";
import { writeClauses } from "./write-clauses.server.ts";

/**
 * Draws up the contract that follows one in force or ended: its terms, goods, clauses, and the levy and fee that hold on its last
 * day, for as many days. It is a draft like any other: changed as the parties wish, signed by a second person on papers of its
 * own. Refuses a draft, a contract that was broken off, and a second one that follows the same.
 */
export const renewContract = command({
  name: "contracts.renew",
  input: RenewContract,
  isolation: "read committed",
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayChangeDraft);
  },
  run: async (tx, call, { contractId, number }) => {
    if (call.actor.kind !== "member") throw new Forbidden("contracts.forbidden");
    await hold(tx, contracts, eq(contracts.id, contractId));
    const before = await permittedContract(tx, call.actor, contractId, mayChangeDraft);
    if (before.state !== "active" && before.state !== "ended") throw new RuleBroken("contracts.notToRenew");
    const follower = await followerOf(contractId, tx);
    if (follower) throw new Conflict("contracts.renewed", { number: follower.number });
    const lines = await contractLineRows(contractId, tx);
    await checkDraft(tx, { ...before, number, lines }, before.hubId, null);
    const today = dayOf(call.at, await clockOf(before.hubId, tx));
    const [startsOn, endsOn] = [businessDay(before.startsOn), businessDay(before.endsOn)];
    const days = renewedDays({ startsOn, endsOn }, today);
    const newContractId = newId("contract");
    await tx.insert(contracts).values({
      ...before,
      ...days,
      id: newContractId,
      number,
      state: "draft",
      renewsId: contractId,
      signedAt: null,
      signedBy: null,
      createdBy: call.actor.personId,
      createdAt: call.at,
      version: 1,
    });
    await tx
      .insert(contractLines)
      .values(lines.map((line) => ({ ...line, id: newId("contractLine"), contractId: newContractId })));
    await writeClauses(tx, newContractId, await clausesOf(contractId, tx));
    const last = await ratesOn(contractId, endsOn, tx);
    for (const kind of rateKinds) {
      const { basisPoints, rupiahPerUnit, legalBasis } = last[kind];
      if (basisPoints === 0 && rupiahPerUnit === 0n) continue;
      await tx.insert(contractRates).values({
        id: newId("contractRate"),
        contractId: newContractId,
        kind,
        basisPoints,
        rupiahPerUnit,
        legalBasis,
        fromOn: days.startsOn,
        ...writtenBy(call),
      });
    }
    return { contractId: newContractId };
  },
});
