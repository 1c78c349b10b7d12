import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { taxRemittances } from "#db/schema/payments-taxes.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { closedThrough } from "../ledger/closing-reads.server.ts";
import { refuseDayToCome } from "./day-to-come.server.ts";
import { mayReportTax } from "./tax-remittance.policy.ts";
import { ReportTaxRemittance } from "./tax-remittance.schema.ts";
import { monthStart } from "./tax-remittance.ts";
import { holdTaxPayer, openOfTaxMonth, standingUnder } from "./tax-remittance-reads.server.ts";

async function refuseForeignProof(
  tx: LatestTransaction,
  organisationId: string,
  proofId: string | undefined,
): Promise<void> {
  if (proofId === undefined) return;
  const proof = await fileById(proofId, tx);
  if (proof?.ownerId !== organisationId || proof.purpose !== "tax_proof")
    throw new Missing("payments.proofMissing");
}

/**
 * Records that the own organisation paid a tax of one month to the state, as its receipt shows. Nothing is booked before a second
 * person has looked at it, yet from now on so much less of the month is open. Refuses more than is owed for the month and not
 * remitted (`payments.taxAboveOwed`), a day that is yet to come, lies before the month or in a closed one, a number (NTPN) that
 * stands already for this tax and month or as paid on another day, and a proof of somebody else. One number may pay several taxes and
 * months, because Coretax takes several into one billing code (DJP on PMK 81/2024, "multi account billing"; *verify* that it has one NTPN).
 */
export const reportTaxRemittance = command({
  name: "payments.reportTaxRemittance",
  input: ReportTaxRemittance,
  isolation: "read committed",
  permit: async (_tx, { actor }) => {
    if (actor.kind !== "member" || !mayReportTax(actor, actor)) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { month, paidFrom, proofId, ...input }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId, personId } = call.actor;
    // Whoever reports at the same moment waits here, and then finds less of the month open. Sales go on: they do not ask for it.
    await holdTaxPayer(tx, organisationId);
    await refuseDayToCome(tx, call, organisationId, input.paidOn);
    if (input.paidOn < monthStart(month)) throw new RuleBroken("payments.taxPaidBefore", { month });
    const closed = await closedThrough(organisationId, tx);
    if (closed !== null && input.paidOn <= closed)
      throw new RuleBroken("ledger.closedMonth", { day: input.paidOn });
    await refuseForeignProof(tx, organisationId, proofId);
    for (const one of await standingUnder(organisationId, input.ntpn, tx)) {
      if (one.kind === input.kind && one.month === monthStart(month))
        throw new Conflict("payments.ntpnKnown");
      if (one.paidOn !== input.paidOn) throw new RuleBroken("payments.ntpnOtherDay", { day: one.paidOn });
    }
    const open = await openOfTaxMonth(organisationId, input.kind, month, tx);
    if (input.amountRupiah > open)
      throw new RuleBroken("payments.taxAboveOwed", { open: open.toString(), month });
    const taxRemittanceId = newId("taxRemittance");
    await tx.insert(taxRemittances).values({
      ...input,
      id: taxRemittanceId,
      organisationId,
      month: monthStart(month),
      state: "reported",
      paidFrom: paidFrom ?? null,
      proofId: proofId ?? null,
      reportedBy: personId,
      reportedAt: call.at,
    });
    return { taxRemittanceId };
  },
});
