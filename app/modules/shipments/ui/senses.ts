import { m } from "#app/i18n/paraglide/messages.js";
import type { Sense } from "../shipment-lifecycle.ts";

const names: Readonly<Record<Sense, () => string>> = {
  colour: m.shipments_sense_colour,
  smell: m.shipments_sense_smell,
  texture: m.shipments_sense_texture,
  packaging: m.shipments_sense_packaging,
};

/** What is looked at, smelt and felt, as people say it. */
export function senseName(sense: Sense): string {
  return names[sense]();
}
