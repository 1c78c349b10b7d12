import { expect, test } from "vitest";
import type { MemberActor, OrganisationKind } from "#app/kernel/call.ts";
import { passwordFits } from "#app/modules/identity/password.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { buildDemo } from "#db/seed/demo/build-demo.server.ts";
import { DEMO_PASSWORD, demoGuide } from "#db/seed/demo/credentials.ts";
import { credentialsTable } from "#db/seed/demo/credentials-table.server.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";

const BUILD_MS = 180_000;
/** Looks at everything and touches nothing. */
const OVERSEERS: readonly string[] = ["pengawas.k07"];

/** Everything that this person may be, one actor for each organisation. */
async function actorsOf({ sql }: TestDatabase, mailbox: string): Promise<MemberActor[]> {
  const rows = await sql`
    select m.person_id, m.organisation_id, o.kind, o.state, array_agg(m.role) as roles
    from memberships m join persons p on p.id = m.person_id join organisations o on o.id = m.organisation_id
    where p.email = ${`${mailbox}@contoh.test`} group by 1, 2, 3, 4`;
  return rows.map((row) => ({
    kind: "member",
    personId: row["person_id"] as string,
    organisationId: row["organisation_id"] as string,
    organisationKind: row["kind"] as OrganisationKind,
    organisationActive: row["state"] === "active",
    roles: row["roles"] as Role[],
    apiKeyId: null,
  }));
}

/** How many rows every table of the house has. */
async function rowCounts({ sql }: TestDatabase): Promise<Record<string, string>> {
  const tables = await sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const counts: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql`select count(*)::text as rows from ${sql(name as string)}`;
    counts[name as string] = row?.["rows"];
  }
  return counts;
}

/** How often each of the stories that the demo tells is found. */
async function storiesIn({ sql }: TestDatabase, now: Date): Promise<Record<string, unknown>> {
  const [found] = await sql`
    select
      (select count(*)::int from invoices where state = 'issued' and paid_rupiah < total_rupiah
        and due_on between (${now}::timestamptz - interval '21 days')::date and (${now}::timestamptz - interval '16 days')::date) as late_debts,
      (select count(*)::int from shipment_lines where reject_reason = 'wilted' and rejected_base = 25000 and photo_id is not null) as wilted,
      (select count(*)::int from shipment_lines where disposition = 'replaced_today' and accepted_base = 280000) as swapped,
      (select count(*)::int from order_lines l join orders o on o.id = l.order_id
        where l.ceiling_rupiah > l.legal_ceiling_rupiah and l.override_reason is not null and o.state = 'submitted') as above_ceiling,
      (select count(*)::int from claims where claimed_base > 0) as claims,
      (select sum(a.packs)::int from allotments a join allotment_rounds r on r.id = a.round_id
        join call_offs c on c.id = r.call_off_id where r.round = 2 and c.packs = 667) as unequal_rounds,
      (select count(*)::int from account_balances a join organisations k on k.id = a.organisation_id
        where k.kind = 'kitchen' and a.code = '1100' and a.balance < 0) as empty_tills,
      (select count(*)::int from fundings where state = 'reported') as money_to_check,
      (select count(*)::int from lot_costs c join lots l on l.id = c.lot_id join listings g on g.id = l.listing_id
        where g.state = 'withdrawn' and c.out_base < c.bought_base) as unpriced_stock,
      (select count(*)::int from (select distinct m.entry_id from lot_cost_moves m where m.kind = 'sold') s) as resales,
      (select count(*)::int from contracts where state = 'draft' and number = 'KAD-04') as drafts,
      (select count(*)::int from producer_words where said like 'Timbangan beda%' and answered_at is null) as doubted_weights,
      (select count(*)::int from debit_notes d join organisations k on k.id = d.carrier_id
        where d.is_accepted is null and d.taken_back_at is null and k.name like '%(Demo)') as debit_notes_to_answer,
      (select array_agg(state order by state) from appeals) as appeals,
      (select array_agg(state order by state) from line_objections) as objections,
      (select count(*)::int from invoices i join organisations k on k.id = i.buyer_id
        where k.has_treasurer and i.state = 'issued' and i.paid_rupiah = 0 and i.tax_rupiah > 0) as kept_by_treasurers,
      (select count(*)::int from rating_answers) as rating_answers,
      (select array_agg(distinct state order by state) from harvest_asks) as harvests,
      (select sum(small_heads)::int || '/' || sum(large_heads)::int from schools) as eaters,
      (select count(*)::int from receiving_windows) as kitchen_hours,
      (select count(*)::int from listings where kind_prices <> '{}') as kind_prices,
      (select array_agg(state order by state) from supply_frameworks) as frameworks,
      (select sum(accepted_base)::int > 0 from commitments where framework_id is not null and state in ('accepted', 'fulfilled')) as drawn,
      (select count(*)::int from payment_terms where state = 'agreed' and collection = 'weekly') as weekly_terms,
      (select count(*)::int from (select 1 from invoice_parts group by invoice_id having count(*) > 1) p) as period_invoices,
      (select array_agg(state order by state) from receivable_assignments) as assignments,
      (select array_agg(state order by state) from nettings) as nettings,
      (select count(*)::int from standing_orders where ended_at is null) as standing,
      (select count(distinct c.seller_id)::int from commitments c join organisations k on k.id = c.buyer_id
        where k.name like 'SPPG Wonoasih%' and c.state <> 'declined') as suppliers_of_s14,
      (select count(*)::int from orders o join organisations k on k.id = o.buyer_id
        where k.state = 'suspended' and o.state in ('submitted', 'approved')) as stopped`;
  return found ?? {};
}

test("the demo world is whole and alive: everybody has work, everything is marked, and building it again changes nothing", {
  timeout: BUILD_MS,
}, async () => {
  const database = await testDatabase();
  const { sql } = database;
  const now = new Date();
  expect(await buildDemo(database.url, now)).toBe("built"); // which proves the books before it says so

  const idle: string[] = [];
  for (const [mailbox] of demoGuide) {
    const actors = await actorsOf(database, mailbox);
    expect(actors, mailbox).not.toEqual([]);
    const tasks = await Promise.all(actors.map((actor) => tasksFor(actor, now)));
    if (tasks.flat().length === 0) idle.push(mailbox);
  }
  expect(idle).toEqual(OVERSEERS);

  const parties =
    await sql`select kind, count(*)::int as number from organisations where state <> 'registered' group by 1`;
  expect(Object.fromEntries(parties.map((row) => [row["kind"], row["number"]]))).toMatchObject({
    koperasi: 27,
    kitchen: 14,
    foundation: 14,
    bumd: 8,
    trade_center: 1,
    agency: 5,
    operator: 1,
  });
  const real = await sql`
    select name from organisations where not is_demo or name not like '%(Demo)'
    union all select full_name from persons where not is_demo or email not like '%@contoh.test' or phone not like '+628000000____'
    union all select plate from vehicles where plate not like '% 0000 %'`;
  expect([...real]).toEqual([]);
  expect(await storiesIn(database, now)).toEqual({
    late_debts: 1,
    wilted: 1,
    swapped: 1,
    above_ceiling: 1,
    claims: 5,
    empty_tills: 0,
    money_to_check: 1,
    unpriced_stock: 12,
    resales: 2,
    unequal_rounds: 33,
    drafts: 1,
    doubted_weights: 1,
    debit_notes_to_answer: 1,
    appeals: ["granted", "open"],
    objections: ["open"],
    kept_by_treasurers: 1,
    rating_answers: 2,
    harvests: ["asked", "brought", "declined", "promised"],
    eaters: "1200/1800",
    kitchen_hours: 7,
    kind_prices: 3,
    frameworks: ["agreed", "proposed"],
    drawn: true,
    weekly_terms: 1,
    period_invoices: 1,
    assignments: ["effective", "notified", "offered"],
    nettings: ["proposed"],
    standing: 1,
    suppliers_of_s14: 9,
    stopped: 3,
  });

  const [someone] = await sql`select password_hash from persons where email = 'keuangan.s08@contoh.test'`;
  expect(await passwordFits(someone?.["password_hash"], DEMO_PASSWORD)).toBe(true);
  const table = await credentialsTable();
  for (const [mailbox] of demoGuide) expect(table).toContain(`${mailbox}@contoh.test`);

  const before = await rowCounts(database);
  expect(await buildDemo(database.url, new Date())).toBe("present");
  expect(await rowCounts(database)).toEqual(before);
});
