import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { openBudget } from "#app/modules/orders/open-budget.server.ts";
import { mayOpenBudget } from "#app/modules/orders/order.policy.ts";
import { budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { BudgetCard } from "#app/modules/orders/ui/budget-card.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "budgets.read");
  return {
    budgets: await budgetsOf(organisation.id),
    today: dayOf(call.at, organisation.timeZone),
    mayOpen: mayOpenBudget(actor),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "budgets.open");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: openBudget,
    input: (fields) => ({
      fund: fields.text("fund"),
      startsOn: fields.text("startsOn"),
      endsOn: fields.text("endsOn"),
      amountRupiah: fields.text("amount"),
      source: fields.text("source"),
    }),
    fieldNames: { amountRupiah: "amount" },
    to: () => `/${organisation.slug}/anggaran`,
    flash: () => m.orders_budgets_opened(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_budgets_title()) }];

export default function Budgets() {
  const { budgets, today, mayOpen, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title={m.orders_budgets_title()} lead={m.orders_budgets_lead()} width="narrow">
      {budgets.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="money" title={m.orders_budgets_empty_title()}>
            {m.orders_budgets_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        budgets.map((budget) => <BudgetCard key={budget.id} budget={budget} today={today} />)
      )}
      {mayOpen ? (
        <Section tone="card" title={m.orders_budgets_open_title()} lead={m.orders_budgets_open_lead()}>
          <OpenBudgetForm
            key={budgets.length}
            idempotencyKey={key}
            errors={answer?.errors}
            values={answer?.values}
          />
        </Section>
      ) : null}
    </Page>
  );
}

function OpenBudgetForm({
  idempotencyKey,
  errors = {},
  values = {},
}: {
  readonly idempotencyKey: string;
  readonly errors?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
}) {
  const field = (name: string) => ({ name, error: errors[name] ?? null, defaultValue: values[name] });
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <TextInput
        {...field("fund")}
        label={m.orders_budgets_fund()}
        hint={m.orders_budgets_fund_hint()}
        maxLength={80}
      />
      <FieldRow>
        <DateInput {...field("startsOn")} label={m.orders_budgets_starts()} />
        <DateInput {...field("endsOn")} label={m.orders_budgets_ends()} />
      </FieldRow>
      <FieldRow>
        <RupiahInput {...field("amount")} label={m.orders_budgets_amount()} />
        <TextInput {...field("source")} label={m.orders_budgets_source_label()} maxLength={200} />
      </FieldRow>
      <FormActions>
        <SubmitButton icon="plus">{m.orders_budgets_open_action()}</SubmitButton>
      </FormActions>
    </Form>
  );
}
