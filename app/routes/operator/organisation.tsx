import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { decideByForm } from "#app/http/decision.server.ts";
import { newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { membersOf } from "#app/modules/identity/member-reads.server.ts";
import { mayDecideAbout } from "#app/modules/identity/organisation.policy.ts";
import { decisionsOf, organisationById, papersOf } from "#app/modules/identity/organisation-reads.server.ts";
import { leaderRecoveryOf } from "#app/modules/identity/recovery-reads.server.ts";
import { DecisionForms } from "#app/modules/identity/ui/decision-forms.tsx";
import { OrganisationStateBadge, roleNamesOf } from "#app/modules/identity/ui/names.tsx";
import {
  DecisionHistory,
  OrganisationFacts,
  PaperList,
} from "#app/modules/identity/ui/organisation-file.tsx";
import { isRecoveryUnderWay, RecoveryForms } from "#app/modules/identity/ui/recovery-forms.tsx";
import { placeName } from "#app/modules/regions/region-reads.server.ts";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.subject.name ?? m.operator_organisations_title()) },
];

export const loader = screenLoader(async ({ request, params }) => {
  const { call, actor, organisation } = await requireOperator(request);
  const subject = await organisationById(params["organisationId"] ?? "");
  if (!subject) throw new Missing("kernel.missing");
  const mayDecide = mayDecideAbout(actor, organisation.cityCode, { ...subject, organisationId: subject.id });
  return {
    subject,
    place: await placeName(subject.regionCode),
    papers: await papersOf(subject.id),
    decisions: await decisionsOf(subject.id),
    people: (await membersOf(subject.id)).map(({ fullName, roles }) => ({ fullName, roles })),
    mayDecide,
    recovery: mayDecide ? await leaderRecoveryOf(subject.id) : null,
    personId: actor.personId,
    now: call.at,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }) => {
  const { call } = await requireOperator(request);
  const to = `/operator/organisasi/${params["organisationId"]}`;
  return decideByForm(await readForm(request), call, params["organisationId"], to);
});

export default function Organisation() {
  const { subject, place, papers, decisions, people, mayDecide, recovery, personId, now, key } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isUnderWay = recovery !== null && isRecoveryUnderWay(recovery);
  const wayBack =
    recovery === null ? null : (
      <RecoveryForms
        recovery={recovery}
        personId={personId}
        zone={subject.timeZone}
        now={now}
        keyBase={key}
        answer={answer}
      />
    );
  return (
    <Page
      title={subject.name}
      lead={subject.shortName}
      badge={<OrganisationStateBadge state={subject.state} />}
      breadcrumbs={[{ to: "/operator/organisasi", label: m.operator_organisations_title() }]}
    >
      {isUnderWay ? wayBack : null}
      <Section tone="card">
        <OrganisationFacts organisation={subject} place={place} />
      </Section>
      {people.length === 0 ? null : (
        <Section tone="card" title={m.workspace_members_title()}>
          <Facts
            facts={people.map(({ fullName, roles }) => ({ label: roleNamesOf(roles), value: fullName }))}
          />
        </Section>
      )}
      <Section tone="card" title={m.workspace_papers_title()}>
        <PaperList
          papers={papers}
          zone={subject.timeZone}
          toOf={(paperId) => `/operator/organisasi/${subject.id}/berkas/${paperId}`}
        />
      </Section>
      {mayDecide ? <DecisionForms state={subject.state} keyBase={key} answer={answer} /> : null}
      {isUnderWay ? null : wayBack}
      <DecisionHistory decisions={decisions} zone={subject.timeZone} />
    </Page>
  );
}
