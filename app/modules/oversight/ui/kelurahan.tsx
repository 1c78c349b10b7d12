import { dateShort, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { Tone } from "#app/ui/tone.ts";

export type Kelurahan = {
  readonly regionCode: string;
  readonly regionName: string;
  readonly districtName: string;
  readonly koperasiName: string | null;
  readonly state: "none" | "registered" | "active" | "rejected" | "suspended";
  readonly openListings: number;
  readonly commitmentsThisWeek: number;
  readonly salesRupiah30Days: bigint;
  readonly unpaidRupiah: bigint;
  readonly lastShipmentOn: string | null;
};

export const standings = ["trading", "idle", "waiting", "stopped", "none"] as const;
export type Standing = (typeof standings)[number];

/** How a kelurahan takes part: its koperasi trades this week, is active but still, waits, was stopped, or is not there. */
export function standingOf(row: Kelurahan): Standing {
  if (row.state === "none") return "none";
  if (row.state === "registered") return "waiting";
  if (row.state !== "active") return "stopped";
  return row.commitmentsThisWeek > 0 ? "trading" : "idle";
}

export const tones: Readonly<Record<Standing, Tone>> = {
  trading: "leaf",
  idle: "rice",
  waiting: "neutral",
  stopped: "brick",
  none: "neutral",
};

export function standingName(standing: Standing): string {
  switch (standing) {
    case "trading":
      return m.oversight_standing_trading();
    case "idle":
      return m.oversight_standing_idle();
    case "waiting":
      return m.oversight_standing_waiting();
    case "stopped":
      return m.oversight_standing_stopped();
    case "none":
      return m.oversight_standing_none();
  }
}

const cells: Readonly<Record<Standing, string>> = {
  trading: "border-leaf-600 bg-leaf-600 text-white",
  idle: "border-rice-400 bg-rice-100 text-rice-800",
  waiting: "border-line-strong bg-card text-ink",
  stopped: "border-brick-600 bg-brick-50 text-brick-700",
  none: "border-line border-dashed bg-sunken text-ink-soft",
};

/** The city at a glance, kecamatan by kecamatan: one tile for each kelurahan. The table underneath says the same. */
export function KelurahanTiles({ rows }: { readonly rows: readonly Kelurahan[] }) {
  const districts = [...new Set(rows.map((row) => row.districtName))];
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-wrap gap-2" aria-label={m.oversight_legend()}>
        {standings.map((standing) => (
          <li key={standing} className={`rounded border px-2 py-0.5 text-sm ${cells[standing]}`}>
            {standingName(standing)} · {rows.filter((row) => standingOf(row) === standing).length}
          </li>
        ))}
      </ul>
      {districts.map((district) => (
        <section key={district} aria-label={district}>
          <h3 className="mb-1.5 text-sm font-semibold text-ink-soft">{district}</h3>
          <ul className="grid grid-cols-2 gap-1.5 sm:grid-cols-4 lg:grid-cols-6">
            {rows
              .filter((row) => row.districtName === district)
              .map((row) => (
                <li
                  key={row.regionCode}
                  className={`flex min-h-14 flex-col justify-center rounded-md border px-2.5 py-1.5 text-sm ${cells[standingOf(row)]}`}
                >
                  <span className="font-semibold">{row.regionName}</span>
                  <span className="text-xs">{standingName(standingOf(row))}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Every kelurahan with its koperasi and what it traded. */
export function KelurahanTable({ rows }: { readonly rows: readonly Kelurahan[] }) {
  return (
    <DataTable
      caption={m.oversight_kelurahan()}
      rows={rows}
      rowKey={(row) => (row.koperasiName ? `${row.regionCode} ${row.koperasiName}` : row.regionCode)}
      empty={
        <EmptyState icon="search" title={m.oversight_nothing_found()}>
          {m.oversight_nothing_found_text()}
        </EmptyState>
      }
      columns={[
        { key: "region", header: m.oversight_kelurahan(), cell: (row) => row.regionName },
        {
          key: "koperasi",
          header: m.contracts_koperasi(),
          cell: (row) => row.koperasiName ?? m.oversight_no_koperasi(),
        },
        {
          key: "standing",
          header: m.oversight_standing(),
          cell: (row) => <Badge tone={tones[standingOf(row)]}>{standingName(standingOf(row))}</Badge>,
        },
        {
          key: "listings",
          header: m.oversight_listings(),
          align: "end",
          cell: (row) => whole(row.openListings),
        },
        {
          key: "sales",
          header: m.oversight_sales(),
          align: "end",
          cell: (row) => <Money amount={row.salesRupiah30Days} />,
        },
        {
          key: "unpaid",
          header: m.oversight_unpaid(),
          align: "end",
          cell: (row) => <Money amount={row.unpaidRupiah === 0n ? null : row.unpaidRupiah} />,
        },
        {
          key: "last",
          header: m.oversight_last_shipment(),
          deskOnly: true,
          cell: (row) => (row.lastShipmentOn ? dateShort(row.lastShipmentOn) : "–"),
        },
      ]}
    />
  );
}
