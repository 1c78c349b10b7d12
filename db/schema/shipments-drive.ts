import { sql } from "drizzle-orm";
import { check, index, pgTable, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { driverDeeds, stopKinds } from "#app/modules/shipments/drive.ts";
import { id, moment, oneOf, word } from "./columns.ts";
import { organisations } from "./identity.ts";
import { storedFiles } from "./platform.ts";
import { shipments, trips } from "./shipments.ts";
import { rides } from "./shipments-rides.ts";

/**
 * What a driver says along the way: that he is there, that he has loaded, that he has handed over. It moves nothing and
 * settles nothing; what was received is weighed by who receives it. A mark never changes but once: it may be taken back, and
 * then the same may be said anew.
 */
export const driverMarks = pgTable(
  "driver_marks",
  {
    id: id().primaryKey(),
    tripId: id().references(() => trips.id),
    shipmentId: id().references(() => shipments.id),
    rideId: id().references(() => rides.id),
    place: word(stopKinds).notNull(),
    /** Whose stop it is, and the how manieth call there: a kitchen with two windows is called at twice. */
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    round: smallint().notNull().default(1),
    deed: word(driverDeeds).notNull(),
    /** By the clock of his phone, which may have had no signal; and when the house learnt of it. */
    happenedAt: moment().notNull(),
    toldAt: moment().notNull(),
    linkId: id().notNull(),
    note: text(),
    photoId: id().references(() => storedFiles.id),
    signedName: text(),
    signatureId: id().references(() => storedFiles.id),
    /** When the driver said that he had pressed the wrong button; null while it stands. */
    takenBackAt: moment(),
  },
  (t) => [
    uniqueIndex("driver_marks_once")
      .on(sql`coalesce(trip_id, shipment_id, ride_id)`, t.place, t.organisationId, t.round, t.deed)
      .where(sql`taken_back_at is null`),
    index("driver_marks_ride").on(t.rideId),
    check("driver_marks_subject", sql`num_nonnulls(${t.tripId}, ${t.shipmentId}, ${t.rideId}) = 1`),
    check("driver_marks_place", oneOf(t.place, stopKinds)),
    check("driver_marks_round", sql`${t.round} >= 1`),
    check("driver_marks_deed", oneOf(t.deed, driverDeeds)),
    check("driver_marks_signed", sql`${t.deed} <> 'handed' or ${t.signedName} is not null`),
    check("driver_marks_time", sql`${t.happenedAt} <= ${t.toldAt} and ${t.takenBackAt} >= ${t.toldAt}`),
  ],
);
