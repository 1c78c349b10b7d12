import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type Member, requireMember } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { rupiah, weight, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { citiesOf, type FlowScope, tradeFlows } from "#app/modules/oversight/trade-flow-reads.server.ts";
import { flowMeasures, tradeWays } from "#app/modules/oversight/trade-flows.ts";
import { measureName, TradeFlowMap, TradeWayTable } from "#app/modules/oversight/ui/trade-flow-views.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

/** How far one can look back, in days, and how it is said. */
const PERIODS = {
  "30": m.oversight_flow_month,
  "90": m.oversight_flow_quarter,
  "365": m.oversight_flow_year,
};
type Period = keyof typeof PERIODS;
const isPeriod = (word: string | null): word is Period => word !== null && Object.hasOwn(PERIODS, word);

/** A table longer than this nobody reads to its end. */
const ROWS_MAX = 60;

/** A trade center sees what it brought together, an agency what left and reached its city. */
function scopeOf({ actor, organisation }: Member): FlowScope {
  const mayLook = may(actor, "contracts.read") || may(actor, "board.read");
  if (!mayLook) throw new Forbidden("kernel.forbidden");
  if (organisation.kind === "trade_center") return { of: "hub", hubId: organisation.id };
  if (organisation.kind === "agency") return { of: "city", cityCode: organisation.cityCode };
  throw new Missing("contracts.missing");
}

/** Trade between regions: from which city to which, how much and worth how much, in a time and of a commodity of choice. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requireMember(request, params["workspace"]);
  const scope = scopeOf(member);
  const { call, organisation } = member;
  const asked = new URL(request.url).searchParams;
  const word = asked.get("masa");
  const period: Period = isPeriod(word) ? word : "90";
  const measure = flowMeasures.find((one) => one === asked.get("ukuran")) ?? "value";
  const all = await tradeFlows(scope, {
    today: dayOf(call.at, organisation.timeZone),
    days: Number(period),
  });
  const goods = [...new Map(all.map((flow) => [flow.commodityCode, flow.goods]))]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const chosen = goods.find((one) => one.value === asked.get("barang"))?.value ?? "";
  const flows = all.filter((flow) => chosen === "" || flow.commodityCode === chosen);
  return {
    ways: tradeWays(flows, measure),
    cities: await citiesOf(flows),
    goods,
    chosen,
    period,
    measure,
    isFiltered: word !== null || chosen !== "" || asked.has("ukuran"),
    slug: organisation.slug,
    isHub: scope.of === "hub",
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_flow_title()) }];

export default function TradeFlows() {
  const { ways, cities, goods, chosen, period, measure, isFiltered, slug, isHub } =
    useLoaderData<typeof loader>();
  const cityCount = new Set(ways.flatMap((way) => [way.fromCode, way.toCode])).size;
  return (
    <Page
      title={m.oversight_flow_title()}
      lead={isHub ? m.oversight_flow_lead_hub() : m.oversight_flow_lead_city()}
      width="wide"
      actions={
        <ButtonLink to={isHub ? `/${slug}/papan-dagang` : `/${slug}/harga`} variant="secondary" icon="money">
          {isHub ? m.oversight_flow_to_spread() : m.oversight_prices()}
        </ButtonLink>
      }
    >
      <Filters active={isFiltered}>
        <Select
          name="masa"
          label={m.oversight_flow_period()}
          optional
          defaultValue={period}
          options={(["30", "90", "365"] as const).map((value) => ({ value, label: PERIODS[value]() }))}
        />
        <Select
          name="barang"
          label={m.contracts_goods()}
          placeholder={m.oversight_flow_all_goods()}
          optional
          defaultValue={chosen}
          options={goods}
        />
        <Select
          name="ukuran"
          label={m.oversight_flow_measure()}
          optional
          defaultValue={measure}
          options={flowMeasures.map((value) => ({ value, label: measureName(value) }))}
        />
      </Filters>
      {ways.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="truck" title={m.oversight_flow_none()}>
            {isHub ? m.oversight_flow_none_hub() : m.oversight_flow_none_city()}
          </EmptyState>
        </Section>
      ) : (
        <>
          <Section tone="card">
            <TradeFlowMap ways={ways} cities={cities} measure={measure} />
          </Section>
          <Tiles columns={3}>
            <Stat
              icon="money"
              label={m.oversight_flow_value()}
              value={rupiah(sumOf(ways.map((way) => way.valueRupiah)))}
            />
            <Stat
              icon="scale"
              label={m.oversight_flow_weight()}
              value={weight(sumOf(ways.map((way) => way.grams)))}
            />
            <Stat icon="building" label={m.oversight_flow_cities()} value={whole(cityCount)} />
          </Tiles>
          <Section tone="flush" title={m.oversight_flow_table()} lead={m.oversight_flow_table_lead()}>
            <TradeWayTable ways={ways.slice(0, ROWS_MAX)} cities={cities} />
            {ways.length > ROWS_MAX ? (
              <p className="px-4 py-3 text-ink-soft sm:px-6">
                {m.oversight_flow_more({ shown: ROWS_MAX, all: ways.length })}
              </p>
            ) : null}
          </Section>
        </>
      )}
    </Page>
  );
}
