import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formAnswer, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { importPriceFile } from "#app/modules/catalogue/import-prices.server.ts";
import {
  broughtFile,
  judgedPrices,
  sheetsOfImport,
} from "#app/modules/catalogue/price-import-reads.server.ts";
import { BroughtFacts, ImportReport, KeepForm } from "#app/modules/catalogue/ui/import-report.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_import_title()) }];

/** A file that the own organisation brought; to anyone else there is none. */
async function ownFile(member: Member, importId: string | undefined) {
  const file = await broughtFile(importId ?? "");
  if (!file || file.organisationId !== member.organisation.id)
    throw new Missing("catalogue.priceFileMissing");
  return file;
}

/** What a file holds beside what is on record: looked at, before anything of it counts, and as often as one likes. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "prices.import");
  const file = await ownFile(member, params["importId"]);
  const today = dayOf(member.call.at, member.organisation.timeZone);
  const rows = await judgedPrices(await sheetsOfImport(file.id), {
    ...file,
    today,
    mayCorrect: file.keptAt === null,
  });
  return {
    file,
    rows,
    zone: member.organisation.timeZone,
    slug: member.organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "prices.import");
  const form = await readForm(request);
  const file = await ownFile(member, params["importId"]);
  try {
    await importPriceFile({ ...member.call, key: form.text("_key") ?? null }, file.id);
  } catch (error) {
    return formAnswer(error, form);
  }
  throw redirect(`/${member.organisation.slug}/harga/survei/impor/${file.id}`, 303);
});

export default function SurveyImportFile() {
  const { file, rows, zone, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={file.fileName}
      lead={`${file.source} · ${file.regionCode}`}
      breadcrumbs={[{ to: `/${slug}/harga/survei/impor`, label: m.catalogue_import_title() }]}
    >
      <Section tone="card">
        <BroughtFacts file={file} zone={zone} />
        <KeepForm idempotencyKey={key} rows={rows} file={file} errors={answer?.errors} />
      </Section>
      <ImportReport rows={rows} />
    </Page>
  );
}
