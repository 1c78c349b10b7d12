import { sql } from "drizzle-orm";
import { addDays, momentOf } from "#app/kernel/calendar.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { entries } from "#db/schema/ledger.ts";
import { bookSeals, entryLinks, sealDays } from "#db/schema/ledger-seals.ts";
import { CHAIN_BEGINS, dayRoot, linkHash } from "./chain.ts";
import { SealDay } from "./ledger.schema.ts";
import { lastSeal } from "./seal-reads.server.ts";

type Link = {
  readonly entryId: string;
  readonly organisationId: string;
  readonly position: string;
  readonly hash: string;
};

/**
 * Chains every entry that was written until the end of the day and has no place yet, book by book in the order they were
 * written, and seals the day. An entry whose transaction was still under way takes its place with the next day. Refuses a
 * day that is not over; a day that is sealed already, or that a later one has passed, stays as it is, and one on which
 * nobody wrote anything gets no seal. Afterwards nothing of it can change without every later hash changing too.
 */
export const sealDay = command({
  name: "ledger.sealDay",
  input: SealDay,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("ledger.forbidden");
  },
  run: async (tx, call, { day }) => {
    const until = momentOf(addDays(day, 1), "00:00", "Asia/Jakarta");
    if (call.at < until) throw new RuleBroken("ledger.dayNotOver");
    const last = await lastSeal(tx);
    if (last && last.day >= day) return { day: last.day, root: last.root };
    const links = await linksUntil(tx, until);
    if (links.length === 0) return { day: last?.day ?? null, root: last?.root ?? null };
    const ends = new Map(links.map((link) => [link.organisationId, link]));
    const previous = last?.root ?? CHAIN_BEGINS;
    const root = dayRoot(
      previous,
      day,
      [...ends.values()].map((link) => link.hash),
    );
    await tx.insert(sealDays).values({ day, previous, root, bookCount: ends.size, sealedAt: call.at });
    await writeLinks(tx, links);
    if (ends.size > 0)
      await tx.insert(bookSeals).values(
        [...ends.values()].map(({ organisationId, position, hash }) => ({
          organisationId,
          day,
          position: BigInt(position),
          hash,
        })),
      );
    return { day, root };
  },
});

/** The links that are still missing, book by book, each chained to the one before it. */
async function linksUntil(tx: Transaction, until: Date): Promise<Link[]> {
  const rows = await tx.execute<{
    entry_id: string;
    organisation_id: string;
    position: string;
    previous: string | null;
    bytes: string;
  }>(sql`
    with last as (
      select distinct on (organisation_id) organisation_id, position, hash from ${bookSeals}
      order by organisation_id, day desc
    ), waiting as (
      select e.id, e.organisation_id, e.sequence, l.hash,
        coalesce(l.position, 0) + row_number() over (partition by e.organisation_id order by e.sequence) as position
      from ${entries} e left join last l on l.organisation_id = e.organisation_id
      where e.recorded_at < ${until.toISOString()}::timestamptz
        and not exists (select 1 from ${entryLinks} k where k.entry_id = e.id)
    )
    select id as entry_id, organisation_id, position::text, hash as previous, entry_bytes(id, position) as bytes
    from waiting order by organisation_id, waiting.position`);
  const links: Link[] = [];
  for (const row of rows) {
    const before = links.at(-1);
    const previous =
      before?.organisationId === row.organisation_id ? before.hash : (row.previous ?? CHAIN_BEGINS);
    links.push({
      entryId: row.entry_id,
      organisationId: row.organisation_id,
      position: row.position,
      hash: linkHash(previous, row.bytes),
    });
  }
  return links;
}

async function writeLinks(tx: Transaction, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map((link) => ({
    entry_id: link.entryId,
    organisation_id: link.organisationId,
    position: link.position,
    hash: link.hash,
  }));
  await tx.execute(sql`
    insert into ${entryLinks} (entry_id, organisation_id, position, hash)
    select entry_id, organisation_id, position, hash
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as link(entry_id text, organisation_id text, position bigint, hash text)`);
}
