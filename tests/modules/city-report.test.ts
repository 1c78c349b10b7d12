import { expect, test } from "vitest";
import { momentOf } from "#app/kernel/calendar.ts";
import { voidReasonWords } from "#app/modules/documents/formal.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { cityReportSubject } from "#app/modules/oversight/city-report.ts";
import { issueCityReport } from "#app/modules/oversight/issue-city-report.server.ts";
import { replaceLateSeller } from "#app/modules/shipments/replace-late-seller.server.ts";
import { tellLateDeliveries } from "#app/modules/shipments/tell-late-deliveries.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import type { Agency } from "#tests/support/world.ts";
import { world } from "#tests/support/world.ts";

// Goal: the report of a month says what its agency's city did and nothing of another's, its number stands until something moved, and
// nobody else issues it. Method: 100 kg of eggs at Rp 27.200 for one Thursday of July, three times: from a koperasi of the city in
// time, from one beyond the city an hour late, and from one that never left and was let go; every figure by hand.
const database = await testDatabase({ poolSize: 8 });
const { promised, planned, dispatched, receive } = deliveries(database);
const WORTH = 100n * 27_200n;

/** The same deal, with a koperasi of the kitchen's own city. */
async function promisedHere(): Promise<Deal> {
  const town = world(database);
  const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
  const seller = await town.koperasi();
  expect(seller.cityCode).toBe("35.72");
  const goods = await town.goods(seller);
  const budgetId = await town.budget(kitchen);
  const orderId = await town.order(kitchen, { budgetId });
  const commitmentId = await town.promise(seller, orderId, { lotId: goods.lotId });
  return { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
}

async function papersOf(agency: Agency, month = "2026-07") {
  const rows = await database.sql`
    select id, number, state, void_reason, facts from documents
    where kind = 'LAP' and subject_id = ${cityReportSubject(agency.id, month)} order by serial`;
  return rows.map((row) => ({
    id: String(row["id"]),
    number: String(row["number"]),
    state: String(row["state"]),
    reason: row["void_reason"] as string | null,
    facts: factsOf("LAP", row["facts"]),
  }));
}

test("the report of a month says what its own city did, and a new number takes the place of the old when something moved", async () => {
  const town = world(database);
  const agency = await town.agency();
  const elsewhere = await town.agency({ regionCode: "35.71.01.1001" });
  const issue = (at: Date, of = agency, month = "2026-07") => {
    town.goTo(at);
    return issueCityReport(town.callOf(of.officer), { month });
  };

  const first = await issue(town.at);
  const again = await issue(new Date(town.at.getTime() + 86_400_000));
  expect(again.documentId).toBe(first.documentId);
  const [empty] = await papersOf(agency);
  expect(empty).toMatchObject({ number: `001/LAP/${agency.shortName}/VII/2026`, state: "issued" });
  expect(empty?.facts).toMatchObject({
    isOver: false,
    villages: 21,
    soldRupiah: 0n,
    bought: [],
    deliveries: [],
  });

  const here = await promisedHere();
  const beyond = await promised();
  const never = await promised();
  const [ours, late, gone] = [await dispatched(here), await dispatched(beyond), await planned(never)];
  const day = here.town.deliveryDay;
  for (const [deal, shipmentId, time] of [
    [here, ours, "15:00"],
    [beyond, late, "17:00"],
  ] as const) {
    deal.town.goTo(momentOf(day, time, "Asia/Jakarta"));
    await receive(deal, shipmentId, { deliveredBase: "100000" });
  }
  never.town.goTo(momentOf(day, "17:00", "Asia/Jakarta"));
  await tellLateDeliveries(never.town.systemCall(), {});
  const [line] = await database.sql`select id from shipment_lines where shipment_id = ${gone}`;
  await replaceLateSeller(never.town.callOf(never.kitchen.finance), {
    shipmentId: gone,
    lines: [{ shipmentLineId: String(line?.["id"]) }],
  });

  await issue(momentOf(day, "20:00", "Asia/Jakarta"));
  const [old, stands] = await papersOf(agency);
  expect(old).toMatchObject({ state: "voided", reason: voidReasonWords.cityMoved });
  expect(stands).toMatchObject({ number: `002/LAP/${agency.shortName}/VII/2026`, state: "issued" });
  const facts = stands?.facts;
  expect(facts).toMatchObject({
    soldRupiah: WORTH,
    boughtRupiah: 2n * WORTH,
    localRupiah: WORTH,
    sentOutRupiah: 0n,
    claims: { opened: 0, granted: 0, refused: 0, grantedRupiah: 0n },
  });
  expect(facts?.bought).toHaveLength(1);
  expect(facts?.koperasi[0]).toMatchObject({ deliveries: 1, soldRupiah: WORTH, isActive: true });
  const punctual = facts?.deliveries.map(({ due, onTime, late, letGo }) => [due, onTime, late, letGo]);
  expect(new Set(punctual)).toEqual(
    new Set([
      [1, 1, 0, 0],
      [1, 0, 1, 0],
      [1, 0, 0, 1],
    ]),
  );
  expect(facts?.unmet).toMatchObject([{ missingBase: 100_000n, kitchens: 1 }]);
  expect(facts?.kitchens.map((row) => row.suppliers)).toEqual([0, 1, 1]);

  // The neighbour's report knows none of it, and its number is its own.
  await issue(momentOf(day, "20:00", "Asia/Jakarta"), elsewhere);
  const [theirs] = await papersOf(elsewhere);
  expect(theirs).toMatchObject({ number: `001/LAP/${elsewhere.shortName}/VII/2026` });
  expect(theirs?.facts).toMatchObject({
    soldRupiah: 0n,
    boughtRupiah: 0n,
    deliveries: [],
    unmet: [],
    kitchens: [],
  });

  // Nothing happened in June, and that is a report too: a month that is over says so.
  await issue(momentOf(day, "20:00", "Asia/Jakarta"), agency, "2026-06");
  expect((await papersOf(agency, "2026-06"))[0]?.facts).toMatchObject({ isOver: true, boughtRupiah: 0n });
});

test("what a kitchen allowed above the legal ceiling is counted with how far it went", async () => {
  const town = world(database);
  const agency = await town.agency({ regionCode: "35.73.01.1001" });
  const kitchen = await town.kitchen({ regionCode: "35.73.01.1001" });
  const orderId = await town.order(kitchen);
  await database.sql`update order_lines set legal_ceiling_rupiah = 28700, override_reason = 'Panen gagal di seluruh Blitar' where order_id = ${orderId}`;
  await issueCityReport(town.callOf(agency.officer), { month: "2026-07" });
  const [paper] = await papersOf(agency);
  expect(paper?.facts.ceilings).toMatchObject([{ unit: "kg", lines: 1, above: 1, mostAboveRupiah: 300n }]);
});

test("only an officer of an agency issues it, of a month that there is and that has begun", async () => {
  const town = world(database);
  const agency = await town.agency();
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const issue = (by: Agency["officer"], month = "2026-07") =>
    outcomeOf(issueCityReport(town.callOf(by), { month }));
  expect(await issue(agency.viewer)).toBe("oversight.forbidden");
  expect(await issue(kitchen.head)).toBe("oversight.forbidden");
  expect(await issue(koperasi.chair)).toBe("oversight.forbidden");
  expect(await issue(agency.officer, "2026-08")).toBe("oversight.reportFuture");
  for (const month of ["2026-13", "2026", "", "juli"])
    expect(await issue(agency.officer, month)).toBe("month: oversight.reportMonth");
  expect(await papersOf(agency)).toEqual([]);
});
