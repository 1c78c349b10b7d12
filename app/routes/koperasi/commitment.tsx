import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { linkAddress } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { clockTime, dateLong, dateTime, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { eventsFrom } from "#app/kernel/lifecycle.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";
import { ownListingById } from "#app/modules/catalogue/listing-reads.server.ts";
import { growersOfLot } from "#app/modules/catalogue/lot-growers-reads.server.ts";
import { marginGuideFor } from "#app/modules/catalogue/margin-guide-reads.server.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { mayAnswerCommitment, mayNotePurchase } from "#app/modules/commitments/commitment.policy.ts";
import { commitmentLifecycle } from "#app/modules/commitments/commitment-lifecycle.ts";
import {
  type CommitmentSummary,
  commitmentVisibleTo,
} from "#app/modules/commitments/commitment-reads.server.ts";
import { creditStanding } from "#app/modules/commitments/credit-reads.server.ts";
import { purchaseNotesOf } from "#app/modules/commitments/purchase-note-reads.server.ts";
import { AnswerForms } from "#app/modules/commitments/ui/answer-forms.tsx";
import { CommitmentBadge } from "#app/modules/commitments/ui/commitment-badge.tsx";
import { CreditLine } from "#app/modules/commitments/ui/credit-views.tsx";
import { GrowerAsks } from "#app/modules/commitments/ui/grower-asks.tsx";
import { PromiseWorth } from "#app/modules/commitments/ui/promise-worth.tsx";
import { PurchaseNotes } from "#app/modules/commitments/ui/purchase-notes.tsx";
import { writePurchaseNotes } from "#app/modules/commitments/write-purchase-notes.server.ts";
import { documentsOfKind } from "#app/modules/documents/document-reads.server.ts";
import { mayReadPaper } from "#app/modules/documents/paper.policy.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { bindingRuleWords } from "#app/modules/orders/binding-rule-words.server.ts";
import { bindingRulesOf } from "#app/modules/orders/binding-rules-reads.server.ts";
import { BindingRulesCard } from "#app/modules/orders/ui/binding-rules-card.tsx";
import { payerRecordOf } from "#app/modules/payments/payer-record-reads.server.ts";
import { PayerRecordLine } from "#app/modules/payments/ui/payer-record.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Countdown } from "#app/ui/feedback/countdown.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { waLink } from "#app/ui/wa-link.ts";

/** The seller's own commitment; whoever is on its other side looks at the order. */
async function asked(sellerId: string, commitmentId: string | undefined): Promise<CommitmentSummary> {
  const commitment = await commitmentVisibleTo(sellerId, commitmentId ?? "");
  if (commitment?.sellerId !== sellerId) throw new Missing("commitments.missing");
  return commitment;
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation, roles } = await requirePermission(
    request,
    params["workspace"],
    "commitments.read",
  );
  const commitment = await asked(organisation.id, params["commitmentId"]);
  const today = dayOf(call.at, organisation.timeZone);
  const [listing, growers, rules, payer, credit, guideBasisPoints, notes, papers] = await Promise.all([
    ownListingById(organisation.id, commitment.listingId, today),
    growersOfLot(organisation.id, commitment.lotId),
    bindingRulesOf(commitment.buyerId, commitment.deliveryDay),
    payerRecordOf(commitment.buyerId, today),
    creditStanding({ sellerId: organisation.id, buyerId: commitment.buyerId }, today),
    marginGuideFor(commitment.commodityCode, { regionCode: organisation.regionCode, day: today }),
    mayReadPaper("NB", roles) ? purchaseNotesOf(organisation.id, commitment.id, call.at) : [],
    documentsOfKind(organisation.id, commitment.orderId, "KP"),
  ]);
  const base = commitment.acceptedBase ?? commitment.offeredBase;
  const weights = growers.map((grower) => grower.quantityBase);
  const parts = weights.length === 0 ? [] : share(base, weights);
  const waits = eventsFrom(commitmentLifecycle, commitment.state).includes("accept");
  const isLate = call.at > commitment.answerBy;
  return {
    commitment,
    rules,
    payer,
    credit,
    guideBasisPoints,
    ruleWords: rules && bindingRuleWords(rules),
    base,
    totalRupiah: priceOf(base, commitment.priceRupiah, commitment.basePerUnit),
    costRupiah:
      commitment.costRupiah === null ? null : priceOf(base, commitment.costRupiah, commitment.basePerUnit),
    listedRupiah: listing?.priceRupiah ?? null,
    growers: growers.map((grower, at) => ({ ...grower, partBase: parts[at] ?? 0n })),
    mayAnswer: waits && !isLate && mayAnswerCommitment(actor, commitment),
    isLate: waits && isLate,
    notes: notes.map(({ token, producerId: _, ...note }) => ({
      ...note,
      address: token && `${linkAddress(token, "balance")}/${note.documentId}.pdf`,
    })),
    // The last one: whoever answers line by line replaces it each time.
    papers: papers.slice(0, 1),
    mayNote: commitment.state === "accepted" && growers.length > 0 && mayNotePurchase(actor, commitment),
    sellerName: organisation.name,
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  // Who may answer, and who may note a purchase, are not the same people: the commands tell them apart.
  const { call, organisation } = await requirePermission(request, params["workspace"], "commitments.read");
  const form = await readForm(request);
  const commitment = await asked(organisation.id, params["commitmentId"]);
  const to = () => `/${organisation.slug}/pesanan-masuk/${commitment.id}`;
  if (form.text("intent") === "notes")
    return formCommand(form, {
      call,
      command: writePurchaseNotes,
      input: () => ({ commitmentId: commitment.id }),
      to,
      flash: () => m.commitments_notes_done(),
    });
  return formCommand(form, {
    call,
    command: answerCommitment,
    input: (fields) => ({
      commitmentId: commitment.id,
      acceptedBase: takenOn(fields, commitment),
      reason: fields.text("reason"),
    }),
    fieldNames: { acceptedBase: "quantity" },
    to,
    flash: () =>
      form.text("intent") === "none" ? m.commitments_answer_declined() : m.commitments_answer_accepted(),
  });
});

function takenOn(form: FormFields, commitment: CommitmentSummary): string | undefined {
  switch (form.text("intent")) {
    case "all":
      return commitment.offeredBase.toString();
    case "none":
      return "0";
    default: {
      const text = form.text("quantity") ?? "";
      return parseQuantity(text, commitment.basePerUnit)?.toString() ?? text;
    }
  }
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.commitments_answer_title()) }];

export default function Commitment() {
  const loaded = useLoaderData<typeof loader>();
  const { commitment, base, totalRupiah, mayAnswer, isLate, slug, zone, now } = loaded;
  const answer = useActionData<typeof action>();
  const { unit, basePerUnit } = commitment;
  const amount = quantity(base, unit, basePerUnit);
  const stands = commitment.state === "accepted";
  return (
    <Page
      title={`${amount} ${commitment.commodity}`}
      lead={commitment.buyerName}
      badge={<CommitmentBadge state={commitment.state} />}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/pesanan-masuk`, label: m.commitments_inbox_title() }]}
    >
      {isLate ? <Callout tone="brick">{m.commitments_error_tooLate()}</Callout> : null}
      {mayAnswer ? (
        <Section tone="card" title={m.commitments_answer_question()}>
          <div className="mb-4">
            <Countdown
              label={m.commitments_inbox_answer_by()}
              until={commitment.answerBy}
              now={now}
              zone={zone}
            />
          </div>
          <AnswerForms
            offeredBase={commitment.offeredBase}
            unit={unit}
            basePerUnit={basePerUnit}
            idempotencyKey={loaded.key}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        </Section>
      ) : null}
      {stands ? (
        <Callout
          tone="leaf"
          title={m.commitments_stands_title()}
          actions={
            <ButtonLink to={`/${slug}/kirim`} size="small" icon="truck">
              {m.commitments_stands_open()}
            </ButtonLink>
          }
        >
          {m.commitments_stands_text()}
        </Callout>
      ) : null}
      <Section tone="card" title={m.commitments_worth_title()}>
        <PromiseWorth
          unit={unit}
          priceRupiah={commitment.priceRupiah}
          listedRupiah={loaded.listedRupiah}
          totalRupiah={totalRupiah}
          costRupiah={loaded.costRupiah}
          guideBasisPoints={loaded.guideBasisPoints}
        />
      </Section>
      <Section
        tone="card"
        title={m.commitments_detail_title()}
        actions={
          <ButtonLink
            to={waLink(
              m.commitments_share_text({
                quantity: amount,
                commodity: commitment.commodity,
                buyer: commitment.buyerName,
                day: dateLong(commitment.deliveryDay),
                time: clockTime(commitment.windowStart),
              }),
            )}
            variant="secondary"
            size="small"
            icon="chat"
            external
          >
            {m.commitments_share()}
          </ButtonLink>
        }
      >
        <Facts facts={detailsOf(commitment, zone)} />
      </Section>
      {(stands || mayAnswer) && loaded.ruleWords !== null ? (
        <BindingRulesCard title={m.orders_rules_title()} words={loaded.ruleWords} />
      ) : null}
      <Section title={m.payments_payer_title()}>
        <PayerRecordLine record={loaded.payer} />
        <CreditLine standing={loaded.credit} />
      </Section>
      {stands || mayAnswer ? (
        <GrowerAsks
          growers={loaded.growers}
          commodity={commitment.commodity}
          unit={unit}
          basePerUnit={basePerUnit}
          deliveryDay={commitment.deliveryDay}
          windowStart={commitment.windowStart}
          sellerName={loaded.sellerName}
        />
      ) : null}
      <DocumentLinks papers={loaded.papers} />
      <PurchaseNotes
        notes={loaded.notes}
        mayWrite={loaded.mayNote}
        idempotencyKey={`${loaded.key}-n`}
        errors={answer?.values["intent"] === "notes" ? (answer.errors ?? {}) : {}}
        commodity={commitment.commodity}
        unit={unit}
        basePerUnit={basePerUnit}
        deliveryDay={commitment.deliveryDay}
        sellerName={loaded.sellerName}
      />
    </Page>
  );
}

function detailsOf(commitment: CommitmentSummary, zone: Parameters<typeof dateTime>[1]) {
  const { windowStart, windowEnd, unit, basePerUnit } = commitment;
  return [
    { label: m.commitments_detail_buyer(), value: commitment.buyerName },
    { label: m.commitments_detail_day(), value: dateLong(commitment.deliveryDay) },
    {
      label: m.commitments_detail_window(),
      value: `${clockTime(windowStart)}–${clockTime(windowEnd)}`,
    },
    {
      label: m.commitments_detail_asked(),
      value: quantity(commitment.offeredBase, unit, basePerUnit),
    },
    { label: m.commitments_detail_grade(), value: commitment.gradeCode },
    ...(commitment.specification
      ? [{ label: m.commitments_detail_specification(), value: commitment.specification }]
      : []),
    ...(commitment.answeredAt
      ? [{ label: m.commitments_detail_answered(), value: dateTime(commitment.answeredAt, zone) }]
      : []),
    ...(commitment.reason ? [{ label: m.commitments_answer_reason(), value: commitment.reason }] : []),
  ];
}
