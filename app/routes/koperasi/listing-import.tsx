import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formAnswer, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Invalid } from "#app/kernel/errors.ts";
import { bringListingFile } from "#app/modules/catalogue/bring-listing-file.server.ts";
import { listingImportsOf } from "#app/modules/catalogue/listing-import-reads.server.ts";
import { ListingFileForm, ListingFiles } from "#app/modules/catalogue/ui/listing-import-views.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_bulk_title()) }];

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "listings.keep");
  return {
    brought: await listingImportsOf(organisation.id),
    zone: organisation.timeZone,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

/** Takes the file in; a worker looks at it, and none of it is listed before somebody says so on its own page. */
export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "listings.keep");
  const form = await readForm(request);
  const upload = await uploadOf(form.file("file"));
  if (!upload) return formAnswer(new Invalid({ file: ["catalogue.priceFile_none"] }), form);
  return formCommand(form, {
    call,
    command: bringListingFile,
    input: () => upload,
    to: ({ importId }) => `/${organisation.slug}/barang/impor/${importId}`,
    flash: ({ isKnown }) => (isKnown ? m.catalogue_import_again() : m.catalogue_bulk_brought()),
  });
});

export default function ListingImportPage() {
  const { brought, zone, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/barang`;
  return (
    <Page
      title={m.catalogue_bulk_title()}
      lead={m.catalogue_bulk_lead()}
      breadcrumbs={[{ to: base, label: m.catalogue_list_title() }]}
    >
      <Section tone="card" title={m.catalogue_bulk_file()}>
        <ListingFileForm idempotencyKey={key} errors={answer?.errors} templateTo={`${base}/impor/contoh`} />
      </Section>
      <Section tone="flush" title={m.catalogue_import_before()}>
        <ListingFiles rows={brought} zone={zone} to={(row) => `${base}/impor/${row.id}`} />
      </Section>
    </Page>
  );
}
