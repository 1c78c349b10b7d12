import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { newReceiptKey } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { mayKeepListing, mayRegisterLot } from "#app/modules/catalogue/catalogue.policy.ts";
import { lotsOf, ownListingById } from "#app/modules/catalogue/listing-reads.server.ts";
import { type PricedListing, withPrices } from "#app/modules/catalogue/selling-reads.server.ts";
import { ListingFacts } from "#app/modules/catalogue/ui/listing-facts.tsx";
import { LotCard } from "#app/modules/catalogue/ui/lot-card.tsx";
import { MoveListingForm, otherPlaces } from "#app/modules/catalogue/ui/move-listing-form.tsx";
import { RepriceForm } from "#app/modules/catalogue/ui/reprice-form.tsx";
import { warehouseNames, warehousePlaces } from "#app/modules/catalogue/warehouse-reads.server.ts";
import { placeName } from "#app/modules/regions/region-reads.server.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { listingDeed } from "./listing-deeds.server.ts";

/** The seller's own listing as it stands today. */
async function ownPriced(member: Member, listingId: string | undefined): Promise<PricedListing> {
  const { call, organisation } = member;
  const day = dayOf(call.at, organisation.timeZone);
  const found = await ownListingById(organisation.id, listingId ?? "", day);
  const [listing] = found ? await withPrices([found], { regionCode: organisation.regionCode, day }) : [];
  if (!listing) throw new Missing("catalogue.missing");
  return listing;
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.read");
  const { call, actor, organisation } = member;
  const listing = await ownPriced(member, params["listingId"]);
  const lots = await lotsOf(organisation.id, listing.id);
  const codes = [...new Set(lots.map((lot) => lot.originRegionCode))];
  const places = new Map(
    await Promise.all(codes.map(async (code) => [code, await placeName(code)] as const)),
  );
  const today = dayOf(call.at, organisation.timeZone);
  const shown = lots.map((lot) => ({
    lot,
    origin: places.get(lot.originRegionCode) ?? lot.originRegionCode,
    isSpent: lot.expiresOn < today || (lot.availableBase === 0n && lot.reservedBase === 0n),
  }));
  const isOpen = listing.state === "open";
  return {
    listing,
    lots: shown.filter(({ isSpent }) => !isSpent),
    spent: shown.filter(({ isSpent }) => isSpent).reverse(),
    isOpen,
    mayKeep: isOpen && mayKeepListing(actor, listing),
    mayReopen: !isOpen && mayKeepListing(actor, listing),
    mayRegister: mayRegisterLot(actor, listing),
    slug: organisation.slug,
    today,
    warehouses: await warehouseNames(organisation.id),
    // One that was closed since has a name too.
    warehouseName:
      listing.warehouseId === null
        ? null
        : ((await warehousePlaces([listing.warehouseId])).get(listing.warehouseId)?.name ?? null),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.read");
  return listingDeed(request, member, await ownPriced(member, params["listingId"]));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.listing.title ?? m.catalogue_list_title()) },
];

export default function Listing() {
  const loaded = useLoaderData<typeof loader>();
  const { listing, lots, spent, isOpen, mayKeep, mayReopen, mayRegister, slug, today, key } = loaded;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const values = answer?.values ?? {};
  const refusedLot = values["intent"] === "loss" || values["intent"] === "part" ? values["lotId"] : undefined;
  const places =
    mayKeep && loaded.warehouses.length > 0 ? otherPlaces(loaded.warehouses, listing.warehouseId) : [];
  const addLot =
    isOpen && mayRegister ? (
      <ButtonLink to={`/${slug}/panen/baru?barang=${listing.id}`} icon="plus">
        {m.catalogue_list_add_lot()}
      </ButtonLink>
    ) : undefined;
  const cards = (rows: typeof lots) => (
    <ul className="divide-y divide-line border-t border-line">
      {rows.map(({ lot, origin }) => (
        <LotCard
          key={lot.id}
          lot={lot}
          origin={origin}
          unit={listing.unit}
          basePerUnit={listing.basePerUnit}
          today={today}
          mayRegister={mayRegister}
          places={places}
          idempotencyKey={`${key}-${lot.id}`}
          errors={refusedLot === lot.id ? errors : null}
          values={values}
        />
      ))}
    </ul>
  );
  return (
    <Page
      title={listing.title}
      lead={`${listing.commodityName} · ${listing.gradeName}`}
      badge={
        isOpen ? (
          <Badge tone="leaf">{m.catalogue_listing_open()}</Badge>
        ) : (
          <Badge>{m.catalogue_listing_withdrawn()}</Badge>
        )
      }
      actions={addLot}
      breadcrumbs={[{ to: `/${slug}/barang`, label: m.catalogue_list_title() }]}
    >
      {refusedLot === undefined ? <ErrorSummary errors={errors} /> : null}
      {isOpen && listing.isPriceOver ? (
        <Callout tone="brick" title={m.catalogue_one_price_over()}>
          {m.catalogue_list_over_text()}
        </Callout>
      ) : null}
      <Split
        aside={
          <>
            <Section tone="card" title={m.catalogue_fact_title()}>
              <ListingFacts
                listing={listing}
                warehouseName={
                  loaded.warehouses.length === 0 && loaded.warehouseName === null
                    ? undefined
                    : loaded.warehouseName
                }
              />
              <ButtonLink to={`/${slug}/barang/${listing.id}/hasil`} variant="secondary" icon="chart">
                {m.matching_sale_open()}
              </ButtonLink>
            </Section>
            {mayKeep ? <Keeping idempotencyKey={key} error={errors["photo"]} /> : null}
            {mayKeep && loaded.warehouses.length > 0 ? (
              <MoveListingForm
                idempotencyKey={key}
                warehouses={loaded.warehouses}
                warehouseId={listing.warehouseId}
                isOpen={values["intent"] === "move"}
              />
            ) : null}
          </>
        }
      >
        <Section tone="flush" title={m.catalogue_lots_title()} lead={m.catalogue_lots_lead()}>
          {lots.length === 0 ? (
            <EmptyState icon="box" title={m.catalogue_lots_empty_title()} action={addLot}>
              {m.catalogue_lots_empty_text()}
            </EmptyState>
          ) : (
            cards(lots)
          )}
        </Section>
        {mayKeep || mayReopen ? (
          <Section
            tone="card"
            title={isOpen ? m.catalogue_reprice_title() : m.catalogue_reopen_title()}
            lead={isOpen ? m.catalogue_reprice_lead() : m.catalogue_reopen_lead()}
          >
            <RepriceForm
              listing={listing}
              today={today}
              idempotencyKey={key}
              errors={errors}
              values={values}
            />
          </Section>
        ) : null}
        {spent.length === 0 ? null : (
          <details>
            <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-leaf-700">
              {m.catalogue_lots_spent({ count: spent.length })}
            </summary>
            <Section tone="flush">{cards(spent)}</Section>
          </details>
        )}
      </Split>
    </Page>
  );
}

/** A new photo, and the end of the listing. */
function Keeping({
  idempotencyKey,
  error,
}: {
  readonly idempotencyKey: string;
  readonly error: readonly string[] | undefined;
}) {
  return (
    <>
      <Section tone="card" title={m.catalogue_photo_title()}>
        <Form idempotencyKey={`${idempotencyKey}-photo`} files>
          <FileInput
            name="photo"
            label={m.catalogue_new_photo()}
            labelHidden
            accept="image/*"
            camera
            error={error}
          />
          <SubmitButton variant="secondary" icon="camera" name="intent" value="photo">
            {m.catalogue_photo_action()}
          </SubmitButton>
        </Form>
      </Section>
      <details>
        <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-brick-700">
          {m.catalogue_withdraw_open()}
        </summary>
        <Section tone="card" lead={m.catalogue_withdraw_lead()} title={m.catalogue_withdraw_title()}>
          <Form idempotencyKey={`${idempotencyKey}-withdraw`}>
            <FormActions>
              <SubmitButton variant="danger" icon="x" name="intent" value="withdraw">
                {m.catalogue_withdraw_action()}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      </details>
    </>
  );
}
