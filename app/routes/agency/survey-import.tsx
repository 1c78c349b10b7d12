import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formAnswer, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf, isRealDay } from "#app/kernel/calendar.ts";
import { Invalid, Missing } from "#app/kernel/errors.ts";
import { bringPriceFile } from "#app/modules/catalogue/bring-price-file.server.ts";
import { broughtBy, priceFileGrids } from "#app/modules/catalogue/price-import-reads.server.ts";
import { surveysIn } from "#app/modules/catalogue/survey-reads.server.ts";
import { BroughtFiles, ImportForm } from "#app/modules/catalogue/ui/import-views.tsx";
import { regionByCode } from "#app/modules/regions/region-reads.server.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_import_title()) }];

/** An agency imports for its own city; an operator names the region, such as the province. */
async function regionOf(member: Member, asked: string | undefined) {
  const isAnywhere = member.actor.organisationKind === "operator";
  const code = (isAnywhere && asked) || member.organisation.cityCode;
  const region = await regionByCode(code);
  if (!region) throw new Missing("regions.missing", { code });
  return { region, isAnywhere };
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "prices.import");
  const { region, isAnywhere } = await regionOf(member, undefined);
  const [surveys, brought] = await Promise.all([surveysIn(region.code), broughtBy(member.organisation.id)]);
  return {
    region: { code: region.code, name: region.name },
    isAnywhere,
    surveys,
    brought,
    zone: member.organisation.timeZone,
    today: dayOf(member.call.at, member.organisation.timeZone),
    slug: member.organisation.slug,
    key: newReceiptKey(),
  };
});

/** Takes the file in; what is in it is shown on its own page, and counts for nothing before somebody says so there. */
export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "prices.import");
  const form = await readForm(request);
  const { region } = await regionOf(member, form.text("regionCode"));
  const upload = await uploadOf(form.file("file"));
  const source = form.text("source") ?? "";
  const day = form.text("givenDay");
  const wrong = {
    ...(upload ? {} : { file: ["catalogue.priceFile_none"] }),
    ...(source.length < 3 ? { source: ["kernel.required"] } : {}),
    ...(day === undefined || isRealDay(day) ? {} : { givenDay: ["kernel.badValue"] }),
  };
  try {
    if (!upload || Object.keys(wrong).length > 0) throw new Invalid(wrong);
    await priceFileGrids(upload.bytes);
  } catch (error) {
    return formAnswer(error, form);
  }
  return formCommand(form, {
    call: member.call,
    command: bringPriceFile,
    input: (fields) => ({
      regionCode: region.code,
      source,
      level: fields.text("level") === "farm" ? "farm" : "market",
      ...(day === undefined ? {} : { givenDay: day }),
      ...upload,
    }),
    to: ({ importId }) => `/${member.organisation.slug}/harga/survei/impor/${importId}`,
    flash: ({ isKnown }) => (isKnown ? m.catalogue_import_again() : m.catalogue_import_brought()),
  });
});

export default function SurveyImport() {
  const { region, isAnywhere, surveys, brought, zone, today, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.catalogue_import_title()}
      lead={m.catalogue_import_lead()}
      breadcrumbs={[{ to: `/${slug}/harga/survei`, label: m.catalogue_survey_title() }]}
    >
      <Section tone="card" title={m.catalogue_import_file()}>
        <ImportForm
          idempotencyKey={key}
          answer={answer}
          today={today}
          surveys={surveys}
          regionCode={isAnywhere ? region.code : null}
        />
      </Section>
      <Section tone="flush" title={m.catalogue_import_before()}>
        <BroughtFiles rows={brought} zone={zone} to={(row) => `/${slug}/harga/survei/impor/${row.id}`} />
      </Section>
    </Page>
  );
}
