import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { Missing } from "#app/kernel/errors.ts";
import { surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { answerDispute } from "#app/modules/disputes/answer-dispute.server.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { mayAnswerDispute, mayDecideDispute, mayOpenDispute } from "#app/modules/disputes/dispute.policy.ts";
import { undecidedStates } from "#app/modules/disputes/dispute-lifecycle.ts";
import { disputeVisibleTo } from "#app/modules/disputes/dispute-reads.server.ts";
import { hearKoperasi } from "#app/modules/disputes/hear-koperasi.server.ts";
import { DecideForm } from "#app/modules/disputes/ui/decide-form.tsx";
import { DisputeBadge } from "#app/modules/disputes/ui/dispute-badge.tsx";
import { DisputeLines } from "#app/modules/disputes/ui/dispute-lines.tsx";
import { deedName, termsName } from "#app/modules/disputes/ui/dispute-names.ts";
import { AnswerForm, boxOf, HearForm, WithdrawForm } from "#app/modules/disputes/ui/say-form.tsx";
import { withdrawDispute } from "#app/modules/disputes/withdraw-dispute.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { debitGround } from "#app/modules/invoicing/debit-note-reads.server.ts";
import { mayIssueDebitNote } from "#app/modules/invoicing/invoice.policy.ts";
import { issueDebitNote } from "#app/modules/invoicing/issue-debit-note.server.ts";
import { CarrierTurn } from "#app/modules/invoicing/ui/carrier-turn.tsx";
import { Timeline } from "#app/ui/feedback/timeline.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";

/** One claim, as its three parties see it: what was found, what was said, what was decided. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "trips.read");
  const shown = await disputeVisibleTo(organisation.id, params["disputeId"] ?? "");
  if (!shown) throw new Missing("disputes.missing");
  const { state } = shown;
  const isUndecided = undecidedStates.some((one) => one === state);
  const ground =
    state === "settled" && shown.hubId === organisation.id && may(actor, "invoices.read")
      ? await debitGround(shown)
      : null;
  return {
    ...shown,
    papers: await documentsAbout(organisation.id, [shown.id]),
    isUndecided,
    turn: ground && {
      carrierName: ground.vehicle?.carrierName ?? null,
      turnRupiah: ground.turnRupiah,
      isOwn: ground.isOwn,
      standing: ground.standing,
      mayIssue: mayIssueDebitNote(actor, shown),
    },
    deeds: {
      hear: state === "open" && mayDecideDispute(actor, shown),
      decide: (state === "open" || state === "answered") && mayDecideDispute(actor, shown),
      answer: state === "hearing" && mayAnswerDispute(actor, shown),
      withdraw: isUndecided && mayOpenDispute(actor, shown),
    },
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "trips.read");
  const disputeId = params["disputeId"] ?? "";
  const shown = await disputeVisibleTo(organisation.id, disputeId);
  if (!shown) throw new Missing("disputes.missing");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/klaim/${disputeId}`;
  const said = (box: string) => (fields: FormFields) => ({ disputeId, note: fields.text(box) });
  switch (form.text("intent")) {
    case "hear":
      return formCommand(form, {
        call,
        command: hearKoperasi,
        input: said(boxOf.hear),
        fieldNames: { note: boxOf.hear },
        to,
        flash: () => m.disputes_heard_done(),
      });
    case "withdraw":
      return formCommand(form, {
        call,
        command: withdrawDispute,
        input: said(boxOf.withdraw),
        fieldNames: { note: boxOf.withdraw },
        to,
        flash: () => m.disputes_withdrawn_done(),
      });
    case "answer":
      return formCommand(form, {
        call,
        command: answerDispute,
        input: (fields) => ({ ...said(boxOf.answer)(fields), isAccepted: fields.text("isAccepted") }),
        fieldNames: { note: boxOf.answer },
        to,
        flash: () => m.disputes_answered_done(),
      });
    case "debit":
      return formCommand(form, {
        call,
        command: issueDebitNote,
        input: () => ({ disputeId }),
        to: ({ debitNoteId }) => `/${organisation.slug}/nota-debit/${debitNoteId}`,
        flash: ({ number }) => m.invoicing_debit_issued_done({ number }),
      });
    default:
      return formCommand(form, {
        call,
        command: decideDispute,
        input: (fields) => ({
          ...said("note")(fields),
          lines: decidedLines(fields, surveyedBase(shown.baseUnit)),
        }),
        fieldNames: { grantedBase: "granted" },
        to,
        flash: ({ number }) => m.disputes_decided_done({ number }),
      });
  }
});

function decidedLines(form: FormFields, unit: bigint) {
  return form.rows("lines").map((row) => {
    const granted = row.text("granted") ?? "0";
    return {
      lineId: row.text("lineId") ?? "",
      grantedBase: parseQuantity(granted, unit)?.toString() ?? granted,
      stage: row.text("stage") || undefined,
    };
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data ? `${m.disputes_claim()} ${data.callOffNumber}` : m.disputes_title()) },
];

export default function Claim() {
  const loaded = useLoaderData<typeof loader>();
  const { deeds, slug, zone, key } = loaded;
  const answer = useActionData<typeof action>();
  const said = { idempotencyKey: key, errors: answer?.errors ?? {}, values: answer?.values ?? {} };
  return (
    <Page
      title={m.disputes_of({ goods: loaded.goods, koperasi: loaded.koperasiName })}
      lead={m.disputes_of_lead({ buyer: loaded.buyerName, number: loaded.callOffNumber })}
      badge={<DisputeBadge state={loaded.state} />}
      breadcrumbs={[{ to: `/${slug}/klaim`, label: m.disputes_title() }]}
    >
      <ErrorSummary errors={said.errors} />
      <Section tone="flush" title={m.disputes_lines_title()}>
        <DisputeLines lines={loaded.lines} unit={loaded.baseUnit} isDecided={!loaded.isUndecided} />
      </Section>
      <Split
        aside={
          <>
            <Section tone="card" title={m.invoicing_facts_title()}>
              <Facts
                facts={[
                  { label: m.disputes_asked(), value: rupiah(loaded.askedRupiah) },
                  ...(loaded.isUndecided
                    ? [{ label: m.disputes_due(), value: dateTime(loaded.dueAt, zone) }]
                    : [{ label: m.disputes_granted(), value: rupiah(loaded.grantedRupiah) }]),
                  { label: m.disputes_handover(), value: loaded.receiptNumber },
                  { label: m.disputes_terms(), value: termsName(loaded.terms) },
                ]}
              />
            </Section>
            <Section tone="card" title={m.disputes_photos()}>
              <ul className="grid grid-cols-2 gap-3">
                {loaded.photoIds.map((photoId, at) => (
                  <li key={photoId}>
                    <a href={`/berkas/${photoId}`} className="block">
                      <img
                        src={`/berkas/${photoId}`}
                        alt={m.disputes_photo_number({ number: (at + 1).toString() })}
                        className="aspect-square w-full rounded-md border border-line object-cover"
                        loading="lazy"
                      />
                    </a>
                  </li>
                ))}
              </ul>
            </Section>
            <DocumentLinks papers={loaded.papers} />
          </>
        }
      >
        <Section tone="card" title={m.disputes_said_title()}>
          <Timeline
            moments={loaded.words.map((word) => ({
              key: word.id,
              title: deedName(word.deed),
              when: dateTime(word.saidAt, zone),
              note: word.words ?? undefined,
              tone: word.deed === "refused" || word.deed === "contested" ? "brick" : undefined,
            }))}
          />
        </Section>
        {loaded.turn ? <CarrierTurn {...loaded.turn} slug={slug} idempotencyKey={`${key}-debit`} /> : null}
        {deeds.answer ? <AnswerForm {...said} /> : null}
        {deeds.hear ? <HearForm {...said} /> : null}
        {deeds.decide ? (
          <DecideForm
            {...said}
            lines={loaded.lines}
            terms={loaded.terms}
            unit={loaded.baseUnit}
            isHeard={loaded.state === "answered"}
          />
        ) : null}
        {deeds.withdraw ? <WithdrawForm {...said} /> : null}
      </Split>
    </Page>
  );
}
