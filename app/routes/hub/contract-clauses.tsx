import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { amendClauses } from "#app/modules/contracts/amend-clauses.server.ts";
import { clausesOf } from "#app/modules/contracts/contract-text-reads.server.ts";
import { ClausesForm } from "#app/modules/contracts/ui/clauses-form.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { clausesIn } from "./contract-form.ts";
import { draftToChange } from "./draft-ground.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.draft");
  const { contract } = await draftToChange(member, params["contractId"]);
  return {
    slug: member.organisation.slug,
    contract: { id: contract.id, number: contract.number },
    clauses: await clausesOf(contract.id),
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
