import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { accountBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { bookLine } from "#app/modules/payments/book-line.server.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { confirmTaxRemittance } from "#app/modules/payments/check-tax-remittance.server.ts";
import {
  doubtTaxRemittance,
  reverseTaxRemittance,
} from "#app/modules/payments/correct-tax-remittance.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { approveBatch } from "#app/modules/payments/decide-batch.server.ts";
import { linesOf, matchesOf } from "#app/modules/payments/line-reads.server.ts";
import { matchEntries } from "#app/modules/payments/match-entries.server.ts";
import { withSuggestions } from "#app/modules/payments/match-ground-reads.server.ts";
import { matchPayout, matchReturn } from "#app/modules/payments/match-payout.server.ts";
import { matchRemittances } from "#app/modules/payments/match-remittances.server.ts";
import { partLine } from "#app/modules/payments/part-line.server.ts";
import { hubPayables } from "#app/modules/payments/payable-reads.server.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { remitLevies } from "#app/modules/payments/remit-levies.server.ts";
import { leviesDue } from "#app/modules/payments/remittance-reads.server.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { fileOf, type Row } from "#tests/support/banking.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { locked } from "#tests/support/loads.ts";
import type { Member } from "#tests/support/rows.ts";
import { collectedTax, nextNtpn, reportedTax } from "#tests/support/taxes.ts";
import { type World, world } from "#tests/support/world.ts";

// Goal: whatever the books moved in cash is found again on the line of the bank that shows it, once; what waits for a second person is booked
// by the line, once; and what is taken out of the books opens its line. Method: statements as files of a koperasi, a trade center and its
// buyer; tax, levies, payouts by batch, one that comes back, and a buyer's payment through commands; every proof after every deed.
const database = await testDatabase({ poolSize: 8 });
const { delivered, invoiced, pay } = claimsOn(database);
const REASON = "Salah baris, ini uang lain";

const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name));
const cash = (organisationId: string) => accountBalance(organisationId, "cash", null);

/** Lines of a bank that somebody brings, by their words. */
async function brought(town: World, by: Member, rows: readonly Row[]) {
  const call = town.callOf(by);
  const day = town.today.split("-").reverse().join("/");
  const { statementId } = await bringStatement(call, {
    account: "0026010001233",
    layout: "generic",
    fileName: "mutasi.csv",
    bytes: fileOf(rows.map((row) => ({ day, ...row }))),
  });
  await countStatement(call, statementId);
}

async function lineWith({ organisationId }: Member, words: string) {
  const pages = await Promise.all(
    (["open", "matched", "aside"] as const).map((state) => linesOf(organisationId, { state, limit: 200 })),
  );
  const line = pages.flatMap(({ rows }) => rows).find(({ description }) => description.includes(words));
  if (!line) throw new Error(`there is a line with ${words}`);
  return line;
}

async function best(by: Member, words: string) {
  const { lines } = await withSuggestions(by.organisationId, [await lineWith(by, words)]);
  return lines[0]?.suggestions[0];
}

test("a second person finds reported tax on a line of the bank: it is booked once by it, and opens it when it was wrong", async () => {
  const town = world(database);
  const { id, treasurer, secretary, chair } = await town.koperasi();
  await collectedTax(town, { id }, { kind: "vat", on: businessDay("2026-06-10"), rupiah: 700_000n });
  const ntpn = nextNtpn();
  const taxRemittanceId = await reportedTax(town, secretary, {
    month: "2026-06",
    amountRupiah: "700000",
    ntpn,
  });
  await brought(town, treasurer, [{ words: `MPN G3 ${ntpn}`, went: 700_000n }]);
  const lineId = (await lineWith(treasurer, "MPN")).id;
  expect(await best(treasurer, "MPN")).toMatchObject({
    kind: "remittance",
    remittanceIds: [taxRemittanceId],
    reasons: [{ code: "taxWaits" }, { code: "reference" }, { code: "sameDay" }],
  });
  // As a fee it would leave cash a second time: whoever wants that says that it is other money.
  expect(await outcomeOf(bookLine(town.callOf(treasurer), { lineId, as: "fee" }))).toBe(
    "payments.lineInBooks",
  );
  const match = (by: Member) =>
    matchRemittances(town.callOf(by), { lineId, remittanceIds: [taxRemittanceId] });
  expect(await outcomeOf(match(secretary))).toBe("payments.secondPerson");
  const stranger = await town.koperasi();
  expect(await outcomeOf(match(stranger.treasurer))).toBe("payments.lineMissing");
  expect(await atOnce(times(3, () => match(treasurer)))).toEqual({ done: 1, "payments.lineMoved": 2 });
  expect([await cash(id), await accountBalance(id, "vatOut", null)]).toEqual([-700_000n, 0n]);
  expect(await outcomeOf(confirmTaxRemittance(town.callOf(chair), { taxRemittanceId }))).toBe(
    "payments.moved",
  );
  expect(await lineWith(treasurer, "MPN")).toMatchObject({ state: "matched", restRupiah: 0n });
  expect(await faults()).toEqual([]);

  await doubtTaxRemittance(town.callOf(secretary), { taxRemittanceId, reason: REASON });
  await reverseTaxRemittance(town.callOf(chair), { taxRemittanceId });
  expect(await lineWith(treasurer, "MPN")).toMatchObject({ state: "open", restRupiah: 700_000n });
  expect(await matchesOf(lineId)).toMatchObject([{ deed: "tax.remitted", isUndone: true }]);
  expect(await cash(id)).toBe(0n);
  expect(await faults()).toEqual([]);

  // Booked by hand this time: the line finds it again, and nothing leaves twice.
  const right = await reportedTax(town, secretary, { month: "2026-06", amountRupiah: "700000", ntpn });
  await confirmTaxRemittance(town.callOf(chair), { taxRemittanceId: right });
  const found = await best(treasurer, "MPN");
  if (found?.kind !== "entry") throw new Error("it is in the books");
  const again = { lineId, entryIds: [...found.entryIds] };
  expect(await outcomeOf(matchEntries(town.callOf(stranger.treasurer), again))).toBe("payments.lineMissing");
  await matchEntries(town.callOf(secretary), again);
  expect(await cash(id)).toBe(-700_000n);
  await brought(town, treasurer, [
    { words: `MPN G3 ${ntpn}`, went: 700_000n },
    { words: "TRF LAIN", went: 700_000n },
    { words: "TRF MASUK", came: 700_000n },
  ]);
  const other = (await lineWith(treasurer, "TRF LAIN")).id;
  const onto = (at: string) => outcomeOf(matchEntries(town.callOf(treasurer), { ...again, lineId: at }));
  expect(await onto(other)).toBe("payments.alreadyMatched");
  // Parted, it is free for the line that it is; no book moves.
  const [, standing] = await matchesOf(lineId);
  const part = { matchId: standing?.matchId ?? "", reason: REASON };
  expect(await outcomeOf(partLine(town.callOf(stranger.treasurer), part))).toBe("payments.lineMissing");
  await partLine(town.callOf(treasurer), part);
  expect(await outcomeOf(partLine(town.callOf(treasurer), part))).toBe("payments.lineMoved");
  expect(await onto((await lineWith(treasurer, "TRF MASUK")).id)).toBe("payments.lineCame");
  expect(await onto(other)).toBe("done");
  expect(await cash(id)).toBe(-700_000n);
  expect(await faults()).toEqual([]);
  // Past every command: nobody's entry stands on another's line, and no other sum.
  await expect(
    database.sql`insert into bank_matches (id, line_id, entry_id, amount_rupiah, reasons, matched_by, matched_at)
      select 'bmt_past', ${lineId}, e.id, 700000, '{}', ${treasurer.personId}, now() from entries e
      where e.organisation_id = ${id} and e.kind = 'test.taxed'`,
  ).rejects.toMatchObject({ constraint_name: "bank_lines_add_up" });
});

test("levies, a batch in one sum, a transfer that came back, what a koperasi got and a buyer paid: each finds its line", async () => {
  const deal = await locked(database, [40, 20], {
    levyBasisPoints: 50,
    levyLegalBasis: "Perda contoh 1/2026",
  });
  const { town, hub, buyer, koperasi } = deal;
  const [cashier, head] = [town.callOf(hub.cashier), town.callOf(hub.head)];
  await delivered(deal);
  const invoiceId = await invoiced(deal);
  const [bill] = await database.sql`select total_rupiah::text as total from invoices where id = ${invoiceId}`;
  const total = BigInt(String(bill?.["total"]));
  await pay(deal, invoiceId, total);

  // What the buyer paid is on its own bank's line.
  await brought(town, buyer.finance, [{ words: "TRF-1 PEMBAYARAN", went: total }]);
  const paid = await best(buyer.finance, "TRF-1");
  if (paid?.kind !== "entry") throw new Error("it is in the buyer's books");
  expect(paid.reasons.map(({ code }) => code)).toEqual(["entry", "reference", "sameDay"]);
  await matchEntries(town.callOf(buyer.finance), {
    lineId: (await lineWith(buyer.finance, "TRF-1")).id,
    entryIds: [...paid.entryIds],
  });
  expect(await cash(buyer.id)).toBe(-total);

  // Levies: the head finds them on the line, and the STS is of its day.
  const levies = sumOf((await leviesDue(hub.id)).map(({ amountRupiah }) => amountRupiah));
  const { remittanceId } = await remitLevies(cashier, { treasury: "RKUD contoh" });
  const statements = await statementsOf(hub.id, deal.callOffId);
  const sums = statements.map(({ netRupiah }) => netRupiah);
  await brought(town, hub.cashier, [
    { words: "SETORAN RKUD", went: levies },
    { words: "TRF MASSAL", went: sumOf(sums) },
  ]);
  expect(await best(hub.head, "SETORAN")).toMatchObject({
    kind: "remittance",
    remittanceIds: [remittanceId],
  });
  const deposit = { lineId: (await lineWith(hub.head, "SETORAN")).id, remittanceIds: [remittanceId] };
  expect(await outcomeOf(matchRemittances(cashier, deposit))).toBe("payments.secondPerson");
  await matchRemittances(head, deposit);
  expect(await cash(hub.id)).toBe(total - levies);
  const [sts] = await database.sql`
    select state, settled_on::text as day, number from levy_remittances where id = ${remittanceId}`;
  expect(sts).toMatchObject({ state: "confirmed", day: town.today, number: expect.any(String) });

  // A bank writes a batch as one sum.
  const { batchId } = await proposeBatch(cashier, {
    dueUntil: town.today,
    payouts: statements.map(({ id: statementId }) => ({ to: "statement" as const, statementId })),
  });
  await approveBatch(head, { batchId });
  const together = await best(hub.head, "MASSAL");
  if (together?.kind !== "payout") throw new Error("it is the batch");
  expect(together.payoutIds).toHaveLength(2);
  const massal = (await lineWith(hub.head, "MASSAL")).id;
  const [one = ""] = together.payoutIds;
  const send = (by: typeof head, payoutIds: readonly string[]) =>
    matchPayout(by, { lineId: massal, payoutIds: [...payoutIds] });
  expect(await outcomeOf(send(head, [one]))).toBe("payments.matchSum");
  expect(await outcomeOf(send(cashier, together.payoutIds))).toBe("payments.secondPerson");
  const stranger = await town.hub();
  expect(await outcomeOf(send(town.callOf(stranger.head), together.payoutIds))).toBe("payments.lineMissing");
  expect(await atOnce(times(2, () => send(head, together.payoutIds)))).toEqual({
    done: 1,
    "payments.lineMoved": 1,
  });
  expect(await cash(hub.id)).toBe(total - levies - sumOf(sums));
  expect(await faults()).toEqual([]);

  // The koperasi finds what it got on its own bank's line.
  const [payee] = await database.sql`
    select payee_organisation_id as id, amount_rupiah::text as amount from payouts where id = ${one}`;
  const amount = BigInt(String(payee?.["amount"]));
  const got = koperasi.find(({ id }) => id === payee?.["id"]);
  if (!got) throw new Error("it went to one of them");
  await brought(town, got.treasurer, [{ words: "TRF DARI HUB", came: amount }]);
  const came = await best(got.treasurer, "DARI HUB");
  if (came?.kind !== "entry") throw new Error("it is in the koperasi's books");
  await matchEntries(town.callOf(got.treasurer), {
    lineId: (await lineWith(got.treasurer, "DARI HUB")).id,
    entryIds: [...came.entryIds],
  });
  expect(await cash(got.id)).toBe(amount);

  // It comes back: open again, on the day of the line; the line by which it went stays as it is.
  await brought(town, hub.cashier, [{ words: "RETUR TRF REKENING TUTUP", came: amount }]);
  expect(await best(hub.head, "RETUR")).toMatchObject({ kind: "return", payoutId: one });
  const back = { lineId: (await lineWith(hub.head, "RETUR")).id, payoutId: one };
  expect(await outcomeOf(matchReturn(cashier, back))).toBe("payments.secondPerson");
  await matchReturn(head, back);
  expect(await outcomeOf(matchReturn(head, back))).toBe("payments.lineMoved");
  expect(await cash(hub.id)).toBe(total - levies - sumOf(sums) + amount);
  expect(await lineWith(hub.head, "MASSAL")).toMatchObject({ state: "matched" });
  expect(await lineWith(hub.head, "RETUR")).toMatchObject({ state: "matched" });
  expect((await hubPayables(hub.id)).map((row) => row.dueRupiah)).toEqual([amount]);
  expect(await faults()).toEqual([]);

  // Taken back by whoever got it, the buyer's line is open again.
  const [payment] = await database.sql`select id from payments where payer_id = ${buyer.id}`;
  await reversePayment(head, { paymentId: String(payment?.["id"]), reason: REASON });
  expect(await lineWith(buyer.finance, "TRF-1")).toMatchObject({ state: "open", restRupiah: total });
  expect(await faults()).toEqual([]);
});

test("one billing code pays several taxes: one number, one day, and one line of the bank for all of them", async () => {
  const town = world(database);
  const { id, treasurer, secretary } = await town.koperasi();
  const on = businessDay("2026-06-10");
  await collectedTax(town, { id }, { kind: "vat", on, rupiah: 300_000n });
  await collectedTax(town, { id }, { kind: "withheld", on, rupiah: 50_000n });
  await collectedTax(town, { id }, { kind: "vat", on: businessDay("2026-05-10"), rupiah: 20_000n });
  const ntpn = nextNtpn();
  const wish = { month: "2026-06", amountRupiah: "300000", ntpn };
  await reportedTax(town, secretary, wish);
  const rest = { kind: "withheld" as const, month: "2026-06", amountRupiah: "50000", ntpn };
  expect(await outcomeOf(reportedTax(town, secretary, { ...rest, paidOn: "2026-07-01" }))).toBe(
    "payments.ntpnOtherDay",
  );
  await reportedTax(town, secretary, rest);
  await reportedTax(town, secretary, { month: "2026-05", amountRupiah: "20000", ntpn });
  expect(await outcomeOf(reportedTax(town, secretary, { ...rest, amountRupiah: "1" }))).toBe(
    "payments.ntpnKnown",
  );
  // Also past the command.
  await expect(
    database.sql`insert into tax_remittances (id, organisation_id, kind, month, state, amount_rupiah, paid_on, ntpn, reported_by, reported_at)
      values ('stj_day', ${id}, 'vat', '2026-06-01', 'reported', 1, '2026-07-01', ${ntpn}, ${secretary.personId}, now())`,
  ).rejects.toThrow();
  await brought(town, treasurer, [{ words: `MPN ${ntpn}`, went: 370_000n }]);
  const all = await best(treasurer, "MPN");
  expect(all).toMatchObject({
    kind: "remittance",
    reasons: [{ code: "taxesWait" }, { code: "reference" }, {}],
  });
  if (all?.kind !== "remittance") throw new Error("they wait");
  const lineId = (await lineWith(treasurer, "MPN")).id;
  const [first = ""] = all.remittanceIds;
  const match = (remittanceIds: readonly string[]) =>
    outcomeOf(matchRemittances(town.callOf(treasurer), { lineId, remittanceIds: [...remittanceIds] }));
  expect(await match([first])).toBe("payments.matchSum");
  expect(await match(all.remittanceIds)).toBe("done");
  expect(await cash(id)).toBe(-370_000n);
  expect(await lineWith(treasurer, "MPN")).toMatchObject({ state: "matched" });
  expect(await faults()).toEqual([]);
});
