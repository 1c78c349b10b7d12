import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { formDeeds } from "#app/http/form-deeds.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort, weekday, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, type BusinessDay, dayOf, weekdayOf } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { marksOf } from "#app/modules/menus/calendar-reads.server.ts";
import { calendarReasons, servings } from "#app/modules/menus/kitchen-calendar.ts";
import { kitchenRules } from "#app/modules/menus/kitchen-rules-reads.server.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { mayKeepMenus } from "#app/modules/menus/menus.policy.ts";
import { reasonWord, servingWord } from "#app/modules/menus/ui/menu-words.ts";
import { bindingRuleWords } from "#app/modules/orders/binding-rule-words.server.ts";
import { bindingRulesOf } from "#app/modules/orders/binding-rules-reads.server.ts";
import { calendarEffectsOf, suspensionEffectsOf } from "#app/modules/orders/calendar-effect-reads.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { mayEndOrders } from "#app/modules/orders/order.policy.ts";
import { reduceOrder } from "#app/modules/orders/reduce-order.server.ts";
import { BindingRulesCard } from "#app/modules/orders/ui/binding-rules-card.tsx";
import { CalendarEffectList } from "#app/modules/orders/ui/calendar-effect-list.tsx";
import { BatchAnswer } from "#app/modules/orders/ui/order-batch-list.tsx";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
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
  const [{ demand, effects }, marks, rules, binding] = await Promise.all([
    effectsNow(organisation, today, call.at),
    marksOf(organisation.id),
    kitchenRules({ regionCode: organisation.regionCode, day: today }),
    bindingRulesOf(organisation.id, today),
  ]);
  return {
    today,
    days: demand.days.slice(0, DAYS).map(({ dishes: _dishes, ...day }) => day),
    marks: marks.slice(0, MARKS_SHOWN),
    headsUsualMax: rules.headsUsualMax,
    effects,
    lateCancelPercent: binding?.lateCancelPercent.amount ?? 0,
    ruleWords: binding && bindingRuleWords(binding),
    mayApply: mayEndOrders(actor),
    mayKeep: mayKeepMenus(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

type Kitchen = Parameters<typeof weekDemand>[0] & { readonly state: string };

/** The demand of the days that are shown, to the end of their last week, and what it asks of open orders. */
async function effectsNow(kitchen: Kitchen, today: BusinessDay, at: Date) {
  // Goods that keep come for a whole week: half a week would need only half of them.
  const range = { from: today, count: DAYS + 7 - weekdayOf(addDays(today, DAYS - 1)) };
  const demand = await weekDemand(kitchen, range, at);
  const effects =
    kitchen.state === "suspended"
      ? await suspensionEffectsOf(kitchen.id, today)
      : await calendarEffectsOf(kitchen.id, range, demand);
  return { demand, effects };
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const form = await readForm(request);
  if (form.text("intent") === "apply") return applyEffects(request, params["workspace"], form);
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  return formCommand(form, {
    call,
    command: markDays,
    input: (fields) => ({
      fromDay: fields.text("fromDay"),
      toDay: fields.text("toDay"),
      weekdays: fields.texts("weekday"),
      operates: fields.text("operates"),
      serves: fields.text("serves"),
      smallHeads: fields.text("smallHeads"),
      largeHeads: fields.text("largeHeads"),
      reason: fields.text("reason"),
      note: fields.text("note"),
    }),
    to: () => `/${organisation.slug}/kalender`,
    flash: () => m.menus_calendar_marked(),
  });
});

/** Does to each order that is ticked what the calendar asks of it at this moment. */
async function applyEffects(request: Request, workspace: string | undefined, form: FormFields) {
  const { call, organisation } = await requirePermission(request, workspace, "orders.read");
  const { effects } = await effectsNow(organisation, dayOf(call.at, organisation.timeZone), call.at);
  const answer = await formDeeds(form, {
    call,
    ids: form.texts("order"),
    deed: (each, orderId) => {
      const effect = effects.find(({ order }) => order.id === orderId);
      if (effect?.deed === "cancel") return cancelOrder(each, { orderId, reason: m.orders_effects_reason() });
      const lines = (effect?.changes ?? []).map(({ line, toBase }) => ({
        orderLineId: line.id,
        quantityBase: toBase.toString(),
      }));
      if (lines.length === 0) throw new RuleBroken("orders.nothingToReduce");
      return reduceOrder(each, { orderId, lines });
    },
    to: `/${organisation.slug}/kalender`,
    flash: (count) => m.orders_effects_applied({ count }),
  });
  return data({ ...answer, errors: {}, values: {} }, { status: 422 });
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.menus_calendar_title()) }];

export default function KitchenCalendar() {
  const { days, headsUsualMax, mayKeep, slug, ruleWords } = useLoaderData<typeof loader>();
  const most = Math.max(
    0,
    ...days.filter((day) => day.operates).map((day) => day.heads.small + day.heads.large),
  );
  return (
    <Page
      title={m.menus_calendar_title()}
      lead={m.menus_calendar_lead()}
      actions={
        <ButtonLink to={`/${slug}/jam-terima`} variant="secondary" icon="clock">
          {m.menus_windows_title()}
        </ButtonLink>
      }
    >
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
      {ruleWords ? <BindingRulesCard title={m.orders_rules_title()} words={ruleWords} /> : null}
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
          <span className="block text-sm text-ink-soft">
            {[reasonWord(day.reason), day.source].filter(Boolean).join(" · ")}
          </span>
        )}
      </p>
      {day.operates ? (
        <p className="tabular text-right">
          <span className="block font-semibold">
            {[
              ...(day.serves === "fresh" ? [] : [servingWord(day.serves)]),
              day.cycleDay === null ? m.menus_calendar_no_menu() : m.menus_day({ number: day.cycleDay }),
            ].join(" · ")}
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

/** What the calendar asks of open orders, and what became of it just now. */
function Effects() {
  const { effects, lateCancelPercent, mayApply, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const applied = answer && "refusals" in answer ? answer : null;
  return (
    <>
      {applied ? (
        <BatchAnswer answer={applied} doneWords={m.orders_effects_applied({ count: applied.done })} />
      ) : null}
      <CalendarEffectList
        key={key}
        effects={effects}
        base={`/${slug}/pesanan`}
        lateCancelPercent={lateCancelPercent}
        mayApply={mayApply}
        refusals={applied?.refusals ?? {}}
        idempotencyKey={`${key}-e`}
      />
    </>
  );
}

/** A Monday, for the names of the days of the week. */
const SOME_MONDAY = "2026-07-06";

function MarkForm() {
  const { today, key } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const answer = answered && "refusals" in answered ? undefined : answered;
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
        <Choice
          {...field("serves")}
          label={m.menus_mark_serves()}
          layout="row"
          optional
          options={servings.map((value) => ({ value, label: servingWord(value) }))}
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
              [
                ...(mark.operates === null
                  ? []
                  : [mark.operates ? m.menus_calendar_cooks() : m.menus_calendar_closed()]),
                ...(mark.serves === null ? [] : [servingWord(mark.serves)]),
              ].join(" · "),
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
