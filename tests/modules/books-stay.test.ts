import { expect, test } from "vitest";
import { organisationKinds } from "#app/modules/identity/organisation.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { accountNames, chart, chartOf } from "#app/modules/ledger/chart.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { banking } from "#tests/support/banking.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";

// Goal: whoever holds a connection to the database and goes round every command changes nothing that was booked, claimed, paid or put on paper,
// and opens no account that such an organisation cannot have. Method: an invoice that was issued and partly paid through commands, then each
// change as a statement of its own; each is refused by its law, and what stood before stands afterwards.
const database = await testDatabase({ poolSize: 6 });
const { sql } = database;
const bank = banking(database, deliveries(database));

async function paidInPart() {
  const { deal, invoiceId } = await bank.invoiced();
  const { paymentId } = await bank.reported(deal, invoiceId, 1_000_000n, `TRX-${invoiceId}`);
  await verifyPayment(deal.town.callOf(deal.seller.treasurer), { paymentId });
  return { deal, invoiceId, paymentId };
}

/** Refused by the database, each for the reason that is told. */
async function refused(changes: readonly (readonly [change: string, why: RegExp])[]): Promise<void> {
  for (const [change, why] of changes) await expect(sql.unsafe(change), change).rejects.toThrow(why);
}

const standing = async () => {
  const [row] = await sql`
    select (select md5(string_agg(e::text, '|' order by id)) from entries e) as entries,
      (select md5(string_agg(p::text, '|' order by id)) from postings p) as postings,
      (select md5(string_agg(a::text, '|' order by id)) from accounts a) as accounts,
      (select md5(string_agg(l::text, '|' order by id)) from invoice_lines l) as lines,
      (select md5(string_agg(d::text, '|' order by id)) from documents d) as papers,
      (select md5(string_agg(p::text, '|' order by id)) from payments p) as payments`;
  return { ...row };
};

test("no entry and no line of the books is changed, taken out or emptied, by whatever statement", async () => {
  await paidInPart();
  const before = await standing();
  await refused([
    ["update postings set amount = amount", /postings is append-only/],
    ["delete from postings", /postings is append-only/],
    ["truncate postings cascade", /append-only/],
    ["update entries set narration = 'lain'", /entries is append-only/],
    ["update entries set occurred_on = occurred_on - 1", /entries is append-only/],
    ["delete from entries", /entries is append-only/],
    ["truncate entries cascade", /append-only/],
    ["delete from accounts", /opened as/],
  ]);
  expect(await standing()).toEqual(before);
});

test("an account is in rupiah, and in the chart of its kind of organisation, or it is not opened", async () => {
  const { deal } = await paidInPart();
  const opened = (organisationId: string, code: string, more = "") => `
    insert into accounts (id, organisation_id, code, kind, opened_at ${more ? ", currency" : ""})
    values ('acc_forged', '${organisationId}', '${code}', 'equity', now() ${more})`;
  await refused([
    [opened(deal.seller.id, "3200", ", 'USD'"), /accounts_currency/],
    [opened(deal.kitchen.id, "3010"), /not in the chart/],
    [opened(deal.kitchen.id, "2500"), /not in the chart/],
    [opened(deal.seller.id, "3100"), /not in the chart/],
    ["update accounts set currency = 'USD'", /accounts_currency/],
  ]);
  for (const kind of organisationKinds) {
    const own = chartOf(kind);
    const rows = await sql`
      select code, account_is_of(code, ${kind}) as is_own from unnest(${accountNames.map((name) => chart[name].code)}::text[]) as code`;
    expect(rows.map((row) => row["is_own"])).toEqual(accountNames.map((name) => own.includes(name)));
  }
  // Each kind has what it alone can have, and all have what trade needs.
  expect(chartOf("koperasi")).toContain("principalSavings");
  expect(chartOf("kitchen")).not.toContain("principalSavings");
  expect(chartOf("kitchen")).toContain("programmeFunds");
  expect(chartOf("trade_center")).toContain("levyPayable");
  expect(chartOf("bumd")).not.toContain("levyPayable");
});

test("what an invoice claims and a payment paid stays, line by line, once it was issued and verified", async () => {
  const { invoiceId, paymentId } = await paidInPart();
  const before = await standing();
  const line = `where invoice_id = '${invoiceId}'`;
  await refused([
    [`update invoice_lines set tax_class = 'standard' ${line}`, /line of an issued invoice/],
    [`update invoice_lines set description = 'Lain' ${line}`, /line of an issued invoice/],
    [`delete from invoice_lines ${line}`, /line of an issued invoice/],
    [
      `update invoices set goods_rupiah = 1, total_rupiah = 1 where id = '${invoiceId}'`,
      /issued invoice does not change/,
    ],
    [`delete from invoices where id = '${invoiceId}'`, /append-only/],
    [`update payments set amount_rupiah = 1 where id = '${paymentId}'`, /payment says that moved/],
    [
      `update payments set transferred_on = transferred_on - 1 where id = '${paymentId}'`,
      /payment says that moved/,
    ],
    [
      `update payment_allocations set amount_rupiah = 1 where payment_id = '${paymentId}'`,
      /payment says that moved/,
    ],
    [`delete from payment_allocations where payment_id = '${paymentId}'`, /append-only/],
    [`delete from payments where id = '${paymentId}'`, /append-only/],
    ["truncate invoice_lines cascade", /append-only/],
    ["truncate invoices cascade", /append-only/],
    ["truncate payment_allocations cascade", /append-only/],
    ["truncate payments cascade", /append-only/],
  ]);
  expect(await standing()).toEqual(before);
});

test("a paper stays what was issued, and one that was cancelled stays cancelled, for the reason that was given", async () => {
  const { deal, invoiceId, paymentId } = await paidInPart();
  const paper = `where subject_id = '${invoiceId}' and kind = 'INV'`;
  await reversePayment(deal.town.callOf(deal.seller.secretary), { paymentId, reason: "Bukan untuk kami" });
  await creditInvoice(deal.town.callOf(deal.seller.treasurer), { invoiceId, reason: "Harga keliru" });
  const before = await standing();
  const [voided] = await sql.unsafe(`select state, void_reason from documents ${paper}`);
  expect(voided).toEqual({ state: "voided", void_reason: "Harga keliru" });
  await refused([
    [`update documents set facts = facts || '{"totalRupiah": "1"}' ${paper}`, /issued paper does not change/],
    [`update documents set facts_hash = md5('x') ${paper}`, /issued paper does not change/],
    [`update documents set number = '999/INV/X/I/2026' ${paper}`, /issued paper does not change/],
    [`update documents set verification_code = 'x' ${paper}`, /issued paper does not change/],
    [`update documents set is_demo = not is_demo ${paper}`, /issued paper does not change/],
    [`update documents set void_reason = 'Lain' ${paper}`, /issued paper does not change/],
    [`update documents set voided_at = now() ${paper}`, /issued paper does not change/],
    [
      `update documents set state = 'issued', void_reason = null, voided_at = null ${paper}`,
      /issued paper does not change/,
    ],
    [`delete from documents ${paper}`, /issued paper does not change/],
    ["truncate documents cascade", /append-only/],
    ["update stored_files set file_name = 'lain.pdf'", /append-only/],
    ["truncate stored_files cascade", /append-only/],
    ["truncate audit_events cascade", /append-only/],
  ]);
  expect(await standing()).toEqual(before);
});
