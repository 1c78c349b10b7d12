import { parseQuantity } from "#app/i18n/parse.ts";

/** What stands in the boxes of one line at the door, as text; undefined where a box is empty. */
export type DoorBoxes = {
  readonly shipmentLineId: string | undefined;
  readonly delivered: string | undefined;
  readonly gross: string | undefined;
  readonly tare: string | undefined;
  readonly rejected: string | undefined;
  readonly reason: string | undefined;
  readonly disposition: string | undefined;
  readonly temperature: string | undefined;
  readonly sensed: readonly string[];
  readonly note: string | undefined;
  readonly photoId: string | undefined;
};

/** How a form is asked: on the server by its fields, on a phone by what stands in it. */
type FormReading = {
  readonly text: (name: string) => string | undefined;
  readonly texts: (name: string) => readonly string[];
};

/** The boxes of one line; `photoId` names a photo that was just kept for it. */
export function doorBoxes(form: FormReading, photoId?: string): DoorBoxes {
  return {
    shipmentLineId: form.text("shipmentLineId"),
    delivered: form.text("delivered"),
    gross: form.text("gross"),
    tare: form.text("tare"),
    rejected: form.text("rejected"),
    reason: form.text("reason"),
    disposition: form.text("disposition"),
    temperature: form.text("temperature"),
    sensed: form.texts("sensed"),
    note: form.text("note"),
    photoId: photoId ?? form.text("photoId"),
  };
}

/** What the scales say without the crate, in base units; null while one of the two cannot be read or the crate weighs more. */
export function netOf(gross: string, tare: string | undefined, basePerUnit: bigint): bigint | null {
  const whole = parseQuantity(gross, basePerUnit);
  const crate = parseQuantity(tare ?? "0", basePerUnit);
  return whole === null || crate === null || crate < 0n || crate > whole ? null : whole - crate;
}

/** From the boxes of a line to what receiving takes; what cannot be read is left for it to refuse. */
export function receivedLine(boxes: DoorBoxes, basePerUnit: bigint) {
  const base = (text: string | undefined) =>
    text === undefined ? undefined : (parseQuantity(text, basePerUnit)?.toString() ?? text);
  const rejectedBase = base(boxes.rejected) ?? "0";
  // Chips that were tapped and then thought better of say nothing when nothing is refused.
  const refused =
    rejectedBase === "0"
      ? {}
      : {
          ...(boxes.reason ? { rejectReason: boxes.reason } : {}),
          ...(boxes.disposition ? { disposition: boxes.disposition } : {}),
        };
  // Whoever weighed with the crate has weighed; the box for the net weight then still shows what was loaded.
  const net = boxes.gross === undefined ? null : netOf(boxes.gross, boxes.tare, basePerUnit);
  return {
    shipmentLineId: boxes.shipmentLineId,
    deliveredBase: net?.toString() ?? base(boxes.delivered),
    ...(boxes.gross ? { grossBase: base(boxes.gross), tareBase: base(boxes.tare) ?? "0" } : {}),
    ...(boxes.tare && !boxes.gross ? { tareBase: base(boxes.tare) } : {}),
    rejectedBase,
    ...refused,
    ...(boxes.photoId ? { photoId: boxes.photoId } : {}),
    ...(boxes.temperature ? { temperatureTenths: tenthsFrom(boxes.temperature) } : {}),
    ...(boxes.sensed.length > 0 ? { sensedFlaws: boxes.sensed.filter((word) => word !== ALL_WELL) } : {}),
    ...(boxes.note ? { note: boxes.note } : {}),
  };
}

/** The tap that says that colour, smell, texture and packaging are all as they should be. */
export const ALL_WELL = "good";

/** "4,5" or "-18" in tenths of a degree; the text itself when it is no temperature. */
function tenthsFrom(text: string): number | string {
  const match = /^(-?)(\d{1,6})(?:[.,](\d))?$/.exec(text.replace("−", "-"));
  if (!match) return text;
  const tenths = Number(match[2]) * 10 + Number(match[3] ?? "0");
  return match[1] ? -tenths : tenths;
}

/** Where the boxes at the door are called otherwise than the input of the command. */
export const doorFieldNames = {
  deliveredBase: "delivered",
  grossBase: "gross",
  tareBase: "tare",
  sensedFlaws: "sensed",
  rejectedBase: "rejected",
  rejectReason: "reason",
  temperatureTenths: "temperature",
  photoId: "photo",
} as const;
