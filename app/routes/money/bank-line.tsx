import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { nearestRupiah } from "#app/kernel/minor-units.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { mayPartProceeds } from "#app/modules/payments/bank-proceeds.ts";
import { suggestionKey } from "#app/modules/payments/bank-suggestion.ts";
import { bookedLike } from "#app/modules/payments/book-ground-reads.server.ts";
import { sharesLike } from "#app/modules/payments/card-money-reads.server.ts";
import { lineOf, matchesOf } from "#app/modules/payments/line-reads.server.ts";
import { openClaims, withSuggestions } from "#app/modules/payments/match-ground-reads.server.ts";
import { paidLike } from "#app/modules/payments/paid-like-reads.server.ts";
import { proceedsLike } from "#app/modules/payments/proceeds-ground-reads.server.ts";
import { LineBadge, senText } from "#app/modules/payments/ui/bank-words.tsx";
import {
  BookLineForm,
  PartLineForm,
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
import { bankLineDeed } from "./bank-line-deeds.server.ts";

/** One line of the bank: what it may be, what it was matched with, and what to do with it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "statements.read",
  );
  const line = await lineOf(organisation.id, params["lineId"] ?? "");
  if (!line) throw new Missing("payments.lineMissing");
  const isOpen = line.state === "open";
  const size = nearestRupiah(line.amountSen < 0n ? -line.amountSen : line.amountSen);
  const rest = { ...line, restRupiah: line.restRupiah ?? size };
  const [found, matches, claims, shares, proceeds, inBooks, paid] = await Promise.all([
    withSuggestions(organisation.id, [line]),
    matchesOf(line.id),
    isOpen && line.amountSen > 0n ? openClaims(organisation.id) : [],
    isOpen ? sharesLike(organisation.id, line.amountSen < 0n ? -size : size) : [],
    isOpen ? proceedsLike(organisation.id, rest) : [],
    isOpen ? bookedLike(organisation.id, rest) : null,
    isOpen ? paidLike(organisation.id, rest) : [],
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
    mayBeOther: proceeds.length > 0 || inBooks !== null || paid.length > 0,
    paid: paid[0] ?? null,
    isProceeds: proceeds.length > 0,
    partable: may(actor, "statements.keep")
      ? matches.filter((match) => !match.isUndone && (match.deed !== null || match.payoutId !== null))
      : [],
    shares: isWhole ? shares : [],
    mayBook: isWhole && size > 0n && may(actor, "statements.keep"),
    undoableId:
      booked && booked.matchedById !== person.id && may(actor, "statements.keep") ? booked.matchId : null,
    claimed: claimed && may(actor, "statements.keep") ? claimed : null,
    mayPart:
      claimed !== undefined && mayPartProceeds({ ...claimed, matchedBy: claimed.matchedById }, person.id),
    mayKeep: may(actor, "statements.keep"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "statements.keep");
  return bankLineDeed(await readForm(request), { call, organisation, lineId: params["lineId"] ?? "" });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_bank_line_title()) }];

export default function BankLinePage() {
  const { line, suggestions, buyers, matches, claims, mayKeep, slug, key } = useLoaderData<typeof loader>();
  const { mayBeOther, isProceeds, paid, shares, mayBook, undoableId, claimed, mayPart, partable } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const isOpen = line.state === "open";
  const rest = line.restRupiah ?? 0n;
  // Of a part of the line only the deed itself knows that it is asked about.
  const asksOther = mayBeOther || errors["isOtherMoney"] !== undefined;
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
      {partable.length === 0 ? null : (
        <Section tone="card" title={m.payments_bank_part()} fold={errors["reason"] ? "open" : "closed"}>
          <PartLineForm matches={partable} idempotencyKey={key} errors={errors} />
        </Section>
      )}
      {isOpen && asksOther ? (
        <Callout tone="rice" title={m.payments_bank_proceeds_title()}>
          {isProceeds ? (
            m.payments_bank_proceeds_lead()
          ) : paid ? (
            <Link to={`/${slug}/pembayaran-masuk/${paid.paymentId}`}>
              {m.payments_bank_is_payment_lead({
                name: paid.payerName,
                amount: rupiah(paid.amountRupiah),
                day: date(paid.transferredOn),
                reference: paid.reference,
              })}
            </Link>
          ) : (
            m.payments_bank_in_books_lead()
          )}
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
                  isLikeliest={at === 0 && shares.length === 0}
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
