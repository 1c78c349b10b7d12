import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import { mayKnowFunding, mayReportFunding } from "./funding.policy.ts";
import { ReportFunding } from "./funding.schema.ts";
import { heldFundedKitchen, sameFundingExists } from "./funding-reads.server.ts";
import { fundingReported } from "./fundings.events.ts";

/**
 * Records that money of the programme came into a kitchen's account, as the kitchen's finance or the maker of its foundation
 * says with proof. Nothing is booked before the kitchen's head has looked at it. Refuses a budget that is not the kitchen's,
 * a day that is yet to come, a proof of somebody else, and what was written down before.
 */
export const reportFunding = command({
  name: "payments.reportFunding",
  input: ReportFunding,
  isolation: "read committed",
  permit: async (tx, call, { budgetId }) => {
    const kitchen = await heldFundedKitchen(tx, budgetId);
    if (!kitchen || !mayKnowFunding(call.actor, kitchen)) throw new Missing("payments.fundedBudgetMissing");
    if (!mayReportFunding(call.actor, kitchen)) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { proofId, ...input }) => {
    const kitchen = await heldFundedKitchen(tx, input.budgetId);
    invariant(kitchen && call.actor.kind === "member", "permitted above");
    if (input.receivedOn > dayOf(call.at, kitchen.timeZone)) throw new RuleBroken("payments.fundingToCome");
    const proof = await fileById(proofId, tx);
    if (proof?.ownerId !== call.actor.organisationId || proof.purpose !== "funding_proof")
      throw new Missing("payments.proofMissing");
    const funding = { ...input, kitchenId: kitchen.kitchenId, proofSha256: proof.sha256 };
    if (await sameFundingExists(funding, tx)) throw new Conflict("payments.fundingKnown");
    const fundingId = newId("funding");
    await tx.insert(fundings).values({
      ...funding,
      id: fundingId,
      state: "reported",
      proofId,
      reportedBy: call.actor.personId,
      reportedAt: call.at,
    });
    await announce(tx, call, fundingReported, { fundingId });
    return { fundingId };
  },
});
