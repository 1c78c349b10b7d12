import { m } from "#app/i18n/paraglide/messages.js";
import type { Disposition, RejectReason } from "../shipment-lifecycle.ts";

const reasons: Record<RejectReason, () => string> = {
  rotten: m.shipments_reason_rotten,
  wilted: m.shipments_reason_wilted,
  bruised: m.shipments_reason_bruised,
  cracked: m.shipments_reason_cracked,
  underweight: m.shipments_reason_underweight,
  wrong_size: m.shipments_reason_wrong_size,
  off_specification: m.shipments_reason_off_specification,
  packaging: m.shipments_reason_packaging,
  temperature: m.shipments_reason_temperature,
  late: m.shipments_reason_late,
  expired: m.shipments_reason_expired,
  papers: m.shipments_reason_papers,
};

const dispositions: Record<Disposition, () => string> = {
  returned: m.shipments_disposition_returned,
  replaced_today: m.shipments_disposition_replaced_today,
  deducted: m.shipments_disposition_deducted,
  accepted_at_discount: m.shipments_disposition_accepted_at_discount,
};

export function reasonWord(reason: RejectReason): string {
  return reasons[reason]();
}

export function dispositionWord(disposition: Disposition): string {
  return dispositions[disposition]();
}

/** All reasons as answers of a Choice, what is seen most first. */
export function reasonOptions() {
  return (Object.keys(reasons) as RejectReason[]).map((value) => ({ value, label: reasonWord(value) }));
}

export function dispositionOptions() {
  return (Object.keys(dispositions) as Disposition[]).map((value) => ({
    value,
    label: dispositionWord(value),
  }));
}
