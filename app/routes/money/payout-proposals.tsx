import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, type BusinessDay, dayOf, isRealDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { proposalsForBatch } from "#app/modules/payments/batch-reads.server.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { payableAbout } from "#app/modules/payments/ui/payable-words.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** A week ahead: what falls due before the next round. */
const AHEAD_DAYS = 7;

function untilIn(request: Request, today: BusinessDay): BusinessDay {
  const asked = new URL(request.url).searchParams.get("sampai") ?? "";
  return isRealDay(asked) ? asked : addDays(today, AHEAD_DAYS);
}

/** What is due to whom until a day: tick, and make one batch of it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.request");
  const until = untilIn(request, dayOf(call.at, organisation.timeZone));
  return {
    until,
    ...(await proposalsForBatch(organisation.id, until)),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.request");
  const until = untilIn(request, dayOf(call.at, organisation.timeZone));
  const form = await readForm(request);
  const left = wholeNumber(0, 1_000_000).safeParse(form.text("left")).data ?? 0;
  return formCommand(form, {
    call,
    command: proposeBatch,
    input: (fields) => ({ dueUntil: until, payouts: fields.texts("pick").flatMap(wishIn) }),
    to: ({ batchId }) => `/${organisation.slug}/bayar-produsen/${batchId}`,
    flash: ({ asked, leftOut }) =>
      left > 0
        ? m.payments_batch_asked_more({ count: whole(asked), left: whole(left + leftOut) })
        : leftOut === 0
          ? m.payments_batch_asked({ count: asked })
          : m.payments_batch_asked_some({ count: asked, left: leftOut }),
  });
});

const grounds = {
  statement: "statementId",
  refund: "refundId",
  consignment: "settlementId",
  debitNote: "debitNoteId",
  ride: "ridePlaceId",
} as const;

/** "consignment:cst_…" or "producer:prd_…:250000", as the boxes say it. */
function wishIn(text: string): Parameters<typeof proposeBatch>[1]["payouts"] {
  const [to = "", id = "", amountRupiah = ""] = text.split(":");
  if (to === "producer") return [{ to, producerId: id, amountRupiah, purpose: m.payments_purpose_harvest() }];
  const ground = grounds[to as keyof typeof grounds];
  return ground ? [{ to, [ground]: id } as Parameters<typeof proposeBatch>[1]["payouts"][number]] : [];
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_batch_new()) }];

export default function PayoutProposals() {
  const { until, rows, left, leftRupiah, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.payments_batch_new()}
      lead={m.payments_batch_new_lead()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/bayar-produsen`, label: m.payments_payouts_title() }]}
    >
      <Section tone="card">
        <Form method="get">
          <DateInput name="sampai" label={m.payments_batch_until()} defaultValue={until} />
          <FormActions>
            <SubmitButton variant="secondary" icon="search">
              {m.payments_batch_show()}
            </SubmitButton>
          </FormActions>
        </Form>
      </Section>
      <Section
        tone="card"
        title={m.payments_batch_due({ day: dateShort(until) })}
        lead={
          rows.length === 0
            ? undefined
            : `${m.payments_batch_total({ count: rows.length })}: ${rupiah(sumOf(rows.map((row) => row.dueRupiah)))}`
        }
      >
        {rows.length === 0 ? (
          <EmptyState icon="money" title={m.payments_due_none()}>
            {m.payments_batch_none_text()}
          </EmptyState>
        ) : (
          <Form idempotencyKey={key}>
            <ErrorSummary errors={answer?.errors ?? {}} />
            {left === 0 ? null : (
              <Callout
                tone="rice"
                title={m.payments_batch_more_title({
                  count: whole(rows.length),
                  all: whole(rows.length + left),
                })}
              >
                {m.payments_batch_more({
                  count: whole(rows.length),
                  left: whole(left),
                  amount: rupiah(leftRupiah),
                })}
              </Callout>
            )}
            <input type="hidden" name="left" value={left} />
            <ul className="flex flex-col divide-y divide-line">
              {rows.map((row) => (
                <li key={`${row.to}-${row.id}`}>
                  <label className="flex min-h-11 items-center gap-3 py-3">
                    <input
                      type="checkbox"
                      name="pick"
                      value={`${row.to}:${row.id}:${row.dueRupiah}`}
                      defaultChecked
                      className="size-6 shrink-0 accent-leaf-600"
                    />
                    <span className="flex grow flex-wrap items-center justify-between gap-2">
                      <span>
                        <span className="block font-bold">{row.name}</span>
                        <span className="block text-sm text-ink-soft">{payableAbout(row)}</span>
                        <span className="block text-sm text-ink-soft">
                          {row.dueOn === null
                            ? m.payments_batch_due_now()
                            : m.payments_batch_due_on({ day: dateShort(row.dueOn) })}
                        </span>
                      </span>
                      <span className="tabular font-bold whitespace-nowrap">{rupiah(row.dueRupiah)}</span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
            <FormActions>
              <SubmitButton icon="check">{m.payments_batch_make()}</SubmitButton>
            </FormActions>
          </Form>
        )}
      </Section>
    </Page>
  );
}
