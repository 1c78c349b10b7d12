import { and, desc, eq, inArray } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { verificationPapers } from "#db/schema/identity.ts";

export const licenceKinds = ["hygiene_certificate", "halal_certificate"] as const;
export type LicenceKind = (typeof licenceKinds)[number];
export type Licence = { readonly kind: LicenceKind; readonly expiresOn: BusinessDay };

/** The newest of each kind of licence that a seller handed in, when it runs out by `day` or before, the first to end first. */
export async function licencesEndingBy(
  sellerId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<Licence[]> {
  const newest = await on
    .selectDistinctOn([verificationPapers.kind], {
      kind: verificationPapers.kind,
      expiresOn: verificationPapers.expiresOn,
    })
    .from(verificationPapers)
    .where(
      and(
        eq(verificationPapers.organisationId, sellerId),
        inArray(verificationPapers.kind, [...licenceKinds]),
      ),
    )
    .orderBy(verificationPapers.kind, desc(verificationPapers.createdAt), desc(verificationPapers.id));
  return newest
    .flatMap(({ kind, expiresOn }) =>
      expiresOn !== null && expiresOn <= day ? [{ kind: kind as LicenceKind, expiresOn }] : [],
    )
    .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
}
