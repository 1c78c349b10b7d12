import { sql } from "drizzle-orm";
import { dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import type { FactsByKind } from "../documents/paper-of.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { type DocumentKind, documentTitles } from "../documents/series.ts";
import { whyLines } from "../matching/why-reads.server.ts";
import type { OrderView } from "../orders/order-reads.server.ts";
import type { EvidenceView } from "../orders/price-evidence-reads.server.ts";
import { orderPrices } from "../orders/price-view-reads.server.ts";
import { momentFacts } from "../shipments/shipment-paper-reads.server.ts";
import {
  type FileOfOrder,
  filesOfOrders,
  type PaperToPack,
  papersOfOrders,
} from "./bundle-content-reads.server.ts";
import { priceReasonOnPaper, verdictOnPaper } from "./purchase-words.ts";

type Review = FactsByKind["BPK"];

export type ReviewedPurchase = {
  readonly facts: Review;
  readonly papers: readonly PaperToPack[];
  readonly files: readonly FileOfOrder[];
};

/**
 * Everything that was recorded about the prices of an order when it was ordered, as an auditor reads it: no price of today is asked
 * for. Only for an order that was sent; whose it is was asked before.
 */
export async function reviewOf(order: OrderView, at: Date, on: Executor = db()): Promise<ReviewedPurchase> {
  const kitchen = (await paperPartiesOf([order.buyerId], on)).get(order.buyerId);
  invariant(kitchen, "an order is somebody's");
  const zone = kitchen.timeZone;
  const prices = await orderPrices(order, at, zone, on);
  const papers = await papersOfOrders(order.buyerId, [order.id], on);
  const files = await filesOfOrders([order.id], on);
  const facts: Review = {
    issuer: kitchen.party,
    place: kitchen.place,
    issuedOn: dayOf(at, zone),
    fund: order.fund,
    delivery: {
      day: order.deliveryDay,
      start: order.windowStart,
      end: order.windowEnd,
      timeZone: zone,
    },
    deeds: await deedsOf(order, zone, on),
    lines: await linesOf(order, prices.byLine, zone, on),
    evidences: prices.evidences.map((evidence) => evidenceFacts(evidence, zone)),
    papers: await paperFacts(papers, zone, on),
    files: files.map(({ purpose, name, sha256 }) => ({ purpose, name, sha256 })),
  };
  return { facts, papers, files };
}

async function deedsOf(order: OrderView, zone: TimeZone, on: Executor): Promise<Review["deeds"]> {
  const deeds = [
    { deed: "Disusun", name: await signatoryName(order.createdBy, on), at: order.createdAt },
    { deed: "Diajukan", name: order.submittedByName, at: order.submittedAt },
    { deed: "Disetujui", name: order.approvedByName, at: order.approvedAt },
  ];
  return deeds.flatMap(({ at, ...said }) => (at === null ? [] : [{ ...said, at: momentFacts(at, zone) }]));
}

async function linesOf(
  order: OrderView,
  prices: Awaited<ReturnType<typeof orderPrices>>["byLine"],
  zone: TimeZone,
  on: Executor,
): Promise<Review["lines"]> {
  const told = new Map((await whyLines(order.buyerId, order.id, on)).map((why) => [why.orderLineId, why]));
  const agreed = await agreedFor(order.id, on);
  return order.lines.map((line) => {
    const why = told.get(line.id);
    const known = prices[line.id];
    const offers = why
      ? [
          ...why.bought.map((offer) => ({ ...offer, standing: "bought" as const })),
          ...why.next.map((offer) => ({ ...offer, standing: "next" as const })),
          ...why.taken.map((offer) => ({ ...offer, standing: "taken" as const })),
        ]
      : [];
    return {
      description: `${line.commodity} ${line.gradeName}`,
      specification: line.specification,
      unit: { name: line.unit, base: line.baseUnit, size: line.basePerUnit },
      quantityBase: line.quantityBase,
      askedRupiah: line.ceilingRupiah,
      legalRupiah: known?.legalRupiah ?? null,
      reference: known?.reference ?? null,
      unquestionedRupiah: known?.unquestionedRupiah ?? null,
      overrideReason: line.overrideReason,
      agreed: agreed.filter((one) => one.orderLineId === line.id).map(({ orderLineId: _, ...one }) => one),
      matched: why ? { at: momentFacts(why.matchedAt, zone), candidates: why.candidates } : null,
      offers: offers.map(({ seller, priceMilli, standing }) => ({ seller, priceMilli, standing })),
    };
  });
}

/** What sellers agreed to, by line, at the price of each line's own unit as it was offered. */
async function agreedFor(orderId: string, on: Executor) {
  const rows = await on.execute<{ line: string; seller: string; quantity: string; price: string }>(sql`
    select c.order_line_id as line, o.name as seller, c.accepted_base::text as quantity,
      div(2 * c.price_rupiah::numeric * l.base_per_unit + c.base_per_unit, 2 * c.base_per_unit::numeric)::text as price
    from commitments c
    join organisations o on o.id = c.seller_id
    join order_lines l on l.id = c.order_line_id
    where c.order_id = ${orderId} and c.state in ('accepted', 'fulfilled')
    order by c.offered_at, c.id`);
  return rows.map((row) => ({
    orderLineId: row.line,
    seller: row.seller,
    quantityBase: BigInt(row.quantity),
    priceRupiah: BigInt(row.price),
  }));
}

function evidenceFacts(
  { evidence, verdict, commodity, grade, writerName, deciderName }: EvidenceView,
  zone: TimeZone,
): Review["evidences"][number] {
  return {
    goods: `${commodity} ${grade}`,
    askedRupiah: evidence.askedRupiah,
    reason: priceReasonOnPaper[evidence.reasonCode],
    note: evidence.note,
    writtenBy: writerName,
    writtenAt: momentFacts(evidence.writtenAt, zone),
    verdict: verdict === null ? null : verdictOnPaper[verdict.verdict],
    verdictNote: verdict?.note ?? null,
    decidedBy: deciderName,
    decidedAt: verdict === null ? null : momentFacts(verdict.decidedAt, zone),
  };
}

async function paperFacts(
  papers: readonly PaperToPack[],
  zone: TimeZone,
  on: Executor,
): Promise<Review["papers"]> {
  const ids = papers.map(({ id }) => id);
  const rows = await on.execute<{
    kind: DocumentKind;
    number: string;
    facts_hash: string;
    issued_at: Date;
  }>(sql`
    select kind, number, facts_hash, issued_at from documents
    where id = any(${sql.param(ids)}::text[]) order by issued_at, kind, number`);
  return rows.map((row) => ({
    title: documentTitles[row.kind],
    number: row.number,
    issuedOn: dayOf(new Date(row.issued_at), zone),
    factsHash: row.facts_hash,
  }));
}
