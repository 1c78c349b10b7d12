import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { commodityByCode, fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { mayDraftContract } from "#app/modules/contracts/contract.policy.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import { surveysOf } from "#app/modules/contracts/price-facts-reads.server.ts";
import { surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { DraftForm } from "#app/modules/contracts/ui/draft-form.tsx";
import { DraftStart } from "#app/modules/contracts/ui/draft-start.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { lineFieldNames, lineOf, ruleKindIn, termsOf } from "./contract-form.ts";
import { buyerOptions, possibleBuyers } from "./draft-ground.server.ts";
import { ruleExamples } from "./rule-examples.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "contracts.draft",
  );
  if (!mayDraftContract(actor)) throw new Forbidden("contracts.forbidden");
  const search = new URL(request.url).searchParams;
  const [goods, buyers] = await Promise.all([fullCommodities(), possibleBuyers(organisation.id)]);
  const buyer = buyers.find((candidate) => candidate.id === search.get("pembeli"));
  const commodity = goods.find((candidate) => candidate.code === search.get("barang"));
  const kind = ruleKindIn(search);
  const today = dayOf(call.at, organisation.timeZone);
  return {
    slug: organisation.slug,
    key: newReceiptKey(),
    buyers: buyerOptions(buyers),
    commodities: goods.map(({ code, name }) => ({ value: code, label: name })),
    subject: buyer && commodity ? { goods: commodity.name, buyer: buyer.name } : null,
    ground:
      buyer && commodity && kind
        ? {
            buyerId: buyer.id,
            commodityCode: commodity.code,
            baseUnit: commodity.baseUnit,
            grades: commodity.grades.map(({ code, name }) => ({ value: code, label: name })),
            packs: commodity.units.map(({ unit, basePerUnit }) => ({ unit, basePerUnit })),
            surveys: await surveysOf(commodity.code),
            kind,
            example: await ruleExamples(commodity, kind, {
              hubRegionCode: organisation.regionCode,
              destinationRegionCode: buyer.regionCode,
              at: call.at,
              zone: organisation.timeZone,
            }),
            destination: { code: buyer.regionCode, name: buyer.regionName, address: buyer.address },
            period: { startsOn: today, endsOn: addDays(today, 365) },
          }
        : null,
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "contracts.draft");
  const form = await readForm(request);
  const commodity = await commodityByCode(form.text("commodityCode") ?? "");
  return formCommand(form, {
    call,
    command: draftContract,
    input: (fields) => ({
      ...termsOf(fields),
      lines: [lineOf(fields, commodity ? surveyedBase(commodity.baseUnit) : 1000n)],
    }),
    fieldNames: lineFieldNames("lines[0]"),
    to: ({ contractId }) => `/${organisation.slug}/kontrak/${contractId}`,
    flash: () => m.contracts_draft_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_draft_title()) }];

export default function ContractNew() {
  const { slug, key, buyers, commodities, subject, ground } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const list = `/${slug}/kontrak`;
  return (
    <Page
      title={m.contracts_draft_title()}
      lead={ground && subject ? m.contracts_draft_for(subject) : m.contracts_draft_lead()}
      breadcrumbs={[{ to: list, label: m.contracts_title() }]}
      width="narrow"
      actions={
        ground ? (
          <ButtonLink to={`${list}/baru`} variant="quiet" icon="edit">
            {m.contracts_draft_change()}
          </ButtonLink>
        ) : undefined
      }
    >
      <Section tone="card">
        {ground ? (
          <DraftForm
            idempotencyKey={key}
            ground={ground}
            backTo={list}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        ) : (
          <DraftStart buyers={buyers} commodities={commodities} />
        )}
      </Section>
    </Page>
  );
}
