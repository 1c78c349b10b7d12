import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { commodityByCode, fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { addContractLine } from "#app/modules/contracts/add-contract-line.server.ts";
import { surveysOf } from "#app/modules/contracts/price-facts-reads.server.ts";
import { surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { LineForm } from "#app/modules/contracts/ui/draft-form.tsx";
import { LineStart } from "#app/modules/contracts/ui/draft-start.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { lineFieldNames, lineOf, ruleKindIn } from "./contract-form.ts";
import { draftToChange } from "./draft-ground.server.ts";
import { ruleExamples } from "./rule-examples.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.draft");
  const { call, organisation } = member;
  const { contract } = await draftToChange(member, params["contractId"]);
  const search = new URL(request.url).searchParams;
  const goods = await fullCommodities();
  const commodity = goods.find((candidate) => candidate.code === search.get("barang"));
  const kind = ruleKindIn(search);
  return {
    slug: organisation.slug,
    key: newReceiptKey(),
    contract: { id: contract.id, number: contract.number },
    commodities: goods.map(({ code, name }) => ({ value: code, label: name })),
    ground:
      commodity && kind
        ? {
            commodityCode: commodity.code,
            baseUnit: commodity.baseUnit,
            grades: commodity.grades.map(({ code, name }) => ({ value: code, label: name })),
            packs: commodity.units.map(({ unit, basePerUnit }) => ({ unit, basePerUnit })),
            surveys: await surveysOf(commodity.code),
            kind,
            example: await ruleExamples(commodity, kind, {
              hubRegionCode: organisation.regionCode,
              destinationRegionCode: contract.destinationRegionCode,
              at: call.at,
              zone: organisation.timeZone,
            }),
          }
        : null,
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "contracts.draft");
  const form = await readForm(request);
  const contractId = params["contractId"];
  const commodity = await commodityByCode(form.text("commodityCode") ?? "");
  return formCommand(form, {
    call,
    command: addContractLine,
    input: (fields) => ({
      contractId,
      line: lineOf(fields, commodity ? surveyedBase(commodity.baseUnit) : 1000n),
    }),
    fieldNames: lineFieldNames("line"),
    to: () => `/${organisation.slug}/kontrak/${contractId}`,
    flash: () => m.contracts_line_added(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_line_add()) }];

export default function ContractLineNew() {
  const { slug, key, contract, commodities, ground } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const here = `/${slug}/kontrak/${contract.id}`;
  return (
    <Page
      title={m.contracts_line_add()}
      lead={m.contracts_line_add_lead()}
      breadcrumbs={[
        { to: `/${slug}/kontrak`, label: m.contracts_title() },
        { to: here, label: contract.number },
      ]}
      width="narrow"
    >
      <Section tone="card">
        {ground ? (
          <LineForm
            idempotencyKey={key}
            ground={ground}
            backTo={here}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        ) : (
          <LineStart commodities={commodities} />
        )}
      </Section>
    </Page>
  );
}
