import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { publicTrace, tracedCities } from "#app/modules/oversight/public-trace-reads.server.ts";
import { worthOf } from "#app/modules/oversight/trace.ts";
import { tracesOf, tradeTrace } from "#app/modules/oversight/trace-reads.server.ts";
import { batchOf } from "#app/modules/payments/batch-reads.server.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { payoutPurpose } from "#app/modules/payments/ui/payable-words.tsx";
import { claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { accepted, type Deal, locked } from "#tests/support/loads.ts";
import type { Member } from "#tests/support/rows.ts";

const database = await testDatabase();
const { delivered, invoiced, payout } = claimsOn(database);

/** A call-off of two koperasi, delivered and invoiced. */
async function division() {
  const deal = await locked(database);
  await delivered(deal);
  const invoiceId = await invoiced(deal);
  const rows = await database.sql<{ id: string; koperasiId: string; gross: string; freight: string }[]>`
    select id, koperasi_id as "koperasiId", gross_rupiah - claim_rupiah as gross, freight_rupiah as freight
    from koperasi_statements where call_off_id = ${deal.callOffId} order by koperasi_id`;
  const statements = rows.map((row) => ({ ...row, gross: BigInt(row.gross), freight: BigInt(row.freight) }));
  return { deal, invoiceId, statements };
}

async function flows(member: Member, deal: Deal) {
  const trace = await tradeTrace(member.actor, deal.callOffId);
  return (from: string, to: string) =>
    trace === null ? null : worthOf(trace.bands.filter((band) => band.from === from && band.to === to));
}

test("a call-off is followed from its buyer to each koperasi, its freight and its levy, by each as far as it is theirs", async () => {
  const { deal, statements } = await division();
  const { town, hub, buyer, koperasi } = deal;
  const agency = await town.agency();
  const [own] = koperasi;
  const statement = statements.find((one) => one.koperasiId === own?.id);
  if (!own || !statement) throw new Error("two koperasi delivered");
  const [invoice] = await database.sql<{ total: string }[]>`
    select total_rupiah as total from invoices where call_off_id = ${deal.callOffId}`;
  for (const member of [agency.officer, hub.cashier, buyer.finance]) {
    const flow = await flows(member, deal);
    expect(flow(buyer.id, hub.id), member.actor.roles.join()).toBe(BigInt(invoice?.total ?? 0));
  }
  for (const member of [agency.officer, hub.cashier, own.treasurer]) {
    const flow = await flows(member, deal);
    expect(flow(hub.id, own.id)).toBe(statement.gross);
    expect(flow(own.id, "freight")).toBe(statement.freight);
  }
  const bought = await tradeTrace(buyer.finance.actor, deal.callOffId);
  expect(new Set(bought?.bands.map((band) => band.to))).toEqual(new Set([hub.id, "goods"]));
  const divided = await tradeTrace(hub.cashier.actor, deal.callOffId);
  expect(divided?.bands.filter((band) => band.from === own.id).map((band) => band.to)).toContain("goods");
  // Another koperasi's share is no business of this one.
  const mine = await tradeTrace(own.treasurer.actor, deal.callOffId);
  expect(Object.keys(mine?.names ?? {})).not.toContain(koperasi[1]?.id);
  expect(new Set(mine?.entries.map((entry) => entry.organisationId))).toEqual(new Set([own.id]));
  // Every band of one's own books names the entries that it was read from.
  const ownEntries = new Set(mine?.entries.map((entry) => entry.id));
  for (const band of mine?.bands ?? []) {
    expect(band.entryIds.length).toBeGreaterThan(0);
    for (const id of band.entryIds) expect(ownEntries.has(id)).toBe(true);
  }
});

test("the trace is found by call-off, invoice, statement, shipment and payout, and by nobody else's", async () => {
  const { deal, invoiceId, statements } = await division();
  const [first] = statements;
  const [shipment] =
    await database.sql`select id from shipments where call_off_id = ${deal.callOffId} limit 1`;
  await payout(deal, first?.id ?? "");
  const [paid] = await database.sql`select id from payouts where statement_id = ${first?.id ?? ""}`;
  const ids = [deal.callOffId, invoiceId, first?.id, shipment?.["id"], paid?.["id"]];
  for (const id of ids) {
    const { traces, isCut } = await tracesOf(deal.hub.cashier.actor, String(id));
    expect(
      traces.map((trace) => trace.trade.id),
      String(id),
    ).toEqual([deal.callOffId]);
    expect(isCut).toBe(false);
  }
  const strangers = [(await deal.town.koperasi()).treasurer, (await deal.town.bumd()).finance];
  for (const stranger of strangers)
    for (const id of ids) expect((await tracesOf(stranger.actor, String(id))).traces).toEqual([]);
  for (const id of ["", "ord_tidak-ada", "' or true --"])
    expect((await tracesOf(deal.hub.cashier.actor, id)).traces).toEqual([]);
});

test("whoever approves a batch reads of each koperasi's share which call-off it is of", async () => {
  const { deal, statements } = await division();
  const { hub, town } = deal;
  const { batchId } = await proposeBatch(town.callOf(hub.cashier), {
    dueUntil: town.today,
    payouts: statements.map(({ id }) => ({ to: "statement" as const, statementId: id })),
  });
  const [callOff] = await database.sql`select number from call_offs where id = ${deal.callOffId}`;
  const rows = (await batchOf(hub.id, batchId))?.rows ?? [];
  expect(rows).toHaveLength(statements.length);
  for (const { about } of rows) {
    expect(about.number).toBe(callOff?.["number"]);
    expect(payoutPurpose(about)).toBe("Bagian panggilan kirim");
  }
});

test("before anything is invoiced there is a trace, and nothing flows in it", async () => {
  const deal = await accepted(database);
  const trace = await tradeTrace(deal.hub.cashier.actor, deal.callOffId);
  expect(trace).toMatchObject({ bands: [], invoicedRupiah: 0n, sellers: 0 });
});

test("the day is public without names, and only where enough had a part in it", async () => {
  const { deal } = await division();
  const today = deal.town.today;
  const [place] = await database.sql<{ cityCode: string }[]>`
    select city_code as "cityCode" from organisations where id = ${deal.hub.id}`;
  const cityCode = place?.cityCode ?? "";
  expect((await tracedCities()).map((city) => city.code)).toContain(cityCode);
  const { claimed: few } = await publicTrace(cityCode, today);
  for (let more = 0; more < 2; more += 1) await division();
  const { claimed: day } = await publicTrace(cityCode, today);
  const said = JSON.stringify(day, (_, value) => (typeof value === "bigint" ? value.toString() : value));
  expect(said).not.toMatch(/org_|prd_|ent_/);
  expect(day?.bands.length).toBeGreaterThan(0);
  for (const count of Object.values(day?.counts ?? {})) expect(count).toBeGreaterThanOrEqual(3);
  expect(few?.bands ?? []).not.toEqual(day?.bands);
  expect(await publicTrace(cityCode, addDays(today, 40))).toEqual({ claimed: null, paid: null });
});
