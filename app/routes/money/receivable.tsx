import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import {
  refuseAssignment,
  releaseAssignment,
  withdrawAssignment,
} from "#app/modules/invoicing/end-assignment.server.ts";
import { mayIssueInvoice } from "#app/modules/invoicing/invoice.policy.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import {
  mayAcknowledgeAssignment,
  mayCheckAssignment,
  mayProposeAssignment,
  mayRefuseAssignment,
  mayReleaseAssignment,
  mayTakeAssignment,
} from "#app/modules/invoicing/receivable.policy.ts";
import { standingAssignments } from "#app/modules/invoicing/receivable.ts";
import { possibleHolders, receivableVisibleTo } from "#app/modules/invoicing/receivable-reads.server.ts";
import { ProceedsSection } from "#app/modules/invoicing/ui/proceeds-section.tsx";
import { ReceivableBadge } from "#app/modules/invoicing/ui/receivable-badge.tsx";
import {
  AnswerAssignmentForm,
  EndForm,
  type Ending,
  ProposeAssignmentForms,
} from "#app/modules/invoicing/ui/receivable-forms.tsx";
import { withdrawReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Timeline } from "#app/ui/feedback/timeline.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { isProceedsIntent, proceedsDeed, proceedsFor } from "./receivable-proceeds.server.ts";

/** One verified receivable, as its seller, its buyer, or whoever takes it sees it: what is owed, whose it is, and what is asked now. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(
    request,
    params["workspace"],
    "invoices.read",
  );
  const shown = await receivableVisibleTo(organisation.id, params["receivableId"] ?? "");
  if (!shown) throw new Missing("invoicing.receivableMissing");
  const latest = shown.assignment;
  const standing = latest && standingAssignments.some((state) => state === latest.state) ? latest : null;
  const parties = standing && { ...standing, foundationId: shown.foundationId };
  const isOpen = shown.withdrawnAt === null && shown.invoiceState === "issued";
  const mayPropose = isOpen && !standing && mayProposeAssignment(actor, shown);
  const step =
    parties === null
      ? null
      : parties.state === "proposed" && mayCheckAssignment(actor, parties)
        ? ("check" as const)
        : parties.state === "offered" && mayTakeAssignment(actor, parties)
          ? ("take" as const)
          : parties.state === "notified" && mayAcknowledgeAssignment(actor, parties)
            ? ("acknowledge" as const)
            : null;
  const endings: Ending[] = [];
  if (parties && mayRefuseAssignment(actor, parties)) endings.push("refuse");
  if (parties && parties.state !== "effective" && mayProposeAssignment(actor, shown))
    endings.push("withdraw-assignment");
  if (parties?.state === "effective" && shown.paidRupiah === 0n && mayReleaseAssignment(actor, parties))
    endings.push("release");
  if (isOpen && !standing && mayIssueInvoice(actor, shown)) endings.push("withdraw");
  return {
    shown,
    proceeds: await proceedsFor(actor, organisation.id, latest),
    today: dayOf(call.at, organisation.timeZone),
    step,
    endings,
    holders: mayPropose ? await possibleHolders(shown) : null,
    papers: await documentsAbout(organisation.id, [shown.id]),
    mayOpenInvoice: shown.assignment?.holderId !== organisation.id,
    isSeller: shown.sellerId === organisation.id,
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

const DEEDS = {
  check: { command: checkAssignment, flash: () => m.invoicing_receivable_check_done() },
  take: { command: takeAssignment, flash: () => m.invoicing_receivable_take_done() },
  acknowledge: {
    command: acknowledgeAssignment,
    flash: () => m.invoicing_receivable_acknowledge_done(),
  },
} as const;
const ENDINGS = {
  refuse: { command: refuseAssignment, flash: () => m.invoicing_receivable_refuse_done() },
  "withdraw-assignment": {
    command: withdrawAssignment,
    flash: () => m.invoicing_receivable_withdraw_assignment_done(),
  },
  release: { command: releaseAssignment, flash: () => m.invoicing_receivable_release_done() },
} as const;

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const receivableId = params["receivableId"] ?? "";
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/piutang/${receivableId}`;
  const intent = form.text("intent") ?? "";
  if (intent === "withdraw")
    return formCommand(form, {
      call,
      command: withdrawReceivable,
      input: (fields) => ({ receivableId, reason: fields.text("reason") }),
      to,
      flash: () => m.invoicing_receivable_withdraw_done(),
    });
  if (intent === "propose")
    return formCommand(form, {
      call,
      command: proposeAssignment,
      input: (fields) => ({
        receivableId,
        basis: fields.text("basis"),
        ...(fields.text("institution") === undefined
          ? { holderId: fields.text("holderId") }
          : {
              institution: fields.text("institution"),
              bankName: fields.text("bankName"),
              bankAccount: fields.text("bankAccount"),
              bankHolder: fields.text("bankHolder"),
            }),
      }),
      to,
      flash: () => m.invoicing_receivable_propose_done(),
    });
  const shown = await receivableVisibleTo(organisation.id, receivableId);
  const assignment = shown?.assignment;
  if (!assignment) throw new Missing("invoicing.assignmentMissing");
  if (isProceedsIntent(intent)) return proceedsDeed(form, { call, assignment, to });
  const assignmentId = assignment.id;
  if (intent in ENDINGS) {
    const { command, flash } = ENDINGS[intent as keyof typeof ENDINGS];
    return formCommand(form, {
      call,
      command,
      input: (fields) => ({ assignmentId, reason: fields.text("reason") }),
      to,
      flash,
    });
  }
  if (!(intent in DEEDS)) throw new Missing("invoicing.assignmentMissing");
  const { command, flash } = DEEDS[intent as keyof typeof DEEDS];
  return formCommand(form, { call, command, input: () => ({ assignmentId }), to, flash });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.shown.number ?? m.invoicing_receivable_title()) },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** What happened to it, the earliest first. */
function momentsOf({ shown, zone }: Loaded) {
  const one = shown.assignment;
  const ended = {
    refused: m.invoicing_receivable_state_refused,
    withdrawn: m.invoicing_receivable_state_withdrawn,
  };
  const moments: { key: string; title: string; at: Date | null; note?: string | null }[] = [
    { key: "verified", title: m.invoicing_receivable_at_verified(), at: shown.verifiedAt },
    { key: "proposed", title: m.invoicing_receivable_at_proposed(), at: one?.proposedAt ?? null },
    { key: "checked", title: m.invoicing_receivable_at_checked(), at: one?.checkedAt ?? null },
    { key: "taken", title: m.invoicing_receivable_at_taken(), at: one?.takenAt ?? null },
    { key: "known", title: m.invoicing_receivable_at_acknowledged(), at: one?.acknowledgedAt ?? null },
    {
      key: "ended",
      title:
        one?.state === "refused" || one?.state === "withdrawn"
          ? ended[one.state]()
          : m.invoicing_receivable_state_released(),
      at: one?.endedAt ?? null,
      note: one?.endReason ?? null,
    },
    {
      key: "void",
      title: m.invoicing_receivable_state_void(),
      at: shown.withdrawnAt,
      note: shown.withdrawnReason,
    },
  ];
  return moments.flatMap(({ at, note, ...moment }) =>
    at === null ? [] : [{ ...moment, when: dateTime(at, zone), note: note ?? undefined }],
  );
}

export default function Receivable() {
  const loaded = useLoaderData<typeof loader>();
  const { shown, step, endings, holders, slug, key } = loaded;
  const answer = useActionData<typeof action>();
  const said = { idempotencyKey: key, errors: answer?.errors ?? {}, values: answer?.values ?? {} };
  const one = shown.assignment;
  return (
    <Page
      title={shown.number}
      lead={m.invoicing_receivable_section()}
      badge={
        <ReceivableBadge
          state={one?.state ?? null}
          isWithdrawn={shown.withdrawnAt !== null}
          isSettled={shown.openRupiah === 0n}
          isOurTurn={step !== null}
        />
      }
      breadcrumbs={[{ to: `/${slug}/piutang`, label: m.invoicing_receivable_title() }]}
    >
      <ErrorSummary errors={said.errors} />
      <Tiles columns={2}>
        <Stat icon="money" label={m.invoicing_receivable_open()} value={rupiah(shown.openRupiah)} />
        <Stat icon="clock" label={m.invoicing_receivable_due()} value={date(shown.dueOn)} />
      </Tiles>
      <Split
        aside={
          <>
            <Section tone="card" title={m.invoicing_facts_title()}>
              <Facts
                facts={[
                  { label: m.invoicing_receivable_seller(), value: shown.sellerName },
                  { label: m.invoicing_receivable_buyer_owes(), value: shown.buyerName },
                  { label: m.invoicing_receivable_invoice(), value: shown.invoiceNumber ?? "" },
                  { label: m.invoicing_receivable_amount(), value: rupiah(shown.amountRupiah) },
                ]}
              />
            </Section>
            <DocumentLinks papers={loaded.papers} />
          </>
        }
      >
        {step === null || one === null ? null : (
          <AnswerAssignmentForm step={step} name={one.assigneeName} idempotencyKey={key} />
        )}
        {one === null ? null : (
          <Section tone="card" title={m.invoicing_receivable_assignee()}>
            <Facts
              facts={[
                { label: m.invoicing_receivable_assignee(), value: one.assigneeName },
                { label: m.invoicing_receivable_basis(), value: one.basis },
                // A BUMD says which account when it takes the claim.
                ...(one.bankAccount === null
                  ? []
                  : [
                      { label: m.invoicing_receivable_bank(), value: one.bankName },
                      { label: m.invoicing_receivable_account_number(), value: one.bankAccount },
                      { label: m.invoicing_receivable_account_holder(), value: one.bankHolder },
                    ]),
              ]}
            />
          </Section>
        )}
        {loaded.proceeds === null ? null : (
          <ProceedsSection {...said} proceeds={loaded.proceeds} today={loaded.today} />
        )}
        {holders === null ? null : <ProposeAssignmentForms {...said} holders={holders} />}
        {endings.map((ending) => (
          <EndForm key={ending} {...said} ending={ending} isOutside={one?.institution !== null} />
        ))}
        <Section tone="card" title={m.invoicing_receivable_story()}>
          <Timeline moments={momentsOf(loaded)} />
        </Section>
      </Split>
    </Page>
  );
}
