import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { storedFacts } from "../documents/paper-of.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { proveBook } from "../ledger/book-proof-reads.server.ts";
import { reportPeriod } from "../ledger/report-period.ts";
import { mayIssueStatements } from "./accountability.policy.ts";
import { IssueStatements, statementsSubject } from "./financial-statements.ts";
import { statementFactsOf } from "./statement-facts-reads.server.ts";

/**
 * Issues the statements of a month or a year of the caller's own books as a Laporan Keuangan. The books are proven from the journal
 * in the same transaction, and a paper of books that part from it is refused with the day on which they do. Asked again while
 * nothing moved it changes nothing; else the new paper takes the place of the old, which is voided. Refuses empty books and a period
 * that has not begun.
 */
export const issueStatements = command({
  name: "accountability.issueStatements",
  input: IssueStatements,
  permit: async (_tx, call) => {
    if (!mayIssueStatements(call.actor)) throw new Forbidden("accountability.forbidden");
  },
  run: async (tx, call, { period: key }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId, organisationKind } = call.actor;
    const today = dayOf(call.at, await clockOf(organisationId, tx));
    const period = reportPeriod(key);
    invariant(period, "the schema knows a period");
    if (period.from > today) throw new RuleBroken("accountability.statementsFuture");
    const { lines, flaw } = await proveBook(organisationId, period.to, tx);
    if (flaw) throw new RuleBroken("accountability.statementsUnproven", { day: flaw.day });
    if (lines === 0) throw new RuleBroken("accountability.statementsEmpty");
    const facts = await statementFactsOf(
      { id: organisationId, kind: organisationKind },
      { period, today, provenLines: lines },
      tx,
    );
    const documentId = await issueCurrent(
      tx,
      call,
      {
        organisationId,
        kind: "LK",
        subjectId: statementsSubject(organisationId, key),
        facts: storedFacts("LK", facts),
        on: today,
        readers: [],
      },
      voidReasonWords.booksMoved,
    );
    return { documentId, period: key };
  },
});
