import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { stopKinds } from "#app/modules/shipments/drive.ts";
import type { Sense } from "#app/modules/shipments/shipment-lifecycle.ts";
import {
  dispositions,
  rejectReasons,
  senses,
  shipmentLifecycle,
  tripLifecycle,
} from "#app/modules/shipments/shipment-lifecycle.ts";
import { vehicleBodies } from "#app/modules/shipments/vehicle-fit.ts";
import { allotments } from "./allotment.ts";
import { lots } from "./catalogue.ts";
import { warehouses } from "./catalogue-warehouses.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { commitments } from "./commitments.ts";
import { callOffs } from "./contracts.ts";
import { organisations, persons } from "./identity.ts";
import { orders } from "./orders.ts";
import { storedFiles } from "./platform.ts";

const shipmentStates = statesOf(shipmentLifecycle);
const tripStates = statesOf(tripLifecycle);
export const shipmentPurposes = ["order", "call_off"] as const;

export const vehicles = pgTable(
  "vehicles",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    kind: text().notNull(),
    plate: text().notNull(),
    payloadGrams: baseQuantity().notNull(),
    /** How cold it keeps what it carries. */
    body: word(vehicleBodies).notNull().default("open"),
    costRupiahPerKm: rupiah().notNull(),
    costRupiahMin: rupiah().notNull(),
    driverName: text(),
    /** How long its driver may be at the wheel while fetching; null: as the rule of the place says. */
    drivingMinutesMax: integer(),
    /** Out of use since; the trips it made keep naming it. */
    retiredAt: moment(),
    retiredBy: id().references(() => persons.id),
    retiredReason: text(),
  },
  (t) => [
    uniqueIndex("vehicles_plate").on(t.plate).where(sql`retired_at is null`),
    check("vehicles_payload", sql`${t.payloadGrams} > 0`),
    check("vehicles_body", oneOf(t.body, vehicleBodies)),
    check("vehicles_driving", sql`${t.drivingMinutesMax} between 30 and 1440`),
    check("vehicles_retired", sql`(${t.retiredAt} is null) = (${t.retiredReason} is null)`),
  ],
);

/** When goods can be fetched at an organisation, on its own clock, every day; without a row, at any time. */
export const pickupWindows = pgTable(
  "pickup_windows",
  {
    organisationId: id()
      .primaryKey()
      .references(() => organisations.id),
    opensMinute: smallint().notNull(),
    closesMinute: smallint().notNull(),
    keptBy: id().references(() => persons.id),
    keptAt: moment().notNull(),
  },
  (t) => [
    check(
      "pickup_windows_order",
      sql`${t.opensMinute} >= 0 and ${t.closesMinute} <= 1439 and ${t.opensMinute} < ${t.closesMinute}`,
    ),
  ],
);

/**
 * Shares of one call-off that travel in one vehicle, past the trade center's gate to the buyer. A call-off has as many
 * trips as it takes; each share is on one of them. Trips of several call-offs may go in one vehicle.
 */
export const trips = pgTable(
  "trips",
  {
    id: id().primaryKey(),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    callOffId: id()
      .notNull()
      .references(() => callOffs.id),
    state: word(tripStates).notNull(),
    vehicleId: id().references(() => vehicles.id),
    /** The trip of another call-off in whose vehicle this one goes along; null where it has its own. */
    leadId: id().references((): AnyPgColumn => trips.id),
    driverName: text(),
    plannedFor: day().notNull(),
    costRupiah: rupiah().notNull(),
    /** The round to the koperasi and the way to the buyer, and the minutes at the wheel. */
    metres: integer(),
    drivingMinutes: integer(),
    sealNumber: text(),
    departedAt: moment(),
    deliveredAt: moment(),
    plannedBy: text().notNull(),
    createdAt: moment().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index("trips_call_off").on(t.callOffId),
    // A vehicle is planned for one trip a day, and for those that go along with it.
    uniqueIndex("trips_vehicle_day")
      .on(t.vehicleId, t.plannedFor)
      .where(sql`state = 'planned' and vehicle_id is not null and lead_id is null`),
    index("trips_lead").on(t.leadId),
    check("trips_led", sql`${t.leadId} is null or (${t.leadId} <> ${t.id} and ${t.vehicleId} is not null)`),
    check("trips_state", oneOf(t.state, tripStates)),
    check("trips_cost", sql`${t.costRupiah} >= 0`),
  ],
);

/** What a trip was said to cost and what it cost in truth; every correction stays on record. */
export const tripCostCorrections = pgTable(
  "trip_cost_corrections",
  {
    id: id().primaryKey(),
    tripId: id()
      .notNull()
      .references(() => trips.id),
    wasRupiah: rupiah().notNull(),
    isRupiah: rupiah().notNull(),
    reason: text().notNull(),
    correctedAt: moment().notNull(),
    correctedBy: id().references(() => persons.id),
  },
  (t) => [
    index("trip_cost_corrections_trip").on(t.tripId),
    check("trip_cost_corrections_amount", sql`${t.isRupiah} >= 0 and ${t.isRupiah} <> ${t.wasRupiah}`),
  ],
);

export const tripStops = pgTable(
  "trip_stops",
  {
    id: id().primaryKey(),
    tripId: id()
      .notNull()
      .references(() => trips.id),
    position: smallint().notNull(),
    kind: word(stopKinds).notNull(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    plannedPacks: integer().notNull(),
    distanceMetres: integer().notNull(),
    /** When the vehicle is due here, in minutes after midnight on the gate's clock; null where nobody has reckoned it. */
    dueMinute: smallint(),
  },
  (t) => [unique("trip_stops_position").on(t.tripId, t.position)],
);

/** One seller's goods on their way to one buyer. In a call-off: one koperasi's share, weighed in at the gate. */
export const shipments = pgTable(
  "shipments",
  {
    id: id().primaryKey(),
    purpose: word(shipmentPurposes).notNull(),
    orderId: id().references(() => orders.id),
    callOffId: id().references(() => callOffs.id),
    tripId: id().references(() => trips.id),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(shipmentStates).notNull(),
    deliveryDay: day().notNull(),
    /** Where its goods are fetched; null at the seller's own address. */
    warehouseId: id().references(() => warehouses.id),
    /** Number of the surat jalan; set when it leaves. */
    number: text(),
    driverName: text(),
    driverPhone: text(),
    vehiclePlate: text(),
    dispatchedBy: id().references(() => persons.id),
    dispatchedAt: moment(),
    /** When a share of a call-off passed the trade center's scales, and who read them. */
    weighedInAt: moment(),
    weighedInBy: id().references(() => persons.id),
    /** When the driver says that the goods stand at the buyer's door. */
    arrivedAt: moment(),
    note: text(),
    createdAt: moment().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index("shipments_seller").on(t.sellerId, t.state),
    index("shipments_buyer").on(t.buyerId, t.state),
    index("shipments_order").on(t.orderId),
    // What is still to come is looked through every minute for what is late.
    index("shipments_coming")
      .on(t.deliveryDay)
      .where(sql`purpose = 'order' and state in ('planned', 'dispatched')`),
    uniqueIndex("shipments_share")
      .on(t.callOffId, t.sellerId)
      .where(sql`state <> 'cancelled' and call_off_id is not null`),
    check("shipments_state", oneOf(t.state, shipmentStates)),
    check(
      "shipments_purpose",
      sql`(${t.purpose} = 'order') = (${t.orderId} is not null) and (${t.purpose} = 'call_off') = (${t.callOffId} is not null)`,
    ),
  ],
);

export const shipmentLines = pgTable(
  "shipment_lines",
  {
    id: id().primaryKey(),
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    position: smallint().notNull(),
    commitmentId: id().references(() => commitments.id),
    allotmentId: id().references(() => allotments.id),
    lotId: id().references(() => lots.id),
    description: text().notNull(),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    priceRupiah: rupiah().notNull(),
    promisedBase: baseQuantity().notNull(),
    /** Weighed out by the seller, or in at the gate. */
    loadedBase: baseQuantity().notNull(),
    /** Refused at the trade center's gate and taken home again; never loaded. */
    gateRejectedBase: baseQuantity().notNull().default(sql`0`),
    gateRejectReason: word(rejectReasons),
    deliveredBase: baseQuantity(),
    /** What the scales showed with the crate, and the crate alone; null where the net weight was read at once. */
    grossBase: baseQuantity(),
    tareBase: baseQuantity(),
    acceptedBase: baseQuantity(),
    /** What of it was accepted later, because an appeal was granted. */
    grantedBase: baseQuantity().notNull().default(sql`0`),
    rejectedBase: baseQuantity(),
    rejectReason: word(rejectReasons),
    disposition: word(dispositions),
    /** VAT on what was accepted, as it stood when it was received: the budget spent it, the invoice claims it. */
    taxClass: word(["exempt", "standard"]),
    taxRupiah: rupiah(),
    temperatureTenths: smallint(),
    /** What looked, smelt or felt wrong at the door; empty where all was well, null where nobody looked. */
    sensedFlaws: text().array().$type<Sense[]>(),
    photoId: id().references(() => storedFiles.id),
    note: text(),
  },
  (t) => [
    unique("shipment_lines_position").on(t.shipmentId, t.position),
    uniqueIndex("shipment_lines_commitment").on(t.commitmentId),
    index("shipment_lines_allotment").on(t.allotmentId),
    check("shipment_lines_loaded", sql`${t.loadedBase} >= 0 and ${t.basePerUnit} > 0`),
    check(
      "shipment_lines_gate",
      sql`${t.gateRejectedBase} >= 0 and (${t.gateRejectedBase} = 0 or ${t.gateRejectReason} is not null)`,
    ),
    // What was weighed at the door is either accepted or refused, to the gram; what an appeal brings is accepted besides.
    check(
      "shipment_lines_settled",
      sql`${t.deliveredBase} is null or (${t.acceptedBase} >= 0 and ${t.rejectedBase} >= 0 and ${t.acceptedBase} + ${t.rejectedBase} = ${t.deliveredBase} + ${t.grantedBase})`,
    ),
    check(
      "shipment_lines_granted",
      sql`${t.grantedBase} between 0 and greatest(${t.loadedBase} - coalesce(${t.deliveredBase}, ${t.loadedBase}), 0) + coalesce(${t.rejectedBase}, 0)`,
    ),
    check(
      "shipment_lines_scales",
      sql`(${t.grossBase} is null) = (${t.tareBase} is null) and (${t.grossBase} is null or (${t.tareBase} >= 0 and ${t.grossBase} - ${t.tareBase} = ${t.deliveredBase}))`,
    ),
    check(
      "shipment_lines_senses",
      sql`${t.sensedFlaws} <@ array[${sql.raw(senses.map((sense) => `'${sense}'`).join(", "))}]::text[]`,
    ),
    check(
      "shipment_lines_tax",
      sql`(${t.taxClass} is null) = (${t.taxRupiah} is null) and coalesce(${t.taxRupiah}, 0) >= 0 and (${t.taxClass} = 'standard' or coalesce(${t.taxRupiah}, 0) = 0)`,
    ),
    check(
      "shipment_lines_reject",
      sql`coalesce(${t.rejectedBase}, 0) = 0 or (${t.rejectReason} is not null and ${t.disposition} is not null)`,
    ),
  ],
);

/** The BAST: what was handed over, who signed. One per shipment; it is what the invoice stands on. */
export const receipts = pgTable(
  "receipts",
  {
    id: id().primaryKey(),
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    number: text().notNull(),
    receivedBy: id().references(() => persons.id),
    receiverName: text().notNull(),
    witnessName: text(),
    driverName: text(),
    /** When it was weighed and signed, by the clock of the phone that may have had no signal. */
    receivedAt: moment().notNull(),
    /** When the house learnt of it; null where that was at once. */
    toldAt: moment(),
    note: text(),
    /** Drawn by finger, as lines of a picture 320 wide and 140 high; null where the name stands alone. */
    receiverSignature: text(),
    witnessSignature: text(),
    driverSignature: text(),
  },
  (t) => [
    uniqueIndex("receipts_shipment").on(t.shipmentId),
    check("receipts_time", sql`${t.receivedAt} <= coalesce(${t.toldAt}, ${t.receivedAt})`),
    check(
      "receipts_signed",
      sql`(${t.witnessSignature} is null or ${t.witnessName} is not null) and (${t.driverSignature} is null or ${t.driverName} is not null)`,
    ),
  ],
);

/**
 * What a second phone weighed of a shipment that had its receipt already, line by line. It settles nothing: it is kept so
 * that both can be laid beside each other, and neither is lost.
 */
export const secondWeighings = pgTable(
  "second_weighings",
  {
    id: id().primaryKey(),
    receiptId: id()
      .notNull()
      .references(() => receipts.id),
    shipmentLineId: id()
      .notNull()
      .references(() => shipmentLines.id),
    /** The account that told it. */
    weighedBy: id()
      .notNull()
      .references(() => persons.id),
    receiverName: text().notNull(),
    happenedAt: moment().notNull(),
    toldAt: moment().notNull(),
    deliveredBase: baseQuantity().notNull(),
    rejectedBase: baseQuantity().notNull(),
    rejectReason: word(rejectReasons),
    disposition: word(dispositions),
    photoId: id().references(() => storedFiles.id),
    note: text(),
  },
  (t) => [
    unique("second_weighings_once").on(t.shipmentLineId, t.weighedBy, t.happenedAt),
    index("second_weighings_receipt").on(t.receiptId),
    check(
      "second_weighings_quantity",
      sql`${t.rejectedBase} >= 0 and ${t.deliveredBase} >= ${t.rejectedBase}`,
    ),
    check("second_weighings_time", sql`${t.happenedAt} <= ${t.toldAt}`),
  ],
);

/** A complaint about what arrived at a call-off's destination, measured against the contract's allowance. */
export const claims = pgTable(
  "claims",
  {
    id: id().primaryKey(),
    callOffId: id()
      .notNull()
      .references(() => callOffs.id),
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    brokenBase: baseQuantity().notNull(),
    allowanceBase: baseQuantity().notNull(),
    claimedBase: baseQuantity().notNull(),
    amountRupiah: rupiah().notNull(),
    raisedAt: moment().notNull(),
    raisedBy: id().references(() => persons.id),
  },
  (t) => [
    uniqueIndex("claims_shipment").on(t.shipmentId),
    index("claims_call_off").on(t.callOffId),
    check("claims_quantity", sql`${t.claimedBase} >= 0 and ${t.amountRupiah} >= 0`),
  ],
);
