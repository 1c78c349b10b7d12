import { expect, test } from "vitest";
import { askClosing } from "#app/modules/accountability/close-books.server.ts";
import { closingGround, isClosable } from "#app/modules/accountability/closing-ground-reads.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout, failPayout } from "#app/modules/payments/settle-payout.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { callOf } from "#tests/support/rows.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: no month is closed over money that was sent off and of which nobody said that it went, because it would be booked on a day of that month;
// lines of the bank that are nobody's are told and hold nothing. Method: a deposit that is paid back, failed, and paid back again.
const database = await testDatabase({ poolSize: 8 });
fixClock(WORLD_STARTS);
const { invoiced, counted, lineWith } = banking(database, deliveries(database));

test("a month waits for what was approved to go out in it, and only warns of open lines of the bank", async () => {
  const { deal, invoiceId, total } = await invoiced();
  const { town, seller, kitchen } = deal;
  const [treasurer, secretary] = [town.callOf(seller.treasurer), town.callOf(seller.secretary)];
  const chair = town.callOf(seller.chair);
  await counted(
    deal,
    fileOf([
      { words: "TRF LEBIH", came: total + 50_000n },
      { words: "BUNGA", came: 12n },
      { day: "01/08/2026", words: "BUNGA AGUSTUS", came: 13n },
    ]),
  );
  const { paymentIds } = await proposeMatch(treasurer, {
    lineId: (await lineWith(deal, "TRF LEBIH")).id,
    payments: [
      {
        buyerId: kitchen.id,
        allocations: [{ invoiceId, amountRupiah: total.toString() }],
        depositRupiah: "50000",
      },
    ],
  });
  await verifyPayment(secretary, { paymentId: paymentIds[0] ?? "" });
  const at = new Date("2026-08-10T05:00:00Z");
  await keepProofResults([{ name: "entries-balance", rows: [] }], new Date("2026-08-02T05:00:00Z"));
  const ask = () => askClosing(callOf(seller.treasurer, at), {});
  const ground = async () => {
    const found = await closingGround(seller.id, at);
    if (!found) throw new Error("there is a month to close");
    return { payouts: found.open.payouts, lines: found.openLines, closable: isClosable(found) };
  };
  const back = { to: "deposit", buyerId: kitchen.id, amountRupiah: "50000" } as const;
  const { payoutId } = await requestPayout(treasurer, back);
  expect(await ground()).toEqual({ payouts: 0, lines: 1, closable: true });
  await approvePayout(chair, { payoutId });
  expect(await ground()).toEqual({ payouts: 1, lines: 1, closable: false });
  await expect(ask()).rejects.toMatchObject({
    code: "accountability.closingOpen",
    params: { payouts: 1, payments: 0 },
  });
  await failPayout(chair, { payoutId, reason: "Rekening ditutup" });
  expect(await ground()).toEqual({ payouts: 0, lines: 1, closable: true });
  const again = await requestPayout(treasurer, back);
  await approvePayout(chair, again);
  expect(await outcomeOf(ask())).toBe("accountability.closingOpen");
  await confirmPayout(chair, { ...again, settledOn: town.today, bankReference: "TRF-TITIPAN" });
  expect(await outcomeOf(ask())).toBe("done");
});
