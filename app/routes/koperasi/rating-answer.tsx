import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime, percentOf, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { answerRating } from "#app/modules/oversight/answer-rating.server.ts";
import { mayAnswerRating } from "#app/modules/oversight/rating.policy.ts";
import { ratingsFrom } from "#app/modules/oversight/rating.ts";
import { answersOfSeller } from "#app/modules/oversight/rating-answer-reads.server.ts";
import { deliveryFactsOf } from "#app/modules/oversight/rating-reads.server.ts";
import { supplierRules } from "#app/modules/oversight/supplier-reads.server.ts";
import { RatingAnswerForm, RatingAnswers } from "#app/modules/oversight/ui/rating-answers.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { spanAsked } from "./rating-span.server.ts";

/** What is answered, as the address says it: one buyer's count of a span, or of one delivery. */
function askedAbout(request: Request) {
  const asked = new URL(request.url).searchParams;
  return { buyerId: asked.get("pembeli") ?? "", shipmentId: asked.get("kiriman") ?? undefined };
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  if (organisation.kind !== "koperasi") throw new Missing("kernel.missing");
  const { days, period } = spanAsked(request, organisation, call.at);
  const { buyerId, shipmentId } = askedAbout(request);
  const { counting } = await supplierRules({ regionCode: organisation.regionCode, day: period.to });
  const facts = (await deliveryFactsOf(organisation.id, period, counting)).filter(
    (fact) => fact.buyerId === buyerId && (shipmentId === undefined || fact.shipmentId === shipmentId),
  );
  const said = await answersOfSeller(organisation.id, period);
  return {
    days,
    fact: shipmentId === undefined ? null : (facts[0] ?? null),
    rating: ratingsFrom(facts)[0] ?? null,
    answers: said.filter(
      (answer) => answer.buyerId === buyerId && answer.shipmentId === (shipmentId ?? null),
    ),
    mayAnswer: mayAnswerRating(actor),
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "appeals.open");
  const { days, period } = spanAsked(request, organisation, call.at);
  const { buyerId, shipmentId } = askedAbout(request);
  const about = shipmentId === undefined ? { fromOn: period.from, toOn: period.to } : { shipmentId };
  const subject = shipmentId === undefined ? "" : `&kiriman=${shipmentId}`;
  return formCommand(await readForm(request), {
    call,
    command: answerRating,
    input: (fields) => ({ buyerId, ...about, words: fields.text("words") ?? "" }),
    to: () => `/${organisation.slug}/penilaian/tanggapan?hari=${days}&pembeli=${buyerId}${subject}`,
    flash: () => m.oversight_rating_answered(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_rating_answer()) }];

const partOf = (part: number, total: number) =>
  total === 0 ? "–" : m.oversight_suppliers_count_of({ part: whole(part), total: whole(total) });

export default function RatingAnswer() {
  const { rating, fact, days, answers, mayAnswer, slug, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const back = [{ to: `/${slug}/penilaian?hari=${days}`, label: m.oversight_rating_title() }];
  if (rating === null)
    return (
      <Page title={m.oversight_rating_answer()} width="narrow" breadcrumbs={back}>
        <EmptyState icon="scale" title={m.oversight_rating_empty()}>
          {m.oversight_rating_empty_text()}
        </EmptyState>
      </Page>
    );
  return (
    <Page
      title={rating.buyerName}
      lead={
        fact
          ? `${fact.receiptNumber ?? m.oversight_rating_let_go()} · ${dateTime(fact.endedAt, zone)}`
          : m.oversight_rating_days({ days })
      }
      width="narrow"
      breadcrumbs={back}
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      <Section tone="card">
        <Facts
          facts={[
            { label: m.oversight_suppliers_on_time(), value: partOf(rating.onTime, rating.deliveries) },
            {
              label: m.oversight_suppliers_accepted(),
              value: rating.weighed === 0 ? "–" : percentOf(rating.acceptedRupiah, rating.deliveredRupiah),
            },
            { label: m.oversight_suppliers_weight(), value: partOf(rating.trueWeight, rating.weighed) },
          ]}
        />
      </Section>
      <RatingAnswers answers={answers} zone={zone} isNamed={false} />
      {mayAnswer ? (
        <RatingAnswerForm idempotencyKey={key} errors={answer?.errors ?? {}} values={answer?.values ?? {}} />
      ) : null}
    </Page>
  );
}
