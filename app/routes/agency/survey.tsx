import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import { surveyHistory, surveySheet, surveysIn } from "#app/modules/catalogue/survey-reads.server.ts";
import { SurveyForm, SurveyTable } from "#app/modules/catalogue/ui/survey-views.tsx";
import { regionByCode } from "#app/modules/regions/region-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Filters } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { goodsName, perSurveyedUnit, shownPrices } from "./prices-shown.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_survey_title()) }];

/** The region whose prices are entered: an agency's own city; an operator may ask for another. */
async function regionAsked(member: Member, asked: string | null) {
  const isAnywhere = member.actor.organisationKind === "operator";
  const code = (isAnywhere && asked) || member.organisation.cityCode;
  const region = await regionByCode(code);
  if (!region) throw new Missing("regions.missing", { code });
  return { region, isAnywhere };
}

/** The sheet for today's market prices, and everything that was ever entered. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "prices.import");
  const asked = new URL(request.url).searchParams;
  const { region, isAnywhere } = await regionAsked(member, asked.get("wilayah"));
  const commodityCode = asked.get("barang") || null;
  const [surveys, commodities, page] = await Promise.all([
    surveysIn(region.code),
    fullCommodities(),
    surveyHistory(
      { regionCode: region.code, commodityCode },
      readAddress(PageRequest, { limit: 30, after: asked.get("after") ?? undefined }),
    ),
  ]);
  const source = asked.get("survei") || (surveys[0] ?? member.organisation.name);
  const sheet = await surveySheet(region.code, source);
  return {
    region: { code: region.code, name: region.name },
    isAnywhere,
    surveys,
    source,
    commodityCode,
    known: sheet.map((row) => {
      const last = { priceRupiah: row.lastRupiah, basePerUnit: row.lastBasePerUnit };
      const shown = perSurveyedUnit(last, row.baseUnit);
      return {
        goods: `${row.commodityCode}/${row.gradeCode ?? ""}`,
        label: goodsName(row.commodity, row.grade),
        unit: shown.unit,
        lastRupiah: shown.priceRupiah,
        lastOn: row.lastOn,
      };
    }),
    commodities: commodities.map(({ code, name }) => ({ value: code, label: name })),
    goods: commodities.flatMap((one) => [
      { value: `${one.code}/`, name: one.name, grade: null },
      ...one.grades.map((grade) => ({
        value: `${one.code}/${grade.code}`,
        name: one.name,
        grade: grade.name,
      })),
    ]),
    rows: shownPrices(page.rows),
    next: page.next,
    today: dayOf(member.call.at, member.organisation.timeZone),
    slug: member.organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "prices.import");
  const form = await readForm(request);
  const { region } = await regionAsked(member, form.text("regionCode") ?? null);
  const commodities = new Map((await fullCommodities()).map((one) => [one.code, one]));
  const filled = Object.keys(form.values()).filter(
    (name) => /^prices\[\d+\]\.price$/.test(name) && form.text(name) !== undefined,
  );
  return formCommand(form, {
    call: member.call,
    command: recordPrices,
    input: (fields) => ({
      regionCode: region.code,
      onDay: fields.text("onDay"),
      source: fields.text("source"),
      level: fields.text("level"),
      prices: filled.map((name) => {
        const goods = fields.text(name.replace(/price$/, "goods")) ?? "";
        const [commodityCode = "", gradeCode = ""] = goods.split("/");
        return {
          commodityCode,
          gradeCode: gradeCode || undefined,
          priceRupiah: fields.text(name),
          basePerUnit: commodities.get(commodityCode)?.baseUnit === "piece" ? "1" : "1000",
        };
      }),
    }),
    // Blank rows are left out of the command's rows: each error goes back to the row that was typed in.
    fieldNames: Object.fromEntries(
      filled.flatMap((name, at) => [
        [`prices[${at}].priceRupiah`, name],
        [`prices[${at}].commodityCode`, name.replace(/price$/, "goods")],
      ]),
    ),
    to: () => {
      const shown = new URLSearchParams({ wilayah: region.code, survei: form.text("source") ?? "" });
      return `/${member.organisation.slug}/harga/survei?${shown}`;
    },
    flash: ({ recorded }) => m.catalogue_survey_done({ count: recorded }),
  });
});

export default function Survey() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { region, surveys, source, commodityCode, rows, next, slug } = shown;
  const base = `/${slug}/harga/survei`;
  const kept = new URLSearchParams({ wilayah: region.code, survei: source, barang: commodityCode ?? "" });
  return (
    <Page
      title={m.catalogue_survey_title()}
      lead={m.catalogue_survey_lead({ place: region.name })}
      breadcrumbs={[{ to: `/${slug}/harga`, label: m.oversight_prices() }]}
      actions={
        <ButtonLink to={`${base}/impor`} variant="secondary" icon="upload">
          {m.catalogue_survey_import()}
        </ButtonLink>
      }
    >
      <Section tone="card" title={m.catalogue_survey_today()}>
        <SurveyForm
          key={`${region.code}/${source}/${rows[0]?.id ?? ""}`}
          idempotencyKey={shown.key}
          answer={answer}
          today={shown.today}
          source={source}
          surveys={surveys}
          regionCode={region.code}
          known={shown.known}
          goods={shown.goods.map((one) => ({
            value: one.value,
            label: `${one.name} (${one.grade ?? m.catalogue_survey_all_grades()})`,
          }))}
        />
      </Section>
      <Filters active={commodityCode !== null}>
        {shown.isAnywhere ? (
          <TextInput
            name="wilayah"
            label={m.catalogue_survey_region()}
            defaultValue={region.code}
            maxLength={13}
            optional
          />
        ) : null}
        {surveys.length > 1 ? (
          <Select
            key={source}
            name="survei"
            label={m.catalogue_survey_choose()}
            defaultValue={source}
            options={surveys.map((name) => ({ value: name, label: name }))}
            optional
          />
        ) : null}
        <Select
          key={`goods/${commodityCode}`}
          name="barang"
          label={m.catalogue_survey_goods()}
          placeholder={m.kit_all()}
          defaultValue={commodityCode ?? ""}
          options={shown.commodities}
          optional
        />
      </Filters>
      <Section tone="flush" title={m.catalogue_survey_history()}>
        <SurveyTable rows={rows} to={(row) => `${base}/${row.id}`} isFiltered={commodityCode !== null} />
      </Section>
      <Pager
        nextTo={next === null ? null : `${base}?${new URLSearchParams([...kept, ["after", next]])}`}
        shown={rows.length}
      />
    </Page>
  );
}
