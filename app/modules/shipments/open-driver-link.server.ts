import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { openLinkToken } from "../identity/access-link-reads.server.ts";
import { openAccessLink } from "../identity/open-access-link.server.ts";

const DAYS = 14;

/**
 * The driver's link of a trip or a ride, handed out by who sends him: opened when the way is planned, and anew when it has run out
 * before the vehicle leaves. It lasts two weeks, or until the moment given.
 */
export async function openDriverLink(
  tx: Transaction,
  call: Call,
  way: { readonly subjectId: string; readonly ownerId: string; readonly until?: Date },
): Promise<void> {
  const { ownerId, until } = way;
  const subject = { purpose: "drive" as const, subjectId: way.subjectId };
  if ((await openLinkToken(ownerId, subject, call.at, tx)) !== null) return;
  const lasts = until === undefined ? { days: DAYS } : { until };
  await openAccessLink(tx, call, { ...subject, ...lasts, organisationId: ownerId });
}
