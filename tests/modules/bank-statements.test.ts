import fc from "fast-check";
import { expect, test } from "vitest";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { withheldSheet } from "#app/modules/oversight/withheld-sheet.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { matchReports, setLineAside, takeLineBack } from "#app/modules/payments/match-line.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import { approvePayout, confirmPayout, returnPayout } from "#app/modules/payments/settle-payout.server.ts";
import {
  accountsTold,
  lookAt,
  sheetsOfStatement,
  statementOf,
} from "#app/modules/payments/statement-reads.server.ts";
import { useDeposit } from "#app/modules/payments/use-deposit.server.ts";
import { rejectPayment, verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { withheldTaxes } from "#app/modules/payments/withheld-reads.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { ACCOUNT, banking, fileOf, type Row } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: what a bank writes becomes money in the books once, by two people, whatever order statements come in, and goes out of them by
// entries. Method: real invoices of one koperasi; statements as files; the proofs run at the end.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const { invoiced, nextInvoice, counted, lineWith, suggested, balance, invoiceState, reported } = banking(
  database,
  road,
);

type Deal = Awaited<ReturnType<typeof road.promised>>;

test("a statement is kept, looked at and counted; twice, overlapping or by another template it brings no line twice", async () => {
  const deal = await road.promised();
  const { town, seller } = deal;
  const call = town.callOf(seller.treasurer);
  const first: Row[] = [
    { day: "01/07/2026", words: "TRF A", came: 5_000n },
    { day: "02/07/2026", words: "TRF B", came: 7_000n },
    { day: "02/07/2026", words: "TRF B", came: 7_000n },
  ];
  const one = await counted(deal, fileOf(first));
  expect(one).toMatchObject({ added: 3, known: 0 });
  expect(await counted(deal, fileOf(first))).toEqual({ ...one, added: 0, known: 3 });
  // From the second on, in another order, with two more days.
  const later: Row[] = [
    { day: "03/07/2026", words: "BIAYA ADM", went: 2_500n },
    { day: "02/07/2026", words: "trf  b", came: 7_000n },
    { day: "02/07/2026", words: "TRF B", came: 7_000n },
  ];
  expect(await counted(deal, fileOf(later, 5_000n))).toMatchObject({ added: 1, known: 2 });
  expect((await accountsTold(seller.id))[0]).toMatchObject({ lineCount: 4, fromDay: "2026-07-01" });
  const bri = new TextEncoder().encode(
    "TGL_TRAN;DESK_TRAN;MUTASI_DEBET;MUTASI_KREDIT;SALDO_AKHIR_MUTASI\n02/07/2026;TRF B LAIN;0;7.000,00;9\n04/07/2026;TRF C;0;1.000,00;9",
  );
  const { statementId } = await bringStatement(call, {
    account: ACCOUNT,
    layout: "bri",
    fileName: "bri.csv",
    bytes: bri,
  });
  const statement = await statementOf(seller.id, statementId);
  if (!statement) throw new Error("it was brought");
  const looked = await lookAt(await sheetsOfStatement(statementId), {
    ...statement,
    today: town.today as BusinessDay,
  });
  expect(looked).toMatchObject({
    otherLayout: [{ words: "TRF B LAIN" }],
    added: [{ words: "TRF C" }],
    continuity: { kind: "broken" },
  });
  expect(await countStatement(call, statementId)).toMatchObject({ added: 1 });
  const stranger = await town.koperasi();
  expect(await outcomeOf(countStatement(town.callOf(stranger.treasurer), statementId))).toBe(
    "payments.statementMissing",
  );
  expect(await outcomeOf(countStatement(town.callOf(seller.warehouse), statementId))).toBe(
    "payments.forbidden",
  );
});

test("any files of an account in any order, also at the same moment, end in the same lines and the same money", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          day: fc.integer({ min: 1, max: 3 }),
          came: fc.constantFrom(5_000n, 7_000n),
          words: fc.constantFrom("A", "B"),
        }),
        { minLength: 1, maxLength: 7 },
      ),
      fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }), {
        minLength: 1,
        maxLength: 3,
      }),
      async (all, cuts) => {
        const deal = await freshSeller();
        const rows = all.map(({ day, ...row }) => ({ ...row, day: `0${day}/07/2026` }));
        const files = cuts.map((days) =>
          rows.filter((row) => days.some((day) => row.day === `0${day}/07/2026`)),
        );
        await Promise.all(
          files
            .filter((file) => file.length > 0)
            .map((file, at) => counted(deal, fileOf(at % 2 ? [...file].reverse() : file))),
        );
        const [row] = await database.sql`
          select count(*)::int as lines, coalesce(sum(amount_sen), 0)::text as sen from bank_lines where organisation_id = ${deal.seller.id}`;
        const seen = rows.filter((one) => files.flat().includes(one));
        expect(row).toEqual({
          lines: seen.length,
          sen: (seen.reduce((sum, one) => sum + one.came, 0n) * 100n).toString(),
        });
      },
    ),
    { numRuns: 12 },
  );
});

let seller: Deal | null = null;
/** One koperasi whose lines are told apart by a new account each time would hide what is tried: each time another koperasi. */
async function freshSeller(): Promise<Deal> {
  seller ??= await road.promised();
  return { ...seller, seller: await seller.town.koperasi() };
}

test("the number of an invoice and its sum: one proposes, another verifies, and it is booked as any transfer is", async () => {
  const { deal, invoiceId, number, total } = await invoiced();
  const { town, seller, kitchen } = deal;
  await counted(deal, fileOf([{ words: `TRF ${number}`, came: total }]));
  const [best] = await suggested(deal, number);
  expect(best).toMatchObject({ kind: "invoices", reasons: [{ code: "number" }, { code: "exact" }] });
  const line = await lineWith(deal, number);
  const wish = {
    lineId: line.id,
    payments: [{ buyerId: kitchen.id, allocations: [{ invoiceId, amountRupiah: total.toString() }] }],
    reasons: ["number" as const, "exact" as const],
  };
  const treasurer = town.callOf(seller.treasurer);
  const { paymentIds } = await proposeMatch(treasurer, wish);
  const paymentId = paymentIds[0] ?? "";
  expect(await lineWith(deal, number)).toMatchObject({ state: "proposed", restRupiah: 0n });
  expect(await outcomeOf(proposeMatch(treasurer, wish))).toBe("payments.lineMoved");
  expect(await outcomeOf(verifyPayment(treasurer, { paymentId }))).toBe("payments.secondPerson");
  // Rejected, the line is open again, and may be proposed anew.
  await rejectPayment(town.callOf(seller.secretary), { paymentId, reason: "Salah tagihan" });
  expect(await lineWith(deal, number)).toMatchObject({ state: "open", restRupiah: total });
  const again = await proposeMatch(treasurer, wish);
  const secretary = town.callOf(seller.secretary);
  expect(
    await atOnce(
      [1, 2, 3].map(() => () => verifyPayment(secretary, { paymentId: again.paymentIds[0] ?? "" })),
    ),
  ).toEqual({ done: 1, "payments.moved": 2 });
  expect(await lineWith(deal, number)).toMatchObject({ state: "matched" });
  expect(await invoiceState(invoiceId)).toEqual({ state: "settled", paid: total, reported: 0n });
  expect([await balance(seller.id, "1100"), await balance(kitchen.id, "1100")]).toEqual([total, -total]);
  // Taken back by somebody else than who booked it: mirrored, open again, and the paper is void.
  const reverse = { paymentId: again.paymentIds[0] ?? "", reason: "Ternyata uang koperasi lain" };
  expect(await outcomeOf(reversePayment(secretary, reverse))).toBe("payments.secondPerson");
  await reversePayment(treasurer, reverse);
  expect(await outcomeOf(reversePayment(treasurer, reverse))).toBe("payments.moved");
  expect(await invoiceState(invoiceId)).toEqual({ state: "issued", paid: 0n, reported: 0n });
  expect([await balance(seller.id, "1100"), await balance(kitchen.id, "1100")]).toEqual([0n, 0n]);
  expect(await lineWith(deal, number)).toMatchObject({ state: "open", restRupiah: total });
  const [paper] =
    await database.sql`select state, void_reason from documents where kind = 'KW' and subject_id = ${reverse.paymentId}`;
  expect(paper).toMatchObject({ state: "voided", void_reason: reverse.reason });
});

test("what a buyer reported is found in the statement: one of two cashiers books it, the other is told", async () => {
  const { deal, invoiceId, total } = await invoiced();
  const { town, seller } = deal;
  const { paymentId } = await reported(deal, invoiceId, total);
  await counted(
    deal,
    fileOf([
      { words: "SWITCHING TRX 8812", came: total },
      { words: "TRF LAIN", came: total },
    ]),
  );
  const [best] = await suggested(deal, "SWITCHING");
  expect(best).toMatchObject({ kind: "reports", paymentIds: [paymentId] });
  expect(best?.reasons.map(({ code }) => code)).toContain("reference");
  const line = await lineWith(deal, "SWITCHING");
  const match = { lineIds: [line.id], paymentIds: [paymentId], reasons: ["reference" as const] };
  const cashiers = [seller.secretary, seller.treasurer].map((one) => town.callOf(one));
  const answers = await atOnce(cashiers.map((call) => () => matchReports(call, match)));
  expect(answers["done"]).toBe(1);
  expect(await outcomeOf(verifyPayment(town.callOf(seller.secretary), { paymentId }))).toBe("payments.moved");
  expect(await lineWith(deal, "SWITCHING")).toMatchObject({ state: "matched" });
  expect(await balance(seller.id, "1100")).toBe(total);
  const other = await lineWith(deal, "TRF LAIN");
  expect(
    await outcomeOf(matchReports(town.callOf(seller.treasurer), { ...match, lineIds: [other.id] })),
  ).toBe("payments.alreadyMatched");
});

test("what was verified by hand before is found again in the statement, and booked no second time", async () => {
  const { deal, invoiceId, total } = await invoiced();
  const { town, seller } = deal;
  const { paymentId } = await reported(deal, invoiceId, total, "TRX-TANGAN");
  await verifyPayment(town.callOf(seller.secretary), { paymentId });
  await counted(deal, fileOf([{ words: "SWITCHING TRX TANGAN", came: total }]));
  expect((await suggested(deal, "TANGAN"))[0]?.reasons.map(({ code }) => code)).toEqual([
    "booked",
    "reference",
    "sameDay",
  ]);
  const line = await lineWith(deal, "TANGAN");
  const treasurer = town.callOf(seller.treasurer);
  await matchReports(treasurer, { lineIds: [line.id], paymentIds: [paymentId] });
  expect(await lineWith(deal, "TANGAN")).toMatchObject({ state: "matched" });
  expect(await balance(seller.id, "1100")).toBe(total);
  // Taken back, the line says so too.
  await reversePayment(treasurer, { paymentId, reason: "Bank menarik kembali" });
  expect(await lineWith(deal, "TANGAN")).toMatchObject({ state: "open", restRupiah: total });
});

test("several lines are one report, one line is several; another sum replaces the report", async () => {
  const { deal, invoiceId, total } = await invoiced();
  const { town, seller, kitchen } = deal;
  const half = total / 2n;
  const whole = await reported(deal, invoiceId, total, "TRX-DUA");
  await counted(
    deal,
    fileOf([
      { words: "TRF 1", came: half },
      { words: "TRF 2", came: total - half },
      { words: "TRF 3", came: 77n },
    ]),
  );
  const [best] = await suggested(deal, "TRF 1");
  expect(best).toMatchObject({
    kind: "reports",
    reasons: [{ code: "report" }, { code: "together" }, { code: "sameDay" }],
  });
  const ids = [(await lineWith(deal, "TRF 1")).id, (await lineWith(deal, "TRF 2")).id];
  const treasurer = town.callOf(seller.treasurer);
  const odd = (await lineWith(deal, "TRF 3")).id;
  expect(
    await outcomeOf(matchReports(treasurer, { lineIds: [...ids, odd], paymentIds: [whole.paymentId] })),
  ).toBe("payments.matchSum");
  await matchReports(treasurer, { lineIds: ids, paymentIds: [whole.paymentId] });
  expect(await invoiceState(invoiceId)).toMatchObject({ state: "settled" });

  const next = await invoiced();
  const said = await reported(next.deal, next.invoiceId, next.total, "TRX-BEDA");
  await counted(next.deal, fileOf([{ words: "TRX BEDA", came: next.total - 1_000n }]));
  expect(await suggested(next.deal, "TRX BEDA")).toMatchObject([
    { kind: "differs", paymentId: said.paymentId },
  ]);
  const { paymentIds } = await proposeMatch(next.deal.town.callOf(next.deal.seller.treasurer), {
    lineId: (await lineWith(next.deal, "TRX BEDA")).id,
    replacesPaymentId: said.paymentId,
    payments: [
      {
        buyerId: next.deal.kitchen.id,
        allocations: [{ invoiceId: next.invoiceId, amountRupiah: (next.total - 1_000n).toString() }],
      },
    ],
  });
  await verifyPayment(next.deal.town.callOf(next.deal.seller.secretary), { paymentId: paymentIds[0] ?? "" });
  expect(await invoiceState(next.invoiceId)).toEqual({
    state: "issued",
    paid: next.total - 1_000n,
    reported: 0n,
  });
  expect(kitchen.id).not.toBe(next.deal.kitchen.id);
});

test("too much becomes a deposit that pays later, once; withheld tax pays an invoice and is nobody's cash", async () => {
  const { deal, invoiceId, total } = await invoiced();
  const { town, seller, kitchen } = deal;
  const treasurer = town.callOf(seller.treasurer);
  const secretary = town.callOf(seller.secretary);
  const withheld = (total * 150n) / 10_000n;
  await counted(deal, fileOf([{ words: "TRF LEBIH", came: total - withheld + 50_000n }]));
  const wish = {
    lineId: (await lineWith(deal, "TRF LEBIH")).id,
    payments: [
      {
        buyerId: kitchen.id,
        allocations: [{ invoiceId, amountRupiah: total.toString() }],
        depositRupiah: "50000",
        withheldRupiah: withheld.toString(),
      },
    ],
  };
  expect(await outcomeOf(proposeMatch(treasurer, wish))).toBe("payments.slipMissing");
  const { paymentIds } = await proposeMatch(treasurer, {
    ...wish,
    payments: wish.payments.map((payment) => ({ ...payment, withholdingSlip: "BP-2026-0001" })),
  });
  const paymentId = paymentIds[0] ?? "";
  await verifyPayment(secretary, { paymentId });
  expect(await invoiceState(invoiceId)).toMatchObject({ state: "settled", paid: total });
  const books = async () => ({
    cash: await balance(seller.id, "1100"),
    tax: await balance(seller.id, "1500"),
    deposit: await balance(seller.id, "2310"),
    receivable: await balance(seller.id, "1200"),
    owed: await balance(kitchen.id, "2410"),
    kept: await balance(kitchen.id, "1310"),
  });
  expect(await books()).toEqual({
    cash: total - withheld + 50_000n,
    tax: withheld,
    deposit: -50_000n,
    receivable: 0n,
    owed: -withheld,
    kept: 50_000n,
  });
  // Both sides take it along for the tax office, under the number of its slip; nobody else has it.
  const month = { from: businessDay("2026-07-01"), to: businessDay("2026-07-31") };
  const kept = { slip: "BP-2026-0001", on: "2026-07-06", baseRupiah: total, withheldRupiah: withheld };
  const taxes = await withheldTaxes(seller.id, month, 10);
  expect(taxes).toMatchObject([{ ...kept, side: "recipient" }]);
  expect(await withheldTaxes(kitchen.id, month, 10)).toMatchObject([{ ...kept, side: "withholder" }]);
  const june = { from: businessDay("2026-06-01"), to: businessDay("2026-06-30") };
  expect(await withheldTaxes(seller.id, june, 10)).toEqual([]);
  const [row = []] = withheldSheet(taxes, "12.345.678.9-012.345").rows;
  expect(row.slice(3, 7)).toEqual([
    { kind: "whole", value: 7 },
    { kind: "whole", value: 2026 },
    { kind: "text", value: "0123456789012345" },
    { kind: "text", value: "0123456789012345000000" },
  ]);
  expect(row[10]).toEqual({ kind: "plain", value: 1.5 });
  // The next invoice of the same kitchen takes it.
  const other = await road.promised();
  const next = await nextInvoice(deal);
  expect(await outcomeOf(useDeposit(treasurer, { invoiceId: next, amountRupiah: "50001" }))).toBe(
    "payments.depositShort",
  );
  const used = await useDeposit(treasurer, { invoiceId: next, amountRupiah: "30000" });
  expect(await outcomeOf(useDeposit(treasurer, { invoiceId: next, amountRupiah: "30000" }))).toBe(
    "payments.depositShort",
  );
  expect(
    await outcomeOf(
      useDeposit(other.town.callOf(other.seller.treasurer), { invoiceId: next, amountRupiah: "1" }),
    ),
  ).toBe("invoicing.missing");
  await verifyPayment(secretary, { paymentId: used.paymentId });
  expect(await invoiceState(next)).toMatchObject({ state: "issued", paid: 30_000n });
  expect(await books()).toMatchObject({ deposit: -20_000n, kept: 20_000n, cash: total - withheld + 50_000n });
  expect(await outcomeOf(reversePayment(treasurer, { paymentId, reason: "Bukan untuk kita" }))).toBe(
    "payments.depositUsed",
  );
  // What no invoice takes goes back by two people, and never twice.
  const back = { to: "deposit", buyerId: kitchen.id, amountRupiah: "20000" } as const;
  const { payoutId } = await requestPayout(treasurer, back);
  expect(await outcomeOf(requestPayout(treasurer, { ...back, amountRupiah: "1" }))).toBe(
    "payments.depositShort",
  );
  expect(await outcomeOf(useDeposit(treasurer, { invoiceId: next, amountRupiah: "1" }))).toBe(
    "payments.depositShort",
  );
  const strangers = other.town.callOf(other.seller.treasurer);
  expect(await outcomeOf(requestPayout(strangers, { ...back, amountRupiah: "1" }))).toBe(
    "payments.depositShort",
  );
  const chair = town.callOf(seller.chair);
  expect(await outcomeOf(approvePayout(treasurer, { payoutId }))).toBe("payments.secondPerson");
  await approvePayout(chair, { payoutId });
  await confirmPayout(chair, { payoutId, settledOn: town.today, bankReference: "TRF-TITIPAN" });
  expect(await books()).toMatchObject({
    deposit: 0n,
    kept: 0n,
    cash: total - withheld + 30_000n,
  });
  await returnPayout(chair, { payoutId, returnedOn: town.today, reason: "Rekening salah" });
  expect(await books()).toMatchObject({ deposit: -20_000n, kept: 20_000n });
});

test("what is none of the trade is set aside, and can be taken back; sen are nobody's payment", async () => {
  const { deal, invoiceId } = await invoiced();
  const { town, seller, kitchen } = deal;
  await counted(deal, fileOf([{ words: "BUNGA", came: 12n }]));
  const call = town.callOf(seller.treasurer);
  const { id: lineId } = await lineWith(deal, "BUNGA");
  await setLineAside(call, { lineId, reason: "Bunga bank" });
  expect(await outcomeOf(setLineAside(call, { lineId, reason: "Bunga bank" }))).toBe("payments.lineMoved");
  const wish = {
    lineId,
    payments: [{ buyerId: kitchen.id, allocations: [{ invoiceId, amountRupiah: "12" }] }],
  };
  expect(await outcomeOf(proposeMatch(call, wish))).toBe("payments.lineMoved");
  await takeLineBack(call, { lineId });
  const many = {
    ...wish,
    payments: [{ buyerId: kitchen.id, allocations: [{ invoiceId, amountRupiah: "13" }] }],
  };
  expect(await outcomeOf(proposeMatch(call, many))).toBe("payments.lineTooMuch");
  const stranger = await town.koperasi();
  expect(await outcomeOf(proposeMatch(town.callOf(stranger.treasurer), wish))).toBe("payments.lineMissing");
  // The database keeps it too, past every command.
  await expect(
    database.sql`update bank_lines set state = 'matched' where id = ${lineId}`,
  ).rejects.toMatchObject({
    constraint_name: "bank_lines_add_up",
  });
  await expect(database.sql`update bank_lines set amount_sen = 1 where id = ${lineId}`).rejects.toMatchObject(
    {
      constraint_name: "bank_lines_stand",
    },
  );
});
