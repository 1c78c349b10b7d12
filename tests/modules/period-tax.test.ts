import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { agreeToClosing, askClosing } from "#app/modules/accountability/close-books.server.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { InvoiceFacts } from "#app/modules/documents/papers/invoice-paper.ts";
import { draftPeriodInvoices } from "#app/modules/invoicing/draft-period-invoices.server.ts";
import { efakturXml } from "#app/modules/invoicing/efaktur.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoices } from "#app/modules/invoicing/issue-invoices.server.ts";
import { taxInvoicesOf } from "#app/modules/invoicing/tax-invoice.ts";
import { taxableInvoices, ublFile } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { closedThrough } from "#app/modules/ledger/closing-reads.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import type { Member } from "#tests/support/rows.ts";

// Goal: a tax invoice covers deliveries of one calendar month and bears a day of it, and the books owe its VAT for that month; so the return
// and the ledger agree month by month, whatever week it was, and whenever somebody got round to issuing. Method: flour (taxed) on Monday
// 31 August and Tuesday 1 September of one week, from a koperasi that is registered for VAT and from one that is not.
const database = await testDatabase({ poolSize: 6 });
const { sql } = database;
const road = deliveries(database);
const PATIENCE = { timeout: 60_000 };
const AUGUST = { from: businessDay("2026-08-01"), to: businessDay("2026-08-31") };
const SEPTEMBER = { from: businessDay("2026-09-01"), to: businessDay("2026-09-30") };
const on = (day: string) => new Date(`${day}T03:00:00Z`);
const by = ({ town }: Deal, member: Member, day: string) => ({ ...town.callOf(member), at: on(day) });

type Pair = Deal & { readonly termsId: string };

async function pair({ isVatRegistered }: { isVatRegistered: boolean }): Promise<Pair> {
  const deal = await road.promised();
  const { town, kitchen, seller } = deal;
  const taxNumber = `01.234.567.8-651.${seller.id.slice(-3).replace(/\D/g, "1").padStart(3, "0")}`;
  await sql`
    update organisations set is_vat_registered = ${isVatRegistered}, tax_number = ${taxNumber} where id = ${seller.id}`;
  const { paymentTermsId: termsId } = await proposePaymentTerms(town.callOf(seller.secretary), {
    partnerId: kitchen.id,
    side: "seller",
    termDays: 7,
    validFrom: businessDay("2026-07-07"),
    basis: "Perjanjian 9/2026 pasal 3",
    collection: "weekly",
  });
  await agreeToPaymentTerms(town.callOf(kitchen.head), { paymentTermsId: termsId });
  return { ...deal, termsId };
}

/** Flour at Rp 13.333 a kilo that is taken over on a day. */
async function delivered({ town, kitchen, seller }: Deal, day: string, base: bigint): Promise<void> {
  town.goTo(on(day));
  const [grade] = await sql`select code from grades where commodity_code = 'TPG' order by rank limit 1`;
  const kind = { commodityCode: "TPG", gradeCode: grade?.["code"] as string };
  const budgetId = await town.budget(kitchen, 500_000_000n, newId("budget"));
  const line = { ...kind, quantityBase: base.toString(), ceilingRupiah: "14000" };
  const orderId = await town.order(kitchen, { budgetId, line });
  const priced = { ...kind, priceRupiah: "13333", costRupiah: "9000" };
  const goods = await town.goods(seller, priced, { quantityBase: base });
  const promise = { lotId: goods.lotId, quantityBase: base, priceRupiah: 13_333n };
  const commitmentId = await town.promise(seller, orderId, promise);
  const one = { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(one, base);
  await road.receive(one, shipmentId, { deliveredBase: base.toString(), rejectedBase: "0" });
}

async function drafted({ town, termsId }: Pair, day: string): Promise<readonly string[]> {
  const call = { ...town.systemCall(), at: on(day) };
  return (await draftPeriodInvoices(call, { termsId, through: "2026-09-06" })).invoiceIds;
}

async function issued(one: Pair, invoiceIds: readonly string[], day: string): Promise<void> {
  const done = await issueInvoices(by(one, one.seller.secretary, day), { invoiceIds: [...invoiceIds] });
  expect(done).toEqual({ issued: invoiceIds, leftOut: [] });
}

const told = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}[^>]*>([^<]*)</${name}>`, "g"))].map(([, text]) => text ?? "");

/** What Coretax gets of a month: day and VAT of each tax invoice. */
async function taxed(sellerId: string, month: typeof AUGUST) {
  const made = (await taxableInvoices(sellerId, month)).flatMap(taxInvoicesOf);
  if (made.length === 0) return [];
  const file = efakturXml(made);
  const vat = told(file, "VAT").map((text) => Math.round(Number(text)));
  return told(file, "TaxInvoiceDate").map((day, at) => [day, vat[at]]);
}

/** What moved on an account in each month, credit positive. */
async function moved(organisationId: string, code: string) {
  const rows = await sql`
    select to_char(e.occurred_on, 'YYYY-MM') as month, sum(-p.amount)::int as rupiah
    from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
    where e.organisation_id = ${organisationId} and a.code = ${code} group by 1 order by 1`;
  return rows.map((row) => [row["month"], row["rupiah"]]);
}

const factsOf = async (invoiceId: string) => {
  const [paper] = await sql`select facts from documents where subject_id = ${invoiceId} and kind = 'INV'`;
  return InvoiceFacts.parse(paper?.["facts"]);
};

const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map((row) => [name, row]));

test(
  "a week in two months of a seller registered for VAT is an invoice for each month, with tax invoice and books of that month",
  PATIENCE,
  async () => {
    const one = await pair({ isVatRegistered: true });
    const { seller, kitchen } = one;
    await delivered(one, "2026-08-31", 100_000n);
    await delivered(one, "2026-09-01", 40_000n);
    const ids = await drafted(one, "2026-09-07");
    expect(ids).toHaveLength(2);
    expect(await drafted(one, "2026-09-07")).toEqual([]);
    const [august = "", september = ""] = ids;
    await issued(one, ids, "2026-09-08");
    // Both fall due as the two agreed, seven days after the week.
    expect(await invoiceVisibleTo(seller.id, august)).toMatchObject({
      totalRupiah: 1_479_963n,
      dueOn: "2026-09-14",
    });
    expect(await invoiceVisibleTo(seller.id, september)).toMatchObject({
      totalRupiah: 591_985n,
      dueOn: "2026-09-14",
    });
    expect(await factsOf(august)).toMatchObject({
      issuedOn: "2026-09-08",
      taxedOn: "2026-08-31",
      period: { from: "2026-08-31", through: "2026-08-31" },
    });
    const later = await factsOf(september);
    expect(later).toMatchObject({
      issuedOn: "2026-09-08",
      period: { from: "2026-09-01", through: "2026-09-06" },
    });
    expect(later.taxedOn).toBeUndefined();

    // 1.333.300 and 533.320, each × 11/12 × 12 %.
    expect(await taxed(seller.id, AUGUST)).toEqual([["2026-08-31", 146_663]]);
    expect(await taxed(seller.id, SEPTEMBER)).toEqual([["2026-09-08", 58_665]]);
    expect(await moved(seller.id, "2400")).toEqual([
      ["2026-08", 146_663],
      ["2026-09", 58_665],
    ]);
    expect(await moved(kitchen.id, "5100")).toEqual([
      ["2026-08", -1_479_963],
      ["2026-09", -591_985],
    ]);
    expect(told((await ublFile(kitchen.id, august, null))?.xml ?? "", "cbc:TaxPointDate")).toEqual([
      "2026-08-31",
    ]);
    expect(told((await ublFile(kitchen.id, september, null))?.xml ?? "", "cbc:TaxPointDate")).toEqual([]);
    // One of them by itself, whatever month is on the screen.
    expect(await taxableInvoices(seller.id, { ...SEPTEMBER, invoiceId: august })).toHaveLength(1);
    expect(await faults()).toEqual([]);

    // Were its tax invoice dated on the day of issue, in the next month, the proof would find it.
    const proof = await readFile(new URL("../../db/proofs/tax-days-booked.sql", import.meta.url), "utf8");
    const found = await sql
      .begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`update documents set facts = facts - 'taxedOn' where subject_id = ${august}`;
        throw Object.assign(new Error("undo"), { rows: await tx.unsafe(proof) });
      })
      .catch((error: { rows?: unknown }) => error.rows);
    expect(found).toMatchObject([{ invoice_id: august, taxed_on: "2026-09-08" }]);
  },
);

test(
  "a seller that is not registered makes no tax invoice, and its week stays one invoice on the day of issue",
  PATIENCE,
  async () => {
    const one = await pair({ isVatRegistered: false });
    await delivered(one, "2026-08-31", 100_000n);
    await delivered(one, "2026-09-01", 40_000n);
    const ids = await drafted(one, "2026-09-07");
    expect(ids).toHaveLength(1);
    await issued(one, ids, "2026-09-08");
    const facts = await factsOf(ids[0] ?? "");
    expect(facts.period).toEqual({ from: "2026-08-31", through: "2026-09-06" });
    expect(facts.taxedOn).toBeUndefined();
    expect(await moved(one.seller.id, "1200")).toEqual([["2026-09", -1_866_620]]);
    expect(await faults()).toEqual([]);
  },
);

/** Closes the next month of somebody's books, by two. */
async function close(one: Pair, [asks, agrees]: readonly [Member, Member], day: string): Promise<void> {
  const { closingId } = await askClosing(by(one, asks, day), {});
  await agreeToClosing(by(one, agrees, day), { closingId });
}

const proven = () => keepProofResults([{ name: "entries-balance", rows: [] }], on("2026-09-06"));

test(
  "a buyer that closed the month has the invoice on the day of issue, its seller in the month",
  PATIENCE,
  async () => {
    const one = await pair({ isVatRegistered: true });
    const { seller, kitchen } = one;
    await delivered(one, "2026-08-31", 100_000n);
    await proven();
    // Its budgets began in June.
    for (const through of ["2026-06-30", "2026-07-31", "2026-08-31"]) {
      await close(one, [kitchen.finance, kitchen.head], "2026-09-07");
      expect(await closedThrough(kitchen.id)).toBe(through);
    }
    await issued(one, await drafted(one, "2026-09-07"), "2026-09-08");
    expect(await moved(kitchen.id, "5100")).toEqual([["2026-09", -1_479_963]]);
    expect(await moved(seller.id, "2400")).toEqual([["2026-08", 146_663]]);
    expect(await faults()).toEqual([]);
  },
);

test(
  "a seller's month is not closed over a draft that will stand in it, and what is known only later stands on the day of issue",
  PATIENCE,
  async () => {
    const one = await pair({ isVatRegistered: true });
    const { seller } = one;
    await delivered(one, "2026-08-31", 100_000n);
    await issued(one, await drafted(one, "2026-09-07"), "2026-09-07");
    // Somebody writes down later that more came on that day: it is drafted in September, and keeps August open until it is issued.
    await delivered(one, "2026-08-31", 10_000n);
    const late = await drafted(one, "2026-09-08");
    await proven();
    expect(await outcomeOf(askClosing(by(one, seller.treasurer, "2026-09-09"), {}))).toBe(
      "accountability.closingOpen",
    );
    await issued(one, late, "2026-09-09");
    expect(await moved(seller.id, "2400")).toEqual([["2026-08", 161_329]]);
    await close(one, [seller.treasurer, seller.chair], "2026-09-10");
    expect(await closedThrough(seller.id)).toBe("2026-08-31");

    await delivered(one, "2026-08-31", 20_000n);
    await issued(one, await drafted(one, "2026-09-14"), "2026-09-15");
    expect(await moved(seller.id, "2400")).toEqual([
      ["2026-08", 161_329],
      ["2026-09", 29_333],
    ]);
    expect(await taxed(seller.id, AUGUST)).toEqual([
      ["2026-08-31", 146_663],
      ["2026-08-31", 14_666],
    ]);
    expect(await taxed(seller.id, SEPTEMBER)).toEqual([["2026-09-15", 29_333]]);
    expect(await faults()).toEqual([]);
  },
);
