import { Link } from "@remix-run/react";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import { standingOf } from "../standing.ts";

type Amounts = {
  readonly grossRupiah: bigint;
  readonly freightRupiah: bigint;
  readonly levyRupiah: bigint;
  readonly feeRupiah: bigint;
  readonly claimRupiah: bigint;
  readonly netRupiah: bigint;
};

export type ShownStatement = Amounts & {
  readonly id: string;
  readonly koperasiName: string;
  readonly paidRupiah: bigint;
  /** Claims and freight that were put right after it was made, and what was set off against other statements. */
  readonly correctedRupiah: bigint;
  readonly freightAddedRupiah: bigint;
  readonly freightReturnedRupiah: bigint;
  readonly setOffRupiah: bigint;
  /** What of it was kept by debit notes, and counts as paid. */
  readonly keptBy: readonly {
    readonly debitNoteId: string;
    readonly number: string;
    readonly amountRupiah: bigint;
  }[];
};

/** A statement as it stands today, with what was set off counted as paid. */
function today(statement: ShownStatement): ShownStatement {
  return { ...standingOf(statement), paidRupiah: statement.paidRupiah + statement.setOffRupiah };
}

/** What lies between the value of the goods and what is paid out, in the order it is taken off. */
const amountsNow = (): readonly { readonly key: keyof Amounts; readonly label: string }[] => [
  { key: "grossRupiah", label: m.invoicing_statement_gross() },
  { key: "freightRupiah", label: m.contracts_freight() },
  { key: "levyRupiah", label: m.contracts_levy() },
  { key: "feeRupiah", label: m.contracts_fee() },
  { key: "claimRupiah", label: m.invoicing_statement_claim() },
  { key: "netRupiah", label: m.invoicing_statement_net() },
];

function PaidBadge({ statement }: { readonly statement: ShownStatement }) {
  return statement.paidRupiah >= statement.netRupiah ? (
    <Badge tone="leaf">{m.invoicing_statement_paid()}</Badge>
  ) : (
    <Badge tone="rice" icon="clock">
      {m.invoicing_statement_waiting()}
    </Badge>
  );
}

/** Where a transfer looks short: which debit note kept what of it. */
function KeptBy({ statement, slug }: { readonly statement: ShownStatement; readonly slug: string }) {
  return statement.keptBy.map((one) => (
    <Link
      key={one.debitNoteId}
      to={`/${slug}/nota-debit/${one.debitNoteId}`}
      className="link flex min-h-11 items-center text-sm"
    >
      {m.invoicing_statement_kept({ amount: rupiah(one.amountRupiah), number: one.number })}
    </Link>
  ));
}

/** How the proceeds of a call-off were divided: one row per koperasi, and every column with its sum. */
export function StatementTable(props: {
  readonly statements: readonly ShownStatement[];
  readonly slug: string;
}) {
  const statements = props.statements.map(today);
  const amounts = amountsNow();
  const columns: readonly Column<ShownStatement>[] = [
    { key: "koperasi", header: m.contracts_koperasi(), cell: (row) => row.koperasiName },
    ...amounts.map(
      ({ key, label }): Column<ShownStatement> => ({
        key,
        header: label,
        align: "end",
        cell: (row) => <Money amount={row[key]} strong={key === "netRupiah"} />,
      }),
    ),
    {
      key: "paid",
      header: m.invoicing_payments_title(),
      cell: (row) => (
        <>
          <PaidBadge statement={row} />
          <KeptBy statement={row} slug={props.slug} />
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={m.invoicing_statements_title()}
      rows={statements}
      rowKey={(row) => row.id}
      empty={null}
      columns={columns}
      totalsLabel={m.kit_total()}
      totals={Object.fromEntries(
        amounts.map(({ key }) => [
          key,
          <Money key={key} amount={statements.reduce((sum, row) => sum + row[key], 0n)} strong />,
        ]),
      )}
    />
  );
}

/** One koperasi's statement as its officers read it: from the value of the goods down to what comes in. */
export function OwnStatement(props: { readonly statement: ShownStatement; readonly slug: string }) {
  const statement = today(props.statement);
  return (
    <>
      <Facts
        facts={amountsNow().map(({ key, label }) => ({
          label,
          value: (
            <Money
              amount={key === "grossRupiah" || key === "netRupiah" ? statement[key] : -statement[key]}
              strong={key === "netRupiah"}
            />
          ),
        }))}
      />
      <p className="mt-3">
        <PaidBadge statement={statement} />
      </p>
      <KeptBy statement={statement} slug={props.slug} />
    </>
  );
}
