import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { batchOf } from "#app/modules/payments/batch-reads.server.ts";
import { approveBatch, refuseBatch } from "#app/modules/payments/decide-batch.server.ts";
import { keepBatchProof } from "#app/modules/payments/keep-batch-proof.server.ts";
import { mayKeepBatchProof } from "#app/modules/payments/payment.policy.ts";
import { readOutcomeFile } from "#app/modules/payments/read-outcome-file.server.ts";
import { recordOutcomes } from "#app/modules/payments/record-outcomes.server.ts";
import { returnPayout } from "#app/modules/payments/settle-payout.server.ts";
import { BatchFiles } from "#app/modules/payments/ui/batch-files.tsx";
import { BatchDecision, BatchOutcomes, BatchRows } from "#app/modules/payments/ui/batch-views.tsx";
import { outcomeWords } from "#app/modules/payments/ui/outcome-words.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";

/** One batch: what is in it, the second person's yes or no, the file for the bank, and what the bank did. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "payouts.read",
  );
  const found = await batchOf(organisation.id, params["batchId"] ?? "");
  if (!found) throw new Missing("payments.missing");
  return {
    ...found,
    totalRupiah: sumOf(found.rows.map((row) => row.amountRupiah)),
    mayDecide: may(actor, "payouts.approve") && found.batch.requestedBy !== person.id,
    mayAddProof: found.batch.state === "approved" && mayKeepBatchProof(actor, found.batch),
    zone: organisation.timeZone,
    slug: organisation.slug,
    today: dayOf(call.at, organisation.timeZone),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const form = await readForm(request);
  const batchId = params["batchId"] ?? "";
  const to = () => `/${organisation.slug}/bayar-produsen/${batchId}`;
  switch (form.text("intent")) {
    case "approve":
      return formCommand(form, { call, command: approveBatch, input: () => ({ batchId }), to });
    case "refuse":
      return formCommand(form, {
        call,
        command: refuseBatch,
        input: (fields) => ({ batchId, reason: fields.text("reason") }),
        to,
      });
    case "proof": {
      const file = await uploadOf(form.file("proof"));
      return formCommand(form, {
        call,
        command: keepBatchProof,
        input: () => ({
          batchId,
          fileName: file?.fileName ?? "bukti",
          bytes: file?.bytes ?? new Uint8Array(),
        }),
        to,
        flash: ({ isKnown }) => (isKnown ? m.payments_batch_proof_known() : m.payments_batch_proof_kept()),
      });
    }
    case "return":
      return formCommand(form, {
        call,
        command: returnPayout,
        input: (fields) => ({
          payoutId: fields.text("payoutId"),
          returnedOn: fields.text("returnedOn"),
          reason: fields.text("reason"),
        }),
        to,
        flash: () => m.payments_returned_done(),
      });
    default: {
      const file = await uploadOf(form.file("file"));
      return formCommand(form, {
        call,
        command: recordOutcomes,
        input: async (fields) => ({
          batchId,
          text: file ? await readOutcomeFile(file.bytes) : (fields.text("text") ?? ""),
          on: fields.text("on"),
          ...(file ? { file } : {}),
        }),
        to,
        flash: outcomeWords,
      });
    }
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_batch_title()) }];

export default function PayoutBatch() {
  const { batch, rows, files, totalRupiah, mayDecide, mayAddProof, zone, slug, today, key } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = { errors: answer?.errors ?? {}, values: answer?.values ?? {} };
  return (
    <Page
      title={m.payments_batch_title()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/bayar-produsen`, label: m.payments_payouts_title() }]}
    >
      <ErrorSummary errors={refused.errors} />
      <BatchRows
        state={batch.state}
        reason={batch.reason}
        rows={rows}
        totalRupiah={totalRupiah}
        mayReturn={mayDecide}
        today={today}
        zone={zone}
        idempotencyKey={key}
      />
      {mayDecide && batch.state === "requested" ? (
        <BatchDecision
          changed={rows.filter((row) => row.accountChange !== null).length}
          idempotencyKey={key}
          {...refused}
        />
      ) : null}
      {mayDecide && batch.state === "approved" ? (
        <BatchOutcomes
          fileAt={`/${slug}/bayar-produsen/${batch.id}/berkas-bank`}
          lacking={rows.filter((row) => row.account === null).length}
          today={today}
          idempotencyKey={key}
          {...refused}
        />
      ) : null}
      {batch.state === "approved" ? (
        <BatchFiles
          files={files}
          zone={zone}
          mayAdd={mayAddProof}
          idempotencyKey={key}
          error={refused.errors["proof"]}
        />
      ) : null}
    </Page>
  );
}
