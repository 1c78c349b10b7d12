import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime, percent } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { claimableHandover } from "#app/modules/disputes/dispute-reads.server.ts";
import { openDispute } from "#app/modules/disputes/open-dispute.server.ts";
import { ClaimForm } from "#app/modules/disputes/ui/claim-form.tsx";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** The buyer claims what it found after it signed for one koperasi's share. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "shipments.receive");
  const handover = await claimableHandover(organisation.id, params["shipmentId"] ?? "");
  if (!handover) throw new Missing("disputes.shipmentMissing");
  return {
    ...handover,
    isOver: call.at > handover.closesAt,
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

/** The pictures, kept before the claim names them. */
async function pictures(form: FormFields, call: Call): Promise<string[]> {
  const kept: string[] = [];
  for (const row of form.rows("photos")) {
    const photo = await uploadOf(row.file("photo"));
    if (!photo) continue;
    const { fileId } = await uploadFile({ ...call, key: null }, { purpose: "receiving_photo", ...photo });
    kept.push(fileId);
  }
  return kept;
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "shipments.receive");
  const shipmentId = params["shipmentId"] ?? "";
  const handover = await claimableHandover(organisation.id, shipmentId);
  if (!handover) throw new Missing("disputes.shipmentMissing");
  const form = await readForm(request);
  const unit = surveyedBase(handover.baseUnit);
  const lines = form.rows("lines").flatMap((row) => {
    const claimed = row.text("claimed");
    if (!claimed) return [];
    return [
      {
        shipmentLineId: row.text("shipmentLineId") ?? "",
        cause: row.text("cause") ?? "",
        reason: row.text("reason") ?? "",
        claimedBase: parseQuantity(claimed, unit)?.toString() ?? claimed,
      },
    ];
  });
  return formCommand(form, {
    call,
    command: openDispute,
    input: async (fields) => ({
      shipmentId,
      note: fields.text("note"),
      photoIds: await pictures(fields, call),
      lines,
    }),
    fieldNames: { claimedBase: "claimed" },
    to: ({ disputeId }) => `/${organisation.slug}/klaim/${disputeId}`,
    flash: () => m.disputes_opened_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.disputes_new_title()) }];

export default function ClaimNew() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.disputes_new_title()}
      lead={m.disputes_new_lead({
        number: loaded.receiptNumber,
        breakage: percent(loaded.allowances.breakageBasisPoints),
        shrink: percent(loaded.allowances.shrinkBasisPoints),
      })}
      breadcrumbs={[{ to: `/${loaded.slug}/klaim`, label: m.disputes_title() }]}
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      {loaded.isOver ? (
        <Callout tone="brick">
          {m.disputes_error_windowClosed({
            hours: loaded.claimWindowHours,
            closed: dateTime(loaded.closesAt, loaded.zone),
          })}
        </Callout>
      ) : (
        <Section
          tone="card"
          title={m.disputes_claimable_until({ until: dateTime(loaded.closesAt, loaded.zone) })}
        >
          <ClaimForm
            idempotencyKey={loaded.key}
            lines={loaded.lines}
            unit={loaded.baseUnit}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        </Section>
      )}
    </Page>
  );
}
