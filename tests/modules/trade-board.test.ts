import { buffer } from "node:stream/consumers";
import readXlsxFile from "read-excel-file/node";
import { expect, test } from "vitest";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { openDispute } from "#app/modules/disputes/open-dispute.server.ts";
import { withdrawDispute } from "#app/modules/disputes/withdraw-dispute.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import type { SheetCell } from "#app/modules/oversight/sheet.ts";
import { fairTotals, partOfDue, priceSpreads } from "#app/modules/oversight/trade-board.ts";
import { tradeBoard } from "#app/modules/oversight/trade-board-reads.server.ts";
import { sheetsOf } from "#app/modules/oversight/trade-board-sheets.ts";
import { citiesOf, type FlowScope, tradeFlows } from "#app/modules/oversight/trade-flow-reads.server.ts";
import { drawnWays, tradeWays } from "#app/modules/oversight/trade-flows.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { leviesDue } from "#app/modules/payments/remittance-reads.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, departed, locked } from "#tests/support/loads.ts";
import { world } from "#tests/support/world.ts";

// Goal: the board says what the books, the months and the shares say, and its file holds the same figures as typed cells.
// Method: one call-off is delivered with a claim, then invoiced; the board is asked before and after, and its file is opened
// by another library than the one that wrote it.
const database = await testDatabase({ poolSize: 10 });

const boardOf = (deal: Deal, at = deal.town.at) =>
  tradeBoard(
    {
      hubId: deal.hub.id,
      cityCode: "35.72",
      zone: "Asia/Jakarta",
      today: dayOf(at, "Asia/Jakarta"),
    },
    at,
  );

test("the board follows a call-off from its shares to the money that is owed, and strangers have none of it", async () => {
  const deal = await locked(database, [40, 20], {
    levyBasisPoints: 50,
    levyLegalBasis: "Perda contoh 1/2026",
    calledOff: 60,
  });
  const overdue = await boardOf(deal, new Date(deal.town.at.getTime() + 8 * 24 * 3_600_000));
  expect(overdue.late).toMatchObject([{ callOffId: deal.callOffId, late: "delivery", days: 3 }]);
  const shown = await departed(deal);
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: shown.trip.id,
    receiverName: "Pak Budi",
    lines: shown.shares.map((share) => ({
      shipmentId: share.shipmentId,
      deliveredBase: (share.loadedBase ?? 0n).toString(),
      brokenBase: "20000",
    })),
  });
  const claimed = await boardOf(deal);
  expect(claimed.claims).toHaveLength(2);
  expect(claimed.owed).toEqual([]);
  const { invoiceId } = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: invoiceId ?? "" });
  const statements = await statementsOf(deal.hub.id, deal.callOffId);
  const board = await boardOf(deal);
  expect(board.claims).toEqual([]);
  expect(board.late).toEqual([]);
  expect(board.realised).toMatchObject([
    {
      agreedBase: 15_000_000n,
      acceptedBase: sumOf(statements.map((row) => row.acceptedBase)),
    },
  ]);
  expect(fairTotals(board.fair).map(partOfDue)).toEqual([100, 100]);
  const levy = sumOf(statements.map((row) => row.levyRupiah));
  const assessed = (await leviesDue(deal.hub.id)).map((due) => due.assessmentNumber?.split("/").slice(0, 2));
  expect(assessed.sort(), "each levy has an SKRD of its own series").toEqual([
    ["001", "SKRD"],
    ["002", "SKRD"],
  ]);
  expect(board.levies).toMatchObject([{ takenRupiah: levy, paidInRupiah: 0n }]);
  const owed = (side: string) =>
    sumOf(board.owed.filter((one) => one.side === side).map((one) => one.amountRupiah));
  expect(owed("koperasi")).toBe(sumOf(statements.map((row) => row.netRupiah)));
  expect(owed("treasury")).toBe(levy);
  expect(owed("buyer")).toBeGreaterThanOrEqual(
    sumOf(statements.map((row) => row.grossRupiah - row.claimRupiah)),
  );
  await countsLateClaim(deal, shown.shares[0]?.shipmentId ?? "");
  const stranger = { ...deal, hub: await deal.town.hub() };
  expect(Object.values(await boardOf(stranger)).flat()).toEqual([]);
  await sameCells(board);
  await sameFlows(deal, statements);
});

/** What the buyer finds after it signed is an open claim too, until it is decided or taken back. */
async function countsLateClaim(deal: Deal, shipmentId: string): Promise<void> {
  const call = deal.town.callOf(deal.buyer.warehouse);
  const { fileId } = await uploadFile(call, {
    purpose: "receiving_photo",
    fileName: "busuk.png",
    bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 0, 0, 0]),
  });
  const [line] = await database.sql`select id from shipment_lines where shipment_id = ${shipmentId}`;
  const { disputeId } = await openDispute(call, {
    shipmentId,
    note: "Busuk di dalam peti",
    photoIds: [fileId],
    lines: [
      { shipmentLineId: String(line?.["id"]), cause: "quality", reason: "rotten", claimedBase: "15000" },
    ],
  });
  expect((await boardOf(deal)).claims).toMatchObject([
    { callOffId: deal.callOffId, disputeId, claimedBase: 15_000n, amountRupiah: 405_000n },
  ]);
  await withdrawDispute(call, { disputeId, note: "Salah peti" });
  expect((await boardOf(deal)).claims).toEqual([]);
}

/** What the map of trade draws is what was accepted and is owed for, for the trade center and for the agencies at both ends alone. */
async function sameFlows(deal: Deal, statements: Awaited<ReturnType<typeof statementsOf>>): Promise<void> {
  const today = dayOf(deal.town.at, "Asia/Jakarta");
  // The call-off is delivered some days from now.
  const flowsOf = (scope: FlowScope, day = addDays(today, 14)) => tradeFlows(scope, { today: day, days: 30 });
  const flows = await flowsOf({ of: "hub", hubId: deal.hub.id });
  expect(flows).toEqual([
    {
      fromCode: "35.05",
      toCode: "64.72",
      commodityCode: "TLR",
      goods: expect.any(String),
      isWeighed: true,
      acceptedBase: sumOf(statements.map((row) => row.acceptedBase)),
      valueRupiah: sumOf(statements.map((row) => row.grossRupiah - row.claimRupiah)),
      deliveries: 2,
    },
  ]);
  const ways = tradeWays(flows, "weight");
  expect(drawnWays(ways, await citiesOf(flows), "weight")).toMatchObject({ ways: [], left: 1 });
  await database.sql`update regions set latitude = -8.1, longitude = 112.3 where code = '35.05'`;
  const drawn = drawnWays(ways, await citiesOf(flows), "weight");
  expect(drawn.ways).toEqual([{ from: "35.05", to: "64.72", weight: 1 }]);
  expect([...drawn.marks.values()]).toEqual(["1", "2"]);
  expect(await flowsOf({ of: "city", cityCode: "64.72" })).toEqual(flows);
  expect(await flowsOf({ of: "city", cityCode: "35.74" })).toEqual([]);
  expect(await flowsOf({ of: "hub", hubId: (await deal.town.hub()).id })).toEqual([]);
  expect(await flowsOf({ of: "hub", hubId: deal.hub.id }, today)).toEqual([]);
}

/** A cell as the reader gives it back. */
function readBack(cell: SheetCell): unknown {
  switch (cell.kind) {
    case "text":
      return cell.value === "" ? null : cell.value;
    case "rupiah":
    case "whole":
    case "plain":
      return Number(cell.value);
    case "kilograms":
      return Number(cell.grams) / 1000;
    case "day":
    case "month":
      return new Date(`${cell.value}T00:00:00Z`);
    case "empty":
      return null;
  }
}

async function sameCells(board: Awaited<ReturnType<typeof boardOf>>): Promise<void> {
  const sheets = sheetsOf(board);
  const read = await readXlsxFile(await buffer(xlsxOf(sheets)));
  expect(read.map((one) => one.sheet)).toEqual(sheets.map((one) => one.name));
  for (const [at, sheet] of sheets.entries())
    expect(read[at]?.data, sheet.name).toEqual([sheet.head, ...sheet.rows.map((row) => row.map(readBack))]);
}

test("the board lays what the same goods cost in every region side by side, and says whose answer is late", async () => {
  const town = world(database);
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer);
  const callOffId = await town.callOff(hub, contractId);
  const surveyed = (region: string, day: number, rupiah: number, base: number, code = "TLR") => database.sql`
    insert into reference_prices (id, commodity_code, grade_code, region_code, on_day, price_rupiah, base_per_unit, source)
    values (${newId("referencePrice")}, ${code}, null, ${region}, ${addDays(town.today, day)}, ${rupiah}, ${base}, 'Survei papan')`;
  await surveyed("35.72", -2, 26_000, 1_000);
  await surveyed("35.72", -9, 20_000, 1_000);
  // A crate of 15 kg, reckoned to the kilogram; too old; still to come; and goods that no contract of this trade center is about.
  await surveyed("64.72", -1, 480_000, 15_000);
  await surveyed("31.72", -31, 90_000, 1_000);
  await surveyed("31.72", 1, 91_000, 1_000);
  await surveyed("64.72", -1, 99_000, 1_000, "BRS");
  const scope = { hubId: hub.id, cityCode: "35.72", zone: "Asia/Jakarta", today: town.today } as const;
  const board = await tradeBoard(scope, town.at);
  const own = board.prices.filter((row) => row.source === "Survei papan");
  expect(own.map(({ commodityCode, onDay, priceRupiah }) => [commodityCode, onDay, priceRupiah])).toEqual([
    ["TLR", addDays(town.today, -2), 26_000n],
    ["TLR", addDays(town.today, -1), 32_000n],
  ]);
  expect(priceSpreads(own)).toMatchObject([{ spreadRupiah: 6_000n }]);
  expect(priceSpreads(own.slice(0, 1)), "one region alone spreads nothing").toEqual([]);
  expect(board.late).toEqual([]);
  // Tomorrow noon nobody has answered, and the goods are not due yet.
  const after = new Date(town.at.getTime() + 3 * 24 * 3_600_000);
  const later = await tradeBoard({ ...scope, today: dayOf(after, "Asia/Jakarta") }, after);
  expect(later.late).toMatchObject([{ callOffId, late: "answer" }]);
});
