import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { mayKeepRates } from "#app/modules/contracts/contract.policy.ts";
import { contractById } from "#app/modules/contracts/contract-reads.server.ts";
import { ratesOf } from "#app/modules/contracts/contract-text-reads.server.ts";
import { correctRate } from "#app/modules/contracts/correct-rate.server.ts";
import { amountWords, kindWord } from "#app/modules/contracts/ui/contract-rates.tsx";
import { RateCorrection } from "#app/modules/contracts/ui/rate-correction.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { rateFieldNames, rateOf } from "./contract-form.ts";

/** One rate that was written down wrong, and the form that answers it with the right one. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "contracts.read");
  const shown = await contractById(organisation.id, params["contractId"] ?? "");
  if (!shown) throw new Missing("contracts.missing");
  if (!mayKeepRates(actor, shown.contract)) throw new Forbidden("contracts.forbidden");
  const rates = await ratesOf(shown.contract.id);
  const rate = rates.find((one) => one.id === params["rateId"]);
  if (!rate || rate.annuls || rates.some((one) => one.correctsId === rate.id))
    throw new Missing("contracts.rateMissing");
  return {
    slug: organisation.slug,
    contract: { id: shown.contract.id, number: shown.contract.number },
    rate,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "contracts.read");
  return formCommand(await readForm(request), {
    call,
    command: correctRate,
    input: (fields) => ({
      ...rateOf(fields),
      rateId: params["rateId"] ?? "",
      reason: fields.text("reason"),
      annuls: fields.has("annuls") ? "true" : "false",
    }),
    fieldNames: rateFieldNames,
    to: () => `/${organisation.slug}/kontrak/${params["contractId"]}#tarif`,
    flash: () => m.contracts_rate_corrected_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_rate_correct()) }];

export default function ContractRate() {
  const { slug, contract, rate, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.contracts_rate_correct()}
      lead={`${kindWord(rate.kind)}: ${amountWords(rate)}`}
      breadcrumbs={[
        { to: `/${slug}/kontrak`, label: m.contracts_title() },
        { to: `/${slug}/kontrak/${contract.id}`, label: contract.number },
      ]}
      width="narrow"
    >
      <Section tone="card" lead={m.contracts_rate_correct_lead()}>
        <RateCorrection
          rate={rate}
          idempotencyKey={key}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? null}
        />
      </Section>
    </Page>
  );
}
