import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, dateLong, weekday } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { endStandingOrder } from "#app/modules/orders/end-standing-order.server.ts";
import { ordersOf } from "#app/modules/orders/order-reads.server.ts";
import { removeOrderTemplate } from "#app/modules/orders/remove-order-template.server.ts";
import { retryStandingDay } from "#app/modules/orders/retry-standing-day.server.ts";
import { saveOrderTemplate } from "#app/modules/orders/save-order-template.server.ts";
import { DAYS_AHEAD_MAX } from "#app/modules/orders/standing.ts";
import { type StandingView, standingOf, templatesOf } from "#app/modules/orders/standing-reads.server.ts";
import { startStandingOrder } from "#app/modules/orders/start-standing-order.server.ts";
import { StandingCard, TemplateCard } from "#app/modules/orders/ui/standing-cards.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

const ORDERS_OFFERED = 20;
const USUAL_DAYS_AHEAD = "4";

/** What a buyer often asks for: templates, and those of them that are asked for every week by themselves. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const [templates, standing, orders] = await Promise.all([
    templatesOf(organisation.id),
    standingOf(organisation.id),
    ordersOf(organisation.id, { limit: ORDERS_OFFERED }),
  ]);
  return {
    templates,
    standing: standing.map(withReasons),
    orders: orders.rows
      .filter(({ buyerId }) => buyerId === organisation.id)
      .map((order) => ({
        value: order.id,
        label: `${dateLong(order.deliveryDay)} · ${m.orders_list_line_count({ count: order.lineCount })}`,
      })),
    tomorrow: addDays(dayOf(call.at, organisation.timeZone), 1),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

/** Reasons in words already: a phone need not know how to say every refusal of the house. */
function withReasons(standing: StandingView) {
  const { days, ...rest } = standing;
  return {
    ...rest,
    days: days.map(({ deliveryDay, outcome, orderId, reasonCode, reasonParams }) => ({
      ...{ deliveryDay, outcome, orderId },
      reason: reasonCode === null ? null : sayRefusal(reasonCode, reasonParams ?? {}),
    })),
  };
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/pesanan/rutin`;
  switch (form.text("intent")) {
    case "template":
      return formCommand(form, {
        ...{ call, to, command: saveOrderTemplate },
        input: (fields) => ({ orderId: fields.text("orderId"), name: fields.text("name") }),
        flash: () => m.orders_template_saved(),
      });
    case "remove":
      return formCommand(form, {
        ...{ call, to, command: removeOrderTemplate },
        input: (fields) => ({ templateId: fields.text("templateId") }),
        flash: () => m.orders_template_removed(),
      });
    case "end":
      return formCommand(form, {
        ...{ call, to, command: endStandingOrder },
        input: (fields) => ({ standingOrderId: fields.text("standingOrderId") }),
        flash: () => m.orders_standing_ended(),
      });
    case "retry":
      return formCommand(form, {
        ...{ call, to, command: retryStandingDay },
        input: (fields) => ({
          standingOrderId: fields.text("standingOrderId"),
          deliveryDay: fields.text("deliveryDay"),
        }),
        flash: () => m.orders_standing_retried(),
      });
    default:
      return formCommand(form, {
        ...{ call, to, command: startStandingOrder },
        input: (fields) => ({
          templateId: fields.text("templateId"),
          weekdays: fields.texts("weekday"),
          daysAhead: fields.text("daysAhead"),
          startsOn: fields.text("startsOn"),
          endsOn: fields.text("endsOn"),
        }),
        flash: () => m.orders_standing_started(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_standing_title()) }];

export default function StandingOrders() {
  const { templates, standing, slug, key } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  const base = `/${slug}/pesanan`;
  return (
    <Page
      title={m.orders_standing_title()}
      lead={m.orders_standing_lead()}
      width="narrow"
      breadcrumbs={[{ to: base, label: m.orders_list_title() }]}
    >
      <ErrorSummary errors={errors} />
      {standing.length === 0 ? null : (
        <Section title={m.orders_standing_running()}>
          <ul className="grid gap-3">
            {standing.map((one) => (
              <StandingCard key={one.id} standing={one} base={base} idempotencyKey={key} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.orders_templates_title()}>
        {templates.length === 0 ? (
          <EmptyState icon="clipboard" title={m.orders_templates_empty_title()}>
            {m.orders_templates_empty_text()}
          </EmptyState>
        ) : (
          <ul className="grid gap-3">
            {templates.map((template) => (
              <TemplateCard key={template.id} template={template} base={base} idempotencyKey={key} />
            ))}
          </ul>
        )}
      </Section>
      {templates.length === 0 ? null : <StandingForm />}
      <TemplateForm />
    </Page>
  );
}

/** The fields of a form as they were sent, where it is the form with this intent that was refused. */
function useFields(intent: string) {
  const answer = useActionData<typeof action>();
  const isOurs = answer !== undefined && (answer.values["intent"] ?? "start") === intent;
  const values = isOurs ? answer.values : {};
  const errors = isOurs ? answer.errors : {};
  return {
    isOurs,
    field: (name: string, usual?: string) => ({
      name,
      error: errors[name] ?? null,
      defaultValue: values[name] ?? usual,
    }),
  };
}

function TemplateForm() {
  const { orders, key } = useLoaderData<typeof loader>();
  const { field, isOurs } = useFields("template");
  if (orders.length === 0) return null;
  return (
    <Section tone="card" title={m.orders_template_new()} fold={isOurs ? "open" : "closed"}>
      <Form idempotencyKey={`${key}-t`}>
        <Select {...field("orderId")} label={m.orders_template_from()} options={orders} />
        <TextInput {...field("name")} label={m.orders_template_name()} maxLength={60} />
        <FormActions>
          <SubmitButton icon="check" name="intent" value="template">
            {m.orders_template_save()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** A Monday, for the names of the days of the week. */
const SOME_MONDAY = "2026-07-06" as BusinessDay;

function StandingForm() {
  const { templates, tomorrow, key } = useLoaderData<typeof loader>();
  const { field, isOurs } = useFields("start");
  const ahead = Array.from({ length: DAYS_AHEAD_MAX }, (_, at) => String(at + 1));
  return (
    <Section
      tone="card"
      title={m.orders_standing_new()}
      lead={m.orders_standing_new_lead()}
      fold={isOurs ? "open" : "closed"}
    >
      <Form idempotencyKey={`${key}-s`}>
        <Select
          {...field("templateId")}
          label={m.orders_standing_template()}
          options={templates.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FieldGroup legend={m.orders_standing_weekdays()}>
          <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-4">
            {[1, 2, 3, 4, 5, 6, 7].map((number) => (
              <Checkbox
                key={number}
                name="weekday"
                value={String(number)}
                label={weekday(addDays(SOME_MONDAY, number - 1))}
              />
            ))}
          </div>
        </FieldGroup>
        <Select
          {...field("daysAhead", USUAL_DAYS_AHEAD)}
          label={m.orders_standing_ahead()}
          options={ahead.map((days) => ({ value: days, label: m.orders_standing_ahead_days({ days }) }))}
        />
        <FieldRow>
          <DateInput {...field("startsOn", tomorrow)} label={m.orders_standing_from()} />
          <DateInput {...field("endsOn")} label={m.orders_standing_to()} optional />
        </FieldRow>
        <FormActions>
          <SubmitButton icon="check" name="intent" value="start">
            {m.orders_standing_start()}
          </SubmitButton>
        </FormActions>
        <p className="text-sm text-ink-soft">{m.orders_standing_note({ day: date(tomorrow) })}</p>
      </Form>
    </Section>
  );
}
