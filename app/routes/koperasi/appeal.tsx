import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { documentsOfKind } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { mayWithdrawAppeal } from "#app/modules/shipments/appeal.policy.ts";
import type { AppealPart } from "#app/modules/shipments/appeal.ts";
import { appealAgainst, appealBeforeSeller } from "#app/modules/shipments/appeal-reads.server.ts";
import { openAppeal } from "#app/modules/shipments/open-appeal.server.ts";
import { AppealCard } from "#app/modules/shipments/ui/appeal-card.tsx";
import { AppealForm } from "#app/modules/shipments/ui/appeal-form.tsx";
import { AppealWithdrawal } from "#app/modules/shipments/ui/appeal-withdrawal.tsx";
import { withdrawAppeal } from "#app/modules/shipments/withdraw-appeal.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";

/** A seller appeals against what a kitchen's weighing took off, and sees what became of it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  const shipmentId = params["shipmentId"] ?? "";
  const before = await appealBeforeSeller(actor, shipmentId);
  const appeal = await appealAgainst(organisation.id, shipmentId);
  return {
    ...before,
    isOver: call.at > before.closesAt,
    appeal,
    mayWithdraw: appeal?.state === "open" && mayWithdrawAppeal(actor, appeal),
    shipmentId,
    papers: await documentsOfKind(organisation.id, shipmentId, "BAB"),
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

/** A part with what was written about it; a part without a quantity is left out. The picture is kept before the appeal names it. */
async function askedOf(call: Call, row: FormFields, parts: readonly AppealPart[]) {
  const asked = row.text("asked");
  if (!asked) return [];
  const [shipmentLineId, cause] = [row.text("shipmentLineId"), row.text("cause")];
  const part = parts.find((one) => one.shipmentLineId === shipmentLineId && one.cause === cause);
  const photo = await uploadOf(row.file("photo"));
  const kept = photo && (await uploadFile({ ...call, key: null }, { purpose: "appeal_photo", ...photo }));
  return [
    {
      shipmentLineId: shipmentLineId ?? "",
      cause: (cause ?? "") as AppealPart["cause"],
      askedBase: parseQuantity(asked, part?.basePerUnit ?? 1n)?.toString() ?? asked,
      reason: row.text("reason") ?? "",
      photoId: kept?.fileId ?? "",
    },
  ];
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(request, params["workspace"], "appeals.open");
  const shipmentId = params["shipmentId"] ?? "";
  const { parts } = await appealBeforeSeller(actor, shipmentId);
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/kirim/${shipmentId}/banding`;
  if (form.text("intent") === "withdraw") {
    const appeal = await appealAgainst(organisation.id, shipmentId);
    if (!appeal) throw new Missing("shipments.appealMissing");
    return formCommand(form, {
      call,
      command: withdrawAppeal,
      input: (fields) => ({ appealId: appeal.id, words: fields.text("words") ?? "" }),
      to,
      flash: () => m.shipments_appeal_withdrawn_done(),
    });
  }
  return formCommand(form, {
    call,
    command: openAppeal,
    input: async (fields) => ({
      shipmentId,
      lines: (await Promise.all(fields.rows("lines").map((row) => askedOf(call, row, parts)))).flat(),
    }),
    fieldNames: { askedBase: "asked", photoId: "photo" },
    to,
    flash: () => m.shipments_appeal_sent(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_appeal_title()) }];

export default function Appeal() {
  const {
    appeal,
    papers,
    parts,
    mayOpen,
    mayWithdraw,
    isOver,
    hours,
    closesAt,
    receiptNumber,
    shipmentId,
    slug,
    zone,
    key,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.shipments_appeal_title()}
      lead={m.shipments_appeal_lead({ number: receiptNumber })}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/kirim/${shipmentId}`, label: m.shipments_appeal_back() }]}
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      {appeal ? (
        <>
          <AppealCard appeal={appeal} zone={zone} />
          {mayWithdraw ? (
            <AppealWithdrawal
              idempotencyKey={key}
              errors={answer?.errors ?? {}}
              values={answer?.values ?? {}}
            />
          ) : null}
          <DocumentLinks papers={papers} />
        </>
      ) : parts.length === 0 ? (
        <Callout tone="leaf" title={m.shipments_appeal_nothing()} />
      ) : isOver ? (
        <Callout tone="rice">
          {m.shipments_error_appealWindowClosed({ hours, closed: dateTime(closesAt, zone) })}
        </Callout>
      ) : mayOpen ? (
        <AppealForm
          idempotencyKey={key}
          parts={parts}
          closesAt={closesAt}
          zone={zone}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      ) : (
        <Callout title={m.shipments_appeal_not_yours()} />
      )}
    </Page>
  );
}
