import { Readable } from "node:stream";
import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { bookSeals, entryLinks, sealDays } from "#db/schema/ledger-seals.ts";

export type SealedDay = typeof sealDays.$inferSelect;

/** How many entries are read at once for a file. */
const LINES_AT_ONCE = 500;

/** The newest sealed day; null before the first. */
export async function lastSeal(on: Executor = db()): Promise<SealedDay | null> {
  const [row] = await on.select().from(sealDays).orderBy(desc(sealDays.day)).limit(1);
  return row ?? null;
}

/** Sealed days before `before`, the newest first. */
export async function sealedDays(
  limit: number,
  before: BusinessDay | null,
  on: Executor = db(),
): Promise<SealedDay[]> {
  return on
    .select()
    .from(sealDays)
    .where(before === null ? undefined : lt(sealDays.day, before))
    .orderBy(desc(sealDays.day))
    .limit(limit);
}

export type PublicSeal = {
  readonly format: "lumbung-seal/1";
  readonly day: BusinessDay;
  readonly previous: string;
  readonly root: string;
  /** One hash for each organisation that wrote something, in order; whose it is, the list does not say. */
  readonly seals: readonly string[];
};

/** What everybody may know of a sealed day; null when it is not sealed. */
export async function publicSeal(day: BusinessDay, on: Executor = db()): Promise<PublicSeal | null> {
  const [sealed] = await on.select().from(sealDays).where(eq(sealDays.day, day));
  if (!sealed) return null;
  const seals = await on.select({ hash: bookSeals.hash }).from(bookSeals).where(eq(bookSeals.day, day));
  return {
    format: "lumbung-seal/1",
    day,
    previous: sealed.previous,
    root: sealed.root,
    seals: seals.map((seal) => seal.hash).sort(),
  };
}

/** Where the chain of an organisation's books stands; null before its first seal. */
export async function bookSealOf(organisationId: string, on: Executor = db()) {
  const [row] = await on
    .select()
    .from(bookSeals)
    .where(eq(bookSeals.organisationId, organisationId))
    .orderBy(desc(bookSeals.day))
    .limit(1);
  return row ?? null;
}

/**
 * The sealed books of an organisation as lines of JSON, oldest first: each entry with its hash, and after the last entry of a
 * sealed day that day's seal. `scripts/verify-ledger.mjs` checks such a file, and so can anybody with SHA-256.
 */
export function sealedBook(organisationId: string): Readable {
  return Readable.from(sealedLines(organisationId));
}

async function* sealedLines(organisationId: string) {
  for (let after = 0n; ; ) {
    const rows = await linesAfter(organisationId, after);
    for (const row of rows) {
      yield `{"hash":"${row.hash}","entry":${row.bytes}}\n`;
      if (row.sealedOn)
        yield `{"seal":"${row.hash}","day":"${row.sealedOn}","entries":${row.position.toString()}}\n`;
      after = row.position;
    }
    if (rows.length < LINES_AT_ONCE) return;
  }
}

async function linesAfter(organisationId: string, after: bigint) {
  return db()
    .select({
      position: entryLinks.position,
      hash: entryLinks.hash,
      bytes: sql<string>`entry_bytes(${entryLinks.entryId}, ${entryLinks.position})`,
      sealedOn: bookSeals.day,
    })
    .from(entryLinks)
    .leftJoin(
      bookSeals,
      and(
        eq(bookSeals.organisationId, entryLinks.organisationId),
        eq(bookSeals.position, entryLinks.position),
      ),
    )
    .where(and(eq(entryLinks.organisationId, organisationId), sql`${entryLinks.position} > ${after}`))
    .orderBy(asc(entryLinks.position))
    .limit(LINES_AT_ONCE);
}
