import { expect, test } from "vitest";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { bookLine, undoBooking } from "#app/modules/payments/book-line.server.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { linesOf, matchesOf } from "#app/modules/payments/line-reads.server.ts";
import { matchEntries } from "#app/modules/payments/match-entries.server.ts";
import { withSuggestions } from "#app/modules/payments/match-ground-reads.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { fundingOf } from "#tests/support/fundings.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: a kitchen holds its cash book against the statement of its virtual account by itself: what it paid, what came from the programme, and what
// the bank took, and verifies no payment by that. Method: its accountant's statement, its head as second person, a stranger; every proof.
const database = await testDatabase({ poolSize: 8 });
fixClock(WORLD_STARTS);
const { invoiced, balance, reported } = banking(database, deliveries(database));

test("a kitchen's accountant finds what it paid and got on its bank's lines, and its head takes a wrong fee out again", async () => {
  const { deal, invoiceId, total } = await invoiced();
  const { town, kitchen, seller, budgetId } = deal;
  const [finance, head] = [town.callOf(kitchen.finance), town.callOf(kitchen.head)];
  const { paymentId } = await reported(deal, invoiceId, total);
  await fundingOf(town, kitchen, budgetId);
  const day = town.today.split("-").reverse().join("/");
  const bring = {
    account: "8800123456",
    layout: "generic" as const,
    fileName: "mutasi-va.csv",
    bytes: fileOf([
      { day, words: "DANA MBG", came: 500_000_000n },
      { day, words: "TRF TRX-8812", went: total },
      { day, words: "BIAYA ADM", went: 6_500n },
      { day, words: "BUNGA", came: 12n },
    ]),
  };
  expect(await outcomeOf(bringStatement(town.callOf(kitchen.nutrition), bring))).toBe("payments.forbidden");
  const { statementId } = await bringStatement(finance, bring);
  await countStatement(finance, statementId);
  const lineWith = async (words: string) => {
    const pages = await Promise.all(
      (["open", "matched"] as const).map((state) => linesOf(kitchen.id, { state, limit: 200 })),
    );
    const line = pages.flatMap(({ rows }) => rows).find(({ description }) => description.includes(words));
    if (!line) throw new Error(`there is a line with ${words}`);
    return line;
  };
  const best = async (words: string) =>
    (await withSuggestions(kitchen.id, [await lineWith(words)])).lines[0]?.suggestions[0];
  const waiting = (await tasksFor(kitchen.finance.actor, town.callOf(kitchen.finance).at)).filter(
    ({ kind }) => kind === "bank.match",
  );
  expect(waiting).toMatchObject([{ path: "rekening-koran", params: { count: "4" } }]);

  // Its own payment is the seller's to verify, also where its own bank shows it.
  const paid = (await lineWith("TRX-8812")).id;
  expect(await best("TRX-8812")).toBeUndefined();
  expect(await outcomeOf(verifyPayment(finance, { paymentId }))).toBe("payments.secondPerson");
  await verifyPayment(town.callOf(seller.treasurer), { paymentId });
  const cash = await balance(kitchen.id, "1100");
  for (const [words, kind] of [
    ["TRX-8812", "payment.verified"],
    ["DANA MBG", "funding.received"],
  ] as const) {
    const found = await best(words);
    if (found?.kind !== "entry") throw new Error(`${words} is in the books`);
    expect(found.reasons[0]).toMatchObject({ code: "entry", params: { kind } });
    await matchEntries(finance, { lineId: (await lineWith(words)).id, entryIds: [...found.entryIds] });
  }
  expect(await balance(kitchen.id, "1100")).toBe(cash);

  // What the bank did by itself is booked by one and taken out by another.
  const fee = (await lineWith("BIAYA")).id;
  await bookLine(finance, { lineId: fee, as: "fee" });
  await bookLine(finance, { lineId: (await lineWith("BUNGA")).id, as: "interest" });
  expect(await balance(kitchen.id, "1100")).toBe(cash - 6_488n);
  const [match] = await matchesOf(fee);
  const undo = { matchId: match?.matchId ?? "", reason: "Bukan biaya bank" };
  expect(await outcomeOf(undoBooking(finance, undo))).toBe("payments.secondPerson");
  await undoBooking(head, undo);
  expect(await balance(kitchen.id, "1100")).toBe(cash + 12n);

  // It proposes no payment to itself, and takes none back: both are the payee's.
  const proposal = {
    lineId: fee,
    payments: [{ buyerId: kitchen.id, allocations: [], depositRupiah: "1000" }],
  };
  expect(await outcomeOf(proposeMatch(finance, proposal))).toBe("payments.forbidden");
  expect(await outcomeOf(reversePayment(head, { paymentId, reason: "Bukan pembayaran kami" }))).not.toBe(
    "done",
  );
  const other = await town.kitchen();
  expect(await outcomeOf(bookLine(town.callOf(other.finance), { lineId: fee, as: "fee" }))).toBe(
    "payments.lineMissing",
  );
  // Taken back by the seller, the line is open again.
  await reversePayment(town.callOf(seller.secretary), { paymentId, reason: "Ternyata uang dapur lain" });
  expect((await lineWith("TRX-8812")).state).toBe("open");
  expect(paid).toBe((await lineWith("TRX-8812")).id);
  expect((await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name))).toEqual([]);
});
