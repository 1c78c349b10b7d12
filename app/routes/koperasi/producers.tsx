import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { PageRequest } from "#app/kernel/page.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { producersOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { ProducerForm } from "#app/modules/catalogue/ui/producer-form.tsx";
import { ProducerList } from "#app/modules/catalogue/ui/producer-list.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { producerPayables } from "#app/modules/payments/payable-reads.server.ts";
import { placeName, villagesOf } from "#app/modules/regions/region-reads.server.ts";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** The farmers and makers whose goods this organisation sells, with what it still owes them. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "listings.read");
  const asked = new URL(request.url).searchParams;
  const search = asked.get("cari") ?? "";
  const [page, villages, payables] = await Promise.all([
    producersOf(
      organisation.id,
      search,
      readAddress(PageRequest, { limit: 30, after: asked.get("after") ?? undefined }),
    ),
    villagesOf(organisation.cityCode),
    may(actor, "payouts.read") ? producerPayables(organisation.id) : null,
  ]);
  const names = new Map(villages.map(({ code, name }) => [code, name]));
  const elsewhere = page.rows.flatMap(({ regionCode }) =>
    regionCode === null || names.has(regionCode) ? [] : [regionCode],
  );
  for (const code of new Set(elsewhere)) names.set(code, await placeName(code));
  const due = new Map((payables ?? []).map(({ id, dueRupiah }) => [id, dueRupiah]));
  return {
    rows: page.rows.map((row) => ({
      id: row.id,
      name: row.name,
      phone: row.phone,
      place: row.regionCode === null ? null : (names.get(row.regionCode) ?? row.regionCode),
      dueRupiah: payables === null ? null : (due.get(row.id) ?? 0n),
    })),
    next: page.next,
    search,
    villages: villages.map(({ code, name }) => ({ value: code, label: name })),
    mayAdd: may(actor, "producers.keep"),
    showsDue: payables !== null,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "producers.keep");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: addProducer,
    input: (fields) => ({
      name: fields.text("name") ?? "",
      phone: fields.text("phone"),
      regionCode: fields.text("regionCode"),
    }),
    to: () => `/${organisation.slug}/produsen`,
    flash: () => m.catalogue_producer_done({ name: form.text("name") ?? "" }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_producers_title()) }];

export default function Producers() {
  const { rows, next, search, villages, mayAdd, showsDue, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/produsen`;
  return (
    <Page title={m.catalogue_producers_title()} lead={m.catalogue_producers_lead()}>
      {mayAdd ? (
        <Section tone="card" title={m.catalogue_producer_new()}>
          <ProducerForm
            villages={villages}
            idempotencyKey={key}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        </Section>
      ) : null}
      {rows.length === 0 && search === "" ? null : (
        <Filters active={search !== ""}>
          <TextInput
            name="cari"
            type="search"
            label={m.catalogue_producers_search()}
            defaultValue={search}
            optional
          />
        </Filters>
      )}
      <Section tone="flush">
        <ProducerList
          rows={rows}
          toOne={showsDue ? (id) => `${base}/${id}` : null}
          empty={
            <EmptyState
              icon="people"
              title={search === "" ? m.catalogue_producers_empty() : m.catalogue_producers_none()}
            >
              {m.catalogue_producers_empty_text()}
            </EmptyState>
          }
        />
      </Section>
      <Pager
        nextTo={next ? `${base}?${new URLSearchParams({ cari: search, after: next })}` : null}
        shown={rows.length}
      />
    </Page>
  );
}
