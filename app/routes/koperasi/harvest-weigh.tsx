import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { asksToWeigh } from "#app/modules/catalogue/harvest-reads.server.ts";
import { ownListingById } from "#app/modules/catalogue/listing-reads.server.ts";
import { withPrices } from "#app/modules/catalogue/selling-reads.server.ts";
import { takeInHarvest } from "#app/modules/catalogue/take-in-harvest.server.ts";
import { WeighForm } from "#app/modules/catalogue/ui/weigh-form.tsx";
import { villagesOf } from "#app/modules/regions/region-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

async function listingOf({ call, organisation }: Member, request: Request) {
  const listingId = new URL(request.url).searchParams.get("barang") ?? "";
  const today = dayOf(call.at, organisation.timeZone);
  const listing = await ownListingById(organisation.id, listingId, today);
  if (listing?.state !== "open") throw new Missing("catalogue.missing");
  return { listing, today };
}

/** The scale: what producers of one kind of goods bring, each on a slip, together one lot. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "lots.register");
  const { organisation } = member;
  const { listing, today } = await listingOf(member, request);
  const [asks, [priced], villages] = await Promise.all([
    asksToWeigh(organisation.id, listing.id, today),
    withPrices([listing], { regionCode: organisation.regionCode, day: today }),
    villagesOf(organisation.cityCode),
  ]);
  const origins = villages.map(({ code, name }) => ({ value: code, label: name }));
  return {
    asks: asks.map(({ ask, producer }) => ({
      id: ask.id,
      producer,
      quantityBase: ask.quantityBase,
      promisedBase: ask.promisedBase,
    })),
    title: listing.title,
    unit: listing.unit,
    basePerUnit: listing.basePerUnit,
    origins,
    usualOrigin: organisation.regionCode,
    today,
    keepsUntil: addDays(today, priced?.shelfLifeDays ?? 0),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "lots.register");
  const form = await readForm(request);
  const { listing } = await listingOf(member, request);
  return formCommand(form, {
    call: member.call,
    command: takeInHarvest,
    input: async (fields) => ({
      listingId: listing.id,
      originRegionCode: fields.text("origin"),
      harvestedOn: fields.text("harvestedOn"),
      expiresOn: fields.text("expiresOn"),
      slips: await slipsIn(fields, listing.basePerUnit),
    }),
    fieldNames: {
      weighedBase: "weighed",
      refusedBase: "refused",
      refuseReason: "reason",
      originRegionCode: "origin",
    },
    to: () => `/${member.organisation.slug}/panen`,
    flash: ({ lotId }) => (lotId === null ? m.catalogue_slip_done_none() : m.catalogue_slip_done()),
  });
});

/** The slips that somebody filled in. */
async function slipsIn(form: FormFields, basePerUnit: bigint) {
  const base = (text: string | undefined) => text && (parseQuantity(text, basePerUnit)?.toString() ?? text);
  const filled = form.rows("slips").filter((row) => row.text("weighed") !== undefined);
  return Promise.all(
    filled.map(async (row) => ({
      askId: row.text("askId"),
      weighedBase: base(row.text("weighed")),
      refusedBase: base(row.text("refused")),
      refuseReason: row.text("reason"),
      photo: (await uploadOf(row.file("photo")))?.bytes,
    })),
  );
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_slip_title()) }];

export default function HarvestWeigh() {
  const { title, slug, key, ...form } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={`${m.catalogue_slip_title()}: ${title}`}
      lead={m.catalogue_slip_lead()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/panen`, label: m.catalogue_ask_title() }]}
    >
      <Section tone="card">
        {form.asks.length === 0 ? (
          <EmptyState
            icon="scale"
            title={m.catalogue_slip_none()}
            action={<ButtonLink to={`/${slug}/panen`}>{m.catalogue_ask_title()}</ButtonLink>}
          >
            {m.catalogue_ask_empty_text()}
          </EmptyState>
        ) : (
          <WeighForm
            {...form}
            idempotencyKey={key}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        )}
      </Section>
    </Page>
  );
}
