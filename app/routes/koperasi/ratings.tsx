import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date, dateTime, percentOf, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { type DeliveryFact, ratingsFrom } from "#app/modules/oversight/rating.ts";
import { answersOfSeller } from "#app/modules/oversight/rating-answer-reads.server.ts";
import { deliveryFactsOf } from "#app/modules/oversight/rating-reads.server.ts";
import { supplierRules } from "#app/modules/oversight/supplier-reads.server.ts";
import { RatingAnswers } from "#app/modules/oversight/ui/rating-answers.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { ratingSpans, spanAsked } from "./rating-span.server.ts";

/** A seller sees of itself what every kitchen sees of it, with the receipts that it is counted from. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "shipments.read");
  if (organisation.kind !== "koperasi" && organisation.kind !== "bumd") throw new Missing("kernel.missing");
  const { days, period } = spanAsked(request, organisation, call.at);
  const { counting } = await supplierRules({ regionCode: organisation.regionCode, day: period.to });
  return {
    spans: ratingSpans.map((span) => span),
    // A trader reads of itself; the answer is a koperasi's.
    mayAnswer: organisation.kind === "koperasi",
    answers: await answersOfSeller(organisation.id, period),
    facts: await deliveryFactsOf(organisation.id, period, counting),
    period,
    days,
    slug: organisation.slug,
    zone: organisation.timeZone,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_rating_title()) }];

const partOf = (part: number, total: number) =>
  total === 0 ? "–" : m.oversight_suppliers_count_of({ part: whole(part), total: whole(total) });

function AnswerLink({ to }: { readonly to: string }) {
  return (
    <Link to={to} className="inline-flex min-h-11 items-center text-sm font-semibold text-leaf-700 underline">
      {m.oversight_rating_answer()}
    </Link>
  );
}

function ratingMark(fact: Pick<DeliveryFact, "isOnTime" | "receiptNumber">) {
  if (fact.isOnTime) return null;
  return fact.receiptNumber === null
    ? { tone: "brick" as const, label: m.oversight_rating_let_go() }
    : { tone: "rice" as const, label: m.oversight_rating_late() };
}

export default function Ratings() {
  const { facts, answers, mayAnswer, spans, period, days, slug, zone } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.oversight_rating_title()}
      lead={m.oversight_rating_lead({ from: date(period.from), to: date(period.to) })}
    >
      <Tabs
        label={m.oversight_suppliers_period()}
        tabs={spans.map((span) => ({
          to: `/${slug}/penilaian?hari=${span}`,
          label: m.oversight_rating_days({ days: span }),
          current: span === days,
        }))}
      />
      <Section tone="flush" title={m.oversight_rating_by_kitchen()}>
        <DataTable
          caption={m.oversight_rating_by_kitchen()}
          rows={ratingsFrom(facts)}
          rowKey={(row) => row.buyerId}
          empty={
            <EmptyState icon="scale" title={m.oversight_rating_empty()}>
              {m.oversight_rating_empty_text()}
            </EmptyState>
          }
          columns={[
            { key: "buyer", header: m.oversight_rating_buyer(), cell: (row) => row.buyerName },
            {
              key: "time",
              header: m.oversight_suppliers_on_time(),
              align: "end",
              cell: (row) => partOf(row.onTime, row.deliveries),
            },
            {
              key: "accepted",
              header: m.oversight_suppliers_accepted(),
              align: "end",
              cell: (row) => (row.weighed === 0 ? "–" : percentOf(row.acceptedRupiah, row.deliveredRupiah)),
            },
            {
              key: "weight",
              header: m.oversight_suppliers_weight(),
              align: "end",
              cell: (row) => partOf(row.trueWeight, row.weighed),
            },
            ...(mayAnswer
              ? [
                  {
                    key: "answer",
                    header: m.oversight_rating_answer(),
                    cell: (row: { readonly buyerId: string }) => (
                      <AnswerLink to={`/${slug}/penilaian/tanggapan?hari=${days}&pembeli=${row.buyerId}`} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <RatingAnswers answers={answers} zone={zone} isNamed={false} />
      {facts.length === 0 ? null : (
        <Section tone="flush" title={m.oversight_rating_facts()}>
          <DataTable
            caption={m.oversight_rating_facts()}
            rows={facts}
            rowKey={(fact) => fact.shipmentId}
            rowTo={(fact) => `/${slug}/kirim/${fact.shipmentId}`}
            rowMark={ratingMark}
            empty={null}
            columns={[
              {
                key: "number",
                header: m.oversight_rating_receipt(),
                cell: (fact) => fact.receiptNumber ?? "–",
              },
              { key: "buyer", header: m.oversight_rating_buyer(), cell: (fact) => fact.buyerName },
              {
                key: "at",
                header: m.oversight_rating_received(),
                cell: (fact) => dateTime(fact.endedAt, zone),
              },
              {
                key: "accepted",
                header: m.oversight_suppliers_accepted(),
                align: "end",
                cell: (fact) =>
                  fact.weighed === 0 ? "–" : percentOf(fact.acceptedRupiah, fact.deliveredRupiah),
              },
              {
                key: "weight",
                header: m.oversight_suppliers_weight(),
                align: "end",
                cell: (fact) => partOf(fact.trueWeight, fact.weighed),
              },
              ...(mayAnswer
                ? [
                    {
                      key: "answer",
                      header: m.oversight_rating_answer(),
                      cell: (fact: Pick<DeliveryFact, "shipmentId" | "buyerId">) => (
                        <AnswerLink
                          to={`/${slug}/penilaian/tanggapan?hari=${days}&pembeli=${fact.buyerId}&kiriman=${fact.shipmentId}`}
                        />
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
      )}
    </Page>
  );
}
