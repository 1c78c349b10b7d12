import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { resells } from "#app/modules/catalogue/catalogue.policy.ts";
import { mayAgreeToTerms, maySpeakOnTerms } from "#app/modules/commitments/payment-terms.policy.ts";
import {
  termsBounds,
  termsOf,
  tradePartnersOf,
} from "#app/modules/commitments/payment-terms-reads.server.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
  refusePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { AgreementTabs } from "#app/modules/commitments/ui/agreement-tabs.tsx";
import { ProposedTerms, ProposeTerms, TermsTable } from "#app/modules/commitments/ui/payment-terms.tsx";
import { WaitingAgreements } from "#app/modules/commitments/ui/waiting-agreements.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** When goods are paid, partner by partner: what waits for an answer, what holds, and a form for a new wish. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "invoices.read",
  );
  const tomorrow = addDays(dayOf(call.at, organisation.timeZone), 1);
  const [terms, partners, bounds] = await Promise.all([
    termsOf(organisation.id),
    tradePartnersOf(organisation.id),
    termsBounds({ regionCode: organisation.regionCode, day: tomorrow }),
  ]);
  return {
    ownId: organisation.id,
    waiting: terms
      .filter(({ state }) => state === "proposed")
      .map((one) => ({
        ...one,
        mayAgree: mayAgreeToTerms(actor, one) && one.proposedBy !== person.id,
        mayRefuse: maySpeakOnTerms(actor, one),
      })),
    answered: terms.filter(({ state }) => state !== "proposed"),
    partners: partners.filter(({ side }) =>
      may(actor, side === "seller" ? "orders.approve" : "invoices.issue"),
    ),
    sells: resells(organisation.kind),
    maySpeak: may(actor, "orders.approve") || may(actor, "invoices.issue"),
    bounds,
    tomorrow,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/tempo-bayar`;
  const paymentTermsId = form.text("paymentTermsId");
  switch (form.text("intent")) {
    case "agree":
      return formCommand(form, {
        call,
        to,
        command: agreeToPaymentTerms,
        input: () => ({ paymentTermsId }),
        flash: () => m.commitments_terms_agreed_done(),
      });
    case "refuse":
      return formCommand(form, {
        call,
        to,
        command: refusePaymentTerms,
        input: (fields) => ({ paymentTermsId, reason: fields.text("reason") }),
        flash: () => m.commitments_terms_refused_done(),
      });
    default:
      return formCommand(form, {
        call,
        to,
        command: proposePaymentTerms,
        input: (fields) => {
          // The partner is named with the side it stands on; the own side is the other one.
          const [theirs, partnerId] = (fields.text("partner") ?? "").split(":");
          return {
            partnerId,
            side: theirs === "seller" ? "buyer" : "seller",
            termDays: fields.text("termDays"),
            collection: fields.text("collection"),
            validFrom: fields.text("validFrom"),
            lateFeePercent: fields.text("lateFeePercent"),
            lateFeeCapPercent: fields.text("lateFeeCapPercent"),
            basis: fields.text("basis"),
          };
        },
        fieldNames: { partnerId: "partner" },
        flash: () => m.commitments_terms_proposed_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.commitments_terms_title()) }];

export default function PaymentTerms() {
  const loaded = useLoaderData<typeof loader>();
  const { ownId, waiting, answered, partners, maySpeak, sells, slug, bounds, tomorrow, key } = loaded;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  return (
    <Page title={m.commitments_terms_title()} lead={m.commitments_terms_lead()} width="narrow">
      <AgreementTabs slug={slug} current="terms" sells={sells} />
      <ErrorSummary errors={errors} />
      {waiting.length === 0 ? null : (
        <Section tone="card" title={m.commitments_terms_waiting()}>
          <WaitingAgreements
            agreements={waiting}
            idName="paymentTermsId"
            ownId={ownId}
            idempotencyKey={key}
            errors={errors}
          >
            {(terms) => <ProposedTerms terms={terms} ownId={ownId} />}
          </WaitingAgreements>
        </Section>
      )}
      {answered.length === 0 && waiting.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="clock" title={m.commitments_terms_none()}>
            {m.commitments_terms_none_text()}
          </EmptyState>
        </Section>
      ) : null}
      {answered.length === 0 ? null : (
        <Section tone="flush" title={m.commitments_terms_agreed()}>
          <TermsTable terms={answered} ownId={ownId} />
        </Section>
      )}
      {maySpeak ? (
        <ProposeTerms
          partners={partners}
          bounds={bounds}
          tomorrow={tomorrow}
          idempotencyKey={key}
          values={answer?.values ?? {}}
          errors={errors}
        />
      ) : null}
    </Page>
  );
}
