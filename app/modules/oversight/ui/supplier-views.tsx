import { percentOf, quantity, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import { kindName } from "#app/modules/identity/ui/names.tsx";
import { Gauge } from "#app/ui/chart/gauge.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { concentrationOf, supplying } from "../diversity.ts";
import type { RatingAnswer } from "../rating-answer-reads.server.ts";
import type { SupplierRow } from "../supplier-reads.server.ts";

/** From here on a market is called highly concentrated (`concentrationOf`). */
const TOO_CONCENTRATED = 2_500;

export type SupplierCounts = {
  readonly rows: readonly SupplierRow[];
  /** The least number of suppliers a period needs, and the number below which a kitchen is flagged. */
  readonly least: number;
  readonly warning: number;
};

/** How many there are of how many, and what that means. */
export function SupplierGauge({ rows, least, warning }: SupplierCounts) {
  const count = supplying(rows).length;
  const isEnough = count >= least;
  const isFew = count < warning;
  return (
    <Section tone="card">
      <Gauge
        title={m.oversight_suppliers_gauge()}
        value={Math.min(count, least)}
        max={least}
        display={whole(count)}
        note={m.oversight_suppliers_gauge_note({ least })}
        tone={isEnough ? "leaf" : isFew ? "brick" : "rice"}
      />
      <p className="mt-3 text-center font-semibold">
        {isEnough
          ? m.oversight_suppliers_enough()
          : m.oversight_suppliers_short({ count: whole(least - count) })}
      </p>
      {isFew ? (
        <p className="mt-1 text-center text-sm text-brick-700">
          {m.oversight_suppliers_few({ warning: whole(warning) })}
        </p>
      ) : null}
    </Section>
  );
}

/** Where the money goes: to one or to many, to koperasi, for what the own city grew. */
export function SpendingTiles({ rows }: { readonly rows: readonly SupplierRow[] }) {
  const total = sumOf(rows.map((row) => row.promisedRupiah));
  const fromKoperasi = rows.filter((row) => row.sellerKind === "koperasi").map((row) => row.promisedRupiah);
  const grownHere = rows.map((row) => row.grownHereRupiah);
  const concentration = concentrationOf(rows.map((row) => row.promisedRupiah));
  const [largest] = rows;
  return (
    <Tiles columns={4}>
      <Stat
        label={m.oversight_suppliers_koperasi()}
        value={percentOf(sumOf(fromKoperasi), total)}
        note={m.oversight_suppliers_of_spending()}
      />
      <Stat
        label={m.oversight_suppliers_local()}
        value={percentOf(sumOf(grownHere), total)}
        note={m.oversight_suppliers_local_note()}
      />
      <Stat
        label={m.oversight_suppliers_largest()}
        value={percentOf(largest?.promisedRupiah ?? 0n, total)}
        note={largest?.sellerName}
      />
      <Stat
        label={m.oversight_suppliers_concentration()}
        value={whole(concentration)}
        note={m.oversight_suppliers_concentration_note()}
        tone={concentration > TOO_CONCENTRATED ? "rice" : "neutral"}
      />
    </Tiles>
  );
}

const partOf = (part: number, total: number): string =>
  total === 0 ? "–" : m.oversight_suppliers_count_of({ part: whole(part), total: whole(total) });

/** What a supplier answered last, beside its figures. */
function LastWord({ words }: { readonly words: string | undefined }) {
  if (words === undefined) return null;
  return <span className="block text-sm font-normal">“{words}”</span>;
}

/** How much of what a supplier brings grew elsewhere: a seat next door says nothing of its goods. */
function GrownElsewhere({ promisedRupiah, grownHereRupiah }: SupplierRow) {
  if (grownHereRupiah === promisedRupiah) return null;
  const share = percentOf(promisedRupiah - grownHereRupiah, promisedRupiah);
  return <span className="block text-sm text-ink-soft">{m.oversight_suppliers_elsewhere({ share })}</span>;
}

/** Each supplier of the period with what came of its promises. */
export function SupplierTable({
  rows,
  answers,
}: {
  readonly rows: readonly SupplierRow[];
  readonly answers: readonly RatingAnswer[];
}) {
  const total = sumOf(rows.map((row) => row.promisedRupiah));
  return (
    <Section tone="flush" title={m.oversight_suppliers_table()}>
      <DataTable
        caption={m.oversight_suppliers_table()}
        rows={rows}
        rowKey={(row) => row.sellerId}
        empty={
          <EmptyState icon="people" title={m.oversight_suppliers_empty()}>
            {m.oversight_suppliers_empty_text()}
          </EmptyState>
        }
        columns={[
          {
            key: "seller",
            header: m.oversight_suppliers_seller(),
            cell: (row) => (
              <>
                <strong className="block">{row.sellerName}</strong>
                <span className="text-sm text-ink-soft">
                  {kindName(row.sellerKind)} · {row.cityName}
                </span>
                <GrownElsewhere {...row} />
                <LastWord words={answers.find((one) => one.sellerId === row.sellerId)?.words} />
              </>
            ),
          },
          {
            key: "value",
            header: m.oversight_suppliers_value(),
            align: "end",
            cell: (row) => rupiah(row.promisedRupiah),
          },
          {
            key: "share",
            header: m.oversight_suppliers_share(),
            align: "end",
            cell: (row) => percentOf(row.promisedRupiah, total),
          },
          {
            key: "time",
            header: m.oversight_suppliers_on_time(),
            align: "end",
            cell: (row) => (
              <>
                {row.deliveries === 0
                  ? m.oversight_suppliers_nothing_yet()
                  : partOf(row.onTime, row.deliveries)}
                {row.letGo === 0 ? null : (
                  <span className="block text-sm text-brick-700">
                    {m.oversight_suppliers_let_go({ count: whole(row.letGo) })}
                  </span>
                )}
              </>
            ),
          },
          {
            key: "accepted",
            header: m.oversight_suppliers_accepted(),
            align: "end",
            cell: (row) => (row.weighed === 0 ? "–" : percentOf(row.acceptedRupiah, row.deliveredRupiah)),
          },
          {
            key: "weight",
            header: m.oversight_suppliers_weight(),
            align: "end",
            cell: (row) => partOf(row.trueWeight, row.weighed),
          },
        ]}
      />
    </Section>
  );
}

export type AdditionShown = {
  readonly sellerId: string;
  readonly sellerName: string;
  readonly goods: string;
  readonly leastBase: bigint;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly extraRupiah: bigint;
};

/** Whom to add so that the period is diverse enough, at the least cost. */
export function AdditionTable({ rows }: { readonly rows: readonly AdditionShown[] }) {
  return (
    <Section tone="flush" title={m.oversight_suppliers_add()} lead={m.oversight_suppliers_add_lead()}>
      <DataTable
        caption={m.oversight_suppliers_add()}
        rows={rows}
        rowKey={(row) => row.sellerId}
        totalsLabel={m.oversight_suppliers_add_extra()}
        totals={rows.length === 0 ? undefined : { extra: rupiah(sumOf(rows.map((row) => row.extraRupiah))) }}
        empty={
          <EmptyState icon="people" title={m.oversight_suppliers_add_none()}>
            {m.oversight_suppliers_add_none_text()}
          </EmptyState>
        }
        columns={[
          {
            key: "seller",
            header: m.oversight_suppliers_seller(),
            cell: (row) => <strong>{row.sellerName}</strong>,
          },
          {
            key: "goods",
            header: m.oversight_suppliers_add_goods(),
            cell: (row) => `${row.goods}, ${quantity(row.leastBase, row.unit, row.basePerUnit)}`,
          },
          {
            key: "extra",
            header: m.oversight_suppliers_add_extra(),
            align: "end",
            cell: (row) => rupiah(row.extraRupiah),
          },
        ]}
      />
    </Section>
  );
}
