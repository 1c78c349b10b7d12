import { z } from "zod";
import { reportPeriod } from "../ledger/report-period.ts";

/** Which month ("2026-07") or year ("2026") of the books is stated. */
export const IssueStatements = z.object({
  period: z
    .string()
    .refine((key) => reportPeriod(key) !== null, { error: "accountability.statementsPeriod" }),
});

/** What the statements of a period are about: one paper of them stands for each organisation. */
export function statementsSubject(organisationId: string, period: string): string {
  return `${organisationId}/${period}`;
}
