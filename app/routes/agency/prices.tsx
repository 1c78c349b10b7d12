import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { priceBoard, pricedGrades, priceHistory } from "#app/modules/oversight/price-board-reads.server.ts";
import { PriceChart, PriceTable } from "#app/modules/oversight/ui/price-views.tsx";
import { placeName } from "#app/modules/regions/region-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

const HISTORY_DAYS = 60;

/** Prices of the own city against what the law allows; open to everyone who may read prices. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(request, params["workspace"], "prices.read");
  const today = dayOf(call.at, organisation.timeZone);
  const { cityCode, slug } = organisation;
  const [board, choices, city] = await Promise.all([
    priceBoard(cityCode, today),
    pricedGrades(),
    placeName(cityCode),
  ]);
  const asked = new URL(request.url).searchParams.get("barang");
  const chosen = asked ?? choices.find((choice) => choice.key === "TLR/M")?.key ?? choices[0]?.key ?? null;
  const [commodityCode = "", gradeCode = ""] = chosen?.split("/") ?? [];
  const history = await priceHistory({ commodityCode, gradeCode }, cityCode, {
    today,
    days: HISTORY_DAYS,
  });
  return { board, choices, chosen, history, city, slug, maySurvey: may(actor, "prices.import") };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_prices()) }];

export default function Prices() {
  const { board, choices, chosen, history, city, slug, maySurvey } = useLoaderData<typeof loader>();
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
            key={chosen}
            name="barang"
            label={m.oversight_history_choose()}
            optional
            defaultValue={chosen ?? undefined}
            options={choices.map((choice) => ({ value: choice.key, label: choice.label }))}
          />
        </Filters>
        {history ? <PriceChart history={history} /> : null}
      </Section>
      <Section tone="flush" title={m.oversight_prices_table()}>
        <PriceTable
          rows={board}
          to={(row) => `/${slug}/harga?barang=${row.commodityCode}/${row.gradeCode}#riwayat`}
        />
      </Section>
    </Page>
  );
}
