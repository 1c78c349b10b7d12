import type { Member } from "#app/http/actor.server.ts";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import {
  deliveriesToKeep,
  type ShipmentShown,
  shipmentById,
} from "#app/modules/shipments/shipment-reads.server.ts";

/** What a phone at the door keeps: the pages of what comes until tomorrow, and whose forms wait on it. */
export async function keptDeliveries({ call, organisation, person }: Member) {
  const due = await deliveriesToKeep(organisation.id, addDays(dayOf(call.at, organisation.timeZone), 1));
  const list = `/${organisation.slug}/terima`;
  return {
    pages: [list, ...due.map((id) => `${list}/${id}`)],
    queue: keptQueue({ organisation, person }),
  };
}

/** What a phone keeps belongs to one person at one organisation. */
export function keptQueue({ organisation, person }: Pick<Member, "organisation" | "person">): string {
  return `${organisation.id} ${person.id}`;
}

/** A shipment as its receiving side sees it: the buyer, or the foundation behind the kitchen that buys. */
export async function incoming(organisationId: string, shipmentId: string): Promise<ShipmentShown> {
  const shown = await shipmentById(organisationId, shipmentId);
  const isOtherSide = shown?.shipment.sellerId === organisationId || shown?.hubId === organisationId;
  if (!shown || isOtherSide) throw new Missing("shipments.missing");
  return shown;
}
