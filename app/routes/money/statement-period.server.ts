import { dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import {
  monthOf,
  periodsBetween,
  type ReportPeriod,
  reportPeriod,
} from "#app/modules/ledger/report-period.ts";
import { booksBegin } from "#app/modules/ledger/statement-reads.server.ts";

/** The period that `periode` in the address asks for, by default the running month; refuses a name of no period. */
export function askedPeriod(url: string, at: Date, zone: TimeZone): ReportPeriod {
  const asked = new URL(url).searchParams.get("periode");
  const period = asked ? reportPeriod(asked) : monthOf(dayOf(at, zone));
  if (period === null) throw new Missing("kernel.missing");
  return period;
}

/** What may be asked for: from the first entry of the books to the running month. */
export async function periodKeys(organisationId: string, at: Date, zone: TimeZone): Promise<string[]> {
  const today = dayOf(at, zone);
  return periodsBetween((await booksBegin(organisationId)) ?? today, today).map(({ key }) => key);
}
