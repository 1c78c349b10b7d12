import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { Missing } from "#app/kernel/errors.ts";
import { documentsOfKind } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { mayAnswerAppeal } from "#app/modules/shipments/appeal.policy.ts";
import { type AppealShown, appealAgainst } from "#app/modules/shipments/appeal-reads.server.ts";
import { decideAppeal } from "#app/modules/shipments/decide-appeal.server.ts";
import { AppealAnswer } from "#app/modules/shipments/ui/appeal-answer.tsx";
import { AppealCard } from "#app/modules/shipments/ui/appeal-card.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { incoming } from "./incoming.server.ts";

async function received(organisationId: string, shipmentId: string) {
  const { receipt } = await incoming(organisationId, shipmentId);
  const appeal = await appealAgainst(organisationId, shipmentId);
  if (!appeal) throw new Missing("shipments.appealMissing");
  return { receipt, appeal };
}

/** A seller's appeal against what this kitchen weighed: its own people answer it, whoever did not weigh. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  const { receipt, appeal } = await received(organisation.id, params["shipmentId"] ?? "");
  const mayAnswer = appeal.state === "open" && call.at <= appeal.dueAt && mayAnswerAppeal(actor, appeal);
  const hasWeighed = receipt?.receivedBy === person.id;
  return {
    appeal,
    mayAnswer: mayAnswer && !hasWeighed,
    isOwnWeighing: mayAnswer && hasWeighed,
    papers: await documentsOfKind(organisation.id, appeal.shipmentId, "BAB"),
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

function decidedOf(lines: AppealShown["lines"], row: { text(name: string): string | undefined }) {
  const appealLineId = row.text("appealLineId") ?? "";
  const granted = row.text("granted") || "0";
  const unit = lines.find((line) => line.id === appealLineId)?.basePerUnit ?? 1n;
  return { appealLineId, grantedBase: parseQuantity(granted, unit)?.toString() ?? granted };
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "appeals.answer");
  const { appeal } = await received(organisation.id, params["shipmentId"] ?? "");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: decideAppeal,
    input: (fields) => ({
      appealId: appeal.id,
      words: fields.text("words") ?? "",
      lines: fields.rows("lines").map((row) => decidedOf(appeal.lines, row)),
    }),
    fieldNames: { grantedBase: "granted" },
    to: () => `/${organisation.slug}/terima/${appeal.shipmentId}/banding`,
    flash: ({ isGranted }) =>
      isGranted ? m.shipments_appeal_granted_done() : m.shipments_appeal_refused_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_appeal_title()) }];

export default function Appeal() {
  const { appeal, papers, mayAnswer, isOwnWeighing, slug, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.shipments_appeal_of({ name: appeal.sellerName })}
      lead={m.shipments_appeal_lead({ number: appeal.receiptNumber })}
      width="narrow"
      breadcrumbs={[
        { to: `/${slug}/terima/${appeal.shipmentId}/hasil`, label: m.shipments_appeal_back_receipt() },
      ]}
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      <AppealCard appeal={appeal} zone={zone} />
      {isOwnWeighing ? (
        <Callout tone="rice" title={m.shipments_error_appealOwnWeighing()}>
          {m.shipments_appeal_other_person()}
        </Callout>
      ) : null}
      {mayAnswer ? (
        <AppealAnswer
          idempotencyKey={key}
          lines={appeal.lines}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      ) : null}
      <DocumentLinks papers={papers} />
    </Page>
  );
}
