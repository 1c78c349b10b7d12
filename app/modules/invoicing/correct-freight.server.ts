import { and, eq, isNull, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { type invoices, koperasiStatements } from "#db/schema/invoicing.ts";
import { freightCorrections } from "#db/schema/invoicing-freight.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { billableCallOff } from "./billable-reads.server.ts";
import {
  type FreightChange,
  freightChanges,
  freightHubEntry,
  freightKoperasiEntry,
} from "./freight-correction.ts";
import { freightCorrected } from "./invoicing.events.ts";
import { reissueStatement } from "./reissue-statement.server.ts";
import { setOffOverpaid } from "./set-off.server.ts";
import { standingOf } from "./standing.ts";
import { freightShares } from "./statement.ts";

type InvoiceRow = typeof invoices.$inferSelect;
type StatementRow = typeof koperasiStatements.$inferSelect;

/**
 * Books, in the caller's transaction, what the koperasi of an invoiced call-off bear more or less since one of its trips is known to
 * have cost something else: the freight of all its trips is shared anew by kg·km, exact to the rupiah, and each difference is an
 * entry in both books, a row of the correction and a new paper. What was paid too much is set off against the next share. The
 * invoice is held, and the trip's new cost is written. Refuses freight that the buyer was invoiced: while nothing is paid the invoice
 * is taken back and drawn up anew with the right freight, and after that the buyer keeps to what it was charged. Refuses a part
 * beyond what a koperasi has of its statement.
 */
export async function correctFreight(
  tx: LatestTransaction,
  call: Call,
  { invoice, correctionId }: { readonly invoice: InvoiceRow; readonly correctionId: string },
): Promise<void> {
  invariant(invoice.callOffId && invoice.number, "an issued invoice of a call-off has a number");
  const billable = await billableCallOff(invoice.callOffId, tx);
  invariant(billable, "an invoiced call-off was delivered");
  if (billable.freightPaidBy === "buyer")
    throw new RuleBroken(isTouched(invoice) ? "invoicing.costPaid" : "invoicing.costInvoiced");
  const statements = await hold(
    tx,
    koperasiStatements,
    and(eq(koperasiStatements.invoiceId, invoice.id), isNull(koperasiStatements.takenBackAt)),
    sql`${koperasiStatements.id}`,
  );
  const changes = freightChanges(
    statements.map((row) => ({ ...standingOf(row), statementId: row.id })),
    freightShares(billable.delivered, billable.tripCostRupiah),
  );
  const on = dayOf(call.at, await clockOf(invoice.sellerId, tx));
  const corrected = { correctionId, hubId: invoice.sellerId, narration: invoice.number, on };
  await postEntry(tx, call, freightHubEntry(corrected, changes));
  for (const change of changes) {
    const statement = await writeChange(tx, statements, correctionId, change);
    await postEntry(tx, call, freightKoperasiEntry(corrected, change));
    await reissueStatement(tx, call, statement, {
      invoiceNumber: invoice.number,
      billable,
      on,
      cause: "koreksi ongkos angkut",
    });
    await setOffOverpaid(tx, call, { hubId: invoice.sellerId, koperasiId: change.koperasiId });
  }
  await announce(tx, call, freightCorrected, { correctionId });
}

/** Whether an invoice can be taken back no more: `creditInvoice` refuses just these. */
function isTouched(invoice: InvoiceRow): boolean {
  return invoice.paidRupiah > 0n || invoice.reportedRupiah > 0n || invoice.creditedRupiah > 0n;
}

/** Answers the statement as it stands now. */
async function writeChange(
  tx: LatestTransaction,
  statements: readonly StatementRow[],
  correctionId: string,
  { statementId, amountRupiah }: FreightChange,
): Promise<StatementRow> {
  const statement = statements.find((row) => row.id === statementId);
  invariant(statement, "a change is of one of the statements");
  await tx
    .insert(freightCorrections)
    .values({ id: newId("freightCorrection"), correctionId, statementId, amountRupiah });
  const changed =
    amountRupiah > 0n
      ? { freightAddedRupiah: statement.freightAddedRupiah + amountRupiah }
      : { freightReturnedRupiah: statement.freightReturnedRupiah - amountRupiah };
  await tx.update(koperasiStatements).set(changed).where(eq(koperasiStatements.id, statementId));
  return { ...statement, ...changed };
}
