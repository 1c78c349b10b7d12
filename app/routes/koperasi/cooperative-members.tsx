import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { producersOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { mayKeepMembers } from "#app/modules/cooperative/cooperative.policy.ts";
import { enrolCooperativeMember } from "#app/modules/cooperative/keep-member.server.ts";
import { savingsDue } from "#app/modules/cooperative/member.ts";
import { articlesUntil, membersOf, savingsTotals } from "#app/modules/cooperative/member-reads.server.ts";
import { MemberForm } from "#app/modules/cooperative/ui/member-forms.tsx";
import { MemberTable, MemberTiles } from "#app/modules/cooperative/ui/member-views.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** So many producers can be chosen from; a koperasi of one kelurahan has fewer. */
const PRODUCERS_MAX = 200;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "cooperative.read",
  );
  const asked = new URL(request.url).searchParams;
  const search = asked.get("cari") ?? "";
  const today = dayOf(call.at, organisation.timeZone);
  const mayKeep = mayKeepMembers(actor);
  const [page, totals, articles, producers] = await Promise.all([
    membersOf(
      organisation.id,
      search,
      readAddress(PageRequest, { limit: 30, after: asked.get("after") ?? undefined }),
    ),
    savingsTotals(organisation.id, today),
    articlesUntil(organisation.id, today),
    mayKeep ? producersOf(organisation.id, "", { limit: PRODUCERS_MAX, after: undefined }) : null,
  ]);
  return {
    rows: page.rows.map((row) => ({
      id: row.id,
      serial: row.serial,
      fullName: row.fullName,
      joinedOn: row.joinedOn,
      leftOn: row.leftOn,
      principalRupiah: row.principalRupiah,
      mandatoryRupiah: row.mandatoryRupiah,
      due: articles.length === 0 ? null : savingsDue(row, row, articles, today),
    })),
    next: page.next,
    totals,
    search,
    producers: (producers?.rows ?? []).map(({ id, name }) => ({ id, name })),
    mayKeep,
    today,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "cooperative.keep");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: enrolCooperativeMember,
    input: (fields) => ({
      fullName: fields.text("fullName"),
      phone: fields.text("phone"),
      identityNumber: fields.text("identityNumber"),
      producerId: fields.text("producerId"),
      joinedOn: fields.text("joinedOn"),
    }),
    to: ({ memberId }) => `/${organisation.slug}/anggota-koperasi/${memberId}`,
    flash: () => m.cooperative_member_done({ name: form.text("fullName") ?? "" }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.cooperative_members_title()) }];

export default function CooperativeMembers() {
  const { rows, next, totals, search, producers, mayKeep, today, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/anggota-koperasi`;
  return (
    <Page
      title={m.cooperative_members_title()}
      lead={m.cooperative_members_lead()}
      actions={
        <ButtonLink to={`/${slug}/simpanan`} icon="money">
          {m.cooperative_savings_title()}
        </ButtonLink>
      }
    >
      <MemberTiles totals={totals} />
      {rows.length === 0 && search === "" ? null : (
        <Filters active={search !== ""}>
          <TextInput
            name="cari"
            type="search"
            label={m.cooperative_members_search()}
            defaultValue={search}
            optional
          />
        </Filters>
      )}
      <Section tone="flush">
        <MemberTable
          rows={rows}
          toOne={(id) => `${base}/${id}`}
          empty={
            <EmptyState
              icon="people"
              title={search === "" ? m.cooperative_members_empty() : m.cooperative_members_none()}
            >
              {m.cooperative_members_empty_text()}
            </EmptyState>
          }
        />
      </Section>
      <Pager
        nextTo={next ? `${base}?${new URLSearchParams({ cari: search, after: next })}` : null}
        shown={rows.length}
      />
      {mayKeep ? (
        <Section
          tone="card"
          title={m.cooperative_member_new()}
          fold={totals.active === 0 || answer !== undefined ? "open" : "closed"}
        >
          <MemberForm
            intent="enrol"
            producers={producers}
            today={today}
            idempotencyKey={key}
            errors={answer?.errors}
            values={answer?.values}
          />
        </Section>
      ) : null}
    </Page>
  );
}
