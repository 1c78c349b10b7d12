import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { openLinkToken } from "../identity/access-link-reads.server.ts";
import { openAccessLink } from "../identity/open-access-link.server.ts";

/** The driver's link of a trip: opened when the trip is planned, and anew when it has run out before the truck leaves. */
export async function openDriverLink(
  tx: Transaction,
  call: Call,
  trip: { readonly tripId: string; readonly hubId: string },
): Promise<void> {
  const subject = { purpose: "drive" as const, subjectId: trip.tripId };
  if ((await openLinkToken(trip.hubId, subject, call.at, tx)) !== null) return;
  await openAccessLink(tx, call, { ...subject, organisationId: trip.hubId, days: 14 });
}
