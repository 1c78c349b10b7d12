import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort, weekday, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { marksOf } from "#app/modules/menus/calendar-reads.server.ts";
import { cyclesOf } from "#app/modules/menus/cycle-reads.server.ts";
import { toOrder } from "#app/modules/menus/demand.ts";
import { calendarReasons } from "#app/modules/menus/kitchen-calendar.ts";
import { kitchenRules } from "#app/modules/menus/kitchen-rules-reads.server.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { mayKeepMenus } from "#app/modules/menus/menus.policy.ts";
import { reasonWord } from "#app/modules/menus/ui/menu-words.ts";
import { openOrdersIn } from "#app/modules/orders/ordered-reads.server.ts";
import { OrderBadge } from "#app/modules/orders/ui/order-badge.tsx";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import type { DemandLine } from "#app/modules/orders/week-draft.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";

const DAYS = 28;
const MARKS_SHOWN = 20;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "menus.read");
  const today = dayOf(call.at, organisation.timeZone);
  const [demand, marks, rules, open, cycles] = await Promise.all([
    weekDemand(organisation, { from: today, count: DAYS }, call.at),
    marksOf(organisation.id),
    kitchenRules({ regionCode: organisation.regionCode, day: today }),
    openOrdersIn(organisation.id, { from: today, to: addDays(today, DAYS - 1) }),
    cyclesOf(organisation.id),
  ]);
  const needed = new Map<string, boolean>();
  for (const { deliveryDay, lines } of demand.deliveries)
    needed.set(
      deliveryDay,
      (needed.get(deliveryDay) ?? true) && lines.every((line) => surplusOf(line) === 0n),
    );
  // Before the first menu orders were written by hand, and goods of the last day are for days that are not seen here.
  const last = addDays(today, DAYS - 1);
  const begins = cycles.at(-1)?.startsOn;
  const judged = open.filter(
    ({ deliveryDay }) => begins !== undefined && deliveryDay >= addDays(begins, -1) && deliveryDay < last,
  );
  return {
    today,
    days: demand.days.map(({ dishes: _dishes, ...day }) => day),
    marks: marks.slice(0, MARKS_SHOWN),
    headsUsualMax: rules.headsUsualMax,
    unneeded: judged.filter((order) => !needed.has(order.deliveryDay)),
    tooMuch: judged.filter((order) => needed.get(order.deliveryDay) === false),
    mayKeep: mayKeepMenus(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

/** Whole units of goods that are ordered beyond what a delivery is needed for. */
function surplusOf({ needBase, orderedBase, goods }: DemandLine): bigint {
  return toOrder({ needBase, basePerUnit: goods.basePerUnit }, orderedBase, 0n).surplusBase;
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: markDays,
    input: (fields) => ({
      fromDay: fields.text("fromDay"),
      toDay: fields.text("toDay"),
      weekdays: fields.texts("weekday"),
      operates: fields.text("operates"),
      smallHeads: fields.text("smallHeads"),
      largeHeads: fields.text("largeHeads"),
      reason: fields.text("reason"),
      note: fields.text("note"),
    }),
    to: () => `/${organisation.slug}/kalender`,
    flash: () => m.menus_calendar_marked(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.menus_calendar_title()) }];

export default function KitchenCalendar() {
  const { days, headsUsualMax, mayKeep } = useLoaderData<typeof loader>();
  const most = Math.max(
    0,
    ...days.filter((day) => day.operates).map((day) => day.heads.small + day.heads.large),
  );
  return (
    <Page title={m.menus_calendar_title()} lead={m.menus_calendar_lead()}>
      <Effects />
      {most > headsUsualMax ? (
        <Callout
          tone="rice"
          title={m.menus_calendar_many({ count: whole(most), max: whole(headsUsualMax) })}
        />
      ) : null}
      {mayKeep ? <MarkForm /> : null}
      <Section tone="flush" title={m.menus_calendar_days()}>
        <ul className="divide-y divide-line">
          {days.map((day) => (
            <DayRow key={day.day} day={day} />
          ))}
        </ul>
      </Section>
      <Said />
    </Page>
  );
}

type Day = ReturnType<typeof useLoaderData<typeof loader>>["days"][number];

/** A day on one or two lines: when, whether the kitchen cooks, what, and for how many. */
function DayRow({ day }: { readonly day: Day }) {
  return (
    <li
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 sm:px-6 ${day.operates ? "" : "bg-sunken/60"}`}
    >
      <p className="min-w-0">
        <span className="block font-semibold">
          {weekday(day.day)}, {dateShort(day.day)}
        </span>
        {day.reason === null ? null : (
          <span className="block text-sm text-ink-soft">{reasonWord(day.reason)}</span>
        )}
      </p>
      {day.operates ? (
        <p className="tabular text-right">
          <span className="block font-semibold">
            {day.cycleDay === null ? m.menus_calendar_no_menu() : m.menus_day({ number: day.cycleDay })}
          </span>
          <span className="block text-sm text-ink-soft">
            {m.orders_week_heads({ small: whole(day.heads.small), large: whole(day.heads.large) })}
          </span>
        </p>
      ) : (
        <Badge>{m.menus_calendar_closed()}</Badge>
      )}
    </li>
  );
}

/** Orders that the calendar leaves without eaters, or with too few. */
function Effects() {
  const { unneeded, tooMuch, slug } = useLoaderData<typeof loader>();
  const list = (orders: typeof unneeded) => (
    <ul className="mt-1">
      {orders.map((order) => (
        <li key={order.id} className="flex flex-wrap items-center gap-2">
          <Link
            to={`/${slug}/pesanan/${order.id}`}
            className="inline-flex min-h-11 items-center font-semibold text-leaf-700 hover:underline"
          >
            {weekday(order.deliveryDay)}, {dateShort(order.deliveryDay)}
          </Link>
          <OrderBadge state={order.state} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {unneeded.length === 0 ? null : (
        <Callout tone="rice" title={m.menus_calendar_unneeded()}>
          {m.menus_calendar_unneeded_text()}
          {list(unneeded)}
        </Callout>
      )}
      {tooMuch.length === 0 ? null : (
        <Callout tone="rice" title={m.menus_calendar_too_much()}>
          {m.menus_calendar_too_much_text()}
          {list(tooMuch)}
        </Callout>
      )}
    </>
  );
}

/** A Monday, for the names of the days of the week. */
const SOME_MONDAY = "2026-07-06";

function MarkForm() {
  const { today, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const values = answer?.values ?? {};
  const field = (name: string) => ({ name, error: answer?.errors[name] ?? null, defaultValue: values[name] });
  return (
    <Section
      tone="card"
      title={m.menus_mark_title()}
      lead={m.menus_mark_lead()}
      fold={answer ? "open" : "closed"}
    >
      <Form idempotencyKey={key}>
        <ErrorSummary errors={answer?.errors ?? {}} />
        <FieldRow>
          <DateInput
            {...field("fromDay")}
            defaultValue={values["fromDay"] ?? today}
            label={m.menus_mark_from()}
          />
          <DateInput {...field("toDay")} label={m.menus_mark_to()} hint={m.menus_mark_to_hint()} optional />
        </FieldRow>
        <Choice
          {...field("operates")}
          label={m.menus_mark_cooks()}
          layout="row"
          optional
          options={[
            { value: "no", label: m.menus_calendar_closed() },
            { value: "yes", label: m.menus_calendar_cooks() },
          ]}
        />
        <FieldRow>
          <TextInput {...field("smallHeads")} inputMode="numeric" label={m.menus_mark_small()} optional />
          <TextInput {...field("largeHeads")} inputMode="numeric" label={m.menus_mark_large()} optional />
        </FieldRow>
        <Select
          {...field("reason")}
          defaultValue={values["reason"] ?? "school_holiday"}
          label={m.menus_mark_reason()}
          options={calendarReasons
            .filter((reason) => reason !== "suspended")
            .map((value) => ({ value, label: reasonWord(value) }))}
        />
        <FieldGroup legend={m.menus_mark_weekdays()} hint={m.menus_mark_weekdays_hint()}>
          <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-4">
            {[1, 2, 3, 4, 5, 6, 7].map((number) => (
              <Checkbox
                key={number}
                name="weekday"
                value={String(number)}
                label={weekday(addDays(SOME_MONDAY as typeof today, number - 1))}
              />
            ))}
          </div>
        </FieldGroup>
        <TextInput {...field("note")} label={m.menus_mark_note()} maxLength={200} optional />
        <FormActions>
          <SubmitButton icon="check">{m.menus_mark_save()}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

function Said() {
  const { marks } = useLoaderData<typeof loader>();
  if (marks.length === 0) return null;
  return (
    <Section tone="flush" title={m.menus_calendar_said()}>
      <DataTable
        caption={m.menus_calendar_said()}
        rows={marks}
        rowKey={(mark) => mark.id}
        empty={null}
        columns={[
          {
            key: "period",
            header: m.menus_calendar_period(),
            cell: (mark) =>
              mark.toDay === null
                ? m.menus_calendar_from({ day: dateShort(mark.fromDay) })
                : `${dateShort(mark.fromDay)} – ${dateShort(mark.toDay)}`,
          },
          { key: "reason", header: m.menus_mark_reason(), cell: (mark) => reasonWord(mark.reason) },
          {
            key: "cooks",
            header: m.menus_calendar_state(),
            cell: (mark) =>
              mark.operates === null
                ? null
                : mark.operates
                  ? m.menus_calendar_cooks()
                  : m.menus_calendar_closed(),
          },
          {
            key: "heads",
            header: m.menus_calendar_heads(),
            align: "end",
            cell: (mark) =>
              mark.smallHeads === null || mark.largeHeads === null
                ? null
                : `${whole(mark.smallHeads)} + ${whole(mark.largeHeads)}`,
          },
          { key: "note", header: m.menus_mark_note(), cell: (mark) => mark.note },
        ]}
      />
    </Section>
  );
}
