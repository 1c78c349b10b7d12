import { and, eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";

type Wish = { readonly partnerId: string; readonly side: "seller" | "buyer" };

/** The two sides, as whoever asks sees them; Missing where they never had to do with each other. */
export async function partiesWith(tx: Transaction, call: Call, { partnerId, side }: Wish) {
  if (call.actor.kind !== "member") throw new Forbidden("commitments.forbidden");
  const own = call.actor.organisationId;
  const parties =
    side === "seller" ? { sellerId: own, buyerId: partnerId } : { sellerId: partnerId, buyerId: own };
  const [met] = await tx
    .select({ id: commitments.id })
    .from(commitments)
    .where(and(eq(commitments.sellerId, parties.sellerId), eq(commitments.buyerId, parties.buyerId)))
    .limit(1);
  if (!met) throw new Missing("commitments.termsPartner");
  return parties;
}

/** The seller of an agreement, and the day it is there: prices and rules go by them. */
export async function sellerOn(tx: Transaction, call: Call, sellerId: string) {
  const seller = await organisationById(sellerId, tx);
  invariant(seller, "an agreement is between organisations");
  return { seller, today: dayOf(call.at, seller.timeZone) };
}
