import { m } from "#app/i18n/paraglide/messages.js";
import type { DoorProblem } from "../door-check.ts";

/** The sentences of refusals that a phone says by itself; all others come with the answer of the house. */
const sentences: Readonly<Record<string, (params: { most: string }) => string>> = {
  "kernel.notQuantity": m.kit_error_notQuantity,
  "kernel.required": m.kit_error_required,
  "shipments.grossRequired": m.shipments_error_grossRequired,
  "shipments.tareTooMuch": m.shipments_error_tareTooMuch,
  "shipments.reasonRequired": m.shipments_error_reasonRequired,
  "shipments.dispositionRequired": m.shipments_error_dispositionRequired,
  "shipments.photoRequired": m.shipments_error_photoRequired,
  "shipments.rejectedTooMuch": m.shipments_error_rejectedTooMuch,
  "shipments.moreThanLoaded": m.shipments_error_moreThanLoaded,
  "shipments.overDelivered": m.shipments_error_overDelivered,
};

export function doorProblemWords({ code, params }: DoorProblem): string {
  const most = params["most"];
  return sentences[code]?.({ most: typeof most === "string" ? most : "" }) ?? code;
}
