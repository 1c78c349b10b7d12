import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { ceilingHistory } from "#app/modules/catalogue/price-reads.server.ts";
import { recordCeiling } from "#app/modules/catalogue/record-ceiling.server.ts";
import { CeilingTable, ceilingKindOptions } from "#app/modules/catalogue/ui/ceiling-views.tsx";
import { FigureForm, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { shownCeilings } from "./ceilings-shown.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_ceilings_title()) }];

/** Legal prices: every row that was ever written, and a form for the next one. */
export const loader = screenLoader(async ({ request }) => {
  const { call, organisation } = await requireOperator(request);
  const [history, goods] = await Promise.all([ceilingHistory(null), fullCommodities()]);
  return {
    rows: shownCeilings(history, dayOf(call.at, organisation.timeZone)),
    goods: goods.flatMap((one) => [
      { value: `${one.code}/`, name: one.name, grade: null },
      ...one.grades.map((grade) => ({
        value: `${one.code}/${grade.code}`,
        name: one.name,
        grade: grade.name,
      })),
    ]),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request }) => {
  const { call } = await requireOperator(request);
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: recordCeiling,
    input: async (fields) => {
      const [commodityCode = "", gradeCode = ""] = (fields.text("goods") ?? "").split("/");
      const commodity = (await fullCommodities()).find((one) => one.code === commodityCode);
      return {
        commodityCode,
        gradeCode: gradeCode || undefined,
        kind: fields.text("kind"),
        regionCode: fields.text("regionCode"),
        priceRupiah: fields.text("price"),
        basePerUnit: commodity?.baseUnit === "piece" ? "1" : "1000",
        validFrom: fields.text("validFrom"),
        validTo: fields.text("validTo"),
        source: fields.text("source"),
        needsChecking: fields.has("needsChecking") ? "true" : "false",
      };
    },
    fieldNames: { commodityCode: "goods", gradeCode: "goods", priceRupiah: "price" },
    to: () => "/operator/batas-harga",
    flash: () => m.operator_ceilings_done(),
  });
});

export default function Ceilings() {
  const { rows, goods, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const field = (name: string) => figureField(answer, name);
  const unsure = rows.filter((row) => row.needsChecking && row.state === "in_force").length;
  return (
    <Page title={m.operator_ceilings_title()} lead={m.operator_ceilings_lead()}>
      {unsure > 0 ? <Callout tone="rice">{m.operator_rule_check_warning({ count: unsure })}</Callout> : null}
      <Section tone="card" title={m.operator_ceilings_new()}>
        <FigureForm key={rows.length} idempotencyKey={key} answer={answer} submit={m.operator_ceilings_new()}>
          <FieldRow>
            <Select
              {...field("goods")}
              label={m.operator_ceilings_goods()}
              placeholder={m.kit_all()}
              options={goods.map((one) => ({
                value: one.value,
                label: `${one.name} (${one.grade ?? m.operator_ceilings_all_grades()})`,
              }))}
            />
            <Select {...field("kind")} label={m.operator_ceilings_kind()} options={ceilingKindOptions()} />
          </FieldRow>
          <FieldRow>
            <RupiahInput
              {...field("price")}
              label={m.operator_ceilings_price()}
              hint={m.operator_ceilings_per()}
            />
            <TextInput
              {...field("regionCode")}
              label={m.operator_rule_region()}
              hint={m.operator_rule_region_hint()}
              optional
              maxLength={13}
            />
          </FieldRow>
          <FieldRow>
            <DateInput {...field("validFrom")} label={m.operator_rule_from()} />
            <DateInput {...field("validTo")} label={m.operator_rule_to()} optional />
          </FieldRow>
        </FigureForm>
      </Section>
      <Section tone="flush" title={m.operator_rule_history()}>
        <CeilingTable rows={rows} />
      </Section>
    </Page>
  );
}
