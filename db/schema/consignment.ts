import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import {
  COMMISSION_BASIS_POINTS_MAX,
  consignmentLifecycle,
  consignmentLineKinds,
  consignmentTerms,
  settlementPeriods,
} from "#app/modules/consignment/consignment.ts";
import { listings, lots, producers } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";
import { shipmentLines } from "./shipments.ts";

const consignmentStates = statesOf(consignmentLifecycle);

/** Goods that a maker leaves with a keeper to be sold; they are the maker's until a buyer accepts them. */
export const consignments = pgTable(
  "consignments",
  {
    id: id().primaryKey(),
    /** Whoever has them in its custody and sells them. */
    keeperId: id()
      .notNull()
      .references(() => organisations.id),
    /** Whose goods they are: a producer without an account, or an organisation. Never both. */
    consignorProducerId: id().references(() => producers.id),
    consignorOrganisationId: id().references(() => organisations.id),
    listingId: id()
      .notNull()
      .references(() => listings.id),
    /** The goods themselves, once both have agreed; a lot of its own. */
    lotId: id().references(() => lots.id),
    quantityBase: baseQuantity().notNull(),
    terms: word(consignmentTerms).notNull(),
    /** To the consignor, per unit of the listing. */
    priceRupiah: rupiah(),
    commissionBasisPoints: integer(),
    madeOn: day().notNull(),
    expiresOn: day().notNull(),
    period: word(settlementPeriods).notNull(),
    /** Paid so many days after a period has ended. */
    payDays: integer().notNull(),
    photoId: id().references(() => storedFiles.id),
    note: text(),
    state: word(consignmentStates).notNull(),
    answeredAt: moment(),
    /** Who answered with an account, or wrote down what was said at the counter; null for an answer by the link. */
    answeredBy: id().references(() => persons.id),
    placedBy: id()
      .notNull()
      .references(() => persons.id),
    placedAt: moment().notNull(),
  },
  (t) => [
    index("consignments_keeper").on(t.keeperId, t.state),
    index("consignments_producer").on(t.consignorProducerId),
    index("consignments_organisation").on(t.consignorOrganisationId),
    uniqueIndex("consignments_lot").on(t.lotId),
    check("consignments_state", oneOf(t.state, consignmentStates)),
    check("consignments_period", oneOf(t.period, settlementPeriods)),
    check(
      "consignments_consignor",
      sql`num_nonnulls(${t.consignorProducerId}, ${t.consignorOrganisationId}) = 1 and ${t.consignorOrganisationId} is distinct from ${t.keeperId}`,
    ),
    check(
      "consignments_terms",
      sql`case ${t.terms} when 'fixed' then ${t.priceRupiah} > 0 and ${t.commissionBasisPoints} is null
        when 'commission' then ${t.priceRupiah} is null and ${t.commissionBasisPoints} between 1 and ${sql.raw(String(COMMISSION_BASIS_POINTS_MAX))} else false end`,
    ),
    check(
      "consignments_goods",
      sql`${t.quantityBase} > 0 and ${t.expiresOn} >= ${t.madeOn} and ${t.payDays} between 0 and 60`,
    ),
    check("consignments_held", sql`(${t.lotId} is not null) = (${t.state} = 'held')`),
    check("consignments_answered", sql`(${t.answeredAt} is not null) = (${t.state} in ('held', 'declined'))`),
  ],
);

/**
 * What a keeper owes one consignor for one period: the sums of its lines. Written once; it is paid by a payout. Nothing is settled
 * that comes to nothing or less: it is taken off the next one.
 */
export const consignmentSettlements = pgTable(
  "consignment_settlements",
  {
    id: id().primaryKey(),
    keeperId: id()
      .notNull()
      .references(() => organisations.id),
    consignorProducerId: id().references(() => producers.id),
    consignorOrganisationId: id().references(() => organisations.id),
    period: word(settlementPeriods).notNull(),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    dueOn: day().notNull(),
    grossRupiah: rupiah().notNull(),
    commissionRupiah: rupiah().notNull(),
    shareRupiah: rupiah().notNull(),
    lossRupiah: rupiah().notNull(),
    payableRupiah: rupiah().notNull(),
    settledAt: moment().notNull(),
  },
  (t) => [
    // A period is settled once.
    uniqueIndex("consignment_settlements_once").on(
      t.keeperId,
      sql`coalesce(${t.consignorProducerId}, ${t.consignorOrganisationId})`,
      t.period,
      t.endsOn,
    ),
    index("consignment_settlements_producer").on(t.consignorProducerId),
    index("consignment_settlements_organisation").on(t.consignorOrganisationId),
    check("consignment_settlements_period", oneOf(t.period, settlementPeriods)),
    check(
      "consignment_settlements_consignor",
      sql`num_nonnulls(${t.consignorProducerId}, ${t.consignorOrganisationId}) = 1`,
    ),
    check("consignment_settlements_days", sql`${t.startsOn} <= ${t.endsOn} and ${t.endsOn} <= ${t.dueOn}`),
    check(
      "consignment_settlements_sums",
      sql`${t.grossRupiah} = ${t.commissionRupiah} + ${t.shareRupiah} and ${t.payableRupiah} = ${t.shareRupiah} + ${t.lossRupiah} and ${t.lossRupiah} >= 0 and ${t.payableRupiah} > 0`,
    ),
  ],
);

/** The money book of consignments: what was sold, taken back and lost, and whose each rupiah of it is. Written once, settled once. */
export const consignmentLines = pgTable(
  "consignment_lines",
  {
    id: id().primaryKey(),
    consignmentId: id()
      .notNull()
      .references(() => consignments.id),
    kind: word(consignmentLineKinds).notNull(),
    quantityBase: baseQuantity().notNull(),
    grossRupiah: rupiah().notNull(),
    commissionRupiah: rupiah().notNull(),
    shareRupiah: rupiah().notNull(),
    onDay: day().notNull(),
    /** What was sold, or never arrived. */
    shipmentLineId: id().references(() => shipmentLines.id),
    /** The invoice that claims it. */
    invoiceId: id(),
    /** The entry of the stock book that lost it. */
    lotMoveId: id(),
    settlementId: id().references(() => consignmentSettlements.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    index("consignment_lines_consignment").on(t.consignmentId),
    index("consignment_lines_settlement").on(t.settlementId),
    // Each invoice sells a line once, each loss is charged once.
    uniqueIndex("consignment_lines_sale")
      .on(t.shipmentLineId, t.invoiceId, t.kind)
      .where(sql`invoice_id is not null`),
    uniqueIndex("consignment_lines_missing")
      .on(t.shipmentLineId)
      .where(sql`kind = 'lost' and lot_move_id is null`),
    uniqueIndex("consignment_lines_loss").on(t.lotMoveId).where(sql`lot_move_id is not null`),
    check("consignment_lines_kind", oneOf(t.kind, consignmentLineKinds)),
    check("consignment_lines_quantity", sql`${t.quantityBase} > 0`),
    check("consignment_lines_whose", sql`${t.grossRupiah} = ${t.commissionRupiah} + ${t.shareRupiah}`),
    check(
      "consignment_lines_says",
      sql`case when ${t.kind} = 'lost' then ${t.invoiceId} is null and ${t.commissionRupiah} = 0 and ${t.shareRupiah} >= 0 and num_nonnulls(${t.shipmentLineId}, ${t.lotMoveId}) = 1
        else ${t.invoiceId} is not null and ${t.shipmentLineId} is not null and ${t.lotMoveId} is null and (case ${t.kind} when 'sold' then ${t.grossRupiah} >= 0 else ${t.grossRupiah} <= 0 end) end`,
    ),
  ],
);
