import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { koperasiStatements } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { voidStandingDocuments } from "../documents/issue-document.server.ts";
import { entriesAbout } from "../ledger/ledger-reads.server.ts";
import { reverseEntry } from "../ledger/reverse-entry.server.ts";

/**
 * Takes back how a call-off's invoice was divided, in the caller's transaction: every koperasi's entry is mirrored in its own
 * books, as is what its growers were owed out of named lots, its statement and levy receipt are void, and the rates of the contract have taken nothing for it. Refuses once a
 * koperasi was paid, or its money or levy is on its way, and once its freight was corrected: then only what was too much is put right.
 *
 *   koperasi Dr  Sales                          gross
 *                Cr  Receivable from trade center   net
 *                Cr  Freight, levy, fee, claim      as deducted
 */
export async function takeDivisionBack(
  tx: LatestTransaction,
  call: Call,
  invoiceId: string,
  because: { readonly reason: string; readonly on: BusinessDay },
): Promise<void> {
  const statements = await hold(
    tx,
    koperasiStatements,
    and(eq(koperasiStatements.invoiceId, invoiceId), isNull(koperasiStatements.takenBackAt)),
    sql`${koperasiStatements.id}`,
  );
  if (statements.some((row) => row.paidRupiah > 0n || row.underwayRupiah > 0n))
    throw new RuleBroken("invoicing.koperasiPaid");
  if (statements.some((row) => row.isLevyGathered)) throw new RuleBroken("invoicing.levyGathered");
  if (statements.some((row) => row.freightAddedRupiah > 0n || row.freightReturnedRupiah > 0n))
    throw new RuleBroken("invoicing.freightCorrected");
  const statementIds = statements.map((row) => row.id);
  const booked = await entriesAbout(
    statements.map((row) => row.koperasiId),
    statementIds,
    tx,
  );
  for (const entry of booked) {
    if (entry.kind !== "statement.made" && entry.kind !== "producers.due") continue;
    await reverseEntry(tx, call, {
      entryId: entry.id,
      kind: `${entry.kind}.reversed`,
      occurredOn: because.on,
      narration: because.reason,
    });
  }
  for (const kind of ["STMT", "SKRD", "RET"] as const)
    await voidStandingDocuments(tx, call, { kind, subjectIds: statementIds, reason: because.reason });
  await tx
    .update(koperasiStatements)
    .set({ takenBackAt: call.at })
    .where(inArray(koperasiStatements.id, statementIds));
}
