import { expect, test } from "vitest";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { openObjection } from "#app/modules/invoicing/open-objection.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { issueLateFee } from "#app/modules/payments/issue-late-fee.server.ts";
import { askCheckout } from "#app/modules/payments/open-checkout.server.ts";
import { promisePayment } from "#app/modules/payments/promise-payment.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { useDeposit } from "#app/modules/payments/use-deposit.server.ts";
import { rejectPayment, verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";

// Goal: an invoice that was cancelled is paid in no way, by nobody, and money that comes for it all the same is kept for its buyer and lost to
// no one. Method: an invoice that was issued and credited, and every way in which money reaches an invoice, one after the other; each is refused
// for the same reason, and nothing is written.
const database = await testDatabase({ poolSize: 6 });
const { sql } = database;
const bank = banking(database, deliveries(database));

const written = async () => {
  const [row] = await sql`
    select (select count(*)::int from entries) as entries, (select count(*)::int from payments) as payments,
      (select count(*)::int from invoice_promises) as promises, (select count(*)::int from documents) as papers`;
  return { ...row };
};

const told = async (paymentId: string) =>
  (await sql`select name from outbox where payload->>'paymentId' = ${paymentId} order by id`).map(
    (row) => row["name"],
  );

test("a cancelled invoice takes no money, by transfer, from the bank's statement, out of a deposit, by card, by promise", async () => {
  const { deal, invoiceId, total } = await bank.invoiced();
  const { town, seller, kitchen } = deal;
  const lineId = (await invoiceVisibleTo(seller.id, invoiceId))?.lines[0]?.id ?? "";
  const [treasurer, secretary, finance] = [seller.treasurer, seller.secretary, kitchen.finance].map(
    (member) => town.callOf(member),
  ) as [ReturnType<typeof town.callOf>, ReturnType<typeof town.callOf>, ReturnType<typeof town.callOf>];
  await bank.counted(deal, fileOf([{ words: "TRF TERLAMBAT", came: total }]));
  const line = (await bank.lineWith(deal, "TRF TERLAMBAT")).id;
  const reason = "Harga salah, ditagih ulang";
  await creditInvoice(treasurer, { invoiceId, reason });

  const before = await written();
  const amountRupiah = total.toString();
  const allocations = [{ invoiceId, amountRupiah }];
  const ways = {
    transfer: () => bank.reported(deal, invoiceId, total, "TRX-BATAL"),
    statement: () =>
      proposeMatch(treasurer, { lineId: line, payments: [{ buyerId: kitchen.id, allocations }] }),
    deposit: () => useDeposit(treasurer, { invoiceId, amountRupiah: "1" }),
    card: () => askCheckout(finance, { invoiceId, provider: "Uji", rail: "card" }),
    account: () => askCheckout(finance, { invoiceId, provider: "Uji", rail: "virtualAccount" }),
    promise: () => promisePayment(finance, { invoiceId, promisedOn: town.today, amountRupiah: "1" }),
  };
  for (const [way, deed] of Object.entries(ways))
    expect(await outcomeOf(deed()), way).toBe("payments.notOpen");
  expect(await outcomeOf(issueLateFee(secretary, { invoiceId }))).toBe("payments.noLateFee");
  expect(await outcomeOf(issueInvoice(secretary, { invoiceId }))).toBe("invoicing.moved");
  expect(await outcomeOf(creditInvoice(treasurer, { invoiceId, reason }))).toBe("invoicing.moved");
  expect(await outcomeOf(verifyReceivable(secretary, { invoiceId }))).toMatch(/^invoicing\./);
  const wish = { invoiceLineId: lineId, cause: "short", quantityBase: "1", note: "Kurang satu" } as const;
  expect(await outcomeOf(openObjection(finance, wish))).toMatch(/^invoicing\./);
  expect(await written()).toEqual(before);
  expect(await bank.invoiceState(invoiceId)).toEqual({ state: "credited", paid: 0n, reported: 0n });

  // It came all the same: it is the buyer's, and pays what is invoiced next.
  const { paymentIds } = await proposeMatch(treasurer, {
    lineId: line,
    payments: [{ buyerId: kitchen.id, allocations: [], depositRupiah: amountRupiah }],
  });
  await verifyPayment(secretary, { paymentId: paymentIds[0] ?? "" });
  expect(await bank.balance(seller.id, "2310")).toBe(-total);
  expect(await bank.balance(kitchen.id, "1310")).toBe(total);
  const next = await bank.nextInvoice(deal);
  const used = await useDeposit(treasurer, { invoiceId: next, amountRupiah });
  await verifyPayment(secretary, used);
  expect(await bank.invoiceState(next)).toEqual({ state: "settled", paid: total, reported: 0n });
  expect(await bank.balance(seller.id, "2310")).toBe(0n);
  expect((await proveDatabase(database.url)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

test("who said that it transferred is told when nothing came; of a deposit that its seller may not use nobody tells the buyer that it did not pay", async () => {
  const { deal, total } = await bank.invoiced();
  const { town, seller, kitchen } = deal;
  const [treasurer, secretary] = [town.callOf(seller.treasurer), town.callOf(seller.secretary)];
  await bank.counted(deal, fileOf([{ words: "TRF LEBIH", came: total }]));
  const { paymentIds } = await proposeMatch(treasurer, {
    lineId: (await bank.lineWith(deal, "TRF LEBIH")).id,
    payments: [{ buyerId: kitchen.id, allocations: [], depositRupiah: total.toString() }],
  });
  await verifyPayment(secretary, { paymentId: paymentIds[0] ?? "" });
  const next = await bank.nextInvoice(deal);
  const used = await useDeposit(treasurer, { invoiceId: next, amountRupiah: "1000" });
  await rejectPayment(secretary, { paymentId: used.paymentId, reason: "Dipakai untuk tagihan lain" });
  expect(await told(used.paymentId)).toEqual(["payment.reported"]);
  expect(await bank.invoiceState(next)).toEqual({ state: "issued", paid: 0n, reported: 0n });
  const said = await bank.reported(deal, next, 1_000n, "TRX-HILANG");
  await rejectPayment(secretary, { paymentId: said.paymentId, reason: "Tidak masuk rekening" });
  expect(await told(said.paymentId)).toEqual(["payment.reported", "payment.rejected"]);
});
