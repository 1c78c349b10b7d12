import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Invalid, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { contractRates, contracts } from "#db/schema/contracts.ts";
import { writtenBy } from "#db/written-once.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayKeepRates } from "./contract.policy.ts";
import { RecordRate } from "./contract.schema.ts";
import { ratesOf } from "./contract-text-reads.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";

/**
 * Writes down a levy or a service fee from a day on; it closes the one before. Refuses a levy without a legal basis, a day on
 * which one begins already, a day outside the contract, and, once the contract binds, a day that is over: what is wrong
 * there is corrected, with a reason.
 */
export const recordRate = command({
  name: "contracts.recordRate",
  input: RecordRate,
  isolation: "read committed",
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayKeepRates);
  },
  run: async (tx, call, { legalBasis, ...asked }) => {
    // Two rates that begin on one day would both claim to hold.
    await hold(tx, contracts, eq(contracts.id, asked.contractId));
    const contract = await permittedContract(tx, call.actor, asked.contractId, mayKeepRates);
    if (asked.kind === "levy" && (asked.basisPoints > 0 || asked.rupiahPerUnit > 0n) && !legalBasis)
      throw new Invalid({ legalBasis: ["contracts.levyNeedsBasis"] });
    if (asked.fromOn < contract.startsOn || asked.fromOn > contract.endsOn)
      throw new RuleBroken("contracts.rateOutside", { startsOn: contract.startsOn, endsOn: contract.endsOn });
    const today = dayOf(call.at, await clockOf(contract.hubId, tx));
    if (contract.state !== "draft" && asked.fromOn < today) throw new RuleBroken("contracts.ratePast");
    const rows = await ratesOf(asked.contractId, tx);
    const corrected = new Set(rows.map((row) => row.correctsId));
    const taken = rows.some(
      (row) =>
        row.kind === asked.kind && row.fromOn === asked.fromOn && !row.annuls && !corrected.has(row.id),
    );
    if (taken) throw new Conflict("contracts.rateThatDay", { day: asked.fromOn });
    const rateId = newId("contractRate");
    await tx
      .insert(contractRates)
      .values({ ...asked, id: rateId, legalBasis: legalBasis ?? null, ...writtenBy(call) });
    return { rateId };
  },
});
