import { and, asc, desc, eq, gt, inArray, isNull } from "drizzle-orm";
import type { LinkActor } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { accessLinks } from "#db/schema/identity.ts";
import type { LinkPurpose } from "./open-access-link.server.ts";
import { linkToken, secretTokenHash } from "./secret-token.server.ts";

export type LinkHolder = { readonly actor: LinkActor; readonly organisationId: string };

/** Who holds this token, and for what; null when it is unknown, closed or has run out. */
export async function linkHolder(token: string, at: Date, on: Executor = db()): Promise<LinkHolder | null> {
  const [link] = await on
    .select()
    .from(accessLinks)
    .where(
      and(
        eq(accessLinks.tokenHash, secretTokenHash(token)),
        isNull(accessLinks.revokedAt),
        gt(accessLinks.expiresAt, at),
      ),
    );
  if (!link) return null;
  return {
    actor: { kind: "link", linkId: link.id, purpose: link.purpose, subjectId: link.subjectId },
    organisationId: link.organisationId,
  };
}

/** The token of the newest open link that an organisation handed out to a subject, for showing it again; or null. */
export async function openLinkToken(
  organisationId: string,
  subject: { readonly purpose: LinkPurpose; readonly subjectId: string },
  at: Date,
  on: Executor = db(),
): Promise<string | null> {
  const [link] = await on
    .select({ id: accessLinks.id })
    .from(accessLinks)
    .where(
      and(
        eq(accessLinks.organisationId, organisationId),
        eq(accessLinks.subjectId, subject.subjectId),
        eq(accessLinks.purpose, subject.purpose),
        isNull(accessLinks.revokedAt),
        gt(accessLinks.expiresAt, at),
      ),
    )
    .orderBy(desc(accessLinks.createdAt), desc(accessLinks.id))
    .limit(1);
  return link ? linkToken(link.id) : null;
}

/** As `openLinkToken`, for many subjects: subject → token; those without an open link are left out. */
export async function openLinkTokens(
  organisationId: string,
  purpose: LinkPurpose,
  subjectIds: readonly string[],
  at: Date,
  on: Executor = db(),
): Promise<ReadonlyMap<string, string>> {
  if (subjectIds.length === 0) return new Map();
  const links = await on
    .select({ id: accessLinks.id, subjectId: accessLinks.subjectId })
    .from(accessLinks)
    .where(
      and(
        eq(accessLinks.organisationId, organisationId),
        inArray(accessLinks.subjectId, [...subjectIds]),
        eq(accessLinks.purpose, purpose),
        isNull(accessLinks.revokedAt),
        gt(accessLinks.expiresAt, at),
      ),
    )
    .orderBy(asc(accessLinks.createdAt), asc(accessLinks.id));
  return new Map(links.map(({ id, subjectId }) => [subjectId, linkToken(id)]));
}

/** The organisation that handed out a link; what is brought through it belongs to it. */
export async function linkOwner(linkId: string, on: Executor): Promise<string> {
  const [link] = await on
    .select({ organisationId: accessLinks.organisationId })
    .from(accessLinks)
    .where(eq(accessLinks.id, linkId));
  invariant(link, `${linkId} is a link`);
  return link.organisationId;
}
