import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { amendContract } from "#app/modules/contracts/amend-contract.server.ts";
import { TermsForm } from "#app/modules/contracts/ui/draft-form.tsx";
import { termValues } from "#app/modules/contracts/ui/draft-values.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { standingLine, termsOf } from "./contract-form.ts";
import { buyerOptions, draftToChange, possibleBuyers } from "./draft-ground.server.ts";

/** What a draft says beside its goods, written anew; whoever does it drew the contract up and does not sign it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.draft");
  const { contract, destinationName } = await draftToChange(member, params["contractId"]);
  const { startsOn, endsOn, version } = contract;
  return {
    slug: member.organisation.slug,
    key: newReceiptKey(),
    contract: { id: contract.id, number: contract.number },
    standing: termValues(contract),
    ground: {
      version,
      buyers: buyerOptions(await possibleBuyers(member.organisation.id)),
      destination: {
        code: contract.destinationRegionCode,
        name: destinationName,
        address: contract.destinationAddress,
      },
      period: { startsOn, endsOn },
    },
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.draft");
  const form = await readForm(request);
  const { contract, lines } = await draftToChange(member, params["contractId"]);
  return formCommand(form, {
    call: member.call,
    command: amendContract,
    input: (fields) => ({
      ...termsOf(fields),
      contractId: contract.id,
      version: fields.text("version"),
      lines: lines.map(standingLine),
    }),
    to: () => `/${member.organisation.slug}/kontrak/${contract.id}`,
    flash: () => m.contracts_amend_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_amend()) }];

export default function ContractTermsChange() {
  const { slug, key, contract, standing, ground } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const here = `/${slug}/kontrak/${contract.id}`;
  return (
    <Page
      title={m.contracts_amend()}
      lead={m.contracts_amend_lead()}
      breadcrumbs={[
        { to: `/${slug}/kontrak`, label: m.contracts_title() },
        { to: here, label: contract.number },
      ]}
      width="narrow"
    >
      <Section tone="card">
        <TermsForm
          idempotencyKey={key}
          ground={ground}
          backTo={here}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? standing}
        />
      </Section>
    </Page>
  );
}
