import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { storedFacts } from "../documents/paper-of.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { reportPeriod } from "../ledger/report-period.ts";
import { mayIssueCityReport } from "./city-report.policy.ts";
import { cityReportSubject, IssueCityReport } from "./city-report.ts";
import { cityReportOf } from "./city-report-reads.server.ts";

/**
 * The agency issues its Laporan Dinas of one month (domain D2, A5.6), as the city stands now. Asked again while nothing moved it
 * changes nothing; else the new paper takes the place of the old, which is voided. A running month is reported as provisional; one
 * that has not begun is refused.
 */
export const issueCityReport = command({
  name: "oversight.issueCityReport",
  input: IssueCityReport,
  permit: async (_tx, call) => {
    if (!mayIssueCityReport(call.actor)) throw new Forbidden("oversight.forbidden");
  },
  run: async (tx, call, { month }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId } = call.actor;
    const on = dayOf(call.at, await clockOf(organisationId, tx));
    const period = reportPeriod(month);
    invariant(period, "the schema knows a month");
    if (period.from > on) throw new RuleBroken("oversight.reportFuture");
    const documentId = await issueCurrent(
      tx,
      call,
      {
        organisationId,
        kind: "LAP",
        subjectId: cityReportSubject(organisationId, month),
        facts: storedFacts("LAP", await cityReportOf(organisationId, period, on, tx)),
        on,
        readers: [],
      },
      voidReasonWords.cityMoved,
    );
    return { documentId, month };
  },
});
