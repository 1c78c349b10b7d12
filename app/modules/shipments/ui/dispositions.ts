import { m } from "#app/i18n/paraglide/messages.js";
import { type Disposition, dispositions } from "../shipment-lifecycle.ts";

const names: Readonly<Record<Disposition, () => string>> = {
  returned: m.shipments_disposition_returned,
  replaced_today: m.shipments_disposition_replaced_today,
  destroyed: m.shipments_disposition_destroyed,
  deducted: m.shipments_disposition_deducted,
  accepted_at_discount: m.shipments_disposition_accepted_at_discount,
};

/** What happens to refused goods, as people say it. */
export function dispositionName(disposition: Disposition): string {
  return names[disposition]();
}

/** Every disposition, for a picker. */
export function dispositionOptions(): { value: Disposition; label: string }[] {
  return dispositions.map((disposition) => ({ value: disposition, label: dispositionName(disposition) }));
}
