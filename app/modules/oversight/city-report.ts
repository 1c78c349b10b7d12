import { z } from "zod";

/** Which month is reported, as "2026-07". */
export const IssueCityReport = z.object({
  month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: "oversight.reportMonth" }),
});

/** What the report of a month is about: one paper of it stands for each agency. */
export function cityReportSubject(agencyId: string, month: string): string {
  return `${agencyId}/${month}`;
}
