import { rupiah, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters, Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

type Row = {
  readonly id: string;
  readonly product: string;
  readonly seller: string;
  readonly grams: bigint;
  readonly price: bigint;
  readonly dear: boolean;
};

const rows: readonly Row[] = [
  { id: "1", product: "Bayam hijau", seller: "KKMP Bendogerit", grams: 40_000n, price: 12_000n, dear: false },
  {
    id: "2",
    product: "Cabai rawit merah",
    seller: "KKMP Sananwetan",
    grams: 3_500n,
    price: 68_000n,
    dear: true,
  },
  {
    id: "3",
    product: "Telur ayam ras",
    seller: "Koperasi Unggas Blitar Makmur Sejahtera Bersama",
    grams: 120_000n,
    price: 27_500n,
    dear: false,
  },
  { id: "4", product: "Wortel", seller: "KKMP Kepanjenkidul", grams: 25_000n, price: 11_000n, dear: false },
];

const total = (row: Row) => (row.grams * row.price) / 1000n;

const columns: readonly Column<Row>[] = [
  { key: "product", header: "Barang", cell: (row) => row.product },
  { key: "seller", header: "Pemasok", cell: (row) => row.seller },
  {
    key: "state",
    header: "Keadaan",
    cell: (row) => (row.dear ? <Badge tone="rice">Menunggu</Badge> : <Badge tone="leaf">Sanggup</Badge>),
  },
  { key: "weight", header: "Jumlah", align: "end", cell: (row) => weight(row.grams) },
  {
    key: "price",
    header: "Harga per kg",
    align: "end",
    cell: (row) => <Money amount={row.price} aboveCeiling={row.dear} />,
  },
  { key: "total", header: "Nilai", align: "end", cell: (row) => <Money amount={total(row)} strong /> },
];

const wide: readonly Column<Row>[] = [
  ...columns,
  ...["Senin", "Selasa", "Rabu", "Kamis"].map(
    (day): Column<Row> => ({ key: day, header: day, align: "end", cell: (row) => weight(row.grams / 4n) }),
  ),
];

/** Lists: full, narrow, wide, empty, and what stands around them. */
export function TableSpecimens() {
  return (
    <>
      <Section title="Daftar">
        <div className="grid gap-4">
          <Tabs
            label="Daftar pesanan"
            tabs={[
              { to: "?tab=waiting", label: "Menunggu", count: 4, current: true },
              { to: "?tab=going", label: "Dikirim", count: 2, current: false },
              { to: "?tab=done", label: "Selesai", current: false },
            ]}
          />
          <Filters active>
            <TextInput name="search" type="search" label="Cari barang" optional />
            <Select
              name="state"
              label="Keadaan"
              optional
              placeholder={m.kit_all()}
              options={[{ value: "open", label: "Menunggu" }]}
            />
          </Filters>
          <Section tone="flush">
            <DataTable
              caption="Baris pesanan"
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              rowTo={(row) => `?row=${row.id}`}
              rowMark={(row) => (row.dear ? { tone: "brick", label: m.kit_above_ceiling() } : null)}
              totalsLabel={m.kit_total()}
              totals={{
                weight: weight(rows.reduce((sum, row) => sum + row.grams, 0n)),
                total: rupiah(rows.reduce((sum, row) => sum + total(row), 0n)),
              }}
              empty={null}
            />
          </Section>
          <Pager nextTo="?after=4" firstTo="?" shown={rows.length} />
        </div>
      </Section>
      <Section title="Tabel lebar" tone="flush">
        <DataTable
          caption="Rencana sepekan"
          columns={wide}
          rows={rows}
          rowKey={(row) => row.id}
          empty={null}
          phone="scroll"
        />
      </Section>
      <Section title="Kosong" tone="flush">
        <DataTable
          caption="Baris pesanan"
          columns={columns}
          rows={[]}
          rowKey={(row) => row.id}
          empty={
            <EmptyState
              icon="leaf"
              title="Belum ada panen tercatat"
              action={
                <ButtonLink to="." icon="plus">
                  Catat panen
                </ButtonLink>
              }
            >
              Catat apa yang dipanen hari ini. Dapur di sekitar Anda langsung melihatnya.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
