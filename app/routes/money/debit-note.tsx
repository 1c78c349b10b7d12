import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { answerDebitNote } from "#app/modules/invoicing/answer-debit-note.server.ts";
import { maySetOff, openOfDebit, standingOfDebit } from "#app/modules/invoicing/debit-note.ts";
import { debitNoteVisibleTo } from "#app/modules/invoicing/debit-note-reads.server.ts";
import {
  mayAnswerDebitNote,
  mayIssueDebitNote,
  maySetOffDebitNote,
} from "#app/modules/invoicing/invoice.policy.ts";
import { setOffDebitNote } from "#app/modules/invoicing/set-off-debit-note.server.ts";
import { takeDebitNoteBack } from "#app/modules/invoicing/take-debit-note-back.server.ts";
import { DebitNoteBadge } from "#app/modules/invoicing/ui/debit-note-badge.tsx";
import {
  DebitAnswerForm,
  DebitSetOffForm,
  DebitTakeBackForm,
} from "#app/modules/invoicing/ui/debit-note-forms.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Timeline } from "#app/ui/feedback/timeline.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";

/** One debit note, as its two parties see it: what is asked for the road, what was said, what is left. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "invoices.read",
  );
  const shown = await debitNoteVisibleTo(organisation.id, params["debitNoteId"] ?? "");
  if (!shown) throw new Missing("invoicing.debitMissing");
  const standing = standingOfDebit(shown, call.at);
  const openRupiah = shown.takenBackAt ? 0n : openOfDebit(shown);
  const isUntouched = shown.paidRupiah === 0n && shown.underwayRupiah === 0n;
  return {
    ...shown,
    standing,
    openRupiah,
    isHub: shown.hubId === organisation.id,
    papers: await documentsAbout(organisation.id, [shown.id]),
    deeds: {
      answer: standing === "waiting" && mayAnswerDebitNote(actor, shown),
      pay: openRupiah > 0n && shown.carrierId === organisation.id && may(actor, "payouts.request"),
      setOff: openRupiah > 0n && maySetOff(standing) && maySetOffDebitNote(actor, shown),
      takeBack: isUntouched && !shown.takenBackAt && mayIssueDebitNote(actor, shown),
    },
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const debitNoteId = params["debitNoteId"] ?? "";
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/nota-debit/${debitNoteId}`;
  switch (form.text("intent")) {
    case "setOff":
      return formCommand(form, {
        call,
        command: setOffDebitNote,
        input: () => ({ debitNoteId }),
        to,
        flash: () => m.invoicing_debit_set_off_done(),
      });
    case "takeBack":
      return formCommand(form, {
        call,
        command: takeDebitNoteBack,
        input: (fields) => ({ debitNoteId, reason: fields.text("reason") }),
        to,
        flash: () => m.invoicing_debit_taken_back_done(),
      });
    default:
      return formCommand(form, {
        call,
        command: answerDebitNote,
        input: (fields) => ({
          debitNoteId,
          isAccepted: fields.text("isAccepted"),
          note: fields.text("note"),
        }),
        to,
        flash: () => m.invoicing_debit_answered_done(),
      });
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data ? m.invoicing_debit_title({ number: data.number }) : m.invoicing_debit_list()) },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** What happened to the note, the earliest first. */
function momentsOf(loaded: Loaded) {
  const { zone } = loaded;
  return [
    { key: "issued", title: m.invoicing_debit_issued_at(), when: dateTime(loaded.issuedAt, zone) },
    ...(loaded.answeredAt
      ? [
          {
            key: "answered",
            title: loaded.isAccepted ? m.invoicing_debit_accept() : m.invoicing_debit_contest(),
            when: dateTime(loaded.answeredAt, zone),
            note: loaded.answer ?? undefined,
            tone: loaded.isAccepted ? undefined : ("brick" as const),
          },
        ]
      : []),
    ...loaded.setOffs.map((one) => ({
      key: one.id,
      title: `${m.invoicing_debit_set_offs()}: ${rupiah(one.amountRupiah)}`,
      when: dateTime(one.setOffAt, zone),
      note: m.invoicing_debit_from_call_off({ number: one.callOffNumber }),
    })),
    ...(loaded.takenBackAt
      ? [
          {
            key: "back",
            title: m.invoicing_debit_standing_taken_back(),
            when: dateTime(loaded.takenBackAt, zone),
            note: loaded.takenBackReason ?? undefined,
          },
        ]
      : []),
  ];
}

export default function DebitNote() {
  const loaded = useLoaderData<typeof loader>();
  const { deeds, slug, zone, key } = loaded;
  const answer = useActionData<typeof action>();
  const said = { idempotencyKey: key, errors: answer?.errors ?? {}, values: answer?.values ?? {} };
  return (
    <Page
      title={m.invoicing_debit_title({ number: loaded.number })}
      lead={loaded.isHub ? loaded.carrierName : loaded.hubName}
      badge={<DebitNoteBadge standing={loaded.standing} />}
      breadcrumbs={[{ to: `/${slug}/klaim`, label: m.disputes_title() }]}
    >
      <ErrorSummary errors={said.errors} />
      <Tiles columns={2}>
        <Stat icon="money" label={m.invoicing_debit_amount()} value={rupiah(loaded.amountRupiah)} />
        <Stat icon="clock" label={m.invoicing_debit_open()} value={rupiah(loaded.openRupiah)} />
      </Tiles>
      <Split
        aside={
          <>
            <Section tone="card" title={m.invoicing_facts_title()}>
              <Facts
                facts={[
                  { label: m.invoicing_debit_carrier(), value: loaded.carrierName },
                  { label: m.disputes_claim(), value: loaded.disputeNumber },
                  {
                    label: m.payments_levies_call_off(),
                    value: loaded.callOffNumber,
                  },
                  { label: m.invoicing_debit_paid(), value: rupiah(loaded.paidRupiah) },
                  {
                    label: m.invoicing_debit_due(),
                    value: loaded.standing === "waiting" ? dateTime(loaded.dueAt, zone) : null,
                  },
                ]}
              />
            </Section>
            <DocumentLinks papers={loaded.papers} />
          </>
        }
      >
        <Section tone="card" title={m.disputes_said_title()}>
          <Timeline moments={momentsOf(loaded)} />
        </Section>
        {deeds.answer ? <DebitAnswerForm {...said} until={dateTime(loaded.dueAt, zone)} /> : null}
        {deeds.pay ? (
          <ButtonLink to={`/${slug}/bayar-produsen`} variant="secondary" icon="money">
            {m.invoicing_debit_by_transfer()}
          </ButtonLink>
        ) : null}
        {deeds.setOff ? <DebitSetOffForm idempotencyKey={key} /> : null}
        {deeds.takeBack ? <DebitTakeBackForm {...said} /> : null}
      </Split>
    </Page>
  );
}
