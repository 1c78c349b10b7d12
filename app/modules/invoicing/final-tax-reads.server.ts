import { and, desc, eq } from "drizzle-orm";
import { addDays, type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { declaredTurnovers } from "#db/schema/invoicing-turnover.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { type MonthIncome, monthIncome } from "../ledger/month-income-reads.server.ts";
import { asNumber, sourcedParametersOn } from "../regions/parameter-reads.server.ts";
import { type FinalTaxMonth, finalTaxes } from "./final-tax.ts";

const RATE = "tax.income_final_basis_points";
const MOST = "tax.income_final_turnover_max_rupiah";

type FinalTax = {
  /** Every month of the running year until today that sold something or gave something back. */
  readonly months: readonly FinalTaxMonth[];
  readonly taxRupiah: Rupiah;
  readonly rateBasisPoints: number;
  /** The paper that the rate of today stands in, and since when it holds. */
  readonly source: string;
  readonly validFrom: BusinessDay;
};

/**
 * PPh final of the running year until today, as the books have it: of goods in custody the commission only, and no interest of a bank, which is
 * taxed by itself. Null for whoever does not owe it. What buyers withheld is not taken off: it stands on an account of its own.
 */
export async function finalTaxOf(
  organisationId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<FinalTax | null> {
  const organisation = await organisationById(organisationId, on);
  if (organisation?.kind !== "koperasi") return null;
  const year = Number(today.slice(0, 4));
  const sold = (
    await monthIncome(organisationId, { from: businessDay(`${year - 1}-01-01`), to: today }, on)
  ).filter(({ account }) => account !== "interestIncome");
  const rulesOn = (day: BusinessDay) =>
    sourcedParametersOn(on, [RATE, MOST], { regionCode: organisation.regionCode, day });
  const soldIn = (month: string) => earned(sold.filter((one) => one.month === month));
  const months = [];
  for (const month of new Set(sold.map((one) => one.month).filter((one) => one >= `${year}`))) {
    const rule = await rulesOn(lastDayOf(month, today));
    months.push({
      month,
      turnoverRupiah: soldIn(month),
      rule: {
        rateBasisPoints: asNumber(RATE, rule[RATE].value),
        turnoverMaxRupiah: BigInt(asNumber(MOST, rule[MOST].value)),
      },
    });
  }
  const [before, elsewhere] = await Promise.all(
    [year - 1, year].map((one) => declaredIn(organisationId, one, on)),
  );
  const yearBefore = earned(sold.filter(({ month }) => month < `${year}`)) + (before ?? 0n);
  const taxed = finalTaxes(
    { kind: organisation.kind, yearBeforeRupiah: yearBefore, elsewhereRupiah: elsewhere ?? 0n },
    months,
  );
  if (taxed === null) return null;
  const { [RATE]: rate } = await rulesOn(today);
  return {
    months: taxed,
    taxRupiah: sumOf(taxed.map((one) => one.taxRupiah)),
    rateBasisPoints: asNumber(RATE, rate.value),
    source: rate.source,
    validFrom: rate.validFrom,
  };
}

const earned = (rows: readonly MonthIncome[]) => sumOf(rows.map((row) => row.earnedRupiah));

/** The last day of a month, or today where it is not over. */
function lastDayOf(month: string, today: BusinessDay): BusinessDay {
  const [year = 0, nth = 0] = month.split("-").map(Number);
  const next = nth === 12 ? `${year + 1}-01-01` : `${year}-${(nth + 1).toString().padStart(2, "0")}-01`;
  const last = addDays(businessDay(next), -1);
  return last < today ? last : today;
}

async function declaredIn(organisationId: string, year: number, on: Executor): Promise<Rupiah> {
  const [row] = await on
    .select({ amountRupiah: declaredTurnovers.amountRupiah })
    .from(declaredTurnovers)
    .where(and(eq(declaredTurnovers.organisationId, organisationId), eq(declaredTurnovers.year, year)))
    .orderBy(desc(declaredTurnovers.id))
    .limit(1);
  return row?.amountRupiah ?? 0n;
}
