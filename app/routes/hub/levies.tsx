import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import {
  doubtRemittance,
  keepRemittance,
  reverseRemittance,
} from "#app/modules/payments/correct-remittance.server.ts";
import { changedTreasury } from "#app/modules/payments/payee-account.ts";
import { mayApprovePayout, mayRequestPayout } from "#app/modules/payments/payment.policy.ts";
import { remitLevies } from "#app/modules/payments/remit-levies.server.ts";
import { leviesDue, paidInBefore, remittancesOf } from "#app/modules/payments/remittance-reads.server.ts";
import { confirmRemittance, refuseRemittance } from "#app/modules/payments/settle-remittance.server.ts";
import { LevyDueTable } from "#app/modules/payments/ui/levy-due-table.tsx";
import { RemittanceRow } from "#app/modules/payments/ui/remittance-row.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

const PAGE = 30;

/** Levies are a trade center's; to everybody else there is no such page. */
async function requireCashDesk(request: Request, slug: string | undefined): Promise<Member> {
  const member = await requirePermission(request, slug, "payouts.read");
  if (member.organisation.kind !== "trade_center") throw new Missing("payments.missing");
  return member;
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requireCashDesk(request, params["workspace"]);
  const after = new URL(request.url).searchParams.get("after")?.slice(0, 200) ?? undefined;
  const [due, page] = await Promise.all([
    leviesDue(organisation.id),
    remittancesOf(organisation.id, { limit: PAGE, after }),
  ]);
  const remittances = page.rows;
  const oldest = remittances.at(-1);
  const before = oldest ? await paidInBefore(organisation.id, oldest.id) : null;
  const all = before ? [...remittances, before] : remittances;
  const papers = await documentsAbout(organisation.id, [
    ...due.map((levy) => levy.statementId),
    ...remittances.map((one) => one.id),
  ]);
  const paperIds = (kind: "RET" | "STS") =>
    Object.fromEntries(
      papers.filter((paper) => paper.kind === kind).map((paper) => [paper.subjectId, paper.id]),
    );
  const deposits = paperIds("STS");
  return {
    due,
    totalRupiah: sumOf(due.map((levy) => levy.amountRupiah)),
    receipts: paperIds("RET"),
    remittances: remittances.map((remittance) => ({
      remittance,
      paperId: deposits[remittance.id] ?? null,
      accountChange: changedTreasury(remittance, all),
      mayDecide: mayApprovePayout(actor, {
        payerId: remittance.hubId,
        requestedBy: remittance.state === "doubted" ? remittance.doubtedBy : remittance.requestedBy,
      }),
      mayDoubt: mayRequestPayout(actor, remittance.hubId),
    })),
    next: page.next,
    isFirst: after === undefined,
    base: `/${organisation.slug}/retribusi`,
    treasury: remittances[0]?.treasury ?? "",
    mayGather: mayRequestPayout(actor, organisation.id),
    today: dayOf(call.at, organisation.timeZone),
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requireCashDesk(request, params["workspace"]);
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/retribusi`;
  const remittanceId = form.text("remittanceId");
  switch (form.text("intent")) {
    case "confirm":
      return formCommand(form, {
        call,
        command: confirmRemittance,
        input: (fields) => ({
          remittanceId,
          settledOn: fields.text("settledOn"),
          bankReference: fields.text("bankReference"),
        }),
        to,
        flash: ({ number }) => m.payments_levies_confirmed_done({ number }),
      });
    case "refuse":
      return formCommand(form, {
        call,
        command: refuseRemittance,
        input: (fields) => ({ remittanceId, reason: fields.text("reason") }),
        to,
        flash: () => m.payments_levies_refused_done(),
      });
    case "doubt":
      return formCommand(form, {
        call,
        command: doubtRemittance,
        input: (fields) => ({ remittanceId, reason: fields.text("reason") }),
        to,
        flash: () => m.payments_levies_doubted_done(),
      });
    case "reverse":
      return formCommand(form, {
        call,
        command: reverseRemittance,
        input: () => ({ remittanceId }),
        to,
        flash: () => m.payments_levies_reversed_done(),
      });
    case "keep":
      return formCommand(form, {
        call,
        command: keepRemittance,
        input: () => ({ remittanceId }),
        to,
        flash: () => m.payments_levies_kept_done(),
      });
    default:
      return formCommand(form, {
        call,
        command: remitLevies,
        input: (fields) => ({ treasury: fields.text("treasury") }),
        to,
        flash: () => m.payments_payout_requested_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_levies_title()) }];

export default function Levies() {
  const { due, totalRupiah, receipts, remittances, treasury, mayGather, today, zone, key } =
    useLoaderData<typeof loader>();
  const { next, isFirst, base } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const about = answer?.values["remittanceId"];
  const errors = answer?.errors ?? {};
  const values = answer?.values ?? {};
  return (
    <Page title={m.payments_levies_title()} lead={m.payments_levies_lead()}>
      <Section tone="flush" title={m.payments_levies_due()}>
        <LevyDueTable due={due} totalRupiah={totalRupiah} receipts={receipts} />
      </Section>
      {mayGather && due.length > 0 ? (
        <Section tone="card" title={m.payments_levies_gather_title()} lead={m.payments_levies_gather_lead()}>
          <Form idempotencyKey={key}>
            {about === undefined ? <ErrorSummary errors={errors} /> : null}
            <TextInput
              name="treasury"
              label={m.payments_levies_treasury()}
              hint={m.payments_levies_treasury_hint()}
              maxLength={200}
              defaultValue={values["treasury"] ?? treasury}
              error={errors["treasury"]}
            />
            <FormActions>
              <SubmitButton icon="money">
                {m.payments_levies_gather({ amount: rupiah(totalRupiah) })}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
      {remittances.length > 0 ? (
        <Section tone="card" title={m.payments_levies_deposits()}>
          {about === undefined ? null : <ErrorSummary errors={errors} />}
          <ul className="flex flex-col divide-y divide-line">
            {remittances.map(({ remittance, ...row }) => (
              <RemittanceRow
                key={remittance.id}
                remittance={remittance}
                {...row}
                idempotencyKey={`${key}-${remittance.id}`}
                today={today}
                zone={zone}
                errors={about === remittance.id ? errors : {}}
                values={about === remittance.id ? values : {}}
              />
            ))}
          </ul>
        </Section>
      ) : null}
      <Pager
        shown={remittances.length}
        nextTo={next === null ? null : `${base}?after=${next}`}
        firstTo={isFirst ? null : base}
      />
    </Page>
  );
}
