import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { correctPrice } from "#app/modules/catalogue/correct-price.server.ts";
import { recordedPrice, recordOfPrice } from "#app/modules/catalogue/survey-reads.server.ts";
import { SurveyTable } from "#app/modules/catalogue/ui/survey-views.tsx";
import { CorrectionSection, figureField } from "#app/modules/regions/ui/figure-form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { shownPrices } from "./prices-shown.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_survey_title()) }];

/** One surveyed price with everything that was written in its place, and the form that corrects it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "prices.import");
  const recorded = await recordedPrice(params["priceId"] ?? "");
  if (!recorded) throw new Missing("catalogue.priceMissing");
  const [shown] = shownPrices([recorded]);
  if (!shown) throw new Missing("catalogue.priceMissing");
  const isOwn = actor.organisationKind === "operator" || recorded.price.regionCode === organisation.cityCode;
  if (!isOwn) throw new Missing("catalogue.priceMissing");
  return {
    shown,
    rows: shownPrices(await recordOfPrice(recorded.price)),
    mayCorrect: recorded.correctedBy === null,
    // A correction is for the unit that the wrong price was written for.
    writtenRupiah: recorded.price.priceRupiah,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "prices.import");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: correctPrice,
    input: (fields) => ({
      priceId: params["priceId"] ?? "",
      priceRupiah: fields.text("price"),
      reason: fields.text("reason"),
    }),
    fieldNames: { priceRupiah: "price" },
    to: ({ priceId }) => `/${organisation.slug}/harga/survei/${priceId}`,
    flash: () => m.regions_figure_corrected_done(),
  });
});

export default function SurveyPrice() {
  const { shown, rows, mayCorrect, writtenRupiah, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/harga/survei`;
  return (
    <Page
      title={shown.goods}
      lead={m.catalogue_survey_row_lead({
        source: shown.source,
        day: dateShort(shown.onDay),
        place: shown.place,
      })}
      breadcrumbs={[
        { to: `/${slug}/harga`, label: m.oversight_prices() },
        { to: base, label: m.catalogue_survey_title() },
      ]}
    >
      {mayCorrect ? (
        <CorrectionSection
          key={shown.id}
          lead={m.catalogue_survey_correct_lead()}
          idempotencyKey={key}
          answer={answer}
          wrong={shown}
          asks={[]}
        >
          <RupiahInput
            {...figureField(answer, "price", writtenRupiah.toString())}
            label={m.catalogue_survey_price()}
            suffix={shown.unit}
            optional
          />
        </CorrectionSection>
      ) : null}
      <Section tone="flush" title={m.operator_rule_history()}>
        <SurveyTable rows={rows} to={(row) => `${base}/${row.id}`} isFiltered={false} />
      </Section>
    </Page>
  );
}
