import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { particularRules } from "#app/modules/regions/parameter.ts";
import { parameterRecord } from "#app/modules/regions/parameter-reads.server.ts";
import { parameterText } from "#app/modules/regions/parameter-text.ts";
import { setParameter } from "#app/modules/regions/set-parameter.server.ts";
import { FigureForm, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { ParameterTable } from "#app/modules/regions/ui/parameter-table.tsx";
import { ruleAbout } from "#app/modules/regions/ui/rule-about.ts";
import { ruleName } from "#app/modules/regions/ui/rule-name.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow } from "#app/ui/form/form.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { shownParameters } from "./parameters-shown.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_rules_title()) }];

/** One rule: what held when and where, and a new value for it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requireOperator(request);
  const ruleKey = params["ruleKey"] ?? "";
  const rows = shownParameters(await parameterRecord(ruleKey), dayOf(call.at, organisation.timeZone));
  const general = particularRules.get(ruleKey)?.general ?? null;
  if (rows.length === 0 && general === null) throw new Missing("kernel.missing");
  const particular = [...particularRules].filter(([, one]) => one.general === ruleKey).map(([key]) => key);
  return { ruleKey, rows, general, particular, key: newReceiptKey() };
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
  const { ruleKey, rows, general, particular, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const standing = rows.find((row) => row.state === "in_force") ?? rows[0];
  return (
    <Page title={ruleName(ruleKey)} lead={ruleAbout(ruleKey) ?? m.operator_rules_lead()}>
      {general !== null && standing === undefined ? (
        <Callout tone="leaf">{m.operator_rule_silent({ rule: ruleName(general) })}</Callout>
      ) : null}
      <Section tone="card" title={m.operator_rule_new()}>
        <FigureForm key={rows.length} idempotencyKey={key} answer={answer} submit={m.operator_rule_set()}>
          <FieldRow>
            <TextInput
              {...figureField(answer, "value")}
              label={m.operator_rule_value()}
              hint={
                standing ? m.operator_rule_value_hint({ value: parameterText(standing.value) }) : undefined
              }
              maxLength={200}
            />
            <DateInput {...figureField(answer, "validFrom")} label={m.operator_rule_from()} />
            <TextInput
              {...figureField(answer, "regionCode")}
              label={m.operator_rule_region()}
              hint={m.operator_rule_region_hint()}
              optional
              maxLength={13}
            />
          </FieldRow>
        </FigureForm>
      </Section>
      <Section tone="flush" title={m.operator_rule_history()}>
        <ParameterTable rows={rows} />
      </Section>
      {particular.length === 0 ? null : (
        <Section tone="card" title={m.operator_rule_by_goods()}>
          <p>{m.operator_rule_by_goods_text()}</p>
          <ul>
            {particular.map((one) => (
              <li key={one}>
                <Link to={`/operator/aturan/${one}`} className="inline-flex min-h-11 items-center underline">
                  {ruleName(one)}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
