import { m } from "#app/i18n/paraglide/messages.js";
import { type RejectReason, rejectReasons } from "../shipment-lifecycle.ts";

const names: Readonly<Record<RejectReason, () => string>> = {
  rotten: m.shipments_reason_rotten,
  wilted: m.shipments_reason_wilted,
  bruised: m.shipments_reason_bruised,
  underweight: m.shipments_reason_underweight,
  wrong_size: m.shipments_reason_wrong_size,
  off_specification: m.shipments_reason_off_specification,
  packaging: m.shipments_reason_packaging,
  temperature: m.shipments_reason_temperature,
  late: m.shipments_reason_late,
  expired: m.shipments_reason_expired,
  papers: m.shipments_reason_papers,
  cracked: m.shipments_reason_cracked,
};

/** Why goods were refused, as people say it. */
export function rejectReasonName(reason: RejectReason): string {
  return names[reason]();
}

/** Every reason, for a picker. */
export function rejectReasonOptions(): { value: RejectReason; label: string }[] {
  return rejectReasons.map((reason) => ({ value: reason, label: rejectReasonName(reason) }));
}
