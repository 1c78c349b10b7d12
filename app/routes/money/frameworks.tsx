import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { resells } from "#app/modules/catalogue/catalogue.policy.ts";
import { drawFramework } from "#app/modules/commitments/draw-framework.server.ts";
import { leftOf } from "#app/modules/commitments/framework.ts";
import {
  type FrameworkSummary,
  frameworksOf,
  goodsToAgreeOn,
} from "#app/modules/commitments/framework-reads.server.ts";
import { linesForAgreements } from "#app/modules/commitments/open-demand-reads.server.ts";
import { mayAgreeToTerms, maySpeakOnTerms } from "#app/modules/commitments/payment-terms.policy.ts";
import { tradePartnersOf } from "#app/modules/commitments/payment-terms-reads.server.ts";
import {
  agreeToFramework,
  proposeFramework,
  refuseFramework,
} from "#app/modules/commitments/propose-framework.server.ts";
import { AgreementTabs } from "#app/modules/commitments/ui/agreement-tabs.tsx";
import { FrameworkList } from "#app/modules/commitments/ui/framework-list.tsx";
import {
  GoodsChoice,
  PartnerChoice,
  ProposeFrameworkForm,
} from "#app/modules/commitments/ui/framework-propose.tsx";
import { ProposedFramework } from "#app/modules/commitments/ui/framework-waiting.tsx";
import { WaitingAgreements } from "#app/modules/commitments/ui/waiting-agreements.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { drawWish, frameworkFieldNames, frameworkWish } from "./framework-wish.server.ts";

/** Agreements that do not wait, each with what this organisation, where it buys on it, could draw of it now. */
async function withLines(frameworks: readonly FrameworkSummary[], buyerId: string, today: BusinessDay) {
  const open = frameworks.filter(
    (one) => one.buyerId === buyerId && one.state === "agreed" && one.validTo >= today && leftOf(one) > 0n,
  );
  const lines = await linesForAgreements(open, today);
  return frameworks.map((framework) => ({ ...framework, lines: lines.get(framework.id) ?? [] }));
}

/** Agreements on supply at a price that stands: what waits for an answer, what holds and what is left of it, and a form for a new one. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "invoices.read",
  );
  const today = dayOf(call.at, organisation.timeZone);
  const [all, partners] = await Promise.all([
    frameworksOf(organisation.id),
    tradePartnersOf(organisation.id),
  ]);
  const asked = new URL(request.url).searchParams;
  const wanted = asked.get("mitra");
  const own = partners.filter(({ side }) =>
    may(actor, side === "seller" ? "orders.approve" : "invoices.issue"),
  );
  const partner = own.find(({ id, side }) => `${side}:${id}` === wanted) ?? null;
  const goods = partner
    ? await goodsToAgreeOn(partner.side === "seller" ? partner.id : organisation.id, today)
    : [];
  const agreed = all.filter(({ state }) => state !== "proposed");
  return {
    ownId: organisation.id,
    today,
    waiting: all
      .filter(({ state }) => state === "proposed")
      .map((one) => ({
        ...one,
        mayAgree: mayAgreeToTerms(actor, one) && one.proposedBy !== person.id,
        mayRefuse: maySpeakOnTerms(actor, one),
      })),
    agreed: may(actor, "orders.draft")
      ? await withLines(agreed, organisation.id, today)
      : agreed.map((one) => ({ ...one, lines: [] })),
    partners: own,
    partner,
    goods,
    chosen:
      goods.find(({ id }) => id === asked.get("barang")) ?? (goods.length === 1 ? goods[0] : null) ?? null,
    sells: resells(organisation.kind),
    lastDay: addDays(today, 30),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/kontrak-payung`;
  const frameworkId = form.text("frameworkId");
  switch (form.text("intent")) {
    case "agree":
      return formCommand(form, {
        call,
        to,
        command: agreeToFramework,
        input: () => ({ frameworkId }),
        flash: () => m.commitments_framework_agreed_done(),
      });
    case "refuse":
      return formCommand(form, {
        call,
        to,
        command: refuseFramework,
        input: (fields) => ({ frameworkId, reason: fields.text("reason") }),
        flash: () => m.commitments_framework_refused_done(),
      });
    case "draw":
      return formCommand(form, {
        call,
        to,
        command: drawFramework,
        input: drawWish,
        fieldNames: { quantityBase: "quantity", orderLineId: "line" },
        flash: () => m.commitments_framework_drawn_done(),
      });
    default:
      return formCommand(form, {
        call,
        to,
        command: proposeFramework,
        input: frameworkWish,
        fieldNames: frameworkFieldNames,
        flash: () => m.commitments_framework_proposed_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.commitments_framework_title()) }];

export default function Frameworks() {
  const { ownId, today, waiting, agreed, partners, partner, goods, chosen, lastDay, sells, slug, key } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const values = answer?.values ?? {};
  return (
    <Page title={m.commitments_framework_title()} lead={m.commitments_framework_lead()} width="narrow">
      <AgreementTabs slug={slug} current="frameworks" sells={sells} />
      <ErrorSummary errors={errors} />
      {waiting.length === 0 ? null : (
        <Section tone="card" title={m.commitments_framework_waiting()}>
          <WaitingAgreements
            agreements={waiting}
            idName="frameworkId"
            ownId={ownId}
            idempotencyKey={key}
            errors={errors}
          >
            {(framework) => <ProposedFramework framework={framework} ownId={ownId} />}
          </WaitingAgreements>
        </Section>
      )}
      {agreed.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="contract" title={m.commitments_framework_none()}>
            {m.commitments_framework_none_text()}
          </EmptyState>
        </Section>
      ) : (
        <FrameworkList
          frameworks={agreed}
          ownId={ownId}
          today={today}
          idempotencyKey={key}
          values={values}
          errors={errors}
        />
      )}
      {partners.length === 0 ? null : partner === null ? (
        <PartnerChoice partners={partners} />
      ) : chosen === null ? (
        <GoodsChoice partner={partner} goods={goods} />
      ) : (
        <ProposeFrameworkForm
          partner={partner}
          goods={chosen}
          today={today}
          lastDay={lastDay}
          idempotencyKey={key}
          values={values}
          errors={errors}
        />
      )}
    </Page>
  );
}
