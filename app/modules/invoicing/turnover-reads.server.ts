import { and, desc, eq } from "drizzle-orm";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { declaredTurnovers } from "#db/schema/invoicing-turnover.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { planOf } from "../ledger/chart.ts";
import { sumsIn } from "../ledger/statement-reads.server.ts";
import { asNumber, sourcedParametersOn } from "../regions/parameter-reads.server.ts";
import { type TurnoverStanding, turnoverStanding } from "./turnover.ts";

const THRESHOLD = "tax.vat_registration_threshold_rupiah";

type Declared = typeof declaredTurnovers.$inferSelect;

type Turnover = {
  readonly year: number;
  readonly isVatRegistered: boolean;
  /** Income in the books of this year until today, in rupiah: of goods in custody the commission only. */
  readonly recordedRupiah: Rupiah;
  /** What was sold elsewhere, as it was said last; null where nobody said. */
  readonly declared: Declared | null;
  readonly totalRupiah: Rupiah;
  readonly thresholdRupiah: Rupiah;
  /** The paper that the threshold stands in, and since when it holds. */
  readonly source: string;
  readonly validFrom: BusinessDay;
  readonly standing: TurnoverStanding;
};

/** How the running year of an organisation stands to the threshold of VAT registration; null where there is none such. */
export async function turnoverOf(
  organisationId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<Turnover | null> {
  const organisation = await organisationById(organisationId, on);
  if (!organisation) return null;
  const year = Number(today.slice(0, 4));
  const from = businessDay(`${year}-01-01`);
  const [sums, [declared], rules] = await Promise.all([
    sumsIn(organisationId, { from, to: today }, on),
    on
      .select()
      .from(declaredTurnovers)
      .where(and(eq(declaredTurnovers.organisationId, organisationId), eq(declaredTurnovers.year, year)))
      .orderBy(desc(declaredTurnovers.id))
      .limit(1),
    sourcedParametersOn(on, [THRESHOLD], { regionCode: organisation.regionCode, day: today }),
  ]);
  const recordedRupiah = sumOf(
    sums
      .filter(({ account }) => planOf(account).kind === "income")
      .map(({ debit, credit }) => credit - debit),
  );
  const totalRupiah = recordedRupiah + (declared?.amountRupiah ?? 0n);
  const rule = rules[THRESHOLD];
  const thresholdRupiah = BigInt(asNumber(THRESHOLD, rule.value));
  return {
    year,
    isVatRegistered: organisation.isVatRegistered,
    recordedRupiah,
    declared: declared ?? null,
    totalRupiah,
    thresholdRupiah,
    source: rule.source,
    validFrom: rule.validFrom,
    standing: turnoverStanding(totalRupiah, thresholdRupiah),
  };
}
