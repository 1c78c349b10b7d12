import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { taxRemittances } from "#db/schema/payments-taxes.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { movedBy } from "./checked-money.ts";
import { knownTaxRemittance } from "./known-tax-remittance.server.ts";
import { mayConfirmTax } from "./tax-remittance.policy.ts";
import { ConfirmTaxRemittance, RejectTaxRemittance } from "./tax-remittance.schema.ts";
import { taxRemittanceEntry } from "./tax-remittance-postings.ts";
import type { TaxRemittanceRow } from "./tax-remittance-reads.server.ts";

async function permitSecondPerson(
  tx: LatestTransaction,
  call: Call,
  { taxRemittanceId }: { readonly taxRemittanceId: string },
): Promise<void> {
  const remittance = await knownTaxRemittance(tx, call, taxRemittanceId);
  if (!mayConfirmTax(call.actor, { ...remittance, saidBy: remittance.reportedBy }))
    throw new Forbidden("payments.secondPerson");
}

/** Books what was reported as `confirmTaxRemittance` does, in the transaction of a caller who asked `mayConfirmTax`. */
export async function bookTaxRemittance(
  tx: LatestTransaction,
  call: Call,
  remittance: TaxRemittanceRow,
): Promise<void> {
  await tx
    .update(taxRemittances)
    .set(movedBy(call, remittance.state, { event: "confirm" }))
    .where(eq(taxRemittances.id, remittance.id));
  await postEntry(tx, call, taxRemittanceEntry(remittance));
}

/**
 * A second person has seen the state's receipt: the tax is booked as paid on its day, and is owed no more. Refuses a day whose
 * month was closed meanwhile. What was paid was paid: it is booked also where the month has come to less since it was reported, and
 * what is then too much lowers the months after.
 */
export const confirmTaxRemittance = command({
  name: "payments.confirmTaxRemittance",
  input: ConfirmTaxRemittance,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { taxRemittanceId }) => {
    await bookTaxRemittance(tx, call, await knownTaxRemittance(tx, call, taxRemittanceId));
    return { taxRemittanceId };
  },
});

/** A second person says that it was not paid so, and why. Nothing was booked; the month is open again, and the number is free. */
export const rejectTaxRemittance = command({
  name: "payments.rejectTaxRemittance",
  input: RejectTaxRemittance,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { taxRemittanceId, reason }) => {
    const remittance = await knownTaxRemittance(tx, call, taxRemittanceId);
    await tx
      .update(taxRemittances)
      .set(movedBy(call, remittance.state, { event: "reject", reason }))
      .where(eq(taxRemittances.id, taxRemittanceId));
    return { taxRemittanceId };
  },
});
