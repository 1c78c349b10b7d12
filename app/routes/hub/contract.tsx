import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { invariant, Missing } from "#app/kernel/errors.ts";
import { callOffsOf } from "#app/modules/contracts/call-off-reads.server.ts";
import { isSecondPerson, mayOpenCallOff, maySignContract } from "#app/modules/contracts/contract.policy.ts";
import { monthLimitOf, monthOf } from "#app/modules/contracts/contract.ts";
import {
  callOffGround,
  contractById,
  contractMonthsOf,
} from "#app/modules/contracts/contract-reads.server.ts";
import { deadlineText } from "#app/modules/contracts/deadline-text.ts";
import { endContract } from "#app/modules/contracts/end-contract.server.ts";
import { openCallOff } from "#app/modules/contracts/open-call-off.server.ts";
import { pricesOn } from "#app/modules/contracts/prices-today-reads.server.ts";
import { signContract } from "#app/modules/contracts/sign-contract.server.ts";
import { terminateContract } from "#app/modules/contracts/terminate-contract.server.ts";
import { CallOffForm } from "#app/modules/contracts/ui/call-off-form.tsx";
import { CallOffTable } from "#app/modules/contracts/ui/call-off-table.tsx";
import { ContractBadge } from "#app/modules/contracts/ui/contract-badge.tsx";
import { ContractEnding } from "#app/modules/contracts/ui/contract-ending.tsx";
import { ContractLine, goodsName, goodsNames } from "#app/modules/contracts/ui/contract-lines.tsx";
import { ContractTerms } from "#app/modules/contracts/ui/contract-terms.tsx";
import { MonthBars, MonthGauge } from "#app/modules/contracts/ui/month-gauge.tsx";
import { SigningBox } from "#app/modules/contracts/ui/signing-box.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "contracts.read",
  );
  const shown = await contractById(organisation.id, params["contractId"] ?? "");
  if (!shown) throw new Missing("contracts.missing");
  const { contract } = shown;
  const after = new URL(request.url).searchParams.get("after") ?? undefined;
  const [ground, months, callOffs] = await Promise.all([
    callOffGround(contract),
    contractMonthsOf(organisation.id, contract.id),
    callOffsOf(organisation.id, { contractId: contract.id, limit: 20, ...(after ? { after } : {}) }),
  ]);
  invariant(ground, "a contract has a trade center in a region");
  const today = dayOf(call.at, organisation.timeZone);
  const month = monthOf(today);
  const first = contract.startsOn > addDays(today, 2) ? contract.startsOn : addDays(today, 2);
  const maySign = maySignContract(actor, contract);
  const isActive = contract.state === "active";
  return {
    ...shown,
    callOffs,
    months,
    prices: await pricesOn(
      shown.lines,
      { hubRegionCode: ground.hubRegionCode, destinationRegionCode: contract.destinationRegionCode },
      today,
    ),
    thisMonth: shown.lines.map(
      (line) =>
        months.find((one) => one.contractLineId === line.id && one.month === month) ?? {
          contractLineId: line.id,
          month,
          drawnBase: 0n,
          limitBase: monthLimitOf(line),
        },
    ),
    slug: organisation.slug,
    zone: organisation.timeZone,
    isHub: organisation.id === contract.hubId,
    deeds: {
      sign: maySign && contract.state === "draft" && isSecondPerson(actor, contract),
      signIsForAnother: maySign && contract.state === "draft" && !isSecondPerson(actor, contract),
      end: maySign && isActive && today > contract.endsOn,
      terminate: maySign && isActive && today <= contract.endsOn,
      open: isActive && mayOpenCallOff(actor, contract) && first <= contract.endsOn,
    },
    suggested: {
      deliveryDay: first,
      answerDay: addDays(first, -1),
      earliest: today,
      latest: contract.endsOn,
    },
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "contracts.read");
  const form = await readForm(request);
  const contractId = params["contractId"];
  const to = () => `/${organisation.slug}/kontrak/${contractId}`;
  const input = () => ({ contractId });
  switch (form.text("intent")) {
    case "sign": {
      const flash = () => m.contracts_signed_done();
      return formCommand(form, { call, command: signContract, input, to, flash });
    }
    case "end": {
      const flash = () => m.contracts_ended_done();
      return formCommand(form, { call, command: endContract, input, to, flash });
    }
    case "terminate":
      return formCommand(form, {
        call,
        command: terminateContract,
        input: (fields) => ({ contractId, reason: fields.text("reason") }),
        to,
        flash: () => m.contracts_terminated_done(),
      });
    default:
      return formCommand(form, {
        call,
        command: openCallOff,
        input: (fields) => ({
          contractId,
          contractLineId: fields.text("contractLineId"),
          deliveryDay: fields.text("deliveryDay"),
          packs: fields.text("packs"),
          answerBy: deadlineText(fields.text("answerDay"), fields.text("answerTime"), organisation.timeZone),
          note: fields.text("note"),
        }),
        fieldNames: { answerBy: "answerDay" },
        to: ({ callOffId }) => `/${organisation.slug}/panggilan/${callOffId}`,
        flash: () => m.contracts_calloff_opened(),
      });
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.contract.number ?? m.contracts_title()) },
];

export default function Contract() {
  const loaded = useLoaderData<typeof loader>();
  const { contract, deeds, lines, slug } = loaded;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const here = `/${slug}/kontrak/${contract.id}`;
  const hasMonths = contract.state !== "draft";
  const terms = (
    <>
      {lines.map((line) => (
        <Section key={line.id} tone="card" title={goodsName(line)}>
          <ContractLine line={line} today={loaded.prices[line.id]} />
        </Section>
      ))}
      <Section tone="card" title={m.contracts_terms()}>
        <ContractTerms terms={contract} destination={loaded.destinationName} />
      </Section>
    </>
  );
  return (
    <Page
      title={m.contracts_draft_for({ goods: goodsNames(lines), buyer: loaded.buyerName })}
      lead={m.contracts_numbered({ number: contract.number })}
      badge={<ContractBadge state={contract.state} />}
      breadcrumbs={[{ to: `/${slug}/kontrak`, label: m.contracts_title() }]}
    >
      <SigningBox deeds={deeds} idempotencyKey={loaded.key} errors={errors} />
      <Split
        leads
        aside={
          <>
            {hasMonths
              ? lines.map((line, at) => {
                  const month = loaded.thisMonth[at];
                  return month ? (
                    <Section key={line.id} tone="card" title={lines.length > 1 ? goodsName(line) : undefined}>
                      <MonthGauge month={month} unit={line.baseUnit} />
                    </Section>
                  ) : null;
                })
              : null}
            <Section tone="card" title={m.contracts_parties()}>
              <Facts
                facts={[
                  { label: m.contracts_hub(), value: loaded.hubName },
                  { label: m.contracts_buyer(), value: loaded.buyerName },
                  {
                    label: m.contracts_signed_on(),
                    value: contract.signedAt ? date(contract.signedAt, loaded.zone) : null,
                  },
                ]}
              />
            </Section>
          </>
        }
      >
        {deeds.open ? (
          <Section
            tone="card"
            title={m.contracts_calloff_open_title()}
            lead={m.contracts_calloff_open_lead()}
            id="panggil"
          >
            <CallOffForm
              idempotencyKey={loaded.key}
              goods={lines.map((line) => ({ id: line.id, name: goodsName(line), packUnit: line.packUnit }))}
              suggested={loaded.suggested}
              errors={errors}
              values={answer?.values ?? {}}
            />
          </Section>
        ) : null}
        {deeds.open ? null : terms}
      </Split>
      {hasMonths ? (
        <Section tone="flush" title={m.contracts_calloffs()}>
          <CallOffTable
            rows={loaded.callOffs.rows}
            to={(row) => `/${slug}/panggilan/${row.callOff.id}`}
            emptyText={m.contracts_calloffs_empty_text()}
          />
        </Section>
      ) : null}
      <Pager
        nextTo={loaded.callOffs.next ? `${here}?after=${loaded.callOffs.next}` : null}
        shown={loaded.callOffs.rows.length}
      />
      {lines.map((line) => {
        const months = loaded.months.filter((month) => month.contractLineId === line.id);
        return months.length > 1 ? (
          <Section key={line.id} tone="card" title={lines.length > 1 ? goodsName(line) : undefined}>
            <MonthBars months={months} unit={line.baseUnit} />
          </Section>
        ) : null;
      })}
      {deeds.open ? terms : null}
      {deeds.terminate ? <ContractEnding idempotencyKey={loaded.key} errors={errors} /> : null}
    </Page>
  );
}
