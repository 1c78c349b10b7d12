import { parseQuantity } from "#app/i18n/parse.ts";

/** What stands in the boxes of one line at the door, as text; undefined where a box is empty. */
export type DoorBoxes = {
  readonly shipmentLineId: string | undefined;
  readonly delivered: string | undefined;
  readonly rejected: string | undefined;
  readonly reason: string | undefined;
  readonly disposition: string | undefined;
  readonly temperature: string | undefined;
  readonly note: string | undefined;
  readonly photoId: string | undefined;
};

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
  return {
    shipmentLineId: boxes.shipmentLineId,
    deliveredBase: base(boxes.delivered),
    rejectedBase,
    ...refused,
    ...(boxes.photoId ? { photoId: boxes.photoId } : {}),
    ...(boxes.temperature ? { temperatureTenths: tenthsFrom(boxes.temperature) } : {}),
    ...(boxes.note ? { note: boxes.note } : {}),
  };
}

/** "4,5" or "-18" in tenths of a degree; the text itself when it is no temperature. */
function tenthsFrom(text: string): number | string {
  const match = /^(-?)(\d{1,2})(?:[.,](\d))?$/.exec(text.replace("−", "-"));
  if (!match) return text;
  const tenths = Number(match[2]) * 10 + Number(match[3] ?? "0");
  return match[1] ? -tenths : tenths;
}

/** Where the boxes at the door are called otherwise than the input of the command. */
export const doorFieldNames = {
  deliveredBase: "delivered",
  rejectedBase: "rejected",
  rejectReason: "reason",
  temperatureTenths: "temperature",
  photoId: "photo",
} as const;
