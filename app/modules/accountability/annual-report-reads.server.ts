import { sql } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { accountDays, accounts } from "#db/schema/ledger.ts";
import { memberNumber } from "../cooperative/member.ts";
import { articlesOn } from "../cooperative/member-reads.server.ts";
import { divideShu, type ShuShare, shuParts } from "../cooperative/shu.ts";
import {
  boughtIn,
  distributionOf,
  firstOf,
  lastOf,
  resultOfYear,
  ruleOf,
  sharesOf,
  shuBases,
} from "../cooperative/shu-reads.server.ts";
import { partLabel } from "../cooperative/ui/shu-words.tsx";
import type { AnnualReportFacts, AnnualTable } from "../documents/papers/annual-report-paper.ts";
import { paperPartiesOf } from "../documents/party-facts-reads.server.ts";
import { type AccountName, planOf } from "../ledger/chart.ts";
import { reportPeriod } from "../ledger/report-period.ts";
import type { StatementPart } from "../ledger/statement.ts";
import { statementsIn } from "../ledger/statement-reads.server.ts";
import { accountLabel } from "../ledger/ui/account-words.tsx";
import { type Age, ageingOf, type OpenAccount } from "./ageing.ts";
import { type MemberIncome, memberIncomeOf } from "./member-income-reads.server.ts";

/** Papers are Indonesian whoever asks for them. */
const FORMAL = { locale: "id" } as const;

const ageTitles: Readonly<Record<Age, string>> = {
  week: "Sampai 7 hari",
  fortnight: "8–14 hari",
  month: "15–30 hari",
  older: "Lebih dari 30 hari",
};

function table(
  title: string,
  totalLabel: string,
  rows: readonly {
    readonly text: string;
    readonly amountRupiah: Rupiah;
    readonly beforeRupiah: Rupiah | null;
  }[],
): AnnualTable {
  return { title, totalLabel, rows: [...rows], totalRupiah: sumOf(rows.map((row) => row.amountRupiah)) };
}

const lines = (part: StatementPart) =>
  part.lines.map(({ account, amount, before }) => ({
    text: accountLabel(account, FORMAL),
    amountRupiah: amount,
    beforeRupiah: before,
  }));

const RECEIVABLES: readonly AccountName[] = ["receivable"];
const PAYABLES: readonly AccountName[] = [
  "payable",
  "payableProducer",
  "payableConsignor",
  "payableConsigningOrganisation",
  "payableMember",
];

/** What was open at the end of a day on accounts of these names, with what was booked on each, by day. */
async function openAccounts(
  organisationId: string,
  names: readonly AccountName[],
  day: BusinessDay,
  on: Executor,
): Promise<OpenAccount[]> {
  const isOwed = planOf(names[0] ?? "receivable").kind === "liability";
  const codes = names.map((name) => planOf(name).code);
  const rows = await on.execute<{ id: string; day: BusinessDay; debit: string; credit: string }>(sql`
    select a.id, d.occurred_on::text as day, sum(d.debit)::text as debit, sum(d.credit)::text as credit
    from ${accounts} a join ${accountDays} d on d.account_id = a.id and d.occurred_on <= ${day}::date
    where a.organisation_id = ${organisationId} and a.code = any (${sql.param(codes)}::text[])
    group by a.id, d.occurred_on order by a.id, d.occurred_on`);
  const found = new Map<
    string,
    { openRupiah: Rupiah; booked: { onDay: BusinessDay; amountRupiah: Rupiah }[] }
  >();
  for (const row of rows) {
    const account = found.get(row.id) ?? { openRupiah: 0n, booked: [] };
    const [booked, settled] = isOwed
      ? [BigInt(row.credit), BigInt(row.debit)]
      : [BigInt(row.debit), BigInt(row.credit)];
    account.openRupiah += booked - settled;
    if (booked > 0n) account.booked.push({ onDay: row.day, amountRupiah: booked });
    found.set(row.id, account);
  }
  return [...found.values()];
}

function ageingTable(title: string, open: readonly OpenAccount[], day: BusinessDay): AnnualTable {
  const sums = ageingOf(open, day);
  return table(
    title,
    "Jumlah",
    (Object.keys(ageTitles) as Age[]).map((age) => ({
      text: ageTitles[age],
      amountRupiah: sums[age],
      beforeRupiah: null,
    })),
  );
}

/** Sales and commission of the income statement by whose goods they were; what no producer stands behind is said apart. */
function membershipTable(by: MemberIncome, income: StatementPart): AnnualTable {
  const booked = sumOf(
    income.lines.flatMap(({ account, amount }) =>
      account === "sales" || account === "commissionIncome" ? [amount] : [],
    ),
  );
  const { membersRupiah, othersRupiah, memberCommissionRupiah, otherCommissionRupiah } = by;
  const rest = booked - membersRupiah - othersRupiah - memberCommissionRupiah - otherCommissionRupiah;
  return table(
    "Penjualan dan komisi menurut keanggotaan",
    "Jumlah penjualan dan komisi",
    (
      [
        ["Penjualan barang anggota", membersRupiah],
        ["Penjualan barang bukan anggota", othersRupiah],
        ["Komisi titipan anggota", memberCommissionRupiah],
        ["Komisi titipan bukan anggota", otherCommissionRupiah],
        ["Barang yang dibeli sendiri, jatah, dan tanpa nama produsen", rest],
      ] as const
    ).map(([text, amountRupiah]) => ({ text, amountRupiah, beforeRupiah: null })),
  );
}

/**
 * The yearly report of a koperasi as its books stand now: until today while the year runs. What was divided is told as it was
 * divided, else as it would be now.
 */
export async function annualReportOf(
  organisationId: string,
  year: number,
  at: Date,
  on: Executor = db(),
): Promise<AnnualReportFacts> {
  const issuer = (await paperPartiesOf([organisationId], on)).get(organisationId);
  const period = reportPeriod(year.toString());
  invariant(issuer && period, "a koperasi has years");
  const today = dayOf(at, issuer.timeZone);
  const last = today < lastOf(year) ? today : lastOf(year);
  const { income, balance } = await statementsIn(organisationId, period, on);
  const result = await resultOfYear(organisationId, year, on);
  const articles = await articlesOn(organisationId, lastOf(year), on);
  const bases = await shuBases(organisationId, year, on);
  const distribution = await distributionOf(organisationId, year, on);
  const shares: ShuShare[] = distribution
    ? await sharesOf(distribution.id, on)
    : articles && result.rupiah > 0n
      ? divideShu(result.rupiah, ruleOf(articles), bases)
      : [];
  const shareOf = new Map<string, Rupiah>();
  for (const { memberId, amountRupiah } of shares)
    if (memberId !== null) shareOf.set(memberId, (shareOf.get(memberId) ?? 0n) + amountRupiah);
  const bought = await boughtIn(organisationId, year, on);
  const fromMembers = sumOf(bases.map((base) => base.usageRupiah));
  const equity = table("Ekuitas", "Jumlah ekuitas", [
    ...lines(balance.equity),
    {
      text: "Hasil tahun sebelumnya",
      amountRupiah: balance.earlierResult.amount,
      beforeRupiah: balance.earlierResult.before,
    },
    {
      text: "SHU tahun berjalan",
      amountRupiah: balance.yearResult.amount,
      beforeRupiah: balance.yearResult.before,
    },
  ]);
  return {
    issuer: issuer.party,
    place: issuer.place,
    issuedOn: today,
    year,
    startsOn: firstOf(year),
    endsOn: last,
    isClosed: result.isClosed,
    income: table("Pendapatan", "Jumlah pendapatan", lines(income.income)),
    expense: table("Beban", "Jumlah beban", lines(income.expense)),
    resultRupiah: income.result.amount,
    assets: table("Aset", "Jumlah aset", lines(balance.assets)),
    liabilities: table("Kewajiban", "Jumlah kewajiban", lines(balance.liabilities)),
    equity,
    tables: [
      membershipTable(await memberIncomeOf(organisationId, year, on), income.income),
      table("Pembelian dan titipan", "Jumlah dari produsen", [
        { text: "Dari anggota", amountRupiah: fromMembers, beforeRupiah: null },
        { text: "Dari bukan anggota", amountRupiah: bought - fromMembers, beforeRupiah: null },
      ]),
      ageingTable("Umur piutang", await openAccounts(organisationId, RECEIVABLES, last, on), last),
      ageingTable("Umur utang", await openAccounts(organisationId, PAYABLES, last, on), last),
      table(
        "Pembagian SHU",
        "Jumlah SHU",
        shuParts.map((part) => ({
          text: partLabel(part, FORMAL),
          amountRupiah: sumOf(shares.flatMap((one) => (one.part === part ? [one.amountRupiah] : []))),
          beforeRupiah: null,
        })),
      ),
    ],
    members: bases.map((base) => ({
      number: memberNumber(base.serial),
      name: base.fullName,
      joinedOn: base.joinedOn,
      savingsRupiah: base.capitalRupiah,
      tradeRupiah: base.usageRupiah,
      shuRupiah: shareOf.get(base.memberId) ?? 0n,
    })),
  };
}
