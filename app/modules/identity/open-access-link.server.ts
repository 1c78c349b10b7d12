import { and, eq, gt, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { accessLinks } from "#db/schema/identity.ts";
import { linkToken, secretTokenHash } from "./secret-token.server.ts";

export type LinkPurpose = (typeof accessLinks.$inferSelect)["purpose"];

const DAY_MS = 86_400_000;

/**
 * Opens a link for somebody without an account (a driver, a farmer), in the caller's transaction: whoever holds it may
 * do what its purpose says, to this one subject, until it runs out. Its address is `/t/<token>`.
 */
export async function openAccessLink(
  tx: Transaction,
  call: Call,
  link: {
    readonly purpose: LinkPurpose;
    readonly subjectId: string;
    /** For whom the link acts: the organisation that hands it out. */
    readonly organisationId: string;
    readonly days?: number;
    /** When the moment is known at which it is of no more use; else it lasts `days`. */
    readonly until?: Date;
  },
): Promise<{ linkId: string; token: string }> {
  const linkId = newId("link");
  const token = linkToken(linkId);
  await tx.insert(accessLinks).values({
    id: linkId,
    tokenHash: secretTokenHash(token),
    purpose: link.purpose,
    subjectId: link.subjectId,
    organisationId: link.organisationId,
    createdAt: call.at,
    expiresAt: link.until ?? new Date(call.at.getTime() + (link.days ?? 7) * DAY_MS),
  });
  return { linkId, token };
}

/** Closes every link to a subject, in the caller's transaction; none of them opens anything any more. */
export async function revokeAccessLinks(
  tx: Transaction,
  call: Call,
  subject: { readonly purpose: LinkPurpose; readonly subjectId: string },
): Promise<void> {
  await tx
    .update(accessLinks)
    .set({ revokedAt: call.at })
    .where(
      and(
        eq(accessLinks.subjectId, subject.subjectId),
        eq(accessLinks.purpose, subject.purpose),
        isNull(accessLinks.revokedAt),
      ),
    );
}

/** Holds the open links to a subject open until then, in the caller's transaction; those that ran out stay so. */
export async function extendAccessLinks(
  tx: Transaction,
  call: Call,
  subject: { readonly purpose: LinkPurpose; readonly subjectId: string },
  until: Date,
): Promise<void> {
  await tx
    .update(accessLinks)
    .set({ expiresAt: until })
    .where(
      and(
        eq(accessLinks.subjectId, subject.subjectId),
        eq(accessLinks.purpose, subject.purpose),
        isNull(accessLinks.revokedAt),
        gt(accessLinks.expiresAt, call.at),
      ),
    );
}
