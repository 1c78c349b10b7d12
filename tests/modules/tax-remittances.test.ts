import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { agreeToClosing, askClosing } from "#app/modules/accountability/close-books.server.ts";
import { accountBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { owedTaxSheet, taxRemittanceSheet } from "#app/modules/oversight/tax-sheet.ts";
import {
  confirmTaxRemittance,
  rejectTaxRemittance,
} from "#app/modules/payments/check-tax-remittance.server.ts";
import {
  doubtTaxRemittance,
  keepTaxRemittance,
  reverseTaxRemittance,
} from "#app/modules/payments/correct-tax-remittance.server.ts";
import { reportTaxRemittance } from "#app/modules/payments/report-tax-remittance.server.ts";
import {
  owedTaxes,
  taxRemittanceOf,
  taxRemittancesOf,
} from "#app/modules/payments/tax-remittance-reads.server.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { callOf, type Member } from "#tests/support/rows.ts";
import { collectedTax, nextNtpn, reportedTax, taxReceiptOf } from "#tests/support/taxes.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: tax that the books collected leaves them exactly as two people say that the state got it, never more than was collected and
// never twice. Method: one koperasi with VAT of May, June and July, a kitchen whose treasurer withheld, and a stranger; report,
// confirm, reject, doubt, keep, reverse, and everything that may not be.
const database = await testDatabase({ poolSize: 6 });
const { sql } = database;
fixClock(WORLD_STARTS);
const town = world(database);
const koperasi = await town.koperasi();
const stranger = await town.koperasi();
const { treasurer, chair, secretary } = koperasi;

const vat = (on: string, rupiah: bigint) =>
  collectedTax(town, koperasi, { kind: "vat", on: businessDay(on), rupiah });
await vat("2026-05-04", 400_000n);
await vat("2026-05-20", 100_000n);
await vat("2026-06-10", 700_000n);
await vat("2026-07-02", 50_000n);

const cash = () => accountBalance(koperasi.id, "cash", null);
const owedVat = () => accountBalance(koperasi.id, "vatOut", null);
const openOf = async (id = koperasi.id) =>
  Object.fromEntries(
    (await owedTaxes(id, town.at)).months.map(({ kind, month, openRupiah }) => [
      `${kind} ${month}`,
      openRupiah,
    ]),
  );
const tasks = async (member: Member) =>
  (await tasksFor(member.actor, town.at)).filter(({ kind }) => kind.startsWith("tax."));
const confirm = (by: Member, taxRemittanceId: string) =>
  confirmTaxRemittance(town.callOf(by), { taxRemittanceId });

test("what is owed is told by month with its last day, and waits for whoever remits until it is remitted", async () => {
  const { months, surplus } = await owedTaxes(koperasi.id, town.at);
  expect(
    months.map(({ kind, month, dueOn, openRupiah, isLate }) => [kind, month, dueOn, openRupiah, isLate]),
  ).toEqual([
    // 31 August and 31 July are a Monday and a Friday; 30 June has passed.
    ["vat", "2026-07", "2026-08-31", 50_000n, false],
    ["vat", "2026-06", "2026-07-31", 700_000n, false],
    ["vat", "2026-05", "2026-06-30", 500_000n, true],
  ]);
  expect(surplus).toEqual({ vat: 0n, withheld: 0n, vat_kept: 0n });
  expect(owedTaxSheet(months).rows[2]?.slice(1)).toEqual([
    { kind: "month", value: "2026-05-01" },
    { kind: "day", value: "2026-06-30" },
    ...[500_000n, 0n, 0n, 0n, 500_000n].map((value) => ({ kind: "rupiah", value })),
  ]);
  expect(
    (await tasks(treasurer)).map(({ kind, params }) => [kind, params["month"], params["amount"]]),
  ).toEqual([
    ["tax.remit", "2026-05", "500000"],
    ["tax.remit", "2026-06", "700000"],
  ]);
  expect(await tasks(chair)).toEqual([]);
});

test("a second person confirms what one reported: it is booked on its day, under its number, and owed no more", async () => {
  const proofId = await taxReceiptOf(town, treasurer, "mei");
  const ntpn = nextNtpn();
  const wish = { month: "2026-05", amountRupiah: "300000", paidOn: "2026-06-29", ntpn, proofId };
  const id = await reportedTax(town, treasurer, wish);
  expect(await openOf()).toMatchObject({ "vat 2026-05": 200_000n, "vat 2026-06": 700_000n });
  expect(await owedVat()).toBe(-1_250_000n);
  expect(await tasks(chair)).toMatchObject([{ kind: "tax.confirm", subjectId: id }]);
  expect((await tasks(treasurer)).map(({ kind }) => kind)).not.toContain("tax.confirm");
  expect(await outcomeOf(confirm(treasurer, id))).toBe("payments.secondPerson");
  expect(await outcomeOf(confirm(secretary, id))).toBe("payments.secondPerson");
  await confirm(chair, id);
  expect([await owedVat(), await cash()]).toEqual([-950_000n, -300_000n]);
  const [entry] = await sql`
    select occurred_on::text as day, kind, narration from entries where subject_id = ${id}`;
  expect(entry).toEqual({ day: "2026-06-29", kind: "tax.remitted", narration: ntpn });
  expect(await openOf()).toMatchObject({ "vat 2026-05": 200_000n, "vat 2026-06": 700_000n });
  expect(await outcomeOf(confirm(chair, id))).toBe("payments.moved");
  const { rows } = await taxRemittancesOf(koperasi.id, { limit: 30, after: undefined });
  expect(taxRemittanceSheet(rows).rows[0]).toContainEqual({ kind: "text", value: ntpn });
  // Also past every command: nobody checks what they said, and what was said stays as it was.
  await expect(sql`update tax_remittances set checked_by = reported_by where id = ${id}`).rejects.toThrow(
    /tax_remittances_two_people/,
  );
  await expect(sql`update tax_remittances set amount_rupiah = 1 where id = ${id}`).rejects.toThrow(
    /append-only/,
  );
});

test("to another organisation it does not exist, and nobody pays with another's proof", async () => {
  const id = await reportedTax(town, treasurer, { month: "2026-05", amountRupiah: "1000" });
  expect(await taxRemittanceOf(stranger.id, id)).toBeNull();
  const asStranger = town.callOf(stranger.chair);
  for (const deed of [confirmTaxRemittance, reverseTaxRemittance, keepTaxRemittance])
    expect(await outcomeOf(deed(asStranger, { taxRemittanceId: id }))).toBe("payments.missing");
  for (const deed of [rejectTaxRemittance, doubtTaxRemittance])
    expect(await outcomeOf(deed(asStranger, { taxRemittanceId: id, reason: "Bukan milik kami" }))).toBe(
      "payments.missing",
    );
  // It has collected nothing, so nothing is owed: not by our months either.
  expect(
    await outcomeOf(reportedTax(town, stranger.treasurer, { month: "2026-05", amountRupiah: "1" })),
  ).toBe("payments.taxAboveOwed");
  const theirs = await taxReceiptOf(town, stranger.treasurer, "lain");
  expect(
    await outcomeOf(reportedTax(town, treasurer, { month: "2026-05", amountRupiah: "1", proofId: theirs })),
  ).toBe("payments.proofMissing");
  expect(await outcomeOf(reportedTax(town, chair, { month: "2026-05", amountRupiah: "1" }))).toBe(
    "payments.forbidden",
  );
  await rejectTaxRemittance(town.callOf(chair), { taxRemittanceId: id, reason: "Tidak ada di bank" });
  expect(await openOf()).toMatchObject({ "vat 2026-05": 200_000n });
});

test("more than is open, a day that cannot be, a month or number that is none: each is refused and changes nothing", async () => {
  const before = await sql`select count(*)::int as n from tax_remittances`;
  const tried = (wish: Partial<Parameters<typeof reportTaxRemittance>[1]>) =>
    outcomeOf(
      reportTaxRemittance(town.callOf(treasurer), {
        kind: "vat",
        month: "2026-05",
        amountRupiah: "1000",
        paidOn: town.today,
        ntpn: nextNtpn(),
        ...wish,
      }),
    );
  expect(await tried({ amountRupiah: "200001" })).toBe("payments.taxAboveOwed");
  expect(await tried({ month: "2026-04" })).toBe("payments.taxAboveOwed");
  expect(await tried({ kind: "withheld" })).toBe("payments.taxAboveOwed");
  expect(await tried({ paidOn: "2026-07-07" })).toBe("payments.dayToCome");
  expect(await tried({ month: "2026-06", paidOn: "2026-05-31" })).toBe("payments.taxPaidBefore");
  expect(await tried({ month: "2026-13" })).toBe("month: payments.notTaxMonth");
  expect(await tried({ amountRupiah: "0" })).toBe("amountRupiah: kernel.notPositive");
  expect(await tried({ ntpn: "12345" })).toBe("ntpn: payments.notNtpn");
  const [known] = await sql`
    select ntpn, paid_on::text as day from tax_remittances where state = 'confirmed'`;
  const spaced = String(known?.["ntpn"])
    .toLowerCase()
    .replace(/(.{4})/g, "$1 ");
  expect(await tried({ ntpn: spaced })).toBe("payments.ntpnKnown");
  // Also past every command: never more than was collected, never twice under one number.
  const columns = (month: string, rupiah: number, ntpn: string, day = "2026-07-06") => sql`
    insert into tax_remittances (id, organisation_id, kind, month, state, amount_rupiah, paid_on, ntpn, reported_by, reported_at)
    values ('stj_past', ${koperasi.id}, 'vat', ${month}::date, 'reported', ${rupiah}, ${day}::date, ${ntpn}, ${treasurer.personId}, now())`;
  await expect(columns("2026-05-01", 200_001, nextNtpn())).rejects.toThrow(/was collected/);
  const under = String(known?.["ntpn"]);
  await expect(columns("2026-05-01", 1, under)).rejects.toThrow(/another day/);
  await expect(columns("2026-05-01", 1, under, String(known?.["day"]))).rejects.toThrow(
    /tax_remittances_ntpn/,
  );
  expect(await sql`select count(*)::int as n from tax_remittances`).toEqual(before);
});

test("of two who report the rest at the same moment one is refused, and a repeated key reports once", async () => {
  const answers = await atOnce(
    times(4, (at) =>
      reportedTax(town, at % 2 === 0 ? treasurer : secretary, { month: "2026-05", amountRupiah: "200000" }),
    ),
  );
  expect(answers).toEqual({ done: 1, "payments.taxAboveOwed": 3 });
  const [waiting] = await sql`select id, reported_by from tax_remittances where state = 'reported'`;
  const other = waiting?.["reported_by"] === treasurer.personId ? chair : treasurer;
  // Two who confirm it book it once.
  const confirmed = await atOnce(times(2, () => confirm(other, String(waiting?.["id"]))));
  expect(confirmed).toEqual({ done: 1, "payments.moved": 1 });
  expect(await openOf()).toMatchObject({ "vat 2026-05": 0n });

  const wish = {
    kind: "vat" as const,
    month: "2026-06",
    amountRupiah: "1000",
    paidOn: town.today,
    ntpn: nextNtpn(),
  };
  const call = { ...town.callOf(treasurer), key: "setor-sekali" };
  const first = await reportTaxRemittance(call, wish);
  expect(await reportTaxRemittance(call, wish)).toEqual(first);
  expect(await openOf()).toMatchObject({ "vat 2026-06": 699_000n });
  await rejectTaxRemittance(town.callOf(chair), { ...first, reason: "Jumlahnya keliru" });
});

test("what is doubted stands until a second person takes it out by its mirror; then month and number are free", async () => {
  const ntpn = nextNtpn();
  const id = await reportedTax(town, treasurer, { month: "2026-06", amountRupiah: "700000", ntpn });
  await confirm(chair, id);
  const [owed, paid] = [await owedVat(), await cash()];
  const doubt = (by: Member) =>
    doubtTaxRemittance(town.callOf(by), { taxRemittanceId: id, reason: "Masa pajaknya keliru" });
  expect(await outcomeOf(doubt(chair))).toBe("payments.forbidden");
  await doubt(treasurer);
  expect(await owedVat()).toBe(owed);
  expect(await tasks(chair)).toMatchObject([{ kind: "tax.confirm", params: { state: "doubted" } }]);
  await keepTaxRemittance(town.callOf(chair), { taxRemittanceId: id });
  expect(await outcomeOf(reverseTaxRemittance(town.callOf(chair), { taxRemittanceId: id }))).toBe(
    "payments.moved",
  );
  await doubt(treasurer);
  expect(await outcomeOf(reverseTaxRemittance(town.callOf(treasurer), { taxRemittanceId: id }))).toBe(
    "payments.secondPerson",
  );
  await reverseTaxRemittance(town.callOf(chair), { taxRemittanceId: id });
  expect([await owedVat(), await cash()]).toEqual([owed - 700_000n, paid + 700_000n]);
  expect(await openOf()).toMatchObject({ "vat 2026-06": 700_000n, "vat 2026-07": 50_000n });
  const right = await reportedTax(town, treasurer, { month: "2026-06", amountRupiah: "600000", ntpn });
  await confirm(chair, right);
  expect(await openOf()).toMatchObject({ "vat 2026-06": 100_000n });
});

test("what is given back after a month was remitted lowers the months after it", async () => {
  await vat("2026-06-15", -150_000n);
  const { months, surplus } = await owedTaxes(koperasi.id, town.at);
  expect(months.filter(({ kind }) => kind === "vat")).toMatchObject([
    { month: "2026-07", collectedRupiah: 50_000n, broughtRupiah: -50_000n, openRupiah: 0n },
    { month: "2026-06", collectedRupiah: 550_000n, paidRupiah: 600_000n, openRupiah: 0n },
    { month: "2026-05", paidRupiah: 500_000n, openRupiah: 0n },
  ]);
  expect(surplus.vat).toBe(0n);
  expect(await tasks(treasurer)).toEqual([]);
  expect(await outcomeOf(reportedTax(town, treasurer, { month: "2026-07", amountRupiah: "1" }))).toBe(
    "payments.taxAboveOwed",
  );
});

test("a kitchen hands on what its treasurer withheld and kept, by the fifteenth, and its screens lead there", async () => {
  const kitchen = await town.kitchen();
  const kept = (kind: "withheld" | "vat_kept", rupiah: bigint) =>
    collectedTax(town, kitchen, { kind, on: businessDay("2026-06-12"), rupiah });
  await kept("withheld", 49_998n);
  await kept("vat_kept", 366_658n);
  const { months } = await owedTaxes(kitchen.id, town.at);
  expect(months.map(({ kind, dueOn, isLate }) => [kind, dueOn, isLate])).toEqual([
    ["withheld", "2026-07-15", false],
    ["vat_kept", "2026-07-15", false],
  ]);
  const [row] = await sql`select slug from organisations where id = ${kitchen.id}`;
  const home = `/${String(row?.["slug"])}/setor-pajak`;
  const finance = await signedInVisitor(kitchen.finance.personId);
  expect((await finance.get(home)).body).toMatchObject({ mayReport: true, open: [{}, {}] });
  const form = { tax: "vat_kept/2026-06", amount: "366658", paidOn: town.today };
  expect((await finance.post(home, { ...form, ntpn: "nol" })).status).toBe(422);
  const proof = new File([Buffer.from("%PDF-1.7 bpn")], "bpn.pdf", { type: "application/pdf" });
  const sent = await finance.post(home, { ...form, ntpn: nextNtpn(), paidFrom: "", proof });
  expect(sent.status, JSON.stringify(sent.body)).toBe(303);
  const page = sent.location ?? "";
  const head = await signedInVisitor(kitchen.head.personId);
  const shown = (await head.get(page)).body as { remittance: { proofId: string }; mayDecide: boolean };
  expect(shown.mayDecide).toBe(true);
  expect((await head.get(`/berkas/${shown.remittance.proofId}`)).status).toBe(200);
  expect((await head.get(`${home}.xlsx`)).status).toBe(200);
  const other = await signedInVisitor(stranger.chair.personId);
  expect((await other.get(`/berkas/${shown.remittance.proofId}`)).status).toBe(404);
  expect((await finance.post(page, { intent: "confirm" })).status).toBe(403);
  expect((await head.post(page, { intent: "confirm" })).status).toBe(303);
  expect(await accountBalance(kitchen.id, "vatKept", null)).toBe(0n);
  expect(await accountBalance(kitchen.id, "taxWithheld", null)).toBe(-49_998n);
});

test("a closed month takes no remittance, and is not closed while one of it waits", async () => {
  const seller = await town.koperasi();
  await collectedTax(town, seller, { kind: "vat", on: businessDay("2026-05-04"), rupiah: 10_000n });
  const late = (day: string) => new Date(`${day}T05:00:00Z`);
  await keepProofResults([{ name: "entries-balance", rows: [] }], late("2026-07-06"));
  const wish = { month: "2026-05", amountRupiah: "4000", paidOn: "2026-05-30" };
  const id = await reportedTax(town, seller.treasurer, wish);
  const ask = () => askClosing(callOf(seller.treasurer, late("2026-07-08")), {});
  await expect(ask()).rejects.toMatchObject({ code: "accountability.closingOpen", params: { taxes: 1 } });
  await rejectTaxRemittance(town.callOf(seller.chair), { taxRemittanceId: id, reason: "Bukan hari itu" });
  const { closingId } = await ask();
  const again = await reportedTax(town, seller.secretary, wish);
  await rejectTaxRemittance(town.callOf(seller.chair), { taxRemittanceId: again, reason: "Bukan hari itu" });
  await agreeToClosing(callOf(seller.chair, late("2026-07-09")), { closingId });
  expect(await outcomeOf(reportedTax(town, seller.treasurer, wish))).toBe("ledger.closedMonth");
  const paid = await reportedTax(town, seller.treasurer, { ...wish, paidOn: town.today });
  await confirm(seller.chair, paid);
  expect(await openOf(seller.id)).toEqual({ "vat 2026-05": 6_000n });
});

test("every book agrees with every deed, and the proof finds what does not", async () => {
  const broken = async () =>
    (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name));
  expect(await broken()).toEqual([]);
  // Past every law of the table: what was booked and what was said are then not the same, or more than was collected.
  const past = async (raise: number) => {
    await sql`alter table tax_remittances disable trigger tax_remittances_written_once`;
    await sql`update tax_remittances set amount_rupiah = amount_rupiah + ${raise} where state = 'confirmed' and month = '2026-05-01'
      and organisation_id = ${koperasi.id} and amount_rupiah >= 300000`;
    await sql`alter table tax_remittances enable trigger tax_remittances_written_once`;
  };
  await past(1);
  // The remittance and its entry, and May, which was remitted to the last rupiah.
  expect(await broken()).toEqual(["taxes-remitted", "taxes-remitted"]);
  await past(-1);
  expect(await broken()).toEqual([]);
});
