import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { nearestRupiah } from "#app/kernel/minor-units.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { mayPartProceeds } from "#app/modules/payments/bank-proceeds.ts";
import { suggestionKey } from "#app/modules/payments/bank-suggestion.ts";
import { bookLine, matchShare, undoBooking } from "#app/modules/payments/book-line.server.ts";
import { sharesLike } from "#app/modules/payments/card-money-reads.server.ts";
import { lineOf, matchesOf } from "#app/modules/payments/line-reads.server.ts";
import { openClaims, withSuggestions } from "#app/modules/payments/match-ground-reads.server.ts";
import {
  matchPayout,
  matchReports,
  setLineAside,
  takeLineBack,
} from "#app/modules/payments/match-line.server.ts";
import { matchProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { partProceeds } from "#app/modules/payments/part-proceeds.server.ts";
import { paymentVisibleTo } from "#app/modules/payments/payment-reads.server.ts";
import { proceedsLike } from "#app/modules/payments/proceeds-ground-reads.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { LineBadge, senText } from "#app/modules/payments/ui/bank-words.tsx";
import {
  BookLineForm,
  PartProceedsForm,
  ShareChoices,
  UndoBookingForm,
} from "#app/modules/payments/ui/line-bookings.tsx";
import { MatchList, ProposeByHand, SetAsideForm } from "#app/modules/payments/ui/line-forms.tsx";
import { SuggestionCard } from "#app/modules/payments/ui/line-views.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** One line of the bank: what it may be, what it was matched with, and what to do with it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "payouts.read",
  );
  const line = await lineOf(organisation.id, params["lineId"] ?? "");
  if (!line) throw new Missing("payments.lineMissing");
  const isOpen = line.state === "open";
  const size = nearestRupiah(line.amountSen < 0n ? -line.amountSen : line.amountSen);
  const [found, matches, claims, shares, proceeds] = await Promise.all([
    withSuggestions(organisation.id, [line]),
    matchesOf(line.id),
    isOpen && line.amountSen > 0n ? openClaims(organisation.id) : [],
    isOpen ? sharesLike(organisation.id, line.amountSen < 0n ? -size : size) : [],
    isOpen ? proceedsLike(organisation.id, { ...line, restRupiah: line.restRupiah ?? size }) : [],
  ]);
  const isWhole = isOpen && matches.every((match) => match.isUndone);
  const booked = matches.find((match) => match.booked !== null && !match.isUndone);
  const claimed = matches.find((match) => match.proceedsNumber !== null && !match.isUndone);
  return {
    line,
    suggestions: found.lines[0]?.suggestions ?? [],
    buyers: found.buyers,
    matches,
    claims,
    asksOther: proceeds.length > 0,
    shares: isWhole ? shares : [],
    mayBook: isWhole && size > 0n && may(actor, "payments.verify"),
    undoableId:
      booked && booked.matchedById !== person.id && may(actor, "payments.verify") ? booked.matchId : null,
    claimed: claimed && may(actor, "payments.verify") ? claimed : null,
    mayPart:
      claimed !== undefined && mayPartProceeds({ ...claimed, matchedBy: claimed.matchedById }, person.id),
    mayKeep: may(actor, "payments.verify"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

const proposed = (fields: FormFields) =>
  fields.rows("payments").map((row) => ({
    buyerId: row.text("buyerId"),
    allocations: row.rows("allocations").map((part) => ({
      invoiceId: part.text("invoiceId"),
      amountRupiah: part.text("amountRupiah"),
    })),
    depositRupiah: row.text("depositRupiah"),
    withheldRupiah: row.text("withheldRupiah"),
    vatKeptRupiah: row.text("vatKeptRupiah"),
    withholdingSlip: row.text("withholdingSlip"),
  }));

/** The one invoice that was chosen by hand, as a proposal. */
function byHand(fields: FormFields) {
  const [buyerId, invoiceId] = (fields.text("invoice") ?? "").split("/");
  return [
    {
      buyerId,
      allocations: [{ invoiceId, amountRupiah: fields.text("pays") }],
      depositRupiah: fields.text("deposit"),
      withheldRupiah: fields.text("withheld"),
      vatKeptRupiah: fields.text("vatKept"),
      withholdingSlip: fields.text("slip"),
    },
  ];
}

/** What came in place of a report: its own invoices, the first of them short of what is missing. */
async function asItCame(organisationId: string, lineId: string, paymentId: string) {
  const [line, payment] = await Promise.all([
    lineOf(organisationId, lineId),
    paymentVisibleTo(organisationId, paymentId),
  ]);
  if (!line || !payment) throw new Missing("payments.missing");
  let left = line.restRupiah ?? 0n;
  const allocations = payment.allocations.flatMap(({ invoiceId, amountRupiah }) => {
    const part = amountRupiah < left ? amountRupiah : left;
    left -= part;
    return part > 0n ? [{ invoiceId, amountRupiah: part.toString() }] : [];
  });
  return [{ buyerId: payment.payerId, allocations, depositRupiah: left.toString() }];
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payments.verify");
  const form = await readForm(request);
  const lineId = params["lineId"] ?? "";
  const to = () => `/${organisation.slug}/rekening-koran/baris/${lineId}`;
  const reasons = form.texts("reason");
  const flash = () => m.payments_bank_matched_done();
  switch (form.text("intent")) {
    case "reports":
      return formCommand(form, {
        call,
        command: matchReports,
        input: (fields) => ({
          lineIds: fields.texts("lineId"),
          paymentIds: fields.texts("paymentId"),
          reasons,
        }),
        to,
        flash,
      });
    case "payout":
      return formCommand(form, {
        call,
        command: matchPayout,
        input: (fields) => ({ lineId, payoutId: fields.text("payoutId"), reasons }),
        to,
        flash,
      });
    case "proceeds":
      return formCommand(form, {
        call,
        command: matchProceeds,
        input: (fields) => ({ lineId, proceedsId: fields.text("proceedsId"), reasons }),
        to,
        flash,
      });
    case "share":
      return formCommand(form, {
        call,
        command: matchShare,
        input: (fields) => ({ lineId, cardShareId: fields.text("cardShareId") }),
        to,
        flash,
      });
    case "book":
      return formCommand(form, {
        call,
        command: bookLine,
        input: (fields) => ({ lineId, as: fields.text("as"), isOtherMoney: fields.text("isOtherMoney") }),
        to: () => `/${organisation.slug}/rekening-koran`,
        flash: () => m.payments_bank_booked_done(),
      });
    case "undo":
      return formCommand(form, {
        call,
        command: undoBooking,
        input: (fields) => ({ matchId: fields.text("matchId"), reason: fields.text("reason") }),
        to,
        flash: () => m.payments_bank_reversed_done(),
      });
    case "part":
      return formCommand(form, {
        call,
        command: partProceeds,
        input: (fields) => ({ matchId: fields.text("matchId"), reason: fields.text("reason") }),
        to,
        flash: ({ isUnbooked }) =>
          isUnbooked ? m.payments_bank_part_done_booked() : m.payments_bank_part_done(),
      });
    case "aside":
      return formCommand(form, {
        call,
        command: setLineAside,
        input: (fields) => ({ lineId, reason: fields.text("reason") }),
        to: () => `/${organisation.slug}/rekening-koran`,
        flash: () => m.payments_bank_aside_done(),
      });
    case "back":
      return formCommand(form, {
        call,
        command: takeLineBack,
        input: () => ({ lineId }),
        to,
        flash: () => m.payments_bank_back_done(),
      });
    case "came": {
      const replacesPaymentId = form.text("paymentId");
      return formCommand(form, {
        call,
        command: proposeMatch,
        input: async () => ({
          lineId,
          payments: await asItCame(organisation.id, lineId, replacesPaymentId ?? ""),
          replacesPaymentId,
          isOtherMoney: form.text("isOtherMoney"),
          reasons: ["differs"],
        }),
        to,
        flash: () => m.payments_bank_proposed_done(),
      });
    }
    default: {
      const isHand = form.text("intent") === "hand";
      return formCommand(form, {
        call,
        command: proposeMatch,
        input: (fields) => ({
          lineId,
          payments: isHand ? byHand(fields) : proposed(fields),
          isOtherMoney: fields.text("isOtherMoney"),
          reasons,
        }),
        to,
        flash: () => m.payments_bank_proposed_done(),
        ...(isHand
          ? {
              fieldNames: {
                "payments[0].buyerId": "invoice",
                "payments[0].allocations[0].invoiceId": "invoice",
                "payments[0].allocations[0].amountRupiah": "pays",
                "payments[0].withholdingSlip": "slip",
              },
            }
          : {}),
      });
    }
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_bank_line_title()) }];

export default function BankLinePage() {
  const { line, suggestions, buyers, matches, claims, mayKeep, slug, key } = useLoaderData<typeof loader>();
  const { asksOther, shares, mayBook, undoableId, claimed, mayPart } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const isOpen = line.state === "open";
  const rest = line.restRupiah ?? 0n;
  return (
    <Page
      title={senText(line.amountSen)}
      lead={line.description}
      badge={<LineBadge state={line.state} />}
      breadcrumbs={[{ to: `/${slug}/rekening-koran`, label: m.payments_bank_title() }]}
      width="narrow"
    >
      <ErrorSummary errors={errors} />
      <Section tone="card">
        <Facts
          facts={[
            { label: m.payments_bank_day(), value: date(line.onDay) },
            { label: m.payments_bank_account(), value: line.account },
            ...(line.reason === null
              ? []
              : [{ label: m.payments_bank_set_aside_reason(), value: line.reason }]),
            ...(isOpen && rest > 0n ? [{ label: m.payments_bank_state_open(), value: rupiah(rest) }] : []),
          ]}
        />
        {line.state === "aside" && mayKeep ? (
          <Form idempotencyKey={`${key}-back`}>
            <FormActions>
              <SubmitButton variant="secondary" icon="undo" name="intent" value="back">
                {m.payments_bank_take_back()}
              </SubmitButton>
            </FormActions>
          </Form>
        ) : null}
      </Section>
      {matches.length === 0 ? null : (
        <Section tone="card" title={m.payments_bank_matched_with()}>
          <MatchList matches={matches} slug={slug} />
        </Section>
      )}
      {undoableId === null ? null : (
        <Section tone="card" title={m.payments_bank_undo_booking()} fold="closed">
          <UndoBookingForm matchId={undoableId} idempotencyKey={key} errors={errors} />
        </Section>
      )}
      {claimed === null ? null : (
        <Section tone="card" title={m.payments_bank_part()} fold={errors["reason"] ? "open" : "closed"}>
          <PartProceedsForm match={claimed} mayPart={mayPart} idempotencyKey={key} errors={errors} />
        </Section>
      )}
      {isOpen && asksOther ? (
        <Callout tone="rice" title={m.payments_bank_proceeds_title()}>
          {m.payments_bank_proceeds_lead()}
        </Callout>
      ) : null}
      {mayKeep && shares.length > 0 ? (
        <Section tone="card" title={m.payments_bank_from_provider()}>
          <ShareChoices shares={shares} idempotencyKey={key} />
        </Section>
      ) : null}
      {isOpen ? (
        <Section title={m.payments_bank_suggestions()}>
          {suggestions.length === 0 ? (
            <p className="text-ink-soft">{m.payments_bank_suggestions_none()}</p>
          ) : (
            <ul className="flex flex-col gap-3">
              {suggestions.map((one, at) => (
                <SuggestionCard
                  key={suggestionKey(one)}
                  one={one}
                  buyers={buyers}
                  idempotencyKey={`${key}-${at}`}
                  mayKeep={mayKeep}
                  asksOther={asksOther}
                />
              ))}
            </ul>
          )}
        </Section>
      ) : null}
      {mayBook ? (
        <Section
          tone="card"
          title={line.amountSen > 0n ? m.payments_bank_book_in() : m.payments_bank_book_out()}
        >
          <BookLineForm isIn={line.amountSen > 0n} asksOther={asksOther} idempotencyKey={key} />
        </Section>
      ) : null}
      {isOpen && mayKeep && claims.length > 0 && rest > 0n ? (
        <Section tone="card" title={m.payments_bank_by_hand()} fold="closed">
          <p className="text-ink-soft">{m.payments_bank_by_hand_lead()}</p>
          <ProposeByHand
            claims={claims}
            buyers={buyers}
            restRupiah={rest}
            asksOther={asksOther}
            idempotencyKey={key}
            errors={errors}
          />
        </Section>
      ) : null}
      {isOpen &&
      mayKeep &&
      matches.every((match) => match.state !== "verified" && match.payoutRef === null) ? (
        <Section tone="card" title={m.payments_bank_set_aside()} fold="closed">
          <SetAsideForm idempotencyKey={key} errors={errors} />
        </Section>
      ) : null}
    </Page>
  );
}
