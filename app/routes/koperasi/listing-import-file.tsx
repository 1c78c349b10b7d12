import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { askListings } from "#app/modules/catalogue/ask-listings.server.ts";
import type { ImportOutcome } from "#app/modules/catalogue/listing-import.ts";
import { outcomesOf, rowsOfImport } from "#app/modules/catalogue/listing-import-reads.server.ts";
import { lookAgain } from "#app/modules/catalogue/look-again.server.ts";
import {
  ImportDecision,
  ImportProgress,
  ImportRows,
} from "#app/modules/catalogue/ui/listing-import-views.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { inWords, ownListingFile } from "./own-listing-file.server.ts";

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_bulk_title()) }];

const VIEWS = {
  salah: ["bad"],
  baik: ["new", "changed", "opened", "updated"],
  tetap: ["known"],
} as const satisfies Readonly<Record<string, readonly ImportOutcome[]>>;
type View = keyof typeof VIEWS;

/** How far a file is, and row by row what would come of it or came. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.keep");
  const file = await ownListingFile(member, params["importId"]);
  const asked = new URL(request.url).searchParams;
  const counts = await outcomesOf(file.id);
  const wanted = asked.get("lihat") ?? "";
  const view: View = wanted in VIEWS ? (wanted as View) : counts.bad > 0 ? "salah" : "baik";
  const after = asked.get("after");
  const page = await rowsOfImport(
    file.id,
    VIEWS[view],
    PageRequest.parse({ limit: 50, ...(after !== null && /^\d{1,7}$/.test(after) ? { after } : {}) }),
  );
  return {
    file,
    refusal: file.refusal === null ? null : sayRefusal(file.refusal, { maxMegabytes: 10 }),
    counts,
    view,
    rows: page.rows.map(inWords),
    next: page.next,
    isFirst: after === null,
    zone: member.organisation.timeZone,
    slug: member.organisation.slug,
    keys: { keep: newReceiptKey(), again: newReceiptKey() },
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.keep");
  const form = await readForm(request);
  const file = await ownListingFile(member, params["importId"]);
  return formCommand(form, {
    call: member.call,
    command: form.text("intent") === "again" ? lookAgain : askListings,
    input: () => ({ importId: file.id }),
    to: () => `/${member.organisation.slug}/barang/impor/${file.id}`,
  });
});

export default function ListingImportFile() {
  const { file, refusal, counts, view, rows, next, isFirst, zone, slug, keys } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/barang`;
  const here = `${base}/impor/${file.id}`;
  const isAtWork = file.state === "waiting" || file.state === "asked";
  const good = counts.new + counts.changed + counts.opened + counts.updated;
  return (
    <Page
      title={file.fileName}
      lead={m.catalogue_bulk_file_lead({ at: dateTime(file.broughtAt, zone), name: file.broughtByName })}
      breadcrumbs={[
        { to: base, label: m.catalogue_list_title() },
        { to: `${base}/impor`, label: m.catalogue_bulk_title() },
      ]}
    >
      <Section tone="card">
        {isAtWork ? (
          <ImportProgress file={file} here={here} />
        ) : (
          <ImportDecision
            {...{ file, refusal, counts, keys }}
            reportTo={`${here}/laporan`}
            listTo={base}
            errors={answer?.errors}
          />
        )}
      </Section>
      {file.state === "waiting" || file.state === "unreadable" ? null : (
        <>
          <Tabs
            label={m.catalogue_bulk_rows()}
            tabs={[
              {
                to: `${here}?lihat=salah`,
                label: m.catalogue_bulk_bad(),
                count: counts.bad,
                current: view === "salah",
              },
              {
                to: `${here}?lihat=baik`,
                label: m.catalogue_bulk_good(),
                count: good,
                current: view === "baik",
              },
              {
                to: `${here}?lihat=tetap`,
                label: m.catalogue_bulk_known(),
                count: counts.known,
                current: view === "tetap",
              },
            ]}
          />
          <Section tone="flush" title={m.catalogue_bulk_rows()}>
            <ImportRows rows={rows} base={base} />
          </Section>
          <Pager
            nextTo={next === null ? null : `${here}?lihat=${view}&after=${next}`}
            firstTo={isFirst ? null : `${here}?lihat=${view}`}
            shown={rows.length}
          />
        </>
      )}
    </Page>
  );
}
