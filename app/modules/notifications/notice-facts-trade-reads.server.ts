import { aliasedTable, and, count, eq, inArray, min } from "drizzle-orm";
import { time } from "#app/i18n/format.ts";
import { commodities, listings, lots } from "#db/schema/catalogue.ts";
import { lotCosts } from "#db/schema/catalogue-costs.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { matchRuns } from "#db/schema/matching.ts";
import { orderLines, orders, priceEvidences } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import type { CommitmentState } from "../commitments/commitment-lifecycle.ts";
import type { FindFacts } from "./find-facts.server.ts";

const other = aliasedTable(organisations, "other");

/** A promise, for the seller who makes it or the buyer who counts on it. */
export function promised(side: "seller" | "buyer"): FindFacts {
  const [to, from] =
    side === "seller"
      ? [commitments.sellerId, commitments.buyerId]
      : [commitments.buyerId, commitments.sellerId];
  return async (id, on) => {
    const rows = await on
      .select({
        organisationId: to,
        orderId: commitments.orderId,
        name: other.name,
        goods: commodities.name,
        day: commitments.deliveryDay,
      })
      .from(commitments)
      .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
      .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
      .innerJoin(other, eq(other.id, from))
      .where(eq(commitments.id, id));
    return rows.map(({ organisationId, orderId, ...params }) => ({
      organisationId,
      subjectId: id,
      path: side === "seller" ? `pesanan-masuk/${id}` : `pesanan/${orderId}`,
      params,
    }));
  };
}

/**
 * What a run of matching offered, for every seller that has yet to answer: told once for a whole night, whichever of its
 * goods come first, and once for each run by day. A single offer by day leads to itself.
 */
export const offeredBy: FindFacts = async (runId, on) => {
  const rows = await on
    .select({
      organisationId: commitments.sellerId,
      day: matchRuns.deliveryDay,
      nightId: matchRuns.nightId,
      offers: count(),
      firstId: min(commitments.id),
    })
    .from(commitments)
    .innerJoin(matchRuns, eq(matchRuns.id, commitments.matchRunId))
    .where(and(eq(commitments.matchRunId, runId), eq(commitments.state, "offered")))
    .groupBy(commitments.sellerId, matchRuns.deliveryDay, matchRuns.nightId)
    .orderBy(commitments.sellerId);
  return rows.map(({ organisationId, day, nightId, offers, firstId }) => ({
    organisationId,
    subjectId: nightId ?? runId,
    path: nightId === null && offers === 1 ? `pesanan-masuk/${firstId}` : "pesanan-masuk",
    params: { day },
  }));
};

/** What its seller has yet to answer when the time of one offer runs out: how many, and until when the first. Nobody who answered meanwhile. */
export const unanswered: FindFacts = async (id, on) => {
  const due = aliasedTable(commitments, "due");
  const rows = await on
    .select({
      organisationId: due.sellerId,
      answerBy: due.answerBy,
      zone: regions.timeZone,
      offers: count(),
    })
    .from(due)
    .innerJoin(organisations, eq(organisations.id, due.sellerId))
    .innerJoin(regions, eq(regions.code, organisations.cityCode))
    .innerJoin(commitments, and(eq(commitments.sellerId, due.sellerId), eq(commitments.state, "offered")))
    .where(and(eq(due.id, id), eq(due.state, "offered")))
    .groupBy(due.sellerId, due.answerBy, regions.timeZone);
  return rows.map(({ organisationId, answerBy, zone, offers }) => ({
    organisationId,
    subjectId: id,
    path: offers === 1 ? `pesanan-masuk/${id}` : "pesanan-masuk",
    params: { offers: offers.toString(), hour: time(answerBy, zone) },
  }));
};

/** An order, for those of its sellers whose promise is in one of these states. */
export function askedFor(states: readonly CommitmentState[], path: string): FindFacts {
  return async (id, on) => {
    const rows = await on
      .selectDistinct({
        organisationId: commitments.sellerId,
        name: other.name,
        day: orders.deliveryDay,
        reason: orders.stateReason,
      })
      .from(commitments)
      .innerJoin(orders, eq(orders.id, commitments.orderId))
      .innerJoin(other, eq(other.id, orders.buyerId))
      .where(and(eq(orders.id, id), inArray(commitments.state, [...states])));
    return rows.map(({ organisationId, reason, ...params }) => ({
      organisationId,
      subjectId: id,
      path,
      params: { ...params, reason: reason ?? "" },
    }));
  };
}

/** An order, for the organisation that wrote it. */
export const ordered: FindFacts = async (id, on) => {
  const rows = await on
    .select({
      organisationId: orders.buyerId,
      name: other.name,
      day: orders.deliveryDay,
      amount: orders.reservedRupiah,
    })
    .from(orders)
    .innerJoin(other, eq(other.id, orders.buyerId))
    .where(eq(orders.id, id));
  return rows.map((row) => ({
    organisationId: row.organisationId,
    subjectId: id,
    path: `pesanan/${id}`,
    params: { name: row.name, day: row.day, amount: row.amount.toString() },
  }));
};

/** An order that came over from another kitchen, for the one that has to send it now; the note says from whom and why. */
export const handedOver: FindFacts = async (id, on) => {
  const rows = await on
    .select({ organisationId: orders.buyerId, day: orders.deliveryDay, note: orders.note })
    .from(orders)
    .where(eq(orders.id, id));
  return rows.map(({ organisationId, day, note }) => ({
    organisationId,
    subjectId: id,
    path: `pesanan/${id}`,
    params: { day, reason: note ?? "" },
  }));
};

/** What was brought for a dear price of an order, for the organisation that wrote it. */
export const priced: FindFacts = async (id, on) => {
  const rows = await on
    .select({
      organisationId: orders.buyerId,
      orderId: orders.id,
      day: orders.deliveryDay,
      goods: commodities.name,
      amount: priceEvidences.askedRupiah,
    })
    .from(priceEvidences)
    .innerJoin(orders, eq(orders.id, priceEvidences.orderId))
    .innerJoin(commodities, eq(commodities.code, priceEvidences.commodityCode))
    .where(eq(priceEvidences.id, id));
  return rows.map((row) => ({
    organisationId: row.organisationId,
    subjectId: id,
    path: `pesanan/${row.orderId}/bukti-harga`,
    params: { goods: row.goods, day: row.day, amount: row.amount.toString() },
  }));
};

/** An order that ended unapproved: its own organisation, and every seller that kept goods for it. */
export const expired: FindFacts = async (id, on) => [
  ...(await ordered(id, on)),
  ...(await askedFor(["offered", "accepted", "cancelled"], "pesanan-masuk")(id, on)),
];

/** A shipment, for one of its two ends. */
export function carried(side: "buyer" | "seller"): FindFacts {
  const [to, from] =
    side === "buyer" ? [shipments.buyerId, shipments.sellerId] : [shipments.sellerId, shipments.buyerId];
  return async (id, on) => {
    const rows = await on
      .select({ organisationId: to, name: other.name, number: shipments.number })
      .from(shipments)
      .innerJoin(other, eq(other.id, from))
      .where(eq(shipments.id, id));
    const path = side === "buyer" ? `terima/${id}` : `kirim/${id}`;
    return rows.map((row) => ({
      organisationId: row.organisationId,
      subjectId: id,
      path,
      params: { name: row.name, number: row.number ?? "" },
    }));
  };
}

/** Goods of a delivery that came into a trader's stock under a listing that is not open: the news leads to where they get a price. */
export const unpriced: FindFacts = async (shipmentId, on) => {
  const rows = await on
    .selectDistinct({
      organisationId: lotCosts.organisationId,
      listingId: listings.id,
      goods: listings.title,
      name: organisations.name,
    })
    .from(lotCosts)
    .innerJoin(lots, eq(lots.id, lotCosts.lotId))
    .innerJoin(listings, and(eq(listings.id, lots.listingId), eq(listings.state, "withdrawn")))
    .innerJoin(shipmentLines, eq(shipmentLines.id, lotCosts.shipmentLineId))
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .where(eq(shipments.id, shipmentId))
    .orderBy(listings.title);
  const [first] = rows;
  if (!first) return [];
  return [
    {
      organisationId: first.organisationId,
      subjectId: shipmentId,
      path: rows.length === 1 ? `barang/${first.listingId}` : `terima/${shipmentId}/hasil`,
      params: { goods: rows.map(({ goods }) => goods).join(", "), name: first.name },
    },
  ];
};
