import { expect, test } from "vitest";
import { bookLine } from "#app/modules/payments/book-line.server.ts";
import { matchReports } from "#app/modules/payments/match-line.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: a transfer that was reported and checked by hand is no second payment when its line of the bank comes. Method: two invoices of one
// buyer, one paid by a report, a line of the same sum taken for the other, for a deposit and for interest; two cashiers at once.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const { invoiced, nextInvoice, counted, lineWith, suggested, balance, reported } = banking(database, road);

async function twoInvoices() {
  const one = await invoiced();
  const other = await nextInvoice(one.deal);
  const { paymentId } = await reported(one.deal, one.invoiceId, one.total, "TRX-TANGAN");
  const wish = (lineId: string, amount = one.total) => ({
    lineId,
    payments: [
      { buyerId: one.deal.kitchen.id, allocations: [{ invoiceId: other, amountRupiah: amount.toString() }] },
    ],
  });
  const { town, seller } = one.deal;
  const [treasurer, secretary] = [town.callOf(seller.treasurer), town.callOf(seller.secretary)];
  return { ...one, paymentId, wish, treasurer, secretary };
}
const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name));

test("a line of as much as a transfer that was checked by hand is no new payment unless that is said", async () => {
  const { deal, total, paymentId, wish, treasurer, secretary } = await twoInvoices();
  const { seller, kitchen } = deal;
  const days = [
    { day: "05/07/2026", words: "TRF SATU", came: total },
    { day: "06/07/2026", words: "TRF DUA", came: total },
    { day: "20/05/2026", words: "TRF LAMA", came: total },
    { day: "06/07/2026", words: "TRF BEDA", came: total + 1_000n },
  ];
  await counted(deal, fileOf(days));
  const lineId = (await lineWith(deal, "TRF SATU")).id;
  // While it waits for its second person, and after that.
  const tries = async () => [
    await outcomeOf(proposeMatch(treasurer, wish(lineId))),
    // A part of the line leaves the rest of the same money open.
    await outcomeOf(proposeMatch(treasurer, wish(lineId, total - 5_000n))),
    await outcomeOf(
      proposeMatch(treasurer, {
        lineId,
        payments: [{ buyerId: kitchen.id, allocations: [], depositRupiah: total.toString() }],
      }),
    ),
    await outcomeOf(bookLine(treasurer, { lineId, as: "interest" })),
  ];
  const asked = Array<string>(4).fill("payments.lineIsPayment");
  expect(await tries()).toEqual(asked);
  await verifyPayment(secretary, { paymentId });
  expect(await tries()).toEqual(asked);
  await expect(proposeMatch(treasurer, wish(lineId))).rejects.toMatchObject({
    params: { reference: expect.stringMatching(/KW/), field: "isOtherMoney" },
  });
  expect(await balance(seller.id, "1100")).toBe(total);
  // Another sum, and another time, are other money.
  const odd = await lineWith(deal, "TRF BEDA");
  const old = await lineWith(deal, "TRF LAMA");
  expect(await outcomeOf(proposeMatch(treasurer, wish(odd.id, total - 1_000n)))).toBe("done");
  expect(await outcomeOf(proposeMatch(treasurer, wish(old.id, 1_000n)))).toBe("done");
  // What was asked for stands among the suggestions, and books nothing again.
  expect(await suggested(deal, "TRF SATU")).toContainEqual(
    expect.objectContaining({ kind: "reports", paymentIds: [paymentId] }),
  );
  await matchReports(secretary, { lineIds: [lineId], paymentIds: [paymentId] });
  expect(await balance(seller.id, "1100")).toBe(total);
  // Found on its line, it stands in nobody's way any more.
  const second = (await lineWith(deal, "TRF DUA")).id;
  expect(
    await outcomeOf(
      proposeMatch(treasurer, {
        lineId: second,
        payments: [{ buyerId: kitchen.id, allocations: [], depositRupiah: total.toString() }],
      }),
    ),
  ).toBe("done");
  expect(await faults()).toEqual([]);
});

test("who says that it is other money is heeded, and that stays written; what was taken back is asked about no more", async () => {
  const { deal, total, paymentId, wish, treasurer, secretary } = await twoInvoices();
  await verifyPayment(secretary, { paymentId });
  await counted(deal, fileOf([{ words: "TRF LAIN", came: total }]));
  const lineId = (await lineWith(deal, "TRF LAIN")).id;
  expect(await outcomeOf(proposeMatch(treasurer, wish(lineId)))).toBe("payments.lineIsPayment");
  const { paymentIds } = await proposeMatch(treasurer, { ...wish(lineId), isOtherMoney: true });
  const [match] =
    await database.sql`select reasons from bank_matches where payment_id = ${paymentIds[0] ?? ""}`;
  expect(match?.["reasons"]).toEqual(["otherMoney"]);
  await verifyPayment(secretary, { paymentId: paymentIds[0] ?? "" });
  expect(await balance(deal.seller.id, "1100")).toBe(2n * total);

  const next = await twoInvoices();
  await verifyPayment(next.secretary, { paymentId: next.paymentId });
  await counted(next.deal, fileOf([{ words: "TRF BALIK", came: next.total }]));
  await reversePayment(next.treasurer, { paymentId: next.paymentId, reason: "Bukan uang ini" });
  const line = (await lineWith(next.deal, "TRF BALIK")).id;
  expect(await outcomeOf(proposeMatch(next.treasurer, next.wish(line)))).toBe("done");
  expect(await faults()).toEqual([]);
});

test("two cashiers at once, one who checks by hand or matches and one who takes the line for new money, book it once", async () => {
  const hand = await twoInvoices();
  await counted(hand.deal, fileOf([{ words: "TRF BARENG", came: hand.total }]));
  const handLine = (await lineWith(hand.deal, "TRF BARENG")).id;
  expect(
    await atOnce([
      () => verifyPayment(hand.secretary, { paymentId: hand.paymentId }),
      () => proposeMatch(hand.treasurer, hand.wish(handLine)),
    ]),
  ).toEqual({ done: 1, "payments.lineIsPayment": 1 });
  expect(await balance(hand.deal.seller.id, "1100")).toBe(hand.total);

  const match = await twoInvoices();
  await counted(match.deal, fileOf([{ words: "TRF BARENG", came: match.total }]));
  const lineId = (await lineWith(match.deal, "TRF BARENG")).id;
  const ends = await atOnce([
    () => matchReports(match.secretary, { lineIds: [lineId], paymentIds: [match.paymentId] }),
    () => proposeMatch(match.treasurer, match.wish(lineId)),
  ]);
  expect(ends["done"]).toBe(1);
  expect(await balance(match.deal.seller.id, "1100")).toBe(match.total);
  expect(await faults()).toEqual([]);
});
