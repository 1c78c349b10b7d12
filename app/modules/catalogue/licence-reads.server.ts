import { and, desc, eq, inArray } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { verificationPapers } from "#db/schema/identity.ts";
import { type GoodsPaper, generalPapers, goodsPapers } from "./needed-papers.ts";

export type LicenceKind = (typeof generalPapers)[number] | GoodsPaper;
export type Licence<Kind extends LicenceKind = LicenceKind> = {
  readonly kind: Kind;
  readonly expiresOn: BusinessDay;
};

/**
 * The newest of each licence of a seller's whole business (deed, NIB), when it runs out by `day` or before, the first to end first.
 * While one has run out, buyers see none of its goods.
 */
export function licencesEndingBy(sellerId: string, day: BusinessDay, on: Executor = db()) {
  return endingBy(sellerId, generalPapers, day, on);
}

/** As `licencesEndingBy`, with the papers that only some goods need. */
export function papersEndingBy(sellerId: string, day: BusinessDay, on: Executor = db()) {
  return endingBy(sellerId, [...generalPapers, ...goodsPapers], day, on);
}

async function endingBy<Kind extends LicenceKind>(
  sellerId: string,
  kinds: readonly Kind[],
  day: BusinessDay,
  on: Executor,
): Promise<Licence<Kind>[]> {
  const newest = await on
    .selectDistinctOn([verificationPapers.kind], {
      kind: verificationPapers.kind,
      expiresOn: verificationPapers.expiresOn,
    })
    .from(verificationPapers)
    .where(and(eq(verificationPapers.organisationId, sellerId), inArray(verificationPapers.kind, [...kinds])))
    .orderBy(verificationPapers.kind, desc(verificationPapers.createdAt), desc(verificationPapers.id));
  return newest
    .flatMap(({ kind, expiresOn }) =>
      expiresOn !== null && expiresOn <= day ? [{ kind: kind as Kind, expiresOn }] : [],
    )
    .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
}
