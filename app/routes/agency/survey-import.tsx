import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formAnswer, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf, isRealDay } from "#app/kernel/calendar.ts";
import { Invalid, Missing } from "#app/kernel/errors.ts";
import { importPrices } from "#app/modules/catalogue/import-prices.server.ts";
import { judgedPrices, priceFileGrids } from "#app/modules/catalogue/price-import-reads.server.ts";

import { surveysIn } from "#app/modules/catalogue/survey-reads.server.ts";
import { ImportForm, ImportReport } from "#app/modules/catalogue/ui/import-views.tsx";
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
  return {
    region: { code: region.code, name: region.name },
    isAnywhere,
    surveys: await surveysIn(region.code),
    today: dayOf(member.call.at, member.organisation.timeZone),
    slug: member.organisation.slug,
    key: newReceiptKey(),
  };
});

/** Reads the file and says what is in it; keeps the good rows when that was asked for. */
export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "prices.import");
  const form = await readForm(request);
  const { region } = await regionOf(member, form.text("regionCode"));
  const upload = await uploadOf(form.file("file"));
  const source = form.text("source") ?? "";
  const day = form.text("givenDay");
  try {
    const wrong = {
      ...(upload ? {} : { file: ["catalogue.priceFile_none"] }),
      ...(source.length < 3 ? { source: ["kernel.required"] } : {}),
      ...(day === undefined || isRealDay(day) ? {} : { givenDay: ["kernel.badValue"] }),
    };
    if (!upload || Object.keys(wrong).length > 0) throw new Invalid(wrong);
    const grids = await priceFileGrids(upload.bytes);
    const today = dayOf(member.call.at, member.organisation.timeZone);
    const givenDay = day !== undefined && isRealDay(day) ? day : null;
    const rows = await judgedPrices(grids, { regionCode: region.code, source, givenDay, today });
    const isKept = form.text("intent") === "keep";
    const kept = isKept
      ? await importPrices(
          { ...member.call, key: form.text("_key") ?? null },
          {
            regionCode: region.code,
            source,
            level: form.text("level") === "farm" ? "farm" : "market",
            fileName: upload.fileName,
            grids,
            ...(givenDay === null ? {} : { givenDay }),
          },
        )
      : null;
    const report = { rows, recorded: kept?.recorded ?? null, fileName: upload.fileName };
    return data({ errors: {}, values: form.values(), report });
  } catch (error) {
    return formAnswer(error, form);
  }
});

export default function SurveyImport() {
  const { region, isAnywhere, surveys, today, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const report = answer !== undefined && "report" in answer ? answer.report : null;
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
          goodRows={report?.rows.filter(({ outcome }) => outcome.kind === "good").length ?? null}
        />
      </Section>
      {report === null ? null : (
        <ImportReport rows={report.rows} recorded={report.recorded} fileName={report.fileName} />
      )}
    </Page>
  );
}
