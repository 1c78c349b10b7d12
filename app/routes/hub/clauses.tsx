import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Forbidden } from "#app/kernel/errors.ts";
import { mayDraftContract } from "#app/modules/contracts/contract.policy.ts";
import { clausesOfHub } from "#app/modules/contracts/contract-text-reads.server.ts";
import { keepClauses } from "#app/modules/contracts/keep-clauses.server.ts";
import { ClausesForm } from "#app/modules/contracts/ui/clauses-form.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { clausesIn } from "./contract-form.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "contracts.draft");
  if (!mayDraftContract(actor)) throw new Forbidden("contracts.forbidden");
  return { ...(await clausesOfHub(organisation.id)), slug: organisation.slug, key: newReceiptKey() };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "contracts.draft");
  return formCommand(await readForm(request), {
    call,
    command: keepClauses,
    input: (form) => ({ clauses: clausesIn(form) }),
    to: () => `/${organisation.slug}/kontrak/pasal`,
    flash: () => m.contracts_clauses_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_clauses_own()) }];

export default function HubClauses() {
  const { slug, key, clauses, isOwn } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.contracts_clauses_own()}
      lead={m.contracts_clauses_own_lead()}
      breadcrumbs={[{ to: `/${slug}/kontrak`, label: m.contracts_title() }]}
      width="narrow"
    >
      {isOwn ? null : <Callout tone="neutral">{m.contracts_clauses_usual()}</Callout>}
      <Section tone="card">
        <ClausesForm
          clauses={clauses}
          idempotencyKey={key}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      </Section>
    </Page>
  );
}
