import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { parameterRecord } from "#app/modules/regions/parameter-reads.server.ts";
import { parameterText } from "#app/modules/regions/parameter-text.ts";
import { setParameter } from "#app/modules/regions/set-parameter.server.ts";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_rules_title()) }];

/** One rule: what held when and where, and a new value for it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  await requireOperator(request);
  const ruleKey = params["ruleKey"] ?? "";
  const rows = await parameterRecord(ruleKey);
  if (rows.length === 0) throw new Missing("kernel.missing");
  return { ruleKey, rows, key: newReceiptKey() };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call } = await requireOperator(request);
  const form = await readForm(request);
  const ruleKey = params["ruleKey"] ?? "";
  return formCommand(form, {
    call,
    command: setParameter,
    input: (fields) => ({
      key: ruleKey,
      value: fields.text("value"),
      regionCode: fields.text("regionCode"),
      validFrom: fields.text("validFrom"),
      source: fields.text("source"),
      needsChecking: fields.has("needsChecking") ? "true" : "false",
    }),
    to: () => `/operator/aturan/${ruleKey}`,
    flash: () => m.operator_rule_done(),
  });
});

export default function Rule() {
  const { ruleKey, rows, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const field = (name: string) => ({
    name,
    error: answer?.errors[name] ?? null,
    defaultValue: answer?.values[name],
  });
  const [standing] = rows;
  return (
    <Page title={ruleKey} lead={m.operator_rules_lead()}>
      <Section tone="card" title={m.operator_rule_new()}>
        <Form idempotencyKey={key} key={rows.length}>
          <ErrorSummary errors={answer?.errors} />
          <FieldRow>
            <TextInput
              {...field("value")}
              label={m.operator_rule_value()}
              hint={
                standing ? m.operator_rule_value_hint({ value: parameterText(standing.value) }) : undefined
              }
              maxLength={200}
            />
            <DateInput {...field("validFrom")} label={m.operator_rule_from()} />
            <TextInput
              {...field("regionCode")}
              label={m.operator_rule_region()}
              hint={m.operator_rule_region_hint()}
              optional
              maxLength={13}
            />
          </FieldRow>
          <TextInput {...field("source")} label={m.operator_rule_source()} maxLength={300} />
          <Checkbox
            name="needsChecking"
            label={m.operator_rule_check()}
            hint={m.operator_rule_check_hint()}
          />
          <FormActions>
            <SubmitButton icon="check">{m.operator_rule_set()}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
      <Section tone="flush" title={m.operator_rule_history()}>
        <DataTable
          caption={m.operator_rule_history()}
          rows={rows}
          rowKey={(row) => row.id}
          rowMark={(row) => (row.needsChecking ? { tone: "rice", label: m.operator_rule_check() } : null)}
          empty={null}
          columns={[
            { key: "value", header: m.operator_rule_value(), cell: (row) => parameterText(row.value) },
            {
              key: "region",
              header: m.operator_rule_region(),
              cell: (row) => row.regionCode ?? m.operator_rule_everywhere(),
            },
            { key: "from", header: m.operator_rule_from(), cell: (row) => dateShort(row.validFrom) },
            {
              key: "to",
              header: m.operator_rule_to(),
              cell: (row) => (row.validTo ? dateShort(row.validTo) : "–"),
            },
            { key: "source", header: m.operator_rule_source(), cell: (row) => row.source },
          ]}
        />
      </Section>
    </Page>
  );
}
