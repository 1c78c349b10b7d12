import { dateShort, quantity, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import type { PricedListing } from "../selling-reads.server.ts";
import { KindPriceList } from "./kind-price-list.tsx";
import { PriceHistoryLink } from "./price-history-link.tsx";
import { PriceStanding } from "./price-standing.tsx";
import { TierList } from "./tier-list.tsx";

/** The terms of a listing, and its price beside the law and the market. */
export function ListingFacts({
  listing,
  warehouseName,
}: {
  readonly listing: PricedListing;
  /** Where its goods lie; null at the own address, absent for a seller with one place. */
  readonly warehouseName?: string | null | undefined;
}) {
  const { unit, basePerUnit, ceiling, market } = listing;
  return (
    <>
      {listing.photoId === null ? null : (
        <img
          src={`/berkas/${listing.photoId}`}
          alt={m.catalogue_photo_of({ title: listing.title })}
          className="mb-4 max-h-64 w-full rounded-md bg-sunken object-cover"
        />
      )}
      <p className="mb-2">
        <PriceStanding priceRupiah={listing.paidRupiah} ceiling={ceiling} market={market} unit={unit} />
      </p>
      <PriceHistoryLink goods={listing} />
      <Facts
        facts={[
          {
            label: m.catalogue_new_price(),
            value: (
              <>
                <Money amount={listing.priceRupiah} per={unit} strong aboveCeiling={listing.isAboveCeiling} />
                <TierList tiers={listing.tiers} unit={unit} basePerUnit={basePerUnit} />
                <KindPriceList kindPrices={listing.kindPrices} unit={unit} />
              </>
            ),
          },
          ...(listing.paidRupiah === listing.priceRupiah
            ? []
            : [{ label: m.catalogue_fact_paid(), value: <Money amount={listing.paidRupiah} per={unit} /> }]),
          { label: m.catalogue_new_valid_until(), value: dateShort(listing.priceValidUntil) },
          ...(ceiling === null
            ? []
            : [
                {
                  label: m.catalogue_fact_ceiling(),
                  value: (
                    <>
                      <Money amount={ceiling.rupiah} per={unit} />
                      <span className="block text-sm font-normal text-ink-faint">{ceiling.source}</span>
                    </>
                  ),
                },
              ]),
          ...(market === null
            ? []
            : [
                {
                  label: m.catalogue_fact_market({ day: dateShort(market.onDay) }),
                  value: <Money amount={market.rupiah} per={unit} />,
                },
              ]),
          ...(listing.costRupiah === null
            ? []
            : [{ label: m.catalogue_new_cost(), value: <Money amount={listing.costRupiah} per={unit} /> }]),
          {
            label: m.catalogue_new_per_day(),
            value: quantity(listing.capacityBasePerDay, unit, basePerUnit),
          },
          ...(warehouseName === undefined
            ? []
            : [
                {
                  label: m.catalogue_warehouse(),
                  value: warehouseName ?? m.catalogue_warehouse_own_address(),
                },
              ]),
          { label: m.catalogue_new_min_order(), value: quantity(listing.minOrderBase, unit, basePerUnit) },
          { label: m.catalogue_new_radius(), value: `${whole(Math.round(listing.radiusMetres / 1000))} km` },
          {
            label: m.catalogue_new_lead_time(),
            value: `${whole(listing.leadTimeHours)} ${m.catalogue_new_hours()}`,
          },
        ]}
      />
      {listing.note === null ? null : <p className="mt-3 text-ink-soft">{listing.note}</p>}
    </>
  );
}
