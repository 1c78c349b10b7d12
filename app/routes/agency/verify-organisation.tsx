import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { decideByForm } from "#app/http/decision.server.ts";
import { newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { mayDecideAbout } from "#app/modules/identity/organisation.policy.ts";
import { decisionsOf, organisationById, papersOf } from "#app/modules/identity/organisation-reads.server.ts";
import { leaderRecoveryOf } from "#app/modules/identity/recovery-reads.server.ts";
import type { Workspace } from "#app/modules/identity/session-reads.server.ts";
import { DecisionForms } from "#app/modules/identity/ui/decision-forms.tsx";
import { OrganisationStateBadge } from "#app/modules/identity/ui/names.tsx";
import {
  DecisionHistory,
  OrganisationFacts,
  PaperList,
} from "#app/modules/identity/ui/organisation-file.tsx";
import { isRecoveryUnderWay, RecoveryForms } from "#app/modules/identity/ui/recovery-forms.tsx";
import { placeName } from "#app/modules/regions/region-reads.server.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.subject.name ?? m.workspace_verify_title()) },
];

export const loader = screenLoader(async ({ request, params }) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "organisations.read",
  );
  const subject = await organisationById(params["organisationId"] ?? "");
  if (!subject || !isInSight(organisation, subject)) throw new Missing("kernel.missing");
  const mayDecide = mayDecideAbout(actor, organisation.cityCode, { ...subject, organisationId: subject.id });
  return {
    subject,
    place: await placeName(subject.regionCode),
    papers: mayDecide ? await papersOf(subject.id) : null,
    decisions: await decisionsOf(subject.id),
    mayDecide,
    recovery: mayDecide ? await leaderRecoveryOf(subject.id) : null,
    personId: actor.personId,
    now: call.at,
    home: `/${organisation.slug}/verifikasi-organisasi`,
    key: newReceiptKey(),
  };
});

/** An agency sees its city; an operator, who decides about agencies and trade centers, sees the country. */
function isInSight(
  viewer: Pick<Workspace, "kind" | "cityCode">,
  subject: Pick<Workspace, "cityCode">,
): boolean {
  return viewer.kind === "operator" || viewer.cityCode === subject.cityCode;
}

export const action = screenAction(async ({ request, params }) => {
  const { call, organisation } = await requirePermission(
    request,
    params["workspace"],
    "organisations.verify",
  );
  const to = `/${organisation.slug}/verifikasi-organisasi/${params["organisationId"]}`;
  return decideByForm(await readForm(request), call, params["organisationId"], to);
});

export default function VerifyOrganisation() {
  const { subject, place, papers, decisions, mayDecide, recovery, personId, now, home, key } =
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
      badge={<OrganisationStateBadge state={subject.state} />}
      breadcrumbs={[{ to: home, label: m.workspace_verify_title() }]}
    >
      {isUnderWay ? wayBack : null}
      <Section tone="card">
        <OrganisationFacts organisation={subject} place={place} />
      </Section>
      {papers === null ? null : (
        <Section tone="card" title={m.workspace_papers_title()}>
          <PaperList
            papers={papers}
            zone={subject.timeZone}
            toOf={(paperId) => `${home}/${subject.id}/berkas/${paperId}`}
          />
        </Section>
      )}
      {mayDecide ? <DecisionForms state={subject.state} keyBase={key} answer={answer} /> : null}
      {isUnderWay ? null : wayBack}
      <DecisionHistory decisions={decisions} zone={subject.timeZone} />
    </Page>
  );
}
