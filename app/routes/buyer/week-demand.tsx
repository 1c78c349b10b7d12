import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useRef } from "react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { clockTime, date, dateLong, dateShort, dateTime, rupiah, weekday, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import { mayKeepMenus } from "#app/modules/menus/menus.policy.ts";
import { reasonWord } from "#app/modules/menus/ui/menu-words.ts";
import { draftWeek } from "#app/modules/orders/draft-week.server.ts";
import { mayDraftOrder, mayPlaceOrder } from "#app/modules/orders/order.policy.ts";
import { WeekLineFields } from "#app/modules/orders/ui/week-line.tsx";
import type { WeekLine } from "#app/modules/orders/week-draft.ts";
import { goodsClassName } from "#app/modules/regions/ui/goods-class-name.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { useCount } from "#app/ui/form/count-form.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { useSettledChanges } from "#app/ui/form/settled-changes.ts";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { unlessCounting } from "#app/ui/form/unless-counting.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import {
  typedInto,
  type WeekSheet,
  type WeekSheetDelivery,
  weekAsked,
  weekSheet,
  weeksAround,
  weekWish,
  wrongBoxes,
} from "./week-sheet.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "menus.read");
  const monday = weekAsked(new URL(request.url), organisation, call.at);
  return {
    monday,
    ...weeksAround(monday),
    sheet: await weekSheet(organisation, monday, call.at),
    zone: organisation.timeZone,
    mayDraft: mayDraftOrder(actor),
    mayKeep: mayKeepMenus(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const form = await readForm(request);
  const monday = weekAsked(new URL(request.url), organisation, call.at);
  const sheet = await weekSheet(organisation, monday, call.at, typedInto(form));
  const { errors, isMoved } = wrongBoxes(sheet);
  if (form.text("intent") === "count") return data({ errors, sheet });
  // What cannot be read is never ordered as something else.
  if (Object.keys(errors).length > 0) return data({ errors, sheet }, { status: isMoved ? 409 : 422 });
  const wish = weekWish(sheet);
  const answered = await formCommand(form, {
    call,
    command: draftWeek,
    input: () => wish.input,
    to: () => `/${organisation.slug}/pesanan${mayPlaceOrder(actor) ? "/kirim" : "?keadaan=draft"}`,
    flash: ({ count }) => m.orders_week_drafted({ count }),
  });
  return data({ errors: wish.errorsByLine(answered.data.errors), sheet }, answered.init ?? undefined);
});

export const shouldRevalidate = unlessCounting;

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_week_title()) }];

export default function WeekDemand() {
  const { monday, before, after, slug, mayDraft, key, sheet: loaded } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const sheet = answer?.sheet ?? loaded;
  const errors: Readonly<Record<string, readonly string[]>> = answer?.errors ?? {};
  return (
    <Page
      title={m.orders_week_title()}
      lead={m.orders_week_lead({ day: date(monday) })}
      width="normal"
      actions={
        <>
          <ButtonLink to={`/${slug}/kebutuhan?pekan=${before}`} variant="secondary" icon="back">
            {m.orders_week_before()}
          </ButtonLink>
          <ButtonLink to={`/${slug}/kebutuhan?pekan=${after}`} variant="secondary" icon="arrow">
            {m.orders_week_after()}
          </ButtonLink>
        </>
      }
    >
      <DaysOfWeek days={sheet.days} />
      {sheet.unlinked.length === 0 ? null : (
        <Callout
          tone="rice"
          title={m.orders_week_unlinked_title()}
          actions={
            <ButtonLink to={`/${slug}/pangan`} variant="secondary" size="small">
              {m.orders_week_unlinked_action()}
            </ButtonLink>
          }
        >
          {m.orders_week_unlinked_text({ foods: sheet.unlinked.join(", ") })}
        </Callout>
      )}
      {sheet.deliveries.length === 0 ? (
        <NothingPlanned
          isUncounted={sheet.days.some(
            ({ operates, dishes, heads }) => operates && dishes.length > 0 && heads.small + heads.large === 0,
          )}
        />
      ) : (
        <SheetForm
          key={`${monday}${key}`}
          idempotencyKey={key}
          sheet={sheet}
          errors={errors}
          mayDraft={mayDraft}
        />
      )}
    </Page>
  );
}

/** `isUncounted`: there is a menu, but nobody was said to eat it. */
function NothingPlanned({ isUncounted }: { readonly isUncounted: boolean }) {
  const { slug } = useLoaderData<typeof loader>();
  if (isUncounted)
    return (
      <Callout
        tone="rice"
        title={m.orders_week_uncounted_title()}
        actions={
          <ButtonLink to={`/${slug}/kalender`} icon="arrow">
            {m.orders_week_to_calendar()}
          </ButtonLink>
        }
      >
        {m.orders_week_uncounted_text()}
      </Callout>
    );
  return (
    <Section tone="card">
      <EmptyState
        icon="clipboard"
        title={m.orders_week_empty_title()}
        action={
          <ButtonLink to={`/${slug}/menu`} icon="arrow">
            {m.orders_week_to_menu()}
          </ButtonLink>
        }
      >
        {m.orders_week_empty_text()}
      </EmptyState>
    </Section>
  );
}

function DaysOfWeek({ days }: { readonly days: WeekSheet["days"] }) {
  return (
    <Section title={m.orders_week_days_title()} tone="card" fold="closed">
      <ul className="divide-y divide-line">
        {days.map((day) => (
          <li key={day.day} className="py-2.5">
            <p className="font-semibold">
              {weekday(day.day)}, {dateShort(day.day)}
              {day.reason === null ? "" : ` · ${reasonWord(day.reason)}`}
            </p>
            <p className="text-sm text-ink-soft">
              {day.operates
                ? `${headsWords(day.heads)} · ${day.dishes.join(", ") || m.menus_day_empty()}`
                : m.orders_week_closed()}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Whom a day is cooked for; of nobody it says that nothing is needed. */
function headsWords({ small, large }: WeekSheet["days"][number]["heads"]): string {
  if (small + large === 0) return m.orders_week_heads_none();
  if (small === 0) return m.orders_week_heads_no_small({ large: whole(large) });
  if (large === 0) return m.orders_week_heads_no_large({ small: whole(small) });
  return m.orders_week_heads({ small: whole(small), large: whole(large) });
}

/** What the lines come to at most. */
function worstOf(lines: readonly WeekLine[]): bigint {
  return sumOf(lines.map((line) => line.units * (line.ceiling ?? 0n)));
}

function SheetForm({
  idempotencyKey,
  sheet,
  errors,
  mayDraft,
}: {
  readonly idempotencyKey: string;
  readonly sheet: WeekSheet;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly mayDraft: boolean;
}) {
  const { counted, count } = useCount<typeof action>();
  const latest = counted?.sheet ?? sheet;
  const open = latest.deliveries.filter((one) => !one.isTooLate && one.lines.some((line) => line.units > 0n));
  const total = sumOf(open.map((delivery) => worstOf(delivery.lines)));
  const inside = useRef<HTMLDivElement>(null);
  useSettledChanges(inside, count);
  return (
    <Form idempotencyKey={idempotencyKey} keepScroll>
      {/* Enter in a box reckons anew. */}
      <button type="submit" name="intent" value="count" tabIndex={-1} aria-hidden="true" className="sr-only">
        {m.orders_form_count()}
      </button>
      <ErrorSummary errors={errors} />
      <div ref={inside} className="flex flex-col gap-6">
        {sheet.deliveries.map((delivery, at) => (
          <Delivery
            key={`${delivery.deliveryDay}${delivery.windowStart}`}
            delivery={delivery}
            latest={latest.deliveries[at] ?? delivery}
            errors={errors}
          />
        ))}
      </div>
      <Section tone="card">
        <p className="tabular flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="font-semibold">{m.orders_week_total({ count: open.length })}</span>
          <span className="text-xl font-extrabold">{rupiah(total)}</span>
        </p>
        {mayDraft ? (
          <FormActions>
            <SubmitButton icon="check" name="intent" value="draft">
              {m.orders_week_draft({ count: open.length })}
            </SubmitButton>
            <SubmitButton variant="secondary" name="intent" value="count">
              {m.orders_form_count()}
            </SubmitButton>
          </FormActions>
        ) : null}
      </Section>
    </Form>
  );
}

function Delivery({
  delivery,
  latest,
  errors,
}: {
  readonly delivery: WeekSheetDelivery;
  readonly latest: WeekSheetDelivery;
  readonly errors: Readonly<Record<string, readonly string[]>>;
}) {
  const { zone } = useLoaderData<typeof loader>();
  const kinds = [...new Set(delivery.lines.map((line) => line.goods.goodsClass))];
  const [only] = kinds;
  const isOfOne = delivery.deliveryClass === "fresh" && kinds.length === 1 && only !== undefined;
  const kind = isOfOne
    ? goodsClassName(only)
    : delivery.deliveryClass === "dry"
      ? m.orders_week_dry()
      : m.orders_week_fresh();
  return (
    <Section
      tone="card"
      fold="open"
      title={m.orders_week_delivery({ kind, day: dateLong(delivery.deliveryDay) })}
      lead={m.orders_week_window({
        from: clockTime(delivery.windowStart),
        to: clockTime(delivery.windowEnd),
        rupiah: rupiah(worstOf(latest.lines)),
      })}
    >
      {delivery.isTooLate ? (
        <Callout tone="brick" title={m.orders_week_late({ time: dateTime(delivery.lastCall, zone) })}>
          {m.orders_week_late_text()}
        </Callout>
      ) : null}
      <ul>
        {delivery.lines.map((line, at) => (
          <WeekLineFields key={line.key} line={line} latest={latest.lines[at] ?? line} errors={errors} />
        ))}
      </ul>
    </Section>
  );
}
