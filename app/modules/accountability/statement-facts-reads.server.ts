import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import type { FinancialStatementsFacts, StatedPart } from "../documents/papers/financial-statements-paper.ts";
import { paperPartiesOf } from "../documents/party-facts-reads.server.ts";
import { planOf } from "../ledger/chart.ts";
import { closedThrough } from "../ledger/closing-reads.server.ts";
import type { ReportPeriod } from "../ledger/report-period.ts";
import type { Compared, StatementPart } from "../ledger/statement.ts";
import { statementsIn } from "../ledger/statement-reads.server.ts";
import { accountLabel } from "../ledger/ui/account-words.tsx";
import { statementWords } from "../ledger/ui/statement-words.tsx";

/** Papers are Indonesian whoever asks for them. */
const FORMAL = { locale: "id" } as const;

type Signing = { readonly preparedRole: string; readonly approvedRole: string };
const business: Signing = { preparedRole: "Bagian Keuangan", approvedRole: "Pimpinan" };

/** Who signs for the books of each kind of organisation. */
const signing: Readonly<Record<OrganisationKind, Signing>> = {
  koperasi: { preparedRole: "Bendahara", approvedRole: "Ketua" },
  kitchen: { preparedRole: "Pengawas Keuangan", approvedRole: "Kepala SPPG" },
  foundation: { preparedRole: "Bendahara Yayasan", approvedRole: "Ketua Yayasan" },
  trade_center: business,
  bumd: { preparedRole: "Bagian Keuangan", approvedRole: "Direktur" },
  agency: business,
  operator: business,
};

function partOf(
  totalLabel: string,
  part: StatementPart,
  besides: readonly (readonly [string, Compared])[] = [],
): StatedPart {
  return {
    rows: [
      ...part.lines.map((line) => ({
        code: planOf(line.account).code,
        text: accountLabel(line.account, FORMAL),
        amountRupiah: line.amount,
        beforeRupiah: line.before,
      })),
      ...besides.map(([text, { amount, before }]) => ({
        code: null,
        text,
        amountRupiah: amount,
        beforeRupiah: before,
      })),
    ],
    totalLabel,
    amountRupiah: besides.reduce((sum, [, { amount }]) => sum + amount, part.total.amount),
    beforeRupiah: besides.reduce((sum, [, { before }]) => sum + before, part.total.before),
  };
}

/** What the Laporan Keuangan of an organisation says of a period, as the caller's transaction sees its books; `provenLines` of them were proven. */
export async function statementFactsOf(
  organisation: { readonly id: string; readonly kind: OrganisationKind },
  asked: { readonly period: ReportPeriod; readonly today: BusinessDay; readonly provenLines: number },
  tx: Executor,
): Promise<FinancialStatementsFacts> {
  const { period, today, provenLines } = asked;
  const named = (await paperPartiesOf([organisation.id], tx)).get(organisation.id);
  invariant(named, "an organisation has books");
  const { previous, income, balance, cash, trial } = await statementsIn(organisation.id, period, tx);
  const closed = await closedThrough(organisation.id, tx);
  const words = statementWords(organisation.kind, FORMAL);
  return {
    issuer: named.party,
    place: named.place,
    issuedOn: today,
    startsOn: period.from,
    endsOn: period.to,
    beforeStartsOn: previous.from,
    beforeEndsOn: previous.to,
    isClosed: closed !== null && closed >= period.to,
    provenLines,
    incomeTitle: words.income,
    income: partOf("Jumlah pendapatan", income.income),
    expense: partOf("Jumlah beban", income.expense),
    resultLabel: words.result,
    resultRupiah: income.result.amount,
    resultBeforeRupiah: income.result.before,
    assets: partOf("Jumlah aset", balance.assets),
    liabilities: partOf("Jumlah liabilitas", balance.liabilities),
    equity: partOf("Jumlah ekuitas", balance.equity, [
      [words.earlier, balance.earlierResult],
      [words.thisYear, balance.yearResult],
    ]),
    cashOpeningRupiah: cash.opening.amount,
    cashCame: partOf("Jumlah kas masuk", cash.came),
    cashWent: partOf("Jumlah kas keluar", cash.went),
    cashClosingRupiah: cash.closing.amount,
    trial: trial.map((row) => ({
      code: planOf(row.account).code,
      text: accountLabel(row.account, FORMAL),
      openingRupiah: row.opening,
      debitRupiah: row.debit,
      creditRupiah: row.credit,
    })),
    ...signing[organisation.kind],
  };
}
