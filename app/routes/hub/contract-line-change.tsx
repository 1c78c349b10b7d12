import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { amendContract } from "#app/modules/contracts/amend-contract.server.ts";
import { surveysOf } from "#app/modules/contracts/price-facts-reads.server.ts";
import { surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { goodsName } from "#app/modules/contracts/ui/contract-lines.tsx";
import { LineForm } from "#app/modules/contracts/ui/draft-form.tsx";
import { lineValues } from "#app/modules/contracts/ui/draft-values.ts";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { lineFieldNames, lineOf, standingLine, standingTerms } from "./contract-form.ts";
import { draftToChange } from "./draft-ground.server.ts";
import { ruleExamples } from "./rule-examples.server.ts";

async function lineToChange(
  member: Member,
  asked: { readonly contractId: string | undefined; readonly lineId: string | undefined },
) {
  const shown = await draftToChange(member, asked.contractId);
  const at = shown.lines.findIndex((one) => one.id === asked.lineId);
  const line = shown.lines[at];
  if (!line) throw new Missing("contracts.missing");
  return { ...shown, line, at };
}

/** The line as it was typed. The grade that is surveyed in place of the contract's own is not asked for, and stays. */
function rewritten(line: Awaited<ReturnType<typeof lineToChange>>["line"], fields: FormFields) {
  const written = lineOf(fields, surveyedBase(line.baseUnit));
  const surveyed = "gradeCode" in line.priceRule ? { gradeCode: line.priceRule.gradeCode } : {};
  return { ...written, priceRule: { ...surveyed, ...written.priceRule } };
}

/** One commodity of a draft, as it stands: its volume and its price rule may be written anew, or it is taken out. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.draft");
  const { call, organisation } = member;
  const { contractId, lineId } = params;
  const { contract, lines, line } = await lineToChange(member, { contractId, lineId });
  const goods = await fullCommodities();
  const commodity = goods.find((one) => one.code === line.commodityCode);
  if (!commodity) throw new Missing("contracts.missing");
  return {
    slug: organisation.slug,
    key: newReceiptKey(),
    contract: { id: contract.id, number: contract.number, version: contract.version },
    name: goodsName(line),
    standing: lineValues(line),
    isOnly: lines.length === 1,
    ground: {
      commodityCode: commodity.code,
      baseUnit: commodity.baseUnit,
      grades: commodity.grades.map(({ code, name }) => ({ value: code, label: name })),
      packs: commodity.units.map(({ unit, basePerUnit }) => ({ unit, basePerUnit })),
      surveys: await surveysOf(commodity.code),
      kind: line.priceRule.kind,
      example: await ruleExamples(commodity, line.priceRule.kind, {
        hubRegionCode: organisation.regionCode,
        destinationRegionCode: contract.destinationRegionCode,
        at: call.at,
        zone: organisation.timeZone,
      }),
    },
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.draft");
  const form = await readForm(request);
  const { contractId, lineId } = params;
  const { contract, lines, line, at } = await lineToChange(member, { contractId, lineId });
  const isLeaving = form.text("intent") === "remove";
  return formCommand(form, {
    call: member.call,
    command: amendContract,
    input: (fields) => ({
      ...standingTerms(contract),
      contractId: contract.id,
      version: fields.text("version"),
      lines: lines.flatMap((one): unknown[] => {
        if (one.id !== line.id) return [standingLine(one)];
        return isLeaving ? [] : [rewritten(line, fields)];
      }),
    }),
    fieldNames: lineFieldNames(`lines[${at}]`),
    to: () => `/${member.organisation.slug}/kontrak/${contract.id}`,
    flash: () => (isLeaving ? m.contracts_line_removed() : m.contracts_line_changed()),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_line_change()) }];

export default function ContractLineChange() {
  const { slug, key, contract, name, standing, isOnly, ground } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const here = `/${slug}/kontrak/${contract.id}`;
  return (
    <Page
      title={name}
      lead={m.contracts_line_change_lead()}
      breadcrumbs={[
        { to: `/${slug}/kontrak`, label: m.contracts_title() },
        { to: here, label: contract.number },
      ]}
      width="narrow"
    >
      <Section tone="card">
        <LineForm
          idempotencyKey={key}
          ground={ground}
          backTo={here}
          version={contract.version}
          errors={answer?.errors ?? {}}
          values={answer && answer.values["intent"] !== "remove" ? answer.values : standing}
        />
      </Section>
      {isOnly ? null : (
        <Form idempotencyKey={`${key}-remove`}>
          <input type="hidden" name="version" value={contract.version} />
          <SubmitButton variant="danger" icon="x" name="intent" value="remove">
            {m.contracts_line_remove()}
          </SubmitButton>
        </Form>
      )}
    </Page>
  );
}
