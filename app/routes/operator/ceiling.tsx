import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { correctCeiling } from "#app/modules/catalogue/correct-ceiling.server.ts";
import { ceilingHistory, ceilingRow } from "#app/modules/catalogue/price-reads.server.ts";
import { CeilingTable } from "#app/modules/catalogue/ui/ceiling-views.tsx";
import { CorrectionSection, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { shownCeilings } from "./ceilings-shown.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_ceilings_title()) }];

/** One written price among those of its commodity, and the form that corrects it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requireOperator(request);
  const row = await ceilingRow(params["ceilingId"] ?? "");
  if (!row) throw new Missing("catalogue.ceilingMissing");
  const rows = shownCeilings(await ceilingHistory(row.commodityCode), dayOf(call.at, organisation.timeZone));
  return { rows, ceilingId: row.id, key: newReceiptKey() };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call } = await requireOperator(request);
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: correctCeiling,
    input: (fields) => ({
      ceilingId: params["ceilingId"] ?? "",
      priceRupiah: fields.text("price"),
      source: fields.text("source"),
      needsChecking: fields.has("needsChecking") ? "true" : "false",
      reason: fields.text("reason"),
    }),
    fieldNames: { priceRupiah: "price" },
    to: ({ ceilingId }) => `/operator/batas-harga/${ceilingId}`,
    flash: () => m.regions_figure_corrected_done(),
  });
});

export default function Ceiling() {
  const { rows, ceilingId, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = rows.find((row) => row.id === ceilingId);
  const mayCorrect = shown !== undefined && shown.state !== "corrected";
  return (
    <Page title={shown?.goods ?? m.operator_ceilings_title()} lead={m.operator_ceilings_lead()}>
      {mayCorrect ? (
        <CorrectionSection
          key={ceilingId}
          lead={m.operator_ceilings_correct_lead()}
          idempotencyKey={key}
          answer={answer}
          wrong={shown}
        >
          <RupiahInput
            {...figureField(answer, "price", shown.priceRupiah.toString())}
            label={m.operator_ceilings_price()}
            suffix={shown.unit}
            optional
          />
        </CorrectionSection>
      ) : null}
      <Section tone="flush" title={m.operator_rule_history()}>
        <CeilingTable rows={rows} />
      </Section>
    </Page>
  );
}
