import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { correctParameter } from "#app/modules/regions/correct-parameter.server.ts";
import { parameterRecord } from "#app/modules/regions/parameter-reads.server.ts";
import { parameterText } from "#app/modules/regions/parameter-text.ts";
import { CorrectionSection, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { ParameterTable } from "#app/modules/regions/ui/parameter-table.tsx";
import { ruleName, ruleValue } from "#app/modules/regions/ui/rule-name.ts";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { shownParameters } from "./parameters-shown.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_rules_title()) }];

/** One written value of a rule among the others, and the form that corrects it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requireOperator(request);
  const record = await parameterRecord(params["ruleKey"] ?? "");
  const rows = shownParameters(record, dayOf(call.at, organisation.timeZone));
  const shown = rows.find((row) => row.id === params["parameterId"]);
  if (!shown) throw new Missing("regions.parameterRowMissing");
  return { rows, shown, key: newReceiptKey() };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call } = await requireOperator(request);
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: correctParameter,
    input: (fields) => ({
      parameterId: params["parameterId"] ?? "",
      value: fields.text("value"),
      source: fields.text("source"),
      needsChecking: fields.has("needsChecking") ? "true" : "false",
      reason: fields.text("reason"),
    }),
    to: ({ key }) => `/operator/aturan/${key}`,
    flash: () => m.regions_figure_corrected_done(),
  });
});

export default function RuleRow() {
  const { rows, shown, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={ruleName(shown.key)}
      lead={m.operator_rule_row_lead({ from: dateShort(shown.validFrom), value: ruleValue(shown.value) })}
    >
      {shown.state === "corrected" ? null : (
        <CorrectionSection
          key={shown.id}
          lead={m.operator_rule_correct_lead()}
          idempotencyKey={key}
          answer={answer}
          wrong={shown}
        >
          <TextInput
            {...figureField(answer, "value", parameterText(shown.value))}
            label={m.operator_rule_value()}
            maxLength={200}
            optional
          />
        </CorrectionSection>
      )}
      <Section tone="flush" title={m.operator_rule_history()}>
        <ParameterTable rows={rows} />
      </Section>
    </Page>
  );
}
