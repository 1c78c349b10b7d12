import { expect, test } from "vitest";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { bookLine } from "#app/modules/payments/book-line.server.ts";
import { acknowledgeProceeds, matchProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { assignedClaims } from "#tests/support/assigned-claims.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: money that an assignee gave for a claim is in cash once, whichever is known first, the word of the two or the line of the bank, and
// whatever a clerk makes of the line. Method: real deliveries and statements as files; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const { invoiced, counted, lineWith, suggested, balance } = banking(database, road);
const { assigned, stated } = assignedClaims(invoiced);

type Claim = Awaited<ReturnType<typeof assigned>>;

/** The bank of the seller shows these sums as they came, each in words of its own. */
async function shown({ deal }: Claim, sums: Readonly<Record<string, bigint>>) {
  await counted(deal, fileOf(Object.entries(sums).map(([words, came]) => ({ words, came }))));
}

const asDeposit = ({ deal }: Claim, lineId: string, amount: bigint, isOtherMoney = false) =>
  proposeMatch(deal.town.callOf(deal.seller.treasurer), {
    lineId,
    payments: [{ buyerId: deal.kitchen.id, allocations: [], depositRupiah: amount.toString() }],
    isOtherMoney,
  });

test("a line is suggested to be what both said, found again without another entry, and found once", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const treasurer = town.callOf(seller.treasurer);
  const said = await stated(one, bumd.finance, { money: total - 9_000n, fee: 9_000n });
  await acknowledgeProceeds(treasurer, said);
  await shown(one, { "TRF MASUK SATU": total - 9_000n, "TRF MASUK DUA": total - 9_000n });
  const line = await lineWith(deal, "TRF MASUK SATU");
  const other = await lineWith(deal, "TRF MASUK DUA");
  expect((await suggested(deal, "TRF MASUK SATU"))[0]).toMatchObject({
    kind: "proceeds",
    ...said,
    reasons: [{ code: "booked", params: { number: one.number } }, { code: "sameDay" }],
  });
  const ends = await atOnce(
    times(4, (at) => matchProceeds(treasurer, { lineId: (at % 2 ? line : other).id, ...said })),
  );
  expect(ends["done"]).toBe(1);
  expect(await balance(seller.id, "1100")).toBe(total - 9_000n);
  const states = [await lineWith(deal, "TRF MASUK SATU"), await lineWith(deal, "TRF MASUK DUA")];
  expect(states.map(({ state }) => state).sort()).toEqual(["matched", "open"]);
  // The second line is nobody's money of the claim any more: it is not suggested, and not asked about.
  const left = states.find(({ state }) => state === "open");
  expect((await suggested(deal, left?.description ?? "")).filter(({ kind }) => kind === "proceeds")).toEqual(
    [],
  );
});

test("what waits for its receiver is acknowledged and booked by the line itself, once", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const said = await stated(one, bumd.finance, { money: total });
  await shown(one, { "TRX-CESSIE": total });
  const line = await lineWith(deal, "TRX-CESSIE");
  expect((await suggested(deal, "TRX-CESSIE"))[0]).toMatchObject({
    kind: "proceeds",
    reasons: [{ code: "proceeds" }, { code: "reference" }, { code: "sameDay" }],
  });
  const stranger = await town.koperasi();
  expect(await outcomeOf(matchProceeds(town.callOf(stranger.treasurer), { lineId: line.id, ...said }))).toBe(
    "payments.lineMissing",
  );
  const treasurer = town.callOf(seller.treasurer);
  await matchProceeds(treasurer, { lineId: line.id, ...said });
  expect(await outcomeOf(acknowledgeProceeds(treasurer, said))).toBe("invoicing.proceedsMoved");
  expect(await balance(seller.id, "1100")).toBe(total);
  expect((await lineWith(deal, "TRX-CESSIE")).state).toBe("matched");
});

test("whoever books such a line by hand is asked, before and after the other side said that the money came", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const treasurer = town.callOf(seller.treasurer);
  const said = await stated(one, bumd.finance, { money: total });
  await shown(one, { "TRF MASUK": total });
  const line = await lineWith(deal, "TRF MASUK");
  const tries = () =>
    Promise.all([
      outcomeOf(asDeposit(one, line.id, total)),
      outcomeOf(bookLine(treasurer, { lineId: line.id, as: "interest" })),
    ]);
  expect(await tries()).toEqual(["payments.lineIsProceeds", "payments.lineIsProceeds"]);
  await acknowledgeProceeds(treasurer, said);
  expect(await tries()).toEqual(["payments.lineIsProceeds", "payments.lineIsProceeds"]);
  expect(await balance(seller.id, "1100")).toBe(total);
  // Two transfers of the same sum do happen: said so, it is heeded, and that stays written.
  const { paymentIds } = await asDeposit(one, line.id, total, true);
  await verifyPayment(town.callOf(seller.secretary), { paymentId: paymentIds[0] ?? "" });
  expect(await balance(seller.id, "1100")).toBe(2n * total);
});

test("whoever says that the money came is asked where a line of the same sum was booked by hand before", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const treasurer = town.callOf(seller.treasurer);
  await shown(one, { "TRF MASUK": total });
  const line = await lineWith(deal, "TRF MASUK");
  await asDeposit(one, line.id, total);
  const said = await stated(one, bumd.finance, { money: total });
  expect(await outcomeOf(acknowledgeProceeds(treasurer, said))).toBe("payments.proceedsBooked");
  expect(await balance(seller.id, "1100")).toBe(0n);
  await acknowledgeProceeds(treasurer, { ...said, isOtherMoney: true });
  expect(await balance(seller.id, "1100")).toBe(total);
});

test("the bank of the assignee: what it gave is found again, and not booked as something that the bank took", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const finance = town.callOf(bumd.finance);
  const said = await stated(one, bumd.finance, { money: total });
  await counted(
    { ...deal, seller: { ...seller, id: bumd.id, treasurer: bumd.finance } },
    fileOf([{ words: "TRF KELUAR", went: total }], total),
  );
  const [row] = await database.sql`select id from bank_lines where organisation_id = ${bumd.id}`;
  const lineId = String(row?.["id"]);
  expect(await outcomeOf(bookLine(finance, { lineId, as: "fee" }))).toBe("payments.lineIsProceeds");
  // It cannot say for the other that the money came.
  expect(await outcomeOf(matchProceeds(finance, { lineId, ...said }))).toBe("invoicing.proceedsReceiver");
  await acknowledgeProceeds(town.callOf(seller.treasurer), said);
  await matchProceeds(finance, { lineId, ...said });
  expect(await balance(bumd.id, "1100")).toBe(-total);
});

test("a proof that showed what went for a claim shows no payment", async () => {
  const one = await assigned("bank");
  const { deal, total } = one;
  const { town, seller, kitchen } = deal;
  await stated(one, seller.treasurer, { money: total });
  const next = await banking(database, road).nextInvoice(deal);

  const { fileId: proofId } = await uploadFile(town.callOf(kitchen.finance), {
    purpose: "payment_proof",
    fileName: "transfer.pdf",
    bytes: new TextEncoder().encode(`%PDF-1.7 ${one.assignmentId} undefined${total}/undefined`),
  });
  expect(
    await outcomeOf(
      reportPayment(town.callOf(kitchen.finance), {
        allocations: [{ invoiceId: next, amountRupiah: "1000" }],
        transferredOn: town.today,
        bankName: "Bank Uji",
        bankReference: "TRX-SAMA",
        proofId,
      }),
    ),
  ).toBe("payments.proofUsed");
});
