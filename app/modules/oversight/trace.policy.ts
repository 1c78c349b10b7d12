import type { MemberActor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import type { Sight } from "./trace.ts";

/** One purchase or one call-off, with those who have a part in it. */
export type TracedTrade = {
  readonly id: string;
  readonly kind: "order" | "callOff";
  readonly buyerId: string;
  /** The foundation that stands behind the buyer. */
  readonly foundationId: string | null;
  /** Whose agencies watch over it. */
  readonly cityCodes: readonly string[];
  /** Who invoices the buyer: the sellers of an order, the trade center of a call-off. */
  readonly sellerIds: readonly string[];
  /** Whose goods a trade center divided; nobody for an order. */
  readonly koperasiIds: readonly string[];
};

export type TraceScope = {
  /** How far whose books are followed in the picture; null for not at all. */
  readonly sightOf: (organisationId: string) => Sight | null;
  /** Whose entries are shown as they were booked. */
  readonly bookIds: readonly string[];
  /** Of whose deeds it is told when they were done, and whose invoices flow. */
  readonly tellers: readonly string[];
  readonly seesBudget: boolean;
};

/**
 * What of a trade this actor may follow: the agency of its city everything, a party its own side, others nothing. Whom a seller
 * pays and what it keeps is for the agency and for those who read the seller's own books; the buyer follows its money up to the
 * seller, and so does the foundation that pays for it. A trade center sees what it divided, and not what a koperasi does with it.
 *
 * @param agencyCity the city of the actor's organisation
 */
export function traceScope(
  actor: MemberActor,
  trade: TracedTrade,
  agencyCity: string | null,
): TraceScope | null {
  const own = actor.organisationId;
  const readsBooks = may(actor, "books.read");
  const everybody = [trade.buyerId, ...trade.sellerIds, ...trade.koperasiIds];
  if (
    actor.organisationKind === "agency" &&
    may(actor, "traces.read") &&
    trade.cityCodes.some((code) => code === agencyCity)
  )
    return { sightOf: () => "whole", bookIds: everybody, tellers: everybody, seesBudget: true };
  const isBuyer = own === trade.buyerId;
  if (
    (isBuyer || own === trade.foundationId) &&
    may(actor, trade.kind === "order" ? "orders.read" : "invoices.read")
  )
    return {
      sightOf: among({ whole: [trade.buyerId], printed: trade.sellerIds }),
      bookIds: isBuyer && readsBooks ? [own] : [],
      tellers: everybody,
      seesBudget: may(actor, "budgets.read"),
    };
  // What anybody earned of it is a sum, and the warehouse is not shown sums.
  if (!may(actor, "invoices.read")) return null;
  const bookIds = readsBooks ? [own] : [];
  if (trade.sellerIds.includes(own))
    return {
      sightOf: readsBooks
        ? among({ whole: [trade.buyerId, own], division: trade.koperasiIds })
        : among({ whole: [trade.buyerId], printed: [own] }),
      bookIds,
      tellers: trade.kind === "order" ? [own] : everybody,
      seesBudget: false,
    };
  if (trade.koperasiIds.includes(own))
    return {
      sightOf: among(readsBooks ? { whole: [own] } : { division: [own] }),
      bookIds,
      tellers: [own],
      seesBudget: false,
    };
  return null;
}

function among(groups: Partial<Record<Sight, readonly string[]>>): TraceScope["sightOf"] {
  const sights = new Map(
    Object.entries(groups).flatMap(([sight, ids]) => ids.map((id) => [id, sight as Sight] as const)),
  );
  return (organisationId) => sights.get(organisationId) ?? null;
}
