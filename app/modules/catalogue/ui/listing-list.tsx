import { Link } from "@remix-run/react";
import { date, dateShort, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { SoonWanted, WantedPaper } from "../needed-papers.ts";
import type { PricedListing } from "../selling-reads.server.ts";
import { soonWords, wantedWords } from "./hidden-words.ts";
import { KindPriceList } from "./kind-price-list.tsx";
import { PriceStanding } from "./price-standing.tsx";
import { TierList } from "./tier-list.tsx";

export type ListingListProps = {
  readonly rows: readonly PricedListing[];
  /** Papers that goods lack today, by commodity. */
  readonly wanted: Readonly<Record<string, readonly WantedPaper[]>>;
  readonly soon: readonly SoonWanted[];
  readonly slug: string;
  readonly today: string;
  readonly mayKeep: boolean;
  readonly mayRegister: boolean;
  readonly keyBase: string;
};

/** A seller's goods: price against the ceiling, what is left, and one tap to keep the price alive. */
export function ListingList({ rows, ...rest }: ListingListProps) {
  return (
    <ul className="grid gap-3 lg:grid-cols-2">
      {rows.map((row) => (
        <ListingCard key={row.id} row={row} {...rest} />
      ))}
    </ul>
  );
}

function ListingCard({
  row,
  wanted,
  soon,
  slug,
  today,
  mayKeep,
  mayRegister,
  keyBase,
}: Omit<ListingListProps, "rows"> & { readonly row: PricedListing }) {
  const to = `/${slug}/barang/${row.id}`;
  const isOpen = row.state === "open";
  const mayRenew = mayKeep && isOpen && row.priceValidUntil < row.renewUntil;
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-line bg-card p-4 shadow-card sm:p-5">
      <div className="flex gap-4">
        <Photo photoId={row.photoId} />
        <div className="min-w-0 flex-1">
          <h2 className="leading-snug font-bold">
            <Link to={to} prefetch="intent" className="hover:underline">
              {row.title}
            </Link>
          </h2>
          <p className="text-sm text-ink-soft">
            {row.commodityName} · {row.gradeName}
          </p>
          <p className="mt-1 text-lg">
            <Money amount={row.priceRupiah} per={row.unit} strong aboveCeiling={row.isAboveCeiling} />
          </p>
          <TierList tiers={row.tiers} unit={row.unit} basePerUnit={row.basePerUnit} />
          <KindPriceList kindPrices={row.kindPrices} unit={row.unit} />
        </div>
      </div>
      <p className="flex flex-wrap gap-2">
        {isOpen ? <Stock row={row} /> : <Badge>{m.catalogue_listing_withdrawn()}</Badge>}
        <PriceStanding
          priceRupiah={row.paidRupiah}
          ceiling={row.ceiling}
          market={row.market}
          unit={row.unit}
        />
      </p>
      {isOpen ? (
        <p className={`text-sm ${row.isPriceOver ? "font-semibold text-brick-700" : "text-ink-soft"}`}>
          {row.isPriceOver
            ? m.catalogue_list_price_over({ day: date(row.priceValidUntil) })
            : row.priceValidUntil === today
              ? m.catalogue_list_price_today()
              : m.catalogue_list_price_until({ day: dateShort(row.priceValidUntil) })}
        </p>
      ) : null}
      {isOpen ? (
        <Papers
          wanted={wanted[row.commodityCode] ?? []}
          soon={soon.filter(({ commodityCode }) => commodityCode === row.commodityCode)}
          slug={slug}
        />
      ) : null}
      <div className="mt-auto flex flex-wrap gap-2">
        {mayRenew ? (
          <Form idempotencyKey={`${keyBase}-${row.id}`} action={to} keepScroll>
            <input type="hidden" name="back" value="list" />
            <SubmitButton
              size="small"
              variant={row.isPriceOver ? "primary" : "secondary"}
              name="intent"
              value="renew"
            >
              {m.catalogue_list_renew({ day: dateShort(row.renewUntil) })}
            </SubmitButton>
          </Form>
        ) : null}
        {mayRegister && isOpen ? (
          <ButtonLink
            to={`/${slug}/panen/baru?barang=${row.id}`}
            variant="secondary"
            size="small"
            icon="plus"
          >
            {m.catalogue_list_add_lot()}
          </ButtonLink>
        ) : null}
      </div>
    </li>
  );
}

/** What hides the goods, or will, for want of a paper; and the way to where it is handed in. */
function Papers({
  wanted,
  soon,
  slug,
}: Pick<ListingListProps, "slug" | "soon"> & { readonly wanted: readonly WantedPaper[] }) {
  if (wanted.length + soon.length === 0) return null;
  return (
    <div className="text-sm">
      <ul className={`grid gap-1 ${wanted.length > 0 ? "font-semibold text-brick-700" : "text-ink-soft"}`}>
        {[...wanted.map(wantedWords), ...soon.map(soonWords)].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <Link to={`/${slug}/organisasi`} className="underline">
        {m.catalogue_paper_where()}
      </Link>
    </div>
  );
}

/** What is left today over all lots. */
function Stock({ row }: { readonly row: PricedListing }) {
  if (row.availableBase === 0n)
    return (
      <Badge tone="rice" icon="box">
        {m.catalogue_list_none_left()}
      </Badge>
    );
  return (
    <Badge tone="leaf" icon="box">
      {m.catalogue_list_left({ quantity: quantity(row.availableBase, row.unit, row.basePerUnit) })}
    </Badge>
  );
}

function Photo({ photoId }: { readonly photoId: string | null }) {
  if (photoId !== null)
    return (
      <img
        src={`/berkas/${photoId}`}
        alt=""
        loading="lazy"
        className="size-16 shrink-0 rounded-md bg-sunken object-cover"
      />
    );
  return (
    <span className="grid size-16 shrink-0 place-items-center rounded-md bg-leaf-50 text-leaf-700">
      <Icon name="leaf" size={28} />
    </span>
  );
}
