import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { Conflict, Forbidden, Invalid, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { contractLines, contracts } from "#db/schema/contracts.ts";
import { mayChangeDraft } from "./contract.policy.ts";
import { AddContractLine } from "./contract.schema.ts";
import { contractLineRows, draftFacts } from "./contract-reads.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { PriceRule } from "./price-rule.ts";

/** Adds one more commodity to a draft. Refuses a grade that is unknown, or that the contract names already. */
export const addContractLine = command({
  name: "contracts.addLine",
  input: AddContractLine,
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayChangeDraft);
  },
  run: async (tx, call, { contractId, line }) => {
    if (call.actor.kind !== "member") throw new Forbidden("contracts.forbidden");
    const contract = await permittedContract(tx, call.actor, contractId, mayChangeDraft);
    const facts = await draftFacts({ ...contract, lines: [line] }, tx);
    if (!facts.grades.has(`${line.commodityCode}/${line.gradeCode}`))
      throw new Invalid({ "line.gradeCode": ["contracts.unknownGrade"] });
    const lines = await contractLineRows(contractId, tx);
    if (lines.some((one) => one.commodityCode === line.commodityCode && one.gradeCode === line.gradeCode))
      throw new RuleBroken("contracts.goodsTwice", { field: "gradeCode" });
    const amended = await tx
      .update(contracts)
      .set({ createdBy: call.actor.personId, version: sql`${contracts.version} + 1` })
      .where(and(eq(contracts.id, contractId), eq(contracts.state, "draft")))
      .returning({ id: contracts.id });
    if (amended.length === 0) throw new Conflict("contracts.moved");
    await tx.insert(contractLines).values({
      ...line,
      id: newId("contractLine"),
      contractId,
      position: Math.max(-1, ...lines.map((one) => one.position)) + 1,
      priceRule: z.encode(PriceRule, line.priceRule),
    });
    return { contractId };
  },
});
