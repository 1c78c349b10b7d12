import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { priceBoard } from "#app/modules/oversight/price-board-reads.server.ts";
import { firstDayOf, periodFrom } from "#app/modules/oversight/price-history.ts";
import { pricedGrades, priceHistory } from "#app/modules/oversight/price-history-reads.server.ts";
import { PriceChart, PriceHistoryTable } from "#app/modules/oversight/ui/price-history-views.tsx";
import { PriceTable } from "#app/modules/oversight/ui/price-views.tsx";
import { placeName } from "#app/modules/regions/region-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

/** Prices of the own city, now and over time, against what the law allows; open to everyone who may read prices. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(request, params["workspace"], "prices.read");
  const today = dayOf(call.at, organisation.timeZone);
  const { cityCode, slug } = organisation;
  const asked = new URL(request.url).searchParams;
  const [board, choices, city] = await Promise.all([
    priceBoard(cityCode, today),
    pricedGrades(),
    placeName(cityCode),
  ]);
  const chosen =
    asked.get("barang") ?? choices.find((choice) => choice.key === "TLR/M")?.key ?? choices[0]?.key ?? null;
  const [commodityCode = "", gradeCode = ""] = chosen?.split("/") ?? [];
  const period = periodFrom(asked.get("masa"));
  const history = await priceHistory({ commodityCode, gradeCode }, organisation, {
    from: firstDayOf(period, today),
    to: today,
  });
  const maySurvey = may(actor, "prices.import");
  return { board, choices, chosen, period, history, city, slug, maySurvey };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_prices()) }];

export default function Prices() {
  const { board, choices, chosen, period, history, city, slug, maySurvey } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.oversight_prices()}
      lead={m.oversight_prices_lead({ city })}
      actions={
        maySurvey ? (
          <ButtonLink to={`/${slug}/harga/survei`} icon="plus">
            {m.catalogue_survey_today()}
          </ButtonLink>
        ) : undefined
      }
    >
      <Section tone="card" id="riwayat">
        <Filters active={false}>
          <Select
            key={`${chosen}`}
            name="barang"
            label={m.oversight_history_choose()}
            optional
            defaultValue={chosen ?? undefined}
            options={choices.map((choice) => ({ value: choice.key, label: choice.label }))}
          />
          <Select
            key={period}
            name="masa"
            label={m.oversight_history_period()}
            optional
            defaultValue={period}
            options={[
              { value: "60", label: m.oversight_history_period_60() },
              { value: "365", label: m.oversight_history_period_365() },
            ]}
          />
        </Filters>
        {history ? (
          <>
            <PriceChart history={history} />
            <p className="mt-3 text-sm text-ink-soft">{m.oversight_history_whose()}</p>
          </>
        ) : null}
      </Section>
      {history && history.days.length > 0 ? (
        <Section tone="flush" title={m.oversight_history_table()}>
          <PriceHistoryTable history={history} />
        </Section>
      ) : null}
      <Section tone="flush" title={m.oversight_prices_table()}>
        <PriceTable
          rows={board}
          to={(row) => `/${slug}/harga?barang=${row.commodityCode}/${row.gradeCode}#riwayat`}
        />
      </Section>
    </Page>
  );
}
