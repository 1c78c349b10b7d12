import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { rideLifecycle, ridePlaceLifecycle } from "#app/modules/shipments/ride-lifecycle.ts";
import type { RideStop } from "#app/modules/shipments/ride-route.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { shipments, vehicles } from "./shipments.ts";

const rideStates = statesOf(rideLifecycle);
const ridePlaceStates = statesOf(ridePlaceLifecycle);

/** A koperasi's vehicle that also carries its neighbours' deliveries to kitchens of the city, on one day. */
export const rides = pgTable(
  "rides",
  {
    id: id().primaryKey(),
    carrierId: id()
      .notNull()
      .references(() => organisations.id),
    vehicleId: id()
      .notNull()
      .references(() => vehicles.id),
    state: word(rideStates).notNull(),
    deliveryDay: day().notNull(),
    answerBy: moment().notNull(),
    startMinute: smallint().notNull(),
    metres: integer().notNull(),
    costRupiah: rupiah().notNull(),
    /** The round as it was planned last, with everybody asked or with those who come. */
    stops: jsonb().$type<readonly RideStop[]>().notNull(),
    openedBy: id().references(() => persons.id),
    openedAt: moment().notNull(),
    reason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index("rides_carrier").on(t.carrierId, t.state),
    uniqueIndex("rides_vehicle_day").on(t.vehicleId, t.deliveryDay).where(sql`state in ('asked', 'fixed')`),
    check("rides_state", oneOf(t.state, rideStates)),
    check("rides_cost", sql`${t.costRupiah} >= 0 and ${t.metres} >= 0`),
    check("rides_cancelled", sql`(${t.state} = 'cancelled') = (${t.reason} is not null)`),
  ],
);

export const ridePlaces = pgTable(
  "ride_places",
  {
    id: id().primaryKey(),
    rideId: id()
      .notNull()
      .references(() => rides.id),
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    koperasiId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(ridePlaceStates).notNull(),
    base: baseQuantity().notNull(),
    distanceMetres: integer().notNull(),
    /** Its part by kg·km if everybody came: the most that a passenger is asked for. */
    quotedRupiah: rupiah().notNull(),
    /** What it bears, known when it is fixed who comes. */
    payRupiah: rupiah(),
    answeredBy: id().references(() => persons.id),
    answeredAt: moment(),
    /** Why it was taken out before anything left; null where its goods simply did not come. */
    reason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index("ride_places_ride").on(t.rideId),
    index("ride_places_koperasi").on(t.koperasiId, t.state),
    // A delivery rides once.
    uniqueIndex("ride_places_shipment")
      .on(t.shipmentId)
      .where(sql`state in ('offered', 'accepted', 'carried')`),
    check("ride_places_state", oneOf(t.state, ridePlaceStates)),
    check("ride_places_base", sql`${t.base} > 0 and ${t.quotedRupiah} >= 0`),
    check("ride_places_reason", sql`${t.reason} is null or ${t.state} = 'dropped'`),
    check(
      "ride_places_pay",
      sql`${t.payRupiah} >= 0 and (${t.state} <> 'carried' or ${t.payRupiah} is not null)`,
    ),
  ],
);
