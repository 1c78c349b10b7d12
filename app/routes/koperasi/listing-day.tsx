import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { dayListOf } from "#app/modules/catalogue/day-list-reads.server.ts";
import { DayDesk } from "#app/modules/catalogue/ui/day-list.tsx";
import { DayNotice } from "#app/modules/catalogue/ui/day-notice.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { KeptForms, useKeptForms } from "#app/ui/form/kept-forms.tsx";
import { KeepPages } from "#app/ui/keep-pages.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { keptDay, listDayDeed } from "./listing-day.server.ts";

/** The day's goods as last time, or as a week ago: numbers to change with the thumb, and one button that lists them all. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.keep");
  const { call, organisation } = member;
  const kept = keptDay(member);
  if (kept === null) throw new Forbidden("catalogue.forbidden");
  const day = dayOf(call.at, organisation.timeZone);
  const like = new URL(request.url).searchParams.get("seperti") === "minggu" ? "week" : "last";
  return {
    ...(await dayListOf(organisation.id, { regionCode: organisation.regionCode, day }, like)),
    kept,
    like,
    day,
    zone: organisation.timeZone,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.keep");
  return data(await listDayDeed(await readForm(request), member), { status: 422 });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_day_title()) }];

export default function ListingDay() {
  const { kept } = useLoaderData<typeof loader>();
  return (
    <KeptForms queue={kept.queue}>
      <KeepPages paths={[kept.page]} />
      <DayPage />
    </KeptForms>
  );
}

function DayPage() {
  const { lines, lapsed, like, day, zone, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { isOffline } = useKeptForms();
  const here = `/${slug}/barang/hari-ini`;
  const [ended] = lapsed;
  return (
    <Page
      title={m.catalogue_day_title()}
      lead={m.catalogue_day_lead()}
      breadcrumbs={[{ to: `/${slug}/barang`, label: m.catalogue_list_title() }]}
    >
      <DayNotice isDesk />
      {ended === undefined ? null : (
        <Callout tone="brick" title={m.catalogue_licence_lapsed({ day: date(ended.expiresOn) })}>
          {m.catalogue_licence_lapsed_text()}
        </Callout>
      )}
      {/* Without a signal the phone has only the page as last time. */}
      {isOffline ? null : (
        <Tabs
          label={m.catalogue_day_like()}
          tabs={[
            { to: here, label: m.catalogue_day_like_last(), current: like === "last" },
            { to: `${here}?seperti=minggu`, label: m.catalogue_day_like_week(), current: like === "week" },
          ]}
        />
      )}
      {lines.length === 0 ? (
        <Section tone="card">
          <EmptyState
            icon="leaf"
            title={m.catalogue_list_empty_title()}
            action={<ButtonLink to={`/${slug}/barang/baru`}>{m.catalogue_list_new()}</ButtonLink>}
          >
            {m.catalogue_list_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        <DayDesk
          key={like}
          lines={lines}
          slug={slug}
          day={day}
          zone={zone}
          idempotencyKey={key}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      )}
    </Page>
  );
}
