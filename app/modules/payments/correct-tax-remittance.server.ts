import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { taxRemittances } from "#db/schema/payments-taxes.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { reverseEntryAbout } from "../ledger/reverse-entry-about.server.ts";
import { movedBy } from "./checked-money.ts";
import { todayOf } from "./day-to-come.server.ts";
import { knownTaxRemittance } from "./known-tax-remittance.server.ts";
import { reopenLinesOf } from "./settle-lines.server.ts";
import { mayConfirmTax, mayReportTax } from "./tax-remittance.policy.ts";
import { DoubtTaxRemittance, SettleTaxDoubt } from "./tax-remittance.schema.ts";
import { TAX_REMITTED, TAX_REMITTED_REVERSED } from "./tax-remittance-postings.ts";

/** Somebody who may report such money says that what was booked is wrong, and why. It stays booked until a second person agrees. */
export const doubtTaxRemittance = command({
  name: "payments.doubtTaxRemittance",
  input: DoubtTaxRemittance,
  isolation: "read committed",
  permit: async (tx, call, { taxRemittanceId }) => {
    const remittance = await knownTaxRemittance(tx, call, taxRemittanceId);
    if (!mayReportTax(call.actor, remittance)) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { taxRemittanceId, reason }) => {
    const remittance = await knownTaxRemittance(tx, call, taxRemittanceId);
    await tx
      .update(taxRemittances)
      .set(movedBy(call, remittance.state, { event: "doubt", reason }))
      .where(eq(taxRemittances.id, taxRemittanceId));
    return { taxRemittanceId };
  },
});

async function permitSecondPerson(
  tx: LatestTransaction,
  call: Call,
  { taxRemittanceId }: { readonly taxRemittanceId: string },
): Promise<void> {
  const remittance = await knownTaxRemittance(tx, call, taxRemittanceId);
  if (!mayConfirmTax(call.actor, { ...remittance, saidBy: remittance.doubtedBy }))
    throw new Forbidden("payments.secondPerson");
}

/**
 * A second person agrees that it was wrong: the mirror of its entry is booked today, the month is open again by so much, and the
 * number is free for the right remittance.
 */
export const reverseTaxRemittance = command({
  name: "payments.reverseTaxRemittance",
  input: SettleTaxDoubt,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { taxRemittanceId }) => {
    const { state, organisationId, ntpn } = await knownTaxRemittance(tx, call, taxRemittanceId);
    const reversedOn = await todayOf(organisationId, call, tx);
    await tx
      .update(taxRemittances)
      .set({ ...movedBy(call, state, { event: "reverse" }), reversedOn })
      .where(eq(taxRemittances.id, taxRemittanceId));
    const entryId = await reverseEntryAbout(
      tx,
      call,
      { organisationId, subjectId: taxRemittanceId, kind: TAX_REMITTED },
      { kind: TAX_REMITTED_REVERSED, occurredOn: reversedOn, narration: ntpn },
    );
    await reopenLinesOf(tx, [entryId]);
    return { taxRemittanceId };
  },
});

/** A second person has looked again, and it was right: it stays as it is. */
export const keepTaxRemittance = command({
  name: "payments.keepTaxRemittance",
  input: SettleTaxDoubt,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { taxRemittanceId }) => {
    const { state } = await knownTaxRemittance(tx, call, taxRemittanceId);
    await tx
      .update(taxRemittances)
      .set(movedBy(call, state, { event: "keep" }))
      .where(eq(taxRemittances.id, taxRemittanceId));
    return { taxRemittanceId };
  },
});
