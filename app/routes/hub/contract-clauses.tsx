import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { amendClauses } from "#app/modules/contracts/amend-clauses.server.ts";
import { mayChangeDraft } from "#app/modules/contracts/contract.policy.ts";
import { contractById } from "#app/modules/contracts/contract-reads.server.ts";
import { clausesOf } from "#app/modules/contracts/contract-text-reads.server.ts";
import { ClausesForm } from "#app/modules/contracts/ui/clauses-form.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { clausesIn } from "./contract-form.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "contracts.draft");
  const shown = await contractById(organisation.id, params["contractId"] ?? "");
  if (!shown) throw new Missing("contracts.missing");
  if (shown.contract.state !== "draft" || !mayChangeDraft(actor, shown.contract))
    throw new Forbidden("contracts.forbidden");
  return {
    slug: organisation.slug,
    contract: { id: shown.contract.id, number: shown.contract.number },
    clauses: await clausesOf(shown.contract.id),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "contracts.draft");
  const contractId = params["contractId"];
  return formCommand(await readForm(request), {
    call,
    command: amendClauses,
    input: (form) => ({ contractId, clauses: clausesIn(form) }),
    to: () => `/${organisation.slug}/kontrak/${contractId}`,
    flash: () => m.contracts_clauses_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_clauses()) }];

export default function ContractClauses() {
  const { slug, key, contract, clauses } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.contracts_clauses()}
      lead={m.contracts_clauses_lead()}
      breadcrumbs={[
        { to: `/${slug}/kontrak`, label: m.contracts_title() },
        { to: `/${slug}/kontrak/${contract.id}`, label: contract.number },
      ]}
      width="narrow"
    >
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
