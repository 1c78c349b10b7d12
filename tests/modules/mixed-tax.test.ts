import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { InvoiceFacts } from "#app/modules/documents/papers/invoice-paper.ts";
import { answerObjection } from "#app/modules/invoicing/answer-objection.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { draftPeriodInvoices } from "#app/modules/invoicing/draft-period-invoices.server.ts";
import { efakturXml } from "#app/modules/invoicing/efaktur.ts";
import { creditNotesOf, invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { openObjection } from "#app/modules/invoicing/open-objection.server.ts";
import { recordTaxNumber } from "#app/modules/invoicing/record-tax-number.server.ts";
import { taxInvoicesOf } from "#app/modules/invoicing/tax-invoice.ts";
import { taxableInvoices, ublFile } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { taxNumbersOf } from "#app/modules/invoicing/tax-number-reads.server.ts";
import { taxReturns } from "#app/modules/invoicing/tax-return-reads.server.ts";
import { taxReturnSheets } from "#app/modules/oversight/tax-return-sheet.ts";
import { sheetsOf } from "#app/platform/gateways/pdf.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { paperFrom, readingOf } from "#tests/support/drawn-papers.ts";
import type { Member } from "#tests/support/rows.ts";

// Goal: an invoice of exempt and taxed goods, in a week in which the rate changes, says the same tax on paper, in UBL and to Coretax as it
// claims, each line by the rate of its own day. Method: flour (taxed) before and after the 9th, eggs (exempt) between; no rate is the law's.
const database = await testDatabase({ poolSize: 6 });
const { sql } = database;
const road = deliveries(database);
const DAY_MS = 86_400_000;
const at = ({ town }: Deal, member: Member, day: string) => ({
  ...town.callOf(member),
  at: new Date(`${day}T03:00:00Z`),
});

type Sold = { readonly commodityCode?: string; readonly priceRupiah: string; readonly base: bigint };

async function delivered(deal: Deal, { commodityCode, priceRupiah, base }: Sold) {
  const { town, kitchen, seller } = deal;
  const [grade] = commodityCode
    ? await sql`select code from grades where commodity_code = ${commodityCode} order by rank limit 1`
    : [];
  const kind = commodityCode ? { commodityCode, gradeCode: grade?.["code"] as string } : {};
  const budgetId = await town.budget(kitchen, 500_000_000n, newId("budget"));
  const line = {
    ...kind,
    quantityBase: base.toString(),
    ceilingRupiah: commodityCode ? "14000" : priceRupiah,
  };
  const orderId = await town.order(kitchen, { budgetId, line });
  const goods = await town.goods(
    seller,
    { ...kind, priceRupiah, costRupiah: "9000" },
    { quantityBase: base },
  );
  const commitmentId = await town.promise(seller, orderId, {
    lotId: goods.lotId,
    quantityBase: base,
    priceRupiah: BigInt(priceRupiah),
  });
  const one = { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(one, base);
  await road.receive(one, shipmentId, { deliveredBase: base.toString(), rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  return { shipmentId, invoiceId };
}

const told = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}[^>]*>([^<]*)</${name}>`, "g"))].map(([, text]) => text ?? "");

test("exempt and taxed goods of a week in which the rate changes: one sum on invoice, paper, UBL and for Coretax", async () => {
  await sql`
    insert into parameters (id, key, value, valid_from, source)
    values ('par_vat_test', 'tax.vat_basis_points', '1500', '2026-07-08', 'Tarif uji')`;
  const deal = await road.promised();
  const { town, kitchen, seller } = deal;
  await sql`
    update organisations set is_vat_registered = true, tax_number = '01.234.567.8-651.000' where id = ${seller.id}`;
  const { paymentTermsId: termsId } = await proposePaymentTerms(town.callOf(seller.secretary), {
    partnerId: kitchen.id,
    side: "seller",
    termDays: 7,
    validFrom: businessDay("2026-07-07"),
    basis: "Perjanjian 9/2026 pasal 3",
    collection: "weekly",
  });
  await agreeToPaymentTerms(town.callOf(kitchen.head), { paymentTermsId: termsId });
  await delivered(deal, { commodityCode: "TPG", priceRupiah: "13333", base: 100_000n });
  town.advance(DAY_MS);
  await delivered(deal, { priceRupiah: "27200", base: 10_000n });
  town.advance(DAY_MS);
  await delivered(deal, { commodityCode: "TPG", priceRupiah: "13333", base: 40_000n });
  const { invoiceIds } = await draftPeriodInvoices(
    { ...town.systemCall(), at: new Date("2026-07-13T03:00:00Z") },
    { termsId, through: "2026-07-12" },
  );
  const [invoiceId = ""] = invoiceIds;
  await issueInvoice(at(deal, seller.secretary, "2026-07-13"), { invoiceId });
  const invoice = await invoiceVisibleTo(seller.id, invoiceId);
  // 1.333.300 at 12 %, 272.000 exempt, 533.320 at 15 %, each of 11/12.
  expect(invoice?.lines.map((line) => [line.taxClass, line.amountRupiah, line.taxRupiah])).toEqual([
    ["standard", 1_333_300n, 146_663n],
    ["exempt", 272_000n, 0n],
    ["standard", 533_320n, 73_332n],
  ]);
  expect(invoice?.totalRupiah).toBe(2_358_615n);

  // Flour stands twice at one price: on the screen, on paper, in UBL and for Coretax each names the handover that it came by.
  const [first] = await sql`select number from receipts order by received_at limit 1`;
  const numberOf = (nth: number) => String(first?.["number"]).replace("001", `00${nth}`);
  const handovers = [
    { number: numberOf(1), day: "2026-07-06", line: 1 },
    { number: numberOf(2), day: "2026-07-07", line: 1 },
    { number: numberOf(3), day: "2026-07-08", line: 1 },
  ];
  expect(invoice?.lines[0]?.description).toBe(invoice?.lines[2]?.description);
  expect(invoice?.lines.map((line) => line.handover)).toEqual(handovers);
  const [paper] = await sql`select facts from documents where subject_id = ${invoiceId} and kind = 'INV'`;
  const facts = InvoiceFacts.parse(paper?.["facts"]);
  expect(facts.lines.map((line) => line.handover)).toEqual(handovers);
  expect(facts.taxes.map(({ label, amountRupiah }) => [label, amountRupiah])).toEqual([
    ["PPN 12 % × DPP nilai lain 11/12", 146_663n],
    ["PPN 15 % × DPP nilai lain 11/12", 73_332n],
  ]);
  expect(readingOf(sheetsOf(paperFrom("INV", facts)))).toContain(
    "PPN dibebaskan atas barang kebutuhan pokok senilai Rp 272.000.",
  );

  const july = { from: businessDay("2026-07-01"), to: businessDay("2026-07-31") };
  const made = (await taxableInvoices(seller.id, july)).flatMap(taxInvoicesOf);
  expect(made.map(({ code, lines }) => [code, lines.map((line) => line.ratePercent)])).toEqual([
    ["08", ["12"]],
    ["04", ["12", "15"]],
  ]);
  const coretax = efakturXml(made);
  expect(told(coretax, "TrxCode")).toEqual(["08", "04"]);
  expect(told(coretax, "VATRate")).toEqual(["12", "12", "15"]);
  expect(told(coretax, "TaxBase")).toEqual(["272000.00", "1333300.00", "533320.00"]);
  expect(told(coretax, "OtherTaxBase").slice(1)).toEqual(["1222191.67", "488876.67"]);
  const flour = invoice?.lines[0]?.description;
  expect(told(coretax, "Name").slice(1)).toEqual([
    `${flour}, BAST ${numberOf(1)} 2026-07-06`,
    `${flour}, BAST ${numberOf(3)} 2026-07-08`,
  ]);
  // In two decimals what the invoice claims in whole rupiah.
  expect(told(coretax, "VAT").slice(1)).toEqual(["146663.00", "73331.50"]);

  const ubl = (await ublFile(kitchen.id, invoiceId, null))?.xml ?? "";
  expect(
    [...ubl.matchAll(/<cac:ReceiptLineReference>(.*?)<\/cac:ReceiptLineReference>/gs)].map(
      ([, body = ""]) => ({
        number: told(body, "cbc:ID")[0],
        day: told(body, "cbc:IssueDate")[0],
        line: Number(told(body, "cbc:LineID")[0]),
      }),
    ),
  ).toEqual(handovers);
  const subtotals = [...ubl.matchAll(/<cac:TaxSubtotal>(.*?)<\/cac:TaxSubtotal>/gs)].map(([, body = ""]) => [
    told(body, "cbc:TaxableAmount")[0],
    told(body, "cbc:TaxAmount")[0],
    told(body, "cbc:ID")[0],
    told(body, "cbc:Percent")[0],
  ]);
  expect(subtotals).toEqual([
    ["1222192", "146663", "S", "12"],
    ["488877", "73332", "S", "15"],
    ["272000", "0", "E", undefined],
  ]);
  expect(told(ubl, "cbc:TaxAmount")[0]).toBe("219995");
  expect(told(ubl, "cbc:PayableAmount")).toEqual(["2358615"]);
  expect(sumOf(subtotals.map(([, tax]) => BigInt(tax ?? 0)))).toBe(invoice?.taxRupiah);

  // What is credited of a line is credited with the tax of its own day.
  const dear = invoice?.lines[2];
  const { objectionId } = await openObjection(at(deal, kitchen.finance, "2026-07-14"), {
    invoiceLineId: dear?.id ?? "",
    cause: "short",
    quantityBase: "20000",
    note: "Kurang dua puluh kilo",
  });
  const { number } = await answerObjection(at(deal, seller.secretary, "2026-07-14"), {
    objectionId,
    grantedRupiah: "266660",
    answer: "Benar kurang",
  });
  const [note] = await sql`select facts from documents where number = ${number} and kind = 'NK'`;
  expect(note?.["facts"].lines).toMatchObject([{ handover: handovers[2] }]);
  expect(note?.["facts"].taxes).toMatchObject([
    { label: "PPN 15 % × DPP nilai lain 11/12", amountRupiah: "36666" },
  ]);
  // Both parties take it to the tax office; invoices less what came back is the VAT account, to the rupiah.
  for (const owner of [seller.id, kitchen.id]) {
    const returns = await taxReturns(owner, july, 10);
    expect(returns).toMatchObject([
      { number, invoiceNumber: invoice?.number, goodsRupiah: 266_660n, taxRupiah: 36_666n },
    ]);
    const [heads, details] = taxReturnSheets(returns);
    for (const sheet of [heads, details]) {
      const at = (name: string) => sheet?.head.indexOf(name) ?? -1;
      expect(sheet?.rows.every((row) => row.length === sheet.head.length)).toBe(true);
      expect(
        sheet?.rows.map((row) => [
          row[at("ReturnTaxBase")],
          row[at("ReturnOtherTaxBase")],
          row[at("ReturnVAT")],
        ]),
      ).toEqual([[266_660n, 244_438n, 36_666n].map((value) => ({ kind: "rupiah", value }))]);
    }
    expect(heads?.rows[0]?.[heads.head.indexOf("SellerTIN")]).toEqual({
      kind: "text",
      value: "0012345678651000",
    });
    const [account] = await sql`
      select (-sum(balance))::text as vat from account_balances where organisation_id = ${seller.id} and code = '2400'`;
    expect(account?.["vat"]).toBe(
      ((invoice?.taxRupiah ?? 0n) - sumOf(returns.map((one) => one.taxRupiah))).toString(),
    );
  }
  // Numbers are Coretax's: the seller writes down that of the tax invoice, the buyer, who makes it, that of the nota retur.
  const secretary = at(deal, seller.secretary, "2026-07-15");
  const finance = at(deal, kitchen.finance, "2026-07-15");
  const [creditNoteId = ""] = await creditNotesOf(invoiceId);
  const write = (call: typeof secretary, about: string, given: string) =>
    outcomeOf(recordTaxNumber(call, { invoiceId, about, number: given }));
  expect((await taxNumbersOf({ id: invoiceId, sellerId: seller.id })).map((one) => one.number)).toEqual([
    null,
    null,
    null,
  ]);
  expect(await write(secretary, "04", "0400260000000")).toBe("number: invoicing.taxNumberShape");
  expect(await write(secretary, "04", "08002600000000001")).toBe("number: invoicing.taxNumberShape");
  expect(await write(secretary, "01", "01002600000000001")).toBe("invoicing.noTaxSubject");
  expect(await write(finance, "04", "04002600000000001")).toBe("invoicing.forbidden");
  expect(await write(at(deal, seller.overseer, "2026-07-15"), "04", "04002600000000001")).toBe(
    "invoicing.forbidden",
  );
  await recordTaxNumber(secretary, { invoiceId, about: "04", number: "04.00.26.00000000009" });
  await recordTaxNumber(secretary, { invoiceId, about: "04", number: "04002600000000001" });
  await recordTaxNumber(secretary, { invoiceId, about: "08", number: "08002600000000002" });
  await recordTaxNumber(finance, { invoiceId, about: creditNoteId, number: "RET-26-0000017" });
  const [told17] = await taxReturns(kitchen.id, july, 10);
  expect(told17).toMatchObject({ taxInvoiceNumber: "04002600000000001", taxNumber: "RET-26-0000017" });
  const [named] = taxReturnSheets(told17 ? [told17] : []);
  expect(named?.rows[0]?.[named.head.indexOf("InvoiceNumber")]).toEqual({
    kind: "text",
    value: "04002600000000001",
  });
  expect(named?.rows[0]?.[2]).toEqual({ kind: "text", value: "RET-26-0000017" });
  const kept = await sql`
    select number, replaced_at is null as stands from tax_numbers where invoice_id = ${invoiceId} and code = '04' order by id`;
  expect(kept.map((row) => [row["number"], row["stands"]])).toEqual([
    ["04002600000000009", false],
    ["04002600000000001", true],
  ]);
  await expect(sql`update tax_numbers set number = '04002600000000003' where code = '04'`).rejects.toThrow(
    /not changed/,
  );
  await expect(sql`delete from tax_numbers`).rejects.toThrow(/not changed/);
  const august = { from: businessDay("2026-08-01"), to: businessDay("2026-08-31") };
  expect(await taxReturns(seller.id, august, 10)).toEqual([]);
  expect(await taxReturns((await town.koperasi()).id, july, 10)).toEqual([]);
  expect((await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name))).toEqual([]);
});

test("a rate that changes between the handover and the invoice changes neither paper nor tax file; what was sold untaxed is on none", async () => {
  const deal = await road.promised();
  const { town, seller } = deal;
  const untaxed = await delivered(deal, { commodityCode: "TPG", priceRupiah: "13333", base: 10_000n });
  await sql`
    update organisations set is_vat_registered = true, tax_number = '01.234.567.8-651.000' where id = ${seller.id}`;
  const taxed = await delivered(deal, { commodityCode: "TPG", priceRupiah: "13333", base: 100_000n });
  const another = await delivered(deal, { commodityCode: "TPG", priceRupiah: "13333", base: 30_000n });
  for (const { invoiceId } of [untaxed, taxed, another])
    await issueInvoice(at(deal, seller.secretary, "2026-07-09"), { invoiceId: invoiceId ?? "" });
  const [paper] =
    await sql`select facts from documents where subject_id = ${taxed.invoiceId} and kind = 'INV'`;
  expect(paper?.["facts"].taxes).toMatchObject([{ label: "PPN 12 % × DPP nilai lain 11/12" }]);
  const july = { from: businessDay("2026-07-01"), to: businessDay("2026-07-31") };
  const made = (await taxableInvoices(seller.id, july)).flatMap(taxInvoicesOf);
  expect(
    made.map(({ code, lines }) => [code, lines.map(({ ratePercent, vatSen }) => [ratePercent, vatSen])]),
  ).toEqual([
    ["04", [["12", 14_666_300n]]],
    ["04", [["12", 4_399_890n]]],
  ]);
  // No number of Coretax's stands for two tax invoices of one seller.
  const numberOne = { about: "04", number: "04002600000000005" };
  const secretary = at(deal, seller.secretary, "2026-07-15");
  await recordTaxNumber(secretary, { invoiceId: taxed.invoiceId ?? "", ...numberOne });
  expect(
    await outcomeOf(recordTaxNumber(secretary, { invoiceId: another.invoiceId ?? "", ...numberOne })),
  ).toBe("invoicing.taxNumberTaken");
  expect(
    await outcomeOf(recordTaxNumber(secretary, { invoiceId: untaxed.invoiceId ?? "", ...numberOne })),
  ).toBe("invoicing.noTaxSubject");
  // Behind the books' back: one that is written about another seller's invoice is found.
  const proof = await readFile(new URL("../../db/proofs/tax-numbers-stand.sql", import.meta.url), "utf8");
  const found = await sql
    .begin(async (tx) => {
      await tx`insert into tax_numbers select (jsonb_populate_record(t, jsonb_build_object('id', 'txn_forged',
        'seller_id', ${deal.kitchen.id}::text, 'invoice_id', ${another.invoiceId}::text))).* from tax_numbers t
        where t.invoice_id = ${taxed.invoiceId}`;
      throw Object.assign(new Error("undo"), { rows: await tx.unsafe(proof) });
    })
    .catch((error: { rows?: readonly Record<string, unknown>[] }) => {
      if (!error.rows) throw error;
      return error.rows.map((row) => row["id"]);
    });
  expect(found).toEqual(["txn_forged"]);
  expect(town.today).toBe("2026-07-06");
});
