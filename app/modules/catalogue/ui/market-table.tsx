import { dateShort, percentOf, quantity, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { MarketListing } from "../market-reads.server.ts";
import { TierList } from "./tier-list.tsx";

/** A listing beside what the law allows and what the market paid last, for its own unit. */
export type PricedListing = MarketListing & {
  /** What the buyer pays for one unit: the price with the seller's VAT. */
  readonly paidRupiah: bigint;
  readonly legalRupiah: bigint | null;
  readonly lastRupiah: bigint | null;
};

/** What is for sale, with every price held against its legal ceiling. */
export function MarketTable({ rows }: { readonly rows: readonly PricedListing[] }) {
  return (
    <DataTable
      caption={m.catalogue_market_title()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState icon="basket" title={m.catalogue_market_empty_title()}>
          {m.catalogue_market_empty_text()}
        </EmptyState>
      }
      columns={[
        {
          key: "goods",
          header: m.catalogue_market_goods(),
          cell: (row) => (
            <span className="flex items-start gap-3">
              {row.photoId === null ? null : (
                <img
                  src={`/berkas/${row.photoId}`}
                  alt=""
                  loading="lazy"
                  width={56}
                  height={56}
                  className="size-14 shrink-0 rounded-md object-cover"
                />
              )}
              <span className="min-w-0">
                {row.title}
                <span className="block text-sm font-normal text-ink-soft">
                  {row.title === row.commodityName
                    ? row.gradeName
                    : `${row.commodityName} · ${row.gradeName}`}
                </span>
                <span className="block text-sm font-normal text-ink-soft sm:hidden">
                  {row.sellerName} · {placeOf(row)}
                </span>
                {row.note === null ? null : (
                  <span className="block text-sm font-normal text-ink-soft">{row.note}</span>
                )}
              </span>
            </span>
          ),
        },
        {
          key: "seller",
          header: m.catalogue_market_seller(),
          deskOnly: true, // a phone says it under the name
          cell: (row) => (
            <span className="block">
              {row.sellerName}
              <span className="block text-sm text-ink-soft">{placeOf(row)}</span>
            </span>
          ),
        },
        {
          key: "price",
          header: m.catalogue_market_price(),
          align: "end",
          cell: (row) => (
            <span className="block">
              <Money amount={row.priceRupiah} per={row.unit} strong aboveCeiling={isAbove(row)} />
              {row.paidRupiah === row.priceRupiah ? null : (
                <span className="block text-sm text-ink-soft">
                  {m.catalogue_price_with_tax({ amount: rupiah(row.paidRupiah) })}
                </span>
              )}
              <TierList tiers={row.tiers} unit={row.unit} basePerUnit={row.basePerUnit} />
              <span className="block text-sm text-ink-faint">
                {m.catalogue_market_until({ day: dateShort(row.priceValidUntil) })}
              </span>
            </span>
          ),
        },
        {
          key: "against",
          header: m.catalogue_market_against(),
          align: "end",
          cell: (row) => (row.legalRupiah === null && row.lastRupiah === null ? null : <Against row={row} />),
        },
        {
          key: "left",
          header: m.catalogue_market_left(),
          align: "end",
          cell: (row) => (
            <span className="block">
              {quantity(row.availableBase, row.unit, row.basePerUnit)}
              <span className="block text-sm whitespace-normal text-ink-faint">
                {m.catalogue_market_terms({
                  min: quantity(row.minOrderBase, row.unit, row.basePerUnit),
                  hours: row.leadTimeHours,
                })}
              </span>
            </span>
          ),
        },
      ]}
    />
  );
}

/** Where the goods leave from. */
function placeOf({ warehouseName, cityName }: PricedListing): string {
  return warehouseName === null ? cityName : `${warehouseName}, ${cityName}`;
}

function isAbove(row: PricedListing): boolean {
  return row.legalRupiah !== null && row.paidRupiah > row.legalRupiah;
}

function Against({ row }: { readonly row: PricedListing }) {
  const { legalRupiah, lastRupiah, paidRupiah } = row;
  return (
    <span className="block text-sm whitespace-normal">
      {legalRupiah === null ? null : isAbove(row) ? (
        <span className="block font-semibold text-brick-700">
          {m.catalogue_market_above({ price: rupiah(legalRupiah) })}
        </span>
      ) : (
        <span className="block">
          {m.catalogue_market_legal({ price: rupiah(legalRupiah) })}
          <span className="block font-semibold text-leaf-700">
            {m.catalogue_market_below({ percent: percentOf(legalRupiah - paidRupiah, legalRupiah) })}
          </span>
        </span>
      )}
      {lastRupiah === null ? null : (
        <span className="block text-ink-soft">{m.catalogue_market_last({ price: rupiah(lastRupiah) })}</span>
      )}
    </span>
  );
}
