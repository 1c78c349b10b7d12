import fc from "fast-check";
import { expect, test } from "vitest";
import { withdrawProceeds } from "#app/modules/invoicing/answer-proceeds.server.ts";
import {
  flawOfProceeds,
  flawOfUnbooking,
  type ProceedsState,
  standingOf,
} from "#app/modules/invoicing/assignment-proceeds.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { bookLine, undoBooking } from "#app/modules/payments/book-line.server.ts";
import { matchesOf } from "#app/modules/payments/line-reads.server.ts";
import { acknowledgeProceeds, matchProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { partProceeds } from "#app/modules/payments/part-proceeds.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { stateProceeds } from "#app/modules/payments/state-proceeds.server.ts";
import { assignedClaims } from "#tests/support/assigned-claims.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { banking, fileOf, type Row } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: whoever paid for a claim is asked before the same money stands in its own books twice, and a line of the bank that was taken for
// the money of a claim can be parted from it again: nothing of a mistake is left in either book. Method: real deliveries and statements
// as files; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const { invoiced, counted, lineWith, balance } = banking(database, road);
const { assigned, stated } = assignedClaims(invoiced);
const REASON = "Ternyata transfer lain";

type Claim = Awaited<ReturnType<typeof assigned>>;

/** The bank of the assignee shows what it paid; answers the ids of the lines in the order of their words. */
async function shownToHolder({ deal, bumd }: Claim, rows: readonly Row[]): Promise<string[]> {
  const spent = rows.reduce((sum, { went = 0n }) => sum + went, 0n);
  await counted(
    { ...deal, seller: { ...deal.seller, id: bumd.id, treasurer: bumd.finance } },
    fileOf(rows, spent),
  );
  const lines =
    await database.sql`select id from bank_lines where organisation_id = ${bumd.id} order by description`;
  return lines.map((row) => String(row["id"]));
}

const shownToSeller = ({ deal }: Claim, rows: readonly Row[]) => counted(deal, fileOf(rows));

async function matchOf(lineId: string) {
  const match = (await matchesOf(lineId)).findLast(({ isUndone }) => !isUndone);
  if (!match) throw new Error("the line is matched");
  return match.matchId;
}

async function waiting({ assignmentId }: Claim): Promise<string> {
  const [row] = await database.sql`
    select id from assignment_proceeds where assignment_id = ${assignmentId} and state = 'stated'`;
  return String(row?.["id"]);
}

test("whoever states what it paid is asked where its own bank's line was booked as a fee before", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const finance = town.callOf(bumd.finance);
  const [lineId = ""] = await shownToHolder(one, [{ words: "TRF KELUAR", went: total }]);
  await bookLine(finance, { lineId, as: "fee" });
  const says = () => stated(one, bumd.finance, { money: total });
  expect(await outcomeOf(says())).toBe("payments.statedBooked");
  // Another sum, or the same one long ago, is no line of it.
  await expect(stated(one, bumd.finance, { money: total - 1n })).resolves.toMatchObject({});
  await withdrawProceeds(finance, { proceedsId: await waiting(one), reason: REASON });
  // It was the same money: the fee is taken out of the books by a second person, and the line is found when both said so.
  const second = { ...finance, actor: { ...finance.actor, personId: deal.seller.secretary.actor.personId } };
  await undoBooking(second, { matchId: await matchOf(lineId), reason: REASON });
  const said = await says();
  await acknowledgeProceeds(town.callOf(seller.treasurer), said);
  await matchProceeds(finance, { lineId, ...said });
  expect(await balance(bumd.id, "1100")).toBe(-total);
});

test("two transfers of the same sum do happen: whoever states says so, and the line and the statement both stand", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const [lineId = ""] = await shownToHolder(one, [{ words: "TRF KELUAR", went: total }]);
  await bookLine(deal.town.callOf(bumd.finance), { lineId, as: "fee" });
  const said = await stated(one, bumd.finance, { money: total, isOtherMoney: true });
  await acknowledgeProceeds(deal.town.callOf(deal.seller.treasurer), said);
  expect(await balance(bumd.id, "1100")).toBe(-2n * total);
});

test("of a bank outside its seller is asked, who states that the money came and booked it as somebody's payment", async () => {
  const one = await assigned("bank");
  const { deal, total } = one;
  const { town, seller, kitchen } = deal;
  await shownToSeller(one, [{ words: "TRF MASUK", came: total }]);
  const line = await lineWith(deal, "TRF MASUK");
  await proposeMatch(town.callOf(seller.treasurer), {
    lineId: line.id,
    payments: [{ buyerId: kitchen.id, allocations: [], depositRupiah: total.toString() }],
  });
  expect(await outcomeOf(stated(one, seller.treasurer, { money: total }))).toBe("payments.statedBooked");
});

test("a line that is booked while its payer states the same money is asked about by one of the two", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const finance = deal.town.callOf(bumd.finance);
  const [lineId = ""] = await shownToHolder(one, [{ words: "TRF KELUAR", went: total }]);
  const ends = await atOnce([
    () => bookLine(finance, { lineId, as: "fee" }),
    () => stated(one, bumd.finance, { money: total }),
  ]);
  expect(ends["done"]).toBe(1);
  expect((ends["payments.statedBooked"] ?? 0) + (ends["payments.lineIsProceeds"] ?? 0)).toBe(1);
});

test("a line that was taken for the word of whoever was paid is parted by a second person, and then matched with what it is", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const [treasurer, secretary] = [town.callOf(seller.treasurer), town.callOf(seller.secretary)];
  const half = total / 2n;
  const first = await stated(one, bumd.finance, { money: half, mark: "satu" });
  await acknowledgeProceeds(treasurer, first);
  const other = await stated(one, bumd.finance, { money: half - 9n, fee: 9n, mark: "dua" });
  await shownToSeller(one, [
    { words: "TRF SATU", came: half },
    { words: "TRF DUA", came: half - 9n },
    { words: "TRF TIGA", came: half - 9n },
  ]);
  const [, two, three] = await Promise.all(["SATU", "DUA", "TIGA"].map((words) => lineWith(deal, words)));
  await matchProceeds(treasurer, { lineId: two?.id ?? "", ...other });
  expect(await balance(seller.id, "1100")).toBe(2n * half - 9n);
  const match = { matchId: await matchOf(two?.id ?? ""), reason: REASON };
  expect(await outcomeOf(partProceeds(treasurer, match))).toBe("payments.secondPerson");
  expect(await outcomeOf(partProceeds(town.callOf(bumd.finance), match))).toBe("payments.lineMissing");
  expect(await outcomeOf(partProceeds(secretary, { ...match, reason: "x" }))).toBe("reason: kernel.tooShort");
  const ends = await atOnce(times(4, () => partProceeds(secretary, match)));
  expect(ends).toEqual({ done: 1, "payments.lineMoved": 3 });
  // Nothing of it is left in either book; the payer's words wait again, and the line is open.
  expect(await balance(seller.id, "1100")).toBe(half);
  expect(await balance(bumd.id, "1100")).toBe(-half);
  expect(await balance(bumd.id, "2130")).toBe(half - total);
  expect((await lineWith(deal, "DUA")).state).toBe("open");
  const again = await waiting(one);
  expect(again).not.toBe(other.proceedsId);
  const tasks = await tasksFor(seller.treasurer.actor, WORLD_STARTS);
  expect(tasks.filter(({ kind }) => kind === "proceeds.answer")).toMatchObject([{ subjectId: again }]);
  // What was taken back is answered by nobody any more.
  expect(await outcomeOf(matchProceeds(treasurer, { lineId: two?.id ?? "", ...other }))).toBe(
    "invoicing.proceedsMoved",
  );
  await matchProceeds(treasurer, { lineId: three?.id ?? "", proceedsId: again });
  expect(await balance(seller.id, "1100")).toBe(2n * half - 9n);
  expect((await lineWith(deal, "TIGA")).state).toBe("matched");
  // The freed line is asked about no more: what both said is known on another one.
  await bookLine(treasurer, { lineId: two?.id ?? "", as: "interest" });
});

test("a line that was only found again is parted by whoever matched it, and no book moves", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const treasurer = deal.town.callOf(deal.seller.treasurer);
  const said = await stated(one, bumd.finance, { money: total });
  await acknowledgeProceeds(treasurer, said);
  await shownToSeller(one, [
    { words: "TRF SATU", came: total },
    { words: "TRF DUA", came: total },
  ]);
  const line = await lineWith(deal, "SATU");
  await matchProceeds(treasurer, { lineId: line.id, ...said });
  await partProceeds(treasurer, { matchId: await matchOf(line.id), reason: REASON });
  expect((await lineWith(deal, "SATU")).state).toBe("open");
  expect(await outcomeOf(bookLine(treasurer, { lineId: line.id, as: "interest" }))).toBe(
    "payments.lineIsProceeds",
  );
  // By mistake: the same two may be brought together again, or with the right line.
  await matchProceeds(treasurer, { lineId: line.id, ...said });
  await partProceeds(treasurer, { matchId: await matchOf(line.id), reason: REASON });
  await matchProceeds(treasurer, { lineId: (await lineWith(deal, "DUA")).id, ...said });
  expect(await balance(deal.seller.id, "1100")).toBe(total);
  expect(
    (await matchesOf(line.id)).map(({ isUndone, undoneReason }) => ({ isUndone, undoneReason })),
  ).toEqual([
    { isUndone: true, undoneReason: REASON },
    { isUndone: true, undoneReason: REASON },
  ]);
});

test("where the other side's bank shows the money too, the line is parted and both books stay", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const said = await stated(one, bumd.finance, { money: total });
  await shownToSeller(one, [{ words: "TRF MASUK", came: total }]);
  const line = await lineWith(deal, "TRF MASUK");
  await matchProceeds(town.callOf(seller.treasurer), { lineId: line.id, ...said });
  const [lineId = ""] = await shownToHolder(one, [{ words: "TRF KELUAR", went: total }]);
  await matchProceeds(town.callOf(bumd.finance), { lineId, ...said });
  const parted = await partProceeds(town.callOf(seller.secretary), {
    matchId: await matchOf(line.id),
    reason: REASON,
  });
  expect(parted.isUnbooked).toBe(false);
  expect(await balance(seller.id, "1100")).toBe(total);
  expect((await lineWith(deal, "TRF MASUK")).state).toBe("open");
});

test("what later words of the two were built on stays, and says why", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const [treasurer, secretary] = [town.callOf(seller.treasurer), town.callOf(seller.secretary)];
  const said = await stated(one, bumd.finance, { money: total - 1_000n });
  await shownToSeller(one, [{ words: "TRF MASUK", came: total - 1_000n }]);
  const line = await lineWith(deal, "TRF MASUK");
  await matchProceeds(treasurer, { lineId: line.id, ...said });
  const match = { matchId: await matchOf(line.id), reason: REASON };
  const back = await stated(one, seller.treasurer, { money: 5_000n, direction: "back" });
  expect(await outcomeOf(partProceeds(secretary, match))).toBe("invoicing.proceedsWait");
  await acknowledgeProceeds(town.callOf(bumd.finance), back);
  expect(await outcomeOf(partProceeds(secretary, match))).toBe("invoicing.proceedsBuiltOn");
  expect((await lineWith(deal, "TRF MASUK")).state).toBe("matched");
});

test("nobody states for another, and a stranger parts nothing", async () => {
  const one = await assigned("bumd");
  const { deal, bumd } = one;
  const stranger = await deal.town.koperasi();
  const call = deal.town.callOf(stranger.treasurer);
  expect(
    await outcomeOf(
      stateProceeds(call, {
        assignmentId: one.assignmentId,
        direction: "given",
        moneyRupiah: "1000",
        paidOn: deal.town.today,
        bankReference: "TRX-1",
        proofId: `fil_${"0".repeat(26)}`,
      }),
    ),
  ).toBe("invoicing.assignmentMissing");
  expect(bumd.id).not.toBe(stranger.id);
});

test("whatever is taken out of the books again, what is left is between nothing and the claim", () => {
  const part = fc.record({
    direction: fc.constantFrom("given" as const, "back" as const),
    moneyRupiah: fc.bigInt({ min: 1n, max: 60n }),
    feeRupiah: fc.bigInt({ min: 0n, max: 9n }),
  });
  const CLAIM = 100n;
  let freed = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.nat(), (drawn, at) => {
      let parts: ((typeof drawn)[number] & { readonly state: ProceedsState })[] = [];
      for (const one of drawn)
        if (flawOfProceeds(one, standingOf(CLAIM, parts)) === null)
          parts = [...parts, { ...one, state: "acknowledged" }];
      const mistaken = parts[at % Math.max(parts.length, 1)];
      if (!mistaken) return;
      const left = standingOf(
        CLAIM,
        parts.map((one) => (one === mistaken ? { ...one, state: "unbooked" as const } : one)),
      );
      const holds = left.settledRupiah >= 0n && left.settledRupiah <= CLAIM && left.feeRupiah >= 0n;
      expect(flawOfUnbooking(CLAIM, parts, mistaken) === null).toBe(holds);
      if (holds) freed += 1;
      expect(flawOfUnbooking(CLAIM, [...parts, { ...mistaken, state: "stated" }], mistaken)).toBe(
        "invoicing.proceedsWait",
      );
    }),
    { numRuns: 400 },
  );
  expect(freed).toBeGreaterThan(50);
});
