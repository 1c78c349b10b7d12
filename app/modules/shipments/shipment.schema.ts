import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { DRAWING, DRAWING_LETTERS_MAX } from "#app/kernel/drawing.ts";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { deedsAt, driverDeeds, stopKinds } from "./drive.ts";
import { dispositions, rejectReasons, senses, shipmentLifecycle } from "./shipment-lifecycle.ts";
import { vehicleBodies } from "./vehicle-fit.ts";

/** Lines drawn by finger: moves and strokes in whole numbers, of a picture 320 wide and 140 high. */
const drawn = z.string().max(DRAWING_LETTERS_MAX).regex(DRAWING, { error: "shipments.badSignature" });

const words = (max: number) => z.string().trim().min(1, { error: "kernel.required" }).max(max);
const driver = {
  driverName: words(120),
  vehiclePlate: words(20),
  driverPhone: words(40).optional(),
};

export const PlanShipments = z.object({ orderId: idOf("order") });
export const CancelShipments = z.object({ orderId: idOf("order") });

export const DispatchShipment = z.object({
  shipmentId: idOf("shipment"),
  ...driver,
  note: words(500).optional(),
  lines: z
    .array(z.object({ shipmentLineId: idOf("shipmentLine"), loadedBase: QuantityText }))
    .min(1)
    .max(200),
});
export type DispatchShipment = z.output<typeof DispatchShipment>;

const ReceivedLine = z
  .object({
    shipmentLineId: idOf("shipmentLine"),
    deliveredBase: QuantityText,
    /** With the crate, and the crate alone; what was delivered is the difference. */
    grossBase: QuantityText.optional(),
    tareBase: QuantityText.optional(),
    rejectedBase: QuantityText.default(0n),
    rejectReason: z.enum(rejectReasons).optional(),
    disposition: z.enum(dispositions).optional(),
    /** Tenths of a degree Celsius. */
    temperatureTenths: wholeNumber(-600, 600, "shipments.notTemperature").optional(),
    /** What looked, smelt or felt wrong; empty: all was well; left out: nobody looked. */
    sensedFlaws: z.array(z.enum(senses)).max(senses.length).optional(),
    photoId: idOf("file").optional(),
    note: words(300).optional(),
  })
  .superRefine((line, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (line.tareBase !== undefined && line.grossBase === undefined)
      refuse("grossBase", "shipments.grossRequired");
    if (line.grossBase !== undefined) {
      const tareBase = line.tareBase ?? 0n;
      if (tareBase > line.grossBase) refuse("tareBase", "shipments.tareTooMuch");
      else if (line.grossBase - tareBase !== line.deliveredBase)
        refuse("deliveredBase", "shipments.netDiffers");
    }
    if (line.rejectedBase > line.deliveredBase) refuse("rejectedBase", "shipments.rejectedTooMuch");
    if (line.rejectedBase === 0n) return;
    if (line.rejectReason === undefined) refuse("rejectReason", "shipments.reasonRequired");
    if (line.disposition === undefined) refuse("disposition", "shipments.dispositionRequired");
    // What is sent back unpaid has to be seen by who sent it.
    if (line.photoId === undefined) refuse("photoId", "shipments.photoRequired");
  });
export type ReceivedLine = z.output<typeof ReceivedLine>;

/** When something was done, by the clock of a phone that could not tell it at once. */
const happenedAt = z.iso
  .datetime({ offset: true, error: "shipments.badHour" })
  .transform((text) => new Date(text));

export const ReceiveShipment = z
  .object({
    shipmentId: idOf("shipment"),
    receiverName: words(120),
    witnessName: words(120).optional(),
    driverName: words(120).optional(),
    note: words(500).optional(),
    happenedAt: happenedAt.optional(),
    receiverSignature: drawn.optional(),
    witnessSignature: drawn.optional(),
    driverSignature: drawn.optional(),
    lines: z.array(ReceivedLine).min(1).max(200),
  })
  .refine((input) => input.witnessSignature === undefined || input.witnessName !== undefined, {
    error: "shipments.signatureNeedsName",
    path: ["witnessName"],
  });
export type ReceiveShipment = z.output<typeof ReceiveShipment>;

export const LowerShare = z.object({ allotmentId: idOf("allotment") });
export const PlanShare = z.object({ allotmentId: idOf("allotment") });

export const PlanTrip = z.object({
  callOffId: idOf("callOff"),
  /** Left out: the cheapest known vehicle that carries the load. */
  vehicleId: idOf("vehicle").optional(),
});
export type PlanTrip = z.output<typeof PlanTrip>;

export const PlanTrips = z.object({
  callOffId: idOf("callOff"),
  trips: z
    .array(
      z.object({
        /** Left out: a vehicle is hired at the contract's rate for freight. */
        vehicleId: idOf("vehicle").optional(),
        shipmentIds: z.array(idOf("shipment")).min(1).max(200),
      }),
    )
    .min(1)
    .max(50),
});
export type PlanTrips = z.output<typeof PlanTrips>;

/** A trip goes along in the vehicle of another one. */
export const ShareTruck = z.object({ tripId: idOf("trip"), withTripId: idOf("trip") });
export type ShareTruck = z.output<typeof ShareTruck>;

export const GiveUpTrip = z.object({ tripId: idOf("trip"), reason: words(500) });

export const NameLots = z.object({
  shipmentId: idOf("shipment"),
  /** Empty where growers bring all of it straight to the gate. */
  lots: z
    .array(z.object({ lotId: idOf("lot"), namedBase: QuantityText }))
    .max(500)
    .refine((lots) => new Set(lots.map((lot) => lot.lotId)).size === lots.length, {
      error: "shipments.lotTwice",
    })
    .transform((lots) => lots.filter((lot) => lot.namedBase > 0n)),
});
export const WeighIn = z
  .object({
    shipmentId: idOf("shipment"),
    /** What came to the gate; without it, what is loaded and what is sent home together. */
    arrivedBase: QuantityText.optional(),
    /** What goes on the truck; left out: all that came and is not sent home. */
    loadedBase: QuantityText.optional(),
    /** What is sent home from the gate. */
    rejectedBase: QuantityText.default(0n),
    rejectReason: z.enum(rejectReasons).optional(),
    note: words(500).optional(),
  })
  .superRefine((weighed, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    const { arrivedBase, loadedBase, rejectedBase } = weighed;
    if (arrivedBase === undefined && loadedBase === undefined) refuse("arrivedBase", "kernel.required");
    if (arrivedBase !== undefined && rejectedBase + (loadedBase ?? 0n) > arrivedBase)
      refuse("rejectedBase", "shipments.rejectedTooMuch");
    if (rejectedBase > 0n && weighed.rejectReason === undefined)
      refuse("rejectReason", "shipments.reasonRequired");
  })
  .transform(({ arrivedBase, loadedBase, ...weighed }) => ({
    ...weighed,
    loadedBase: loadedBase ?? (arrivedBase ?? 0n) - weighed.rejectedBase,
  }));
export type WeighIn = z.output<typeof WeighIn>;

export const DepartTrip = z.object({
  tripId: idOf("trip"),
  sealNumber: words(60),
  driverName: words(120),
  driverPhone: words(40).optional(),
  /** Needed where the trip has no registered vehicle. */
  vehiclePlate: words(20).optional(),
  /** Shares that did not come to the gate; their koperasi break their word. */
  leaveBehind: z.array(idOf("shipment")).max(200).default([]),
});
export type DepartTrip = z.output<typeof DepartTrip>;

const HandedOverShare = z
  .object({
    shipmentId: idOf("shipment"),
    deliveredBase: QuantityText,
    brokenBase: QuantityText.default(0n),
    photoId: idOf("file").optional(),
  })
  .refine((line) => line.brokenBase <= line.deliveredBase, {
    error: "shipments.brokenTooMuch",
    path: ["brokenBase"],
  });

export const HandOverTrip = z.object({
  tripId: idOf("trip"),
  receiverName: words(120),
  witnessName: words(120).optional(),
  note: words(500).optional(),
  lines: z.array(HandedOverShare).min(1).max(200),
});
export type HandOverTrip = z.output<typeof HandOverTrip>;

export const CancelCallOff = z.object({ callOffId: idOf("callOff"), reason: words(500) });

export const AddVehicle = z.object({
  kind: words(60),
  plate: words(20).transform((plate) => plate.toUpperCase().replaceAll(/\s+/g, " ")),
  payloadGrams: PositiveQuantityText,
  costRupiahPerKm: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notRupiah" }),
  costRupiahMin: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notRupiah" }),
  driverName: words(120).optional(),
  body: z.enum(vehicleBodies).default("open"),
  drivingMinutesMax: wholeNumber(30, 1_440).optional(),
});
export type AddVehicle = z.output<typeof AddVehicle>;

/** "05.30" or "05:30" as minutes after midnight. */
const minuteOfDay = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3])[.:][0-5]\d$/, { error: "shipments.badHour", abort: true })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

export const KeepPickupWindow = z
  .object({ opens: minuteOfDay, closes: minuteOfDay })
  .refine((window) => window.opens < window.closes, {
    error: "shipments.hoursOrder",
    path: ["closes"],
  });
export type KeepPickupWindow = z.output<typeof KeepPickupWindow>;

/** Room in one's own vehicle for neighbours' deliveries of a day. */
export const OpenRide = z.object({ vehicleId: idOf("vehicle"), deliveryDay: BusinessDayText });
export type OpenRide = z.output<typeof OpenRide>;
export const AnswerRide = z.object({ ridePlaceId: idOf("ridePlace"), answer: z.enum(["yes", "no"]) });
export const FixRide = z.object({ rideId: idOf("ride") });
export const CancelRide = z.object({ rideId: idOf("ride"), reason: words(300) });
/** Why a delivery does not go along after all. */
export const LeaveRide = z.object({ ridePlaceId: idOf("ridePlace"), reason: words(300) });
export const MoveRides = z.object({});

export const RetireVehicle = z.object({ vehicleId: idOf("vehicle"), reason: words(200) });

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: "kernel.fileEmpty" });

/** One of the stops of a driver, and what he says there. The link says of which trip, ride or shipment. */
const saidAtStop = {
  place: z.enum(stopKinds),
  organisationId: idOf("organisation"),
  /** The how manieth call at that place. */
  round: wholeNumber(1, 20).default(1),
  deed: z.enum(driverDeeds),
};

export const TakeMarkBack = z.object(saidAtStop);

export const MarkStop = z
  .object({
    ...saidAtStop,
    /** By the phone's clock, where it was said before it could be sent. */
    happenedAt: happenedAt.optional(),
    note: words(300).optional(),
    photo: bytes.optional(),
    signedName: words(120).optional(),
    /** Drawn on the phone, as a PNG. */
    signature: bytes.optional(),
  })
  .refine(({ place, deed }) => deedsAt(place).includes(deed), {
    error: "shipments.deedElsewhere",
    path: ["deed"],
  })
  .refine(({ deed, signedName }) => deed !== "handed" || signedName !== undefined, {
    error: "kernel.required",
    path: ["signedName"],
  });
export type MarkStop = z.output<typeof MarkStop>;

export const ShipmentFilter = PageRequest.extend({
  side: z.enum(["sending", "receiving"]).default("sending"),
  state: z.enum(statesOf(shipmentLifecycle)).optional(),
});
export type ShipmentFilter = z.output<typeof ShipmentFilter>;

/** For each line of a late delivery, the lot of another seller to ask; none leaves it to the market. */
export const ReplaceLate = z.object({
  shipmentId: idOf("shipment"),
  lines: z
    .array(z.object({ shipmentLineId: idOf("shipmentLine"), lotId: idOf("lot").optional() }))
    .min(1)
    .max(100),
});

/** Out of which of its lots a seller brings anew what was refused of a line. */
export const PromiseReplacement = z.object({ shipmentLineId: idOf("shipmentLine"), lotId: idOf("lot") });
