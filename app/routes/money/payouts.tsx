import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { batchesOf } from "#app/modules/payments/batch-reads.server.ts";
import { consignmentPayables } from "#app/modules/payments/consignment-payable-reads.server.ts";
import {
  debitPayables,
  hubPayables,
  producerPayables,
  ridePayables,
} from "#app/modules/payments/payable-reads.server.ts";
import { payoutsOf } from "#app/modules/payments/payment-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { batchWords } from "#app/modules/payments/ui/batch-views.tsx";
import { payableAbout } from "#app/modules/payments/ui/payable-words.tsx";
import { PayoutRow } from "#app/modules/payments/ui/payout-row.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** Each has a form of its own; all of them are proposed together elsewhere. */
const DUE_SHOWN_MAX = 50;
const BATCHES = 20;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "payouts.read",
  );
  const query = new URL(request.url).searchParams;
  const after = query.get("after") ?? undefined;
  const afterBatch = query.get("usulan")?.slice(0, 200) ?? undefined;
  const [due, page, batches] = await Promise.all([
    organisation.kind === "trade_center" ? hubPayables(organisation.id) : payablesOf(organisation.id),
    payoutsOf(organisation.id, { limit: 30, after }),
    batchesOf(organisation.id, { limit: BATCHES, after: afterBatch }),
  ]);
  return {
    due: due.slice(0, DUE_SHOWN_MAX),
    dueCount: due.length,
    batches,
    isFirstBatch: afterBatch === undefined,
    page: {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        mayDecide: may(actor, "payouts.approve") && row.requestedBy !== person.id,
      })),
    },
    mayRequest: may(actor, "payouts.request"),
    isHub: organisation.kind === "trade_center",
    slug: organisation.slug,
    today: dayOf(call.at, organisation.timeZone),
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/bayar-produsen`;
  const payoutId = form.text("payoutId");
  switch (form.text("intent")) {
    case "approve":
      return formCommand(form, {
        call,
        command: approvePayout,
        input: () => ({ payoutId }),
        to,
        flash: () => m.payments_payout_approved_done(),
      });
    case "confirm":
      return formCommand(form, {
        call,
        command: confirmPayout,
        input: async (fields) => ({
          payoutId,
          settledOn: fields.text("settledOn"),
          bankReference: fields.text("bankReference"),
          proofId: await keptProof(form, call),
        }),
        to,
        flash: () => m.payments_payout_confirmed_done(),
      });
    default:
      return formCommand(form, {
        call,
        command: requestPayout,
        input: wanted,
        to,
        flash: () => m.payments_payout_requested_done(),
      });
  }
});

/** What shows the transfer, kept before it is booked; undefined where nothing was picked. */
async function keptProof(form: FormFields, call: Call): Promise<string | undefined> {
  const proof = await uploadOf(form.file("proof"));
  if (!proof) return undefined;
  const key = form.text("_key") ?? null;
  return (await uploadFile({ ...call, key }, { purpose: "payment_proof", ...proof })).fileId;
}

/** What a koperasi (or BUMD) owes: claims on what it carried, consignors, neighbours whose vehicle carried its goods, producers. */
async function payablesOf(organisationId: string) {
  const [forProducers, forRides, forConsignors, forClaims] = await Promise.all([
    producerPayables(organisationId),
    ridePayables(organisationId),
    consignmentPayables(organisationId),
    debitPayables(organisationId),
  ]);
  return [...forClaims, ...forConsignors, ...forRides, ...forProducers];
}

function wanted(form: FormFields) {
  if (form.text("to") === "statement")
    return { to: "statement" as const, statementId: form.text("id") ?? "" };
  if (form.text("to") === "refund") return { to: "refund" as const, refundId: form.text("id") ?? "" };
  if (form.text("to") === "consignment")
    return { to: "consignment" as const, settlementId: form.text("id") ?? "" };
  if (form.text("to") === "debitNote")
    return { to: "debitNote" as const, debitNoteId: form.text("id") ?? "" };
  if (form.text("to") === "ride") return { to: "ride" as const, ridePlaceId: form.text("id") ?? "" };
  return {
    to: "producer" as const,
    producerId: form.text("id") ?? "",
    amountRupiah: form.text("amount") ?? "",
    purpose: m.payments_purpose_harvest(),
  };
}

/** A trade center pays koperasi for a call-off; everyone else pays whoever brought the harvest. */
function payoutsTitle(isHub: boolean): string {
  return isHub ? m.payments_payouts_hub_title() : m.payments_payouts_title();
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(payoutsTitle(data?.isHub ?? false)) },
];

export default function Payouts() {
  const { due, dueCount, batches, isFirstBatch, page, mayRequest, isHub, slug, today, zone, key } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title={payoutsTitle(isHub)} lead={m.payments_payouts_lead()}>
      <ErrorSummary errors={answer?.errors ?? {}} />
      <Section
        tone="card"
        title={m.payments_due_title()}
        lead={
          dueCount > due.length
            ? m.payments_due_first({ count: whole(due.length), all: whole(dueCount) })
            : undefined
        }
      >
        {due.length === 0 ? (
          <p className="text-ink-soft">{m.payments_due_none()}</p>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {due.map((payable) => (
              <li
                key={payable.id}
                className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
              >
                <span>
                  <span className="block font-bold">{payable.name}</span>
                  <span className="block text-sm text-ink-soft">{payableAbout(payable)}</span>
                </span>
                <span className="flex items-center gap-3">
                  <span className="tabular font-bold">{rupiah(payable.dueRupiah)}</span>
                  {mayRequest ? (
                    <Form idempotencyKey={`${key}-${payable.id}`} keepScroll>
                      <input type="hidden" name="to" value={payable.to} />
                      <input type="hidden" name="id" value={payable.id} />
                      <input type="hidden" name="amount" value={payable.dueRupiah.toString()} />
                      <SubmitButton size="small" variant="secondary">
                        {m.payments_payout_request()}
                      </SubmitButton>
                    </Form>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        tone="card"
        title={m.payments_batches()}
        actions={
          mayRequest ? (
            <ButtonLink to={`/${slug}/bayar-produsen/usulan`} size="small" variant="secondary" icon="money">
              {m.payments_batch_new()}
            </ButtonLink>
          ) : undefined
        }
      >
        {batches.rows.length === 0 ? <p className="text-ink-soft">{m.payments_batches_none()}</p> : null}
        <ul className="flex flex-col divide-y divide-line">
          {batches.rows.map((batch) => (
            <li key={batch.id}>
              <Link
                to={`/${slug}/bayar-produsen/${batch.id}`}
                className="flex min-h-11 flex-wrap items-center justify-between gap-2 py-3"
              >
                <span>
                  {m.payments_batch_named({ count: batch.count, day: dateShort(batch.dueUntil) })}
                  <span className="block text-sm text-ink-soft">{batchWords[batch.state]()}</span>
                </span>
                <span className="tabular font-bold">{rupiah(batch.totalRupiah)}</span>
              </Link>
            </li>
          ))}
        </ul>
        <Pager
          shown={batches.rows.length}
          nextTo={batches.next === null ? null : `/${slug}/bayar-produsen?usulan=${batches.next}`}
          firstTo={isFirstBatch ? null : `/${slug}/bayar-produsen`}
        />
      </Section>
      <Section tone="card" title={m.payments_payouts_list()}>
        {page.rows.length === 0 ? (
          <EmptyState icon="money" title={m.payments_payouts_empty_title()}>
            {m.payments_payouts_empty_text()}
          </EmptyState>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {page.rows.map((payout) => (
              <PayoutRow
                key={payout.id}
                payout={payout}
                mayDecide={payout.mayDecide}
                idempotencyKey={`${key}-${payout.id}`}
                today={today}
                traceTo={`/${slug}/jejak/${payout.id}`}
                zone={zone}
              />
            ))}
          </ul>
        )}
      </Section>
      <Pager
        nextTo={page.next ? `/${slug}/bayar-produsen?after=${page.next}` : null}
        shown={page.rows.length}
      />
    </Page>
  );
}
