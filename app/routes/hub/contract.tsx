import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { CallOffForm } from "#app/modules/contracts/ui/call-off-form.tsx";
import { CallOffTable } from "#app/modules/contracts/ui/call-off-table.tsx";
import { Clauses } from "#app/modules/contracts/ui/clauses-form.tsx";
import { ContractBadge } from "#app/modules/contracts/ui/contract-badge.tsx";
import { ContractLine, goodsName, goodsNames } from "#app/modules/contracts/ui/contract-lines.tsx";
import { ContractPapers } from "#app/modules/contracts/ui/contract-papers.tsx";
import { ContractRates } from "#app/modules/contracts/ui/contract-rates.tsx";
import { ContractRenewal } from "#app/modules/contracts/ui/contract-renewal.tsx";
import { SuspensionCallout, SuspensionForm } from "#app/modules/contracts/ui/contract-suspension.tsx";
import { ContractTerms } from "#app/modules/contracts/ui/contract-terms.tsx";
import { ContractEnding } from "#app/modules/contracts/ui/ending.tsx";
import { MonthBars, MonthGauge } from "#app/modules/contracts/ui/month-gauge.tsx";
import { SigningBox } from "#app/modules/contracts/ui/signing-box.tsx";
import { ContractAdvances } from "#app/modules/invoicing/ui/contract-advances.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { contractDeed } from "./contract-deeds.server.ts";
import { contractPage } from "./contract-page.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.read");
  return contractPage(member, {
    contractId: params["contractId"] ?? "",
    after: new URL(request.url).searchParams.get("after") ?? undefined,
  });
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.read");
  return contractDeed(member, params["contractId"] ?? "", await readForm(request));
});

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.contract.number ?? m.contracts_title()) },
];

export default function Contract() {
  const loaded = useLoaderData<typeof loader>();
  const { contract, deeds, lines, slug } = loaded;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  // Forms further down show their own refusals.
  const isBelow = ["paper", "rate", "suspend", "advance", "renew"].includes(answer?.values["intent"] ?? "");
  const topErrors = isBelow ? {} : errors;
  const here = `/${slug}/kontrak/${contract.id}`;
  const hasMonths = contract.state !== "draft";
  const terms = <Terms loaded={loaded} answer={answer} />;
  return (
    <Page
      title={m.contracts_draft_for({ goods: goodsNames(lines), buyer: loaded.buyerName })}
      lead={m.contracts_numbered({ number: contract.number })}
      badge={<ContractBadge state={contract.state} />}
      breadcrumbs={[{ to: `/${slug}/kontrak`, label: m.contracts_title() }]}
    >
      <SigningBox deeds={deeds} idempotencyKey={loaded.key} errors={topErrors} />
      {loaded.expires ? (
        <Callout tone="rice" icon="clock">
          {m.contracts_expires_soon({
            day: date(contract.endsOn),
            buyer: loaded.isHub ? loaded.buyerName : loaded.hubName,
          })}
        </Callout>
      ) : null}
      <ContractRenewal
        slug={slug}
        follower={loaded.follower}
        mayRenew={deeds.renew}
        idempotencyKey={`${loaded.key}-renew`}
        errors={answer?.values["intent"] === "renew" ? errors : {}}
        values={answer?.values ?? {}}
      />
      {loaded.suspension ? (
        <SuspensionCallout
          suspension={loaded.suspension}
          zone={loaded.zone}
          mayResume={loaded.suspension.mayResume}
          idempotencyKey={loaded.key}
        />
      ) : null}
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
                    label: m.contracts_signed_paper(),
                    value: loaded.paperId ? (
                      <a className="link" href={`/dokumen/${loaded.paperId}.pdf`}>
                        {m.contracts_signed_open()}
                      </a>
                    ) : null,
                  },
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
              goods={lines.map((line) => ({
                id: line.id,
                name: goodsName(line),
                packUnit: line.packUnit,
                baseUnit: line.baseUnit,
              }))}
              suggested={loaded.suggested}
              errors={topErrors}
              values={isBelow ? {} : (answer?.values ?? {})}
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
      {loaded.advances ? (
        <ContractAdvances
          advances={loaded.advances}
          mayAsk={deeds.askAdvance}
          to={(invoiceId) => `/${slug}/${loaded.isHub ? "penjualan" : "tagihan"}/${invoiceId}`}
          idempotencyKey={loaded.key}
          errors={answer?.values["intent"] === "advance" ? errors : {}}
        />
      ) : null}
      {lines.map((line) => {
        const months = loaded.months.filter((month) => month.contractLineId === line.id);
        return months.length > 1 ? (
          <Section key={line.id} tone="card" title={lines.length > 1 ? goodsName(line) : undefined}>
            <MonthBars months={months} unit={line.baseUnit} />
          </Section>
        ) : null;
      })}
      {deeds.open ? terms : null}
      {deeds.suspend ? (
        <SuspensionForm
          hours={contract.forceMajeureNoticeHours}
          days={contract.forceMajeureDaysMax}
          today={loaded.today}
          last={addDays(businessDay(loaded.today), contract.forceMajeureDaysMax - 1)}
          idempotencyKey={loaded.key}
          errors={errors}
          values={answer?.values ?? {}}
        />
      ) : null}
      {deeds.terminate ? <ContractEnding idempotencyKey={loaded.key} errors={topErrors} /> : null}
    </Page>
  );
}

/** Everything that was agreed: the goods, the terms, the papers it stands on, the rates and the clauses. */
function Terms({
  loaded,
  answer,
}: {
  readonly loaded: Loaded;
  readonly answer:
    | { readonly errors: Record<string, readonly string[]>; readonly values: Record<string, string> }
    | undefined;
}) {
  const { contract, deeds, slug } = loaded;
  const here = `/${slug}/kontrak/${contract.id}`;
  const said = { errors: answer?.errors ?? {}, values: answer?.values ?? {}, idempotencyKey: loaded.key };
  return (
    <>
      {loaded.lines.map((line) => (
        <Section key={line.id} tone="card" title={goodsName(line)}>
          <ContractLine line={line} today={loaded.prices[line.id]} />
          {deeds.change ? (
            <ButtonLink to={`${here}/barang/${line.id}`} variant="quiet" size="small" icon="edit">
              {m.contracts_line_change()}
            </ButtonLink>
          ) : null}
        </Section>
      ))}
      {deeds.change ? (
        <ButtonLink to={`${here}/barang`} variant="quiet" icon="plus">
          {m.contracts_line_add()}
        </ButtonLink>
      ) : null}
      <Section
        tone="card"
        title={m.contracts_terms()}
        actions={
          deeds.change ? (
            <ButtonLink to={`${here}/ubah`} variant="quiet" icon="edit">
              {m.contracts_amend()}
            </ButtonLink>
          ) : undefined
        }
      >
        <ContractTerms terms={contract} destination={loaded.destinationName} />
      </Section>
      <ContractPapers
        {...said}
        papers={loaded.papers}
        mayKeep={deeds.keepPapers}
        isDraft={contract.state === "draft"}
      />
      <ContractRates
        {...said}
        rates={loaded.rates}
        mayKeep={deeds.keepRates}
        today={loaded.today}
        correctTo={(rateId) => `${here}/tarif/${rateId}`}
      />
      <Section
        tone="card"
        title={m.contracts_clauses()}
        lead={m.contracts_clauses_lead()}
        fold="closed"
        actions={
          deeds.change ? (
            <ButtonLink to={`${here}/pasal`} variant="quiet" icon="edit">
              {m.contracts_clauses_edit()}
            </ButtonLink>
          ) : undefined
        }
      >
        <Clauses clauses={loaded.clauses} />
      </Section>
    </>
  );
}
