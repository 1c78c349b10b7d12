import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import type { koperasiStatements } from "#db/schema/invoicing.ts";
import { issueDocument, voidStandingDocuments } from "../documents/issue-document.server.ts";
import type { BillableCallOff } from "./billable-reads.server.ts";
import { standingOf } from "./standing.ts";
import { statementFacts } from "./statement-facts-reads.server.ts";

/** Puts a new paper in the place of a koperasi's statement after something was put right: the old one is void with the reason. */
export async function reissueStatement(
  tx: Transaction,
  call: Call,
  statement: typeof koperasiStatements.$inferSelect,
  because: {
    readonly invoiceNumber: string;
    readonly billable: BillableCallOff;
    readonly on: BusinessDay;
    /** What the new one follows from, in the words of the paper: "nota kredit NK-…". */
    readonly cause: string;
  },
): Promise<void> {
  const { billable, on, cause } = because;
  await voidStandingDocuments(tx, call, {
    kind: "STMT",
    subjectIds: [statement.id],
    reason: `Diganti karena ${cause}`,
  });
  await issueDocument(tx, call, {
    organisationId: statement.hubId,
    kind: "STMT",
    subjectId: statement.id,
    facts: await statementFacts(tx, { number: because.invoiceNumber, issuedOn: on }, billable, {
      ...standingOf(statement),
      note: `Menggantikan rekapitulasi sebelumnya karena ${cause}.`,
    }),
    on,
    readers: [statement.koperasiId],
  });
}
