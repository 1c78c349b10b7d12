import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong, dateShort, quantity, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { cookMeal } from "#app/modules/stock/cook-meal.server.ts";
import { mayKeepStock } from "#app/modules/stock/stock.policy.ts";
import { mealOf, type StoredGoods, storeOf } from "#app/modules/stock/stock-reads.server.ts";
import { MealForm } from "#app/modules/stock/ui/meal-form.tsx";
import { freshnessLook } from "#app/modules/stock/ui/stock-words.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { dayAsked, usedGoods } from "./store-writing.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "stock.read");
  const today = dayOf(call.at, organisation.timeZone);
  const day = dayAsked(new URL(request.url), today);
  const [meal, goods] = await Promise.all([mealOf(organisation, day, call.at), storeOf(organisation, today)]);
  return {
    today,
    meal,
    goods,
    before: addDays(day, -1),
    after: day <= today ? addDays(day, 1) : null,
    mayKeep: mayKeepStock(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "stock.keep");
  const form = await readForm(request);
  const day = dayAsked(new URL(request.url), dayOf(call.at, organisation.timeZone));
  return formCommand(form, {
    call,
    command: cookMeal,
    input: async (fields) => ({ cookedOn: day, goods: await usedGoods(organisation.id, fields) }),
    fieldNames: { usedBase: "amount" },
    to: () => `/${organisation.slug}/gudang-dapur?hari=${day}`,
    flash: () => m.stock_meal_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.stock_title()) }];

export default function Store() {
  const { slug, before, after } = useLoaderData<typeof loader>();
  const onDay = (day: string) => `/${slug}/gudang-dapur?hari=${day}`;
  return (
    <Page
      title={m.stock_title()}
      lead={m.stock_lead()}
      actions={
        <>
          <ButtonLink to={onDay(before)} variant="secondary" icon="back">
            {m.stock_meal_day_before()}
          </ButtonLink>
          {after === null ? null : (
            <ButtonLink to={onDay(after)} variant="secondary" icon="arrow">
              {m.stock_meal_day_after()}
            </ButtonLink>
          )}
        </>
      }
    >
      <TodaysMeal />
      <There />
    </Page>
  );
}

function TodaysMeal() {
  const { meal, mayKeep, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const day = dateLong(meal.day);
  if (!meal.operates || meal.goods.length === 0 || !mayKeep)
    return (
      <Section tone="card" title={m.stock_meal_none_title({ day })}>
        <p className="text-ink-soft">{m.stock_meal_none_text()}</p>
      </Section>
    );
  const heads = { small: whole(meal.heads.small), large: whole(meal.heads.large) };
  return (
    <Section
      tone="card"
      title={meal.isRecorded ? m.stock_meal_recorded({ day }) : m.stock_meal_title({ day })}
      lead={meal.isRecorded ? m.stock_meal_recorded_lead() : m.stock_meal_lead(heads)}
      {...(meal.isRecorded ? { fold: answer ? ("open" as const) : ("closed" as const) } : {})}
    >
      <MealForm
        key={`${meal.day}${key}`}
        idempotencyKey={key}
        meal={meal}
        errors={answer?.errors ?? {}}
        values={answer?.values ?? {}}
      />
    </Section>
  );
}

function There() {
  const { goods, slug } = useLoaderData<typeof loader>();
  const toCount = (
    <ButtonLink to={`/${slug}/gudang-dapur/kartu`} variant="secondary" icon="plus">
      {m.stock_count_other_title()}
    </ButtonLink>
  );
  return (
    <Section tone="flush" title={m.stock_there_title()} actions={toCount}>
      <DataTable
        caption={m.stock_there_title()}
        rows={goods}
        rowKey={(one) => `${one.commodityCode}.${one.gradeCode}`}
        rowTo={(one) => `/${slug}/gudang-dapur/kartu?barang=${one.commodityCode}.${one.gradeCode}`}
        empty={
          <EmptyState icon="box" title={m.stock_there_empty_title()}>
            {m.stock_there_empty_text()}
          </EmptyState>
        }
        columns={[
          { key: "name", header: m.stock_goods(), cell: (one) => one.name },
          {
            key: "amount",
            header: m.stock_amount(),
            align: "end",
            cell: (one) => quantity(one.balanceBase, one.unit, one.basePerUnit),
          },
          { key: "expires", header: m.stock_expires(), cell: (one) => <Expiry goods={one} /> },
        ]}
      />
    </Section>
  );
}

function Expiry({ goods }: { readonly goods: StoredGoods }) {
  if (goods.expiresOn === null) return m.stock_no_expiry();
  const look = freshnessLook(goods.freshness);
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {dateShort(goods.expiresOn)}
      {goods.freshness === "good" ? null : <Badge tone={look.tone}>{look.label}</Badge>}
    </span>
  );
}
