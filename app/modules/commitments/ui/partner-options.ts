import { m } from "#app/i18n/paraglide/messages.js";
import type { TradePartner } from "../payment-terms.ts";

/**
 * Partners to choose from, grouped by the side that they are on. Who is on both, as a koperasi that sells to a BUMD and buys from it, is two
 * choices: each says its side in its own name, because a closed list shows no group.
 */
export function partnerOptions(partners: readonly TradePartner[]) {
  const isBoth = (id: string) => partners.filter((partner) => partner.id === id).length > 1;
  return partners.map(({ id, name, side }) => {
    const group = side === "seller" ? m.commitments_terms_sells() : m.commitments_terms_buys();
    return { value: `${side}:${id}`, label: isBoth(id) ? `${name} · ${group}` : name, group };
  });
}
