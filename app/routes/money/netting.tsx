import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { agreeNetting } from "#app/modules/payments/agree-netting.server.ts";
import { declineNetting, withdrawNetting } from "#app/modules/payments/end-netting.server.ts";
import { mayAnswerNetting, mayWithdrawNetting } from "#app/modules/payments/netting.policy.ts";
import { nettingVisibleTo } from "#app/modules/payments/netting-reads.server.ts";
import { NettingBadge } from "#app/modules/payments/ui/netting-entry.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** One netting, as either of its two sees it: what each side's invoices are paid by, what is left of them, and what is asked now. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const netting = await nettingVisibleTo(organisation.id, params["nettingId"] ?? "");
  if (!netting) throw new Missing("payments.nettingMissing");
  const waits = netting.state === "proposed";
  return {
    netting,
    mayAnswer: waits && mayAnswerNetting(actor, netting),
    mayWithdraw: waits && mayWithdrawNetting(actor, netting),
    organisationId: organisation.id,
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

const ENDINGS = {
  decline: { command: declineNetting, flash: () => m.payments_netting_declined_done() },
  withdraw: { command: withdrawNetting, flash: () => m.payments_netting_withdrawn_done() },
} as const;

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const form = await readForm(request);
  const nettingId = params["nettingId"];
  const to = () => `/${organisation.slug}/perjumpaan/${nettingId}`;
  const intent = form.text("intent") ?? "";
  if (intent in ENDINGS) {
    const { command, flash } = ENDINGS[intent as keyof typeof ENDINGS];
    return formCommand(form, {
      call,
      command,
      input: (fields) => ({ nettingId, reason: fields.text("reason") }),
      to,
      flash,
    });
  }
  return formCommand(form, {
    call,
    command: agreeNetting,
    input: () => ({ nettingId }),
    to,
    flash: () => m.payments_netting_agreed_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_netting_title()) }];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Netting() {
  const { netting, mayAnswer, mayWithdraw, slug, zone, key, organisationId } = useLoaderData<typeof loader>();
  const { errors = {}, values = {} } = useActionData<typeof action>() ?? {};
  const { proposerId, proposerName, partnerId, partnerName, amountRupiah } = netting;
  return (
    <Page
      title={m.payments_netting_title()}
      badge={<NettingBadge state={netting.state} />}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/perjumpaan`, label: m.payments_netting_title() }]}
    >
      <ErrorSummary errors={errors} />
      <Stat icon="money" label={m.payments_netting_amount()} value={rupiah(amountRupiah)} />
      {netting.reason === null ? null : <Callout tone="rice">{netting.reason}</Callout>}
      {mayAnswer ? (
        <Section
          tone="card"
          title={m.payments_netting_answer_title()}
          lead={m.payments_netting_answer_lead({ amount: rupiah(amountRupiah) })}
        >
          <Form idempotencyKey={`${key}-agree`}>
            <FormActions>
              <SubmitButton icon="check" name="intent" value="agree">
                {m.payments_netting_agree()}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
      {[
        { id: proposerId, name: proposerName },
        { id: partnerId, name: partnerName },
      ].map((side) => (
        <Section key={side.id} tone="card" title={m.payments_netting_of({ name: side.name })}>
          <Parts
            parts={netting.parts.filter(({ sellerId }) => sellerId === side.id)}
            at={`/${slug}/${side.id === organisationId ? "penjualan" : "tagihan"}`}
          />
        </Section>
      ))}
      <Section tone="card">
        <Facts
          facts={[
            {
              label: m.payments_netting_proposer(),
              value: `${proposerName} · ${dateTime(netting.proposedAt, zone)}`,
            },
            netting.endedAt === null || netting.state === "withdrawn"
              ? { label: m.payments_netting_offered(), value: partnerName }
              : {
                  label: m.payments_netting_partner(),
                  value: `${partnerName} · ${dateTime(netting.endedAt, zone)}`,
                },
          ]}
        />
      </Section>
      {mayAnswer || mayWithdraw ? (
        <Section tone="card">
          <Form idempotencyKey={`${key}-end`}>
            <Textarea
              name="reason"
              label={mayAnswer ? m.payments_netting_decline_why() : m.payments_netting_withdraw_why()}
              maxLength={500}
              defaultValue={values["reason"]}
              error={errors["reason"]}
            />
            <FormActions>
              <SubmitButton
                variant="secondary"
                icon="undo"
                name="intent"
                value={mayAnswer ? "decline" : "withdraw"}
              >
                {mayAnswer ? m.payments_netting_decline() : m.payments_netting_withdraw()}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}

function Parts({ parts, at }: { readonly parts: Loaded["netting"]["parts"]; readonly at: string }) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {parts.map((part) => (
        <li key={part.invoiceId} className="flex flex-wrap justify-between gap-x-4 py-3">
          <Link
            to={`${at}/${part.invoiceId}`}
            className="inline-flex min-h-11 items-center font-semibold text-leaf-700"
          >
            {part.number}
          </Link>
          <span className="tabular inline-flex min-h-11 items-center text-sm">
            {m.payments_netting_part({
              amount: rupiah(part.amountRupiah),
              left: rupiah(part.openRupiah - part.amountRupiah),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
