import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { collections, periodAround } from "#app/modules/commitments/collection.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { InvoiceFacts } from "#app/modules/documents/papers/invoice-paper.ts";
import { VerifiedReceivableFacts } from "#app/modules/documents/papers/verified-receivable-paper.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { collected } from "#app/modules/invoicing/collect-period.ts";
import { collectionsOf } from "#app/modules/invoicing/collection-facts-reads.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { callPeriods, draftPeriodInvoices } from "#app/modules/invoicing/draft-period-invoices.server.ts";
import { draftOf } from "#app/modules/invoicing/invoice.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { issueInvoices } from "#app/modules/invoicing/issue-invoices.server.ts";
import { marginClasses, marginDays } from "#app/modules/invoicing/margin-sheet-reads.server.ts";
import { taxableInvoices, ublFile } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { tracesOf, tradeTrace } from "#app/modules/oversight/trace-reads.server.ts";
import { lateFeeOfInvoice } from "#app/modules/payments/late-fee-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { grownBy } from "#tests/support/growers.ts";
import { type Kitchen, type Koperasi, type World, world } from "#tests/support/world.ts";

// Goal: deliveries that two agreed to collect stand on one invoice a period, each accepted line on exactly one, and everything that follows
// (books, papers, tax files, trace, payment, lateness, credit) is to the rupiah what single invoices would have come to. Method: a koperasi
// delivers to a kitchen on several days of two weeks of July; own goods, a producer's, and a maker's in custody.
const database = await testDatabase({ poolSize: 10 });
const { sql } = database;
const road = deliveries(database);
const custody = consigning(database);
/** Eight deliveries from order to door: a busy machine takes its time. */
const PATIENCE = { timeout: 90_000 };
const day = (text: string) => businessDay(text);
const at = (text: string) => new Date(`${text}T03:00:00Z`);

type Pair = { readonly town: World; readonly kitchen: Kitchen; readonly seller: Koperasi };
type Wish = Partial<Parameters<typeof proposePaymentTerms>[1]>;

async function delivered({ town, kitchen, seller }: Pair, base: bigint, whose: "own" | "grown" = "own") {
  const line = { quantityBase: base.toString() };
  const budgetId = await town.budget(kitchen, 500_000_000n, newId("budget"));
  const orderId = await town.order(kitchen, { budgetId, line });
  const goods = await town.goods(seller, { costRupiah: "24000" }, { quantityBase: base });
  if (whose === "grown") {
    const { producerId } = await addProducer(town.callOf(seller.business), { name: "Pak Tani" });
    await grownBy(database, goods.lotId, producerId);
  }
  const commitmentId = await town.promise(seller, orderId, { lotId: goods.lotId, quantityBase: base });
  const deal = { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(deal, base);
  await road.receive(deal, shipmentId, { deliveredBase: base.toString(), rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  return { shipmentId, orderId, invoiceId };
}

async function fromCustody({ town, kitchen, seller }: Pair, base: bigint) {
  const listingId = await custody.listing(town, seller);
  const { producerId } = await custody.maker(town, seller);
  const { consignmentId } = await placeConsignment(
    town.callOf(seller.business),
    custody.wish(town, { listingId, consignorId: producerId }),
  );
  await answerConsignment(town.callOf(seller.business), { consignmentId, answer: "agree" });
  const lotId = await custody.lotOf(consignmentId);
  return custody.sold({ town, kitchen, seller, listingId, lotId }, base);
}

/** A pair that traded once before and agreed to collect what is delivered from 7 July on. */
async function pair(wish: Wish = { collection: "weekly" }): Promise<Pair & { termsId: string }> {
  const first = await road.promised();
  const { town, kitchen, seller } = first;
  const { paymentTermsId } = await proposePaymentTerms(town.callOf(seller.secretary), {
    partnerId: kitchen.id,
    side: "seller",
    termDays: 7,
    validFrom: day("2026-07-07"),
    basis: "Perjanjian 9/2026 pasal 3",
    ...wish,
  });
  await agreeToPaymentTerms(town.callOf(kitchen.head), { paymentTermsId });
  return { town, kitchen, seller, termsId: paymentTermsId };
}

const calledOn = async (on: BusinessDay) => {
  const before = await sql`select count(*)::int as count from outbox where name = 'invoicing.period-ended'`;
  await callPeriods({ ...world(database).systemCall(), at: at(on) }, {});
  return sql<{ payload: { termsId: string; through: BusinessDay } }[]>`
    select payload from outbox where name = 'invoicing.period-ended' order by id offset ${before[0]?.["count"]}`;
};

const draft = (one: Pair & { termsId: string }, through: string, on: string) =>
  draftPeriodInvoices({ ...one.town.systemCall(), at: at(on) }, { termsId: one.termsId, through });

const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map((row) => [name, row]));

async function balances({ kitchen, seller }: Pair) {
  const rows = await sql`
    select (organisation_id = ${seller.id}) as sells, code, sum(balance)::text as balance from account_balances
    where organisation_id in (${seller.id}, ${kitchen.id}) and code < '9' group by 1, 2 having sum(balance) <> 0 order by 1, 2`;
  return rows.map((row) => [row["sells"] ? "seller" : "buyer", row["code"], row["balance"]]);
}

test(
  "a week's deliveries wait for its end, and then stand on one invoice with each handover, booked to the rupiah as single ones",
  PATIENCE,
  async () => {
    const one = await pair();
    const { town, kitchen, seller, termsId } = one;
    const single = await pair({ collection: "each" });
    const made: Awaited<ReturnType<typeof delivered>>[] = [];
    for (const [base, whose] of [
      [100_000n, "own"],
      [37_500n, "grown"],
      [3_333n, "own"],
    ] as const) {
      const got = await delivered(one, base, whose);
      expect(got.invoiceId).toBeNull();
      made.push(got);
      const { invoiceId } = await delivered(single, base, whose);
      await issueInvoice(single.town.callOf(single.seller.secretary), { invoiceId: invoiceId ?? "" });
      town.advance(86_400_000);
      single.town.advance(86_400_000);
    }
    const kept = await fromCustody(one, 5_000n);
    const alone = await fromCustody(single, 5_000n);
    const { invoiceId: aloneId } = await draftShipmentInvoice(single.town.systemCall(), alone);
    await issueInvoice(single.town.callOf(single.seller.secretary), { invoiceId: aloneId ?? "" });
    expect(kept.shipmentId).not.toBe("");

    expect(await outcomeOf(draft(one, "2026-07-12", "2026-07-12"))).toBe("invoicing.periodOpen");
    expect((await calledOn(day("2026-07-12"))).filter(({ payload }) => payload.termsId === termsId)).toEqual(
      [],
    );
    const called = (await calledOn(day("2026-07-27"))).filter(({ payload }) => payload.termsId === termsId);
    expect(called.map(({ payload }) => payload)).toEqual([{ termsId, through: "2026-07-12" }]);
    const drafts = await Promise.all([1, 2, 3].map(() => draft(one, "2026-07-12", "2026-07-13")));
    const [invoiceId = "", ...more] = drafts.flatMap(({ invoiceIds }) => invoiceIds);
    expect(more).toEqual([]);
    // Nothing is left to call up, and a job that is repeated finds the invoice.
    expect((await calledOn(day("2026-07-27"))).filter(({ payload }) => payload.termsId === termsId)).toEqual(
      [],
    );
    expect(await draftShipmentInvoice(town.systemCall(), { shipmentId: made[0]?.shipmentId ?? "" })).toEqual({
      invoiceId,
    });

    town.goTo(at("2026-07-13"));
    const { number } = await issueInvoice(town.callOf(seller.secretary), { invoiceId });
    const invoice = await invoiceVisibleTo(seller.id, invoiceId);
    // Seven days after Sunday 12 July is a Sunday: banks are open on Monday.
    expect(invoice).toMatchObject({ dueOn: "2026-07-20", periodThrough: "2026-07-12", state: "issued" });
    expect(await balances(one)).toEqual(await balances(single));

    const [paper] = await sql`select facts from documents where subject_id = ${invoiceId} and kind = 'INV'`;
    const facts = InvoiceFacts.parse(paper?.["facts"]);
    await verifyReceivable(town.callOf(seller.secretary), { invoiceId });
    const [verified] =
      await sql`select facts from documents where kind = 'BTT' and organisation_id = ${seller.id}`;
    expect(VerifiedReceivableFacts.parse(verified?.["facts"])).toMatchObject({
      handoverNumbers: facts.handovers?.map((handover) => handover.number),
      fund: expect.any(String),
    });
    const receipts = await sql<{ number: string }[]>`
    select r.number from receipts r join shipments s on s.id = r.shipment_id where s.seller_id = ${seller.id} order by r.received_at, s.id`;
    expect(facts.handovers?.map((handover) => handover.number)).toEqual(receipts.map((row) => row.number));
    expect(facts.handovers?.map((handover) => handover.day)).toEqual([
      "2026-07-06",
      "2026-07-07",
      "2026-07-08",
      "2026-07-09",
    ]);
    expect(facts.period).toEqual({ from: "2026-07-06", through: "2026-07-12" });
    expect(facts.lines.map((line) => line.handover?.number)).toEqual(receipts.map((row) => row.number));
    const ubl = await ublFile(seller.id, invoiceId, null);
    expect(ubl?.xml.match(/<cac:ReceiptDocumentReference>/g)).toHaveLength(4);
    expect(ubl?.xml).toContain("<cbc:StartDate>2026-07-06</cbc:StartDate>");
    const [taxable] = await taxableInvoices(seller.id, { from: day("2026-07-01"), to: day("2026-07-31") });
    expect(taxable).toMatchObject({ number });
    expect(taxable?.lines).toHaveLength(4);
    expect(
      (await collectionsOf([{ ...invoice, id: invoiceId } as never])).get(invoiceId)?.handovers,
    ).toHaveLength(4);

    // Each purchase is followed by itself; the invoice leads to all of them, and together they are what it claims.
    const traces = (await tracesOf(seller.secretary.actor, invoiceId)).traces;
    expect(traces).toHaveLength(4);
    expect(sumOf(traces.map((trace) => trace.invoicedRupiah))).toBe(invoice?.totalRupiah);
    const [order] = made;
    const traced = order && (await tradeTrace(kitchen.head.actor, order.orderId));
    expect(traced?.invoicedRupiah).toBe(2_720_000n);
    expect(traced?.moments.map((moment) => moment.what)).toContain("invoiced");
    const month = { from: day("2026-07-01"), to: day("2026-07-31") };
    const sold = async (koperasiId: string) => ({
      days: sumOf((await marginDays(koperasiId, month)).map((row) => row.sellRupiah)),
      classes: (await marginClasses(koperasiId, month)).map((row) => [
        row.goodsClass,
        row.sellRupiah,
        row.buyRupiah,
      ]),
    });
    expect(await sold(seller.id)).toEqual(await sold(single.seller.id));
    expect(await faults()).toEqual([]);
  },
);

test("a second claim of a delivery is refused by the database, and what a part claims is not changed", async () => {
  const one = await pair();
  const { shipmentId } = await delivered(one, 10_000n);
  const { invoiceIds } = await draft(one, "2026-07-12", "2026-07-13");
  const [part] = await sql`select * from invoice_parts where shipment_id = ${shipmentId}`;
  await expect(
    sql`insert into invoice_parts (id, invoice_id, shipment_id, goods_rupiah, tax_rupiah)
      values ('blp_second', ${invoiceIds[0] ?? ""}, ${shipmentId}, 1, 0)`,
  ).rejects.toThrow(/invoice_parts_once/);
  await expect(
    sql`insert into invoices select (jsonb_populate_record(i, jsonb_build_object('id', 'inv_second', 'shipment_id', ${shipmentId}::text,
      'terms_id', null, 'period_through', null))).* from invoices i where id = ${invoiceIds[0] ?? ""}`,
  ).rejects.toThrow(/claimed by another/);
  await expect(sql`update invoice_parts set goods_rupiah = 0 where id = ${part?.["id"]}`).rejects.toThrow(
    /not changed/,
  );
  await expect(sql`delete from invoice_parts where id = ${part?.["id"]}`).rejects.toThrow(/not changed/);
});

test("missed weeks are caught up one by one; what was handed over and known only later has an invoice of its own; taken back, all is claimed anew", async () => {
  const one = await pair();
  const { town, kitchen, seller, termsId } = one;
  await delivered(one, 20_000n, "grown");
  town.goTo(at("2026-07-15"));
  await delivered(one, 30_000n);
  const called = (await calledOn(day("2026-07-28"))).filter(({ payload }) => payload.termsId === termsId);
  expect(called.map(({ payload }) => payload.through).sort()).toEqual(["2026-07-12", "2026-07-19"]);
  const [first = ""] = (await draft(one, "2026-07-12", "2026-07-28")).invoiceIds;
  await draft(one, "2026-07-19", "2026-07-28");
  town.goTo(at("2026-07-10"));
  await delivered(one, 40_000n);
  const [late = ""] = (await draft(one, "2026-07-12", "2026-07-28")).invoiceIds;
  expect(late).not.toBe(first);

  town.goTo(at("2026-07-28"));
  const call = town.callOf(seller.secretary);
  const { issued, leftOut } = await issueInvoices(call, { invoiceIds: [first, late] });
  expect([issued, leftOut]).toEqual([[first, late], []]);
  const before = await balances(one);
  await creditInvoice(call, { invoiceId: first, reason: "Masa salah, ditagih ulang" });
  const [again = ""] = (await draft(one, "2026-07-12", "2026-07-28")).invoiceIds;
  await issueInvoice(call, { invoiceId: again });
  expect(await balances(one)).toEqual(before);
  expect(await faults()).toEqual([]);

  // It is paid like any invoice, and being late costs what was agreed.
  const total = (await invoiceVisibleTo(seller.id, again))?.totalRupiah ?? 0n;
  const { fileId: proofId } = await uploadFile(town.callOf(kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${again}`)),
  });
  const { paymentId } = await reportPayment(town.callOf(kitchen.finance), {
    allocations: [{ invoiceId: again, amountRupiah: total.toString() }],
    transferredOn: day("2026-07-28"),
    bankName: "Bank Uji",
    bankReference: "TRX-MASA",
    proofId,
  });
  await verifyPayment(town.callOf(seller.treasurer), { paymentId });
  expect(await invoiceVisibleTo(seller.id, again)).toMatchObject({ state: "settled" });
  expect(await faults()).toEqual([]);
});

test("an invoice of one delivery that is taken back may be issued anew, with its producers owed once", async () => {
  const one = await pair({ collection: "each" });
  const { town, seller } = one;
  const { shipmentId, invoiceId } = await delivered(one, 20_000n, "grown");
  const call = town.callOf(seller.secretary);
  await issueInvoice(call, { invoiceId: invoiceId ?? "" });
  const before = await balances(one);
  await creditInvoice(call, { invoiceId: invoiceId ?? "", reason: "Nama pembeli keliru" });
  const again = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(call, { invoiceId: again.invoiceId ?? "" });
  expect(await balances(one)).toEqual(before);
  await creditInvoice(call, { invoiceId: again.invoiceId ?? "", reason: "Nama pembeli keliru lagi" });
  expect(await balances(one)).toEqual([]);
  expect(await faults()).toEqual([]);
});

test("being late with a period's invoice costs what its agreement says", async () => {
  const one = await pair({ collection: "monthly", lateFeePercent: "0,1", lateFeeCapPercent: "5" });
  const { town, seller } = one;
  await delivered(one, 100_000n);
  const [invoiceId = ""] = (await draft(one, "2026-07-31", "2026-08-01")).invoiceIds;
  await issueInvoice({ ...town.callOf(seller.secretary), at: at("2026-08-03") }, { invoiceId });
  const invoice = await invoiceVisibleTo(seller.id, invoiceId);
  expect(invoice?.dueOn).toBe("2026-08-07");
  expect(invoice && (await lateFeeOfInvoice(invoice, day("2026-08-17")))).toMatchObject({
    amountRupiah: 27_200n,
  });
});

// Goal: no day is lost between periods, and none is in two. Method: every collection, any day of many years.
test("periods follow one another without a gap, and every day lies in its own", () => {
  const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day("2000-01-01"), days));
  const kinds = collections.filter((kind) => kind !== "each");
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...kinds), (some, kind) => {
      const { from, through } = periodAround(some, kind);
      expect(from <= some && some <= through).toBe(true);
      expect(periodAround(from, kind)).toEqual({ from, through });
      expect(periodAround(through, kind)).toEqual({ from, through });
      expect(periodAround(addDays(through, 1), kind).from).toBe(addDays(through, 1));
    }),
  );
  expect(periodAround(day("2028-02-20"), "halfMonthly")).toEqual({
    from: "2028-02-16",
    through: "2028-02-29",
  });
  expect(periodAround(day("2026-07-12"), "weekly")).toEqual({ from: "2026-07-06", through: "2026-07-12" });
});

test("collecting deliveries changes no rupiah: invoices are the sums of their parts, each delivery whole on one", () => {
  const line = fc.record({
    acceptedBase: fc.bigInt({ min: 0n, max: 9_999_999n }),
    priceRupiah: fc.bigInt({ min: 0n, max: 10n ** 7n }),
    taxClass: fc.constantFrom("standard" as const, "exempt" as const),
  });
  const vat = { rateBasisPoints: 1200, baseNumerator: 11, baseDenominator: 12 };
  fc.assert(
    fc.property(
      fc.array(fc.array(line, { maxLength: 6 }), { maxLength: 12 }),
      fc.integer({ min: 6, max: 20 }),
      (all, max) => {
        const given = all.map((lines, at) => ({
          shipmentId: `s${at}`,
          draft: draftOf(
            lines.map((one, nth) => ({
              ...one,
              shipmentLineId: `${at}.${nth}`,
              description: "",
              unit: "kg",
              basePerUnit: 1000n,
            })),
            { seller: { isVatRegistered: true }, vat: vat as never, freightRupiah: 0n },
          ),
        }));
        const made = collected(given, max);
        const filled = given.filter(({ draft: one }) => one.lines.length > 0);
        expect(made.flatMap(({ parts }) => parts.map((part) => part.shipmentId))).toEqual(
          filled.map((one) => one.shipmentId),
        );
        expect(made.flatMap((one) => one.draft.lines)).toEqual(filled.flatMap((one) => one.draft.lines));
        expect(sumOf(made.map((one) => one.draft.totalRupiah))).toBe(
          sumOf(given.map((one) => one.draft.totalRupiah)),
        );
        for (const { draft: one, parts } of made) {
          expect(one.lines.length).toBeLessThanOrEqual(max);
          expect(sumOf(parts.map((part) => part.goodsRupiah))).toBe(one.goodsRupiah);
          expect(sumOf(parts.map((part) => part.taxRupiah))).toBe(one.taxRupiah);
        }
      },
    ),
  );
});
