import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { gradeKey } from "#app/modules/catalogue/commodity-reads.server.ts";
import { offersOf } from "#app/modules/catalogue/market-reads.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { type BudgetStatus, budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { cheapestAdditions, supplying } from "#app/modules/oversight/diversity.ts";
import { answersToBuyer } from "#app/modules/oversight/rating-answer-reads.server.ts";
import {
  type Period,
  pricesPaid,
  supplierRules,
  suppliersOf,
} from "#app/modules/oversight/supplier-reads.server.ts";
import { RatingAnswers } from "#app/modules/oversight/ui/rating-answers.tsx";
import {
  type AdditionShown,
  AdditionTable,
  SpendingTiles,
  SupplierGauge,
  SupplierTable,
} from "#app/modules/oversight/ui/supplier-views.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

/** The period looked at where the kitchen keeps no budget: two weeks, as long as one of the programme's. */
const DAYS_WITHOUT_BUDGET = 14;

/** The budget asked for, or the one of today, or the latest. */
function budgetAsked(budgets: readonly BudgetStatus[], asked: string | null, today: BusinessDay) {
  return (
    budgets.find((budget) => budget.id === asked) ??
    budgets.find((budget) => budget.startsOn <= today && today <= budget.endsOn) ??
    budgets[0]
  );
}

/** The cheapest new sellers within reach, as many as the period still lacks. */
async function additions(
  member: Member,
  period: Period,
  known: readonly string[],
  lacking: number,
): Promise<AdditionShown[]> {
  if (lacking <= 0) return [];
  const { organisation, call } = member;
  const paid = await pricesPaid(organisation.id, period);
  const own = await organisationById(organisation.id);
  const near =
    own?.latitude != null && own.longitude != null
      ? { near: { latitude: own.latitude, longitude: own.longitude } }
      : {};
  const bought = [...new Set([...paid.keys()].map((goods) => goods.split("/")[0] ?? ""))];
  const day = dayOf(call.at, organisation.timeZone);
  const offers = await offersOf(bought, { day, buyerKind: organisation.kind, ...near });
  const candidates = offers.map((offer) => ({
    ...offer,
    goods: gradeKey(offer),
    priceMilli: offer.milliRupiahPerBase,
    leastBase: offer.minOrderBase > offer.basePerUnit ? offer.minOrderBase : offer.basePerUnit,
  }));
  return cheapestAdditions(candidates, paid, new Set(known), lacking).map(({ offer, extraRupiah }) => ({
    sellerId: offer.sellerId,
    sellerName: offer.sellerName,
    goods: `${offer.commodityName} ${offer.gradeName}`,
    leastBase: offer.leastBase,
    unit: offer.unit,
    basePerUnit: offer.basePerUnit,
    extraRupiah,
  }));
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "budgets.read");
  const { call, organisation } = member;
  // How many suppliers a buyer needs is a rule for kitchens.
  if (organisation.kind !== "kitchen") throw new Missing("kernel.missing");
  const today = dayOf(call.at, organisation.timeZone);
  const scope = { regionCode: organisation.regionCode, day: today };
  const budgets = await budgetsOf(organisation.id);
  const budget = budgetAsked(budgets, new URL(request.url).searchParams.get("anggaran"), today);
  const period = budget
    ? { from: budget.startsOn, to: budget.endsOn }
    : { from: addDays(today, -DAYS_WITHOUT_BUDGET), to: today };
  const { least, warning, counting } = await supplierRules(scope);
  const rows = await suppliersOf(organisation.id, period, counting);
  const known = rows.map((row) => row.sellerId);
  return {
    rows,
    answers: await answersToBuyer(organisation.id, known, period),
    zone: organisation.timeZone,
    least,
    warning,
    additions: await additions(member, period, known, least - supplying(rows).length),
    period,
    budgetId: budget?.id,
    budgets: budgets.map(({ id, fund, startsOn, endsOn }) => ({ id, fund, startsOn, endsOn })),
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_suppliers_title()) }];

export default function Suppliers() {
  const {
    rows,
    answers,
    zone,
    least,
    warning,
    additions: added,
    period,
    budgetId,
    budgets,
    slug,
  } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.oversight_suppliers_title()}
      lead={m.oversight_suppliers_lead({ from: date(period.from), to: date(period.to) })}
    >
      {budgets.length > 1 ? (
        <Filters active={false}>
          <Select
            name="anggaran"
            label={m.oversight_suppliers_period()}
            options={budgets.map(({ id, fund, startsOn, endsOn }) => ({
              value: id,
              label: `${fund}, ${date(startsOn)} – ${date(endsOn)}`,
            }))}
            defaultValue={budgetId}
          />
        </Filters>
      ) : null}
      <SupplierGauge rows={rows} least={least} warning={warning} />
      {rows.length === 0 ? null : <SpendingTiles rows={rows} />}
      <SupplierTable rows={rows} answers={answers} />
      <RatingAnswers answers={answers} zone={zone} isNamed />
      {rows.length === 0 || supplying(rows).length >= least ? null : (
        <>
          <AdditionTable rows={added} />
          <ButtonLink to={`/${slug}/pasar`} variant="secondary" icon="basket">
            {m.oversight_suppliers_market()}
          </ButtonLink>
        </>
      )}
    </Page>
  );
}
