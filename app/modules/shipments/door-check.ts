import { RuleBroken } from "#app/kernel/errors.ts";
import type { Pack } from "#app/kernel/quantity.ts";
import { type DoorBoxes, doorFieldNames, receivedLine } from "./door-form.ts";
import { settle } from "./receiving.ts";

export type DoorProblem = { readonly code: string; readonly params: Readonly<Record<string, unknown>> };

type Line = Pack & { readonly promisedBase: bigint; readonly loadedBase: bigint };

const WHOLE = /^\d{1,15}$/;

/**
 * What would be refused of one line at the door, by box, in the words of receiving itself: a phone without signal says
 * it while the truck still stands there. `hasPhoto`: one was taken now or before. Empty where all is well.
 */
export function problemsAtDoor(
  boxes: DoorBoxes,
  line: Line,
  { hasPhoto, basisPoints }: { readonly hasPhoto: boolean; readonly basisPoints: number },
): Partial<Record<string, DoorProblem>> {
  const read = receivedLine(boxes, line.basePerUnit);
  const problems: Record<string, DoorProblem> = {};
  const refuse = (box: string, code: string, params = {}) => {
    problems[box] ??= { code, params };
  };
  for (const [field, box] of Object.entries(doorFieldNames)) {
    const text = field.endsWith("Base") ? read[field as "deliveredBase"] : undefined;
    if (text !== undefined && !WHOLE.test(text)) refuse(box, "kernel.notQuantity");
  }
  if (read.deliveredBase === undefined) refuse("delivered", "kernel.required");
  if (Object.keys(problems).length > 0) return problems;
  if (boxes.tare !== undefined && boxes.gross === undefined) refuse("gross", "shipments.grossRequired");
  if (read.grossBase !== undefined && BigInt(read.tareBase ?? "0") > BigInt(read.grossBase))
    refuse("tare", "shipments.tareTooMuch");
  const weighed = {
    deliveredBase: BigInt(read.deliveredBase ?? "0"),
    rejectedBase: BigInt(read.rejectedBase),
  };
  if (weighed.rejectedBase > 0n) {
    if (boxes.reason === undefined) refuse("reason", "shipments.reasonRequired");
    if (boxes.disposition === undefined) refuse("disposition", "shipments.dispositionRequired");
    if (!hasPhoto && boxes.photoId === undefined) refuse("photo", "shipments.photoRequired");
  }
  try {
    settle({ ...line, ...weighed }, basisPoints);
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    const box = error.code === "shipments.rejectedTooMuch" ? "rejected" : "delivered";
    refuse(box, error.code, error.params);
  }
  return problems;
}
