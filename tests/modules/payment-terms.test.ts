import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDay, businessDay, dayOf, daysBetween } from "#app/kernel/calendar.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
  refusePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { issueLateFee } from "#app/modules/payments/issue-late-fee.server.ts";
import { lateFeeOf } from "#app/modules/payments/late-fee.ts";
import { lateFeeOfInvoice } from "#app/modules/payments/late-fee-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import type { Member } from "#tests/support/rows.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";

// Goal: due dates follow what seller and buyer agreed on, and being late costs what they agreed and nothing else. Method: 100 kg of eggs
// at Rp 27.200, taken over on Monday 6 July, with agreements proposed and answered through their commands.
const database = await testDatabase({ poolSize: 6 });
const road = deliveries(database);
const TOMORROW = businessDay("2026-07-07");

type Wish = Partial<Parameters<typeof proposePaymentTerms>[1]>;
const at = ({ town }: Deal, member: Member, day: BusinessDay) => ({
  ...town.callOf(member),
  at: new Date(`${day}T03:00:00Z`),
});
const propose = (deal: Deal, wish: Wish = {}, by: Member = deal.seller.secretary) =>
  proposePaymentTerms(deal.town.callOf(by), {
    partnerId: deal.kitchen.id,
    side: "seller",
    termDays: 3,
    validFrom: TOMORROW,
    basis: "Perjanjian 4/2026 pasal 5",
    ...wish,
  });

async function agreed(deal: Deal, wish: Wish = {}) {
  const { paymentTermsId } = await propose(deal, wish);
  await agreeToPaymentTerms(deal.town.callOf(deal.kitchen.head), { paymentTermsId });
}

async function invoiced(deal: Deal) {
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
  if (invoiceId === null) throw new Error("a received shipment has an invoice");
  await issueInvoice(deal.town.callOf(deal.seller.secretary), { invoiceId });
  const due = (await invoiceVisibleTo(deal.seller.id, invoiceId))?.dueOn;
  return { invoiceId, shipmentId, due };
}

async function pay(deal: Deal, invoiceId: string, amount: bigint, on: BusinessDay) {
  const { fileId: proofId } = await uploadFile(deal.town.callOf(deal.kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${invoiceId} ${on}`)),
  });
  const { paymentId } = await reportPayment(at(deal, deal.kitchen.finance, on), {
    allocations: [{ invoiceId, amountRupiah: amount.toString() }],
    transferredOn: on,
    bankName: "Bank Uji",
    bankReference: `TRX-${on}`,
    proofId,
  });
  await verifyPayment(at(deal, deal.seller.treasurer, on), { paymentId });
}

const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name));

test("without an agreement the buyer's own term holds; with one, papers and due dates follow it from its day on", async () => {
  const plain = await road.promised();
  expect(await invoiced(plain)).toMatchObject({ due: "2026-07-13" });

  const deal = await road.promised();
  await agreed(deal);
  const { due, shipmentId } = await invoiced(deal);
  expect(due).toBe("2026-07-09");
  const papers = await database.sql`
    select kind, facts from documents where subject_id = ${shipmentId} and kind in ('SP', 'BAST') order by kind`;
  expect(
    papers.map((paper) => [
      paper["kind"],
      paper["facts"].terms?.paymentTermDays ?? paper["facts"].paymentDueOn,
    ]),
  ).toEqual([
    ["BAST", "2026-07-09"],
    ["SP", 3],
  ]);

  // What begins after the delivery day changes nothing of it; what was agreed on later for the same day takes the place of the first.
  const later = await road.promised();
  await agreed(later, { termDays: 14, validFrom: businessDay("2026-07-10") });
  expect(await invoiced(later)).toMatchObject({ due: "2026-07-13" });
  const twice = await road.promised();
  await agreed(twice, { termDays: 14 });
  await agreed(twice, { termDays: 0 });
  expect(await invoiced(twice)).toMatchObject({ due: "2026-07-06" });
  expect(await faults()).toEqual([]);
});

test("one side proposes and the other answers; nobody agrees with themselves, nor about others", async () => {
  const deal = await road.promised();
  const { town, seller, kitchen } = deal;
  const stranger = await road.promised();
  const wished = (wish: Wish, by?: Member) => outcomeOf(propose(deal, wish, by));
  expect(await wished({ partnerId: stranger.kitchen.id })).toBe("commitments.termsPartner");
  expect(await wished({}, seller.warehouse)).toBe("commitments.forbidden");
  expect(await wished({ validFrom: town.today })).toBe("commitments.termsPast");
  expect(await wished({ termDays: 5 })).toBe("commitments.termsDays");
  expect(await wished({ termDays: "1,5" })).toBe("termDays: kernel.notWhole");
  expect(await wished({ termDays: "1.000" })).toBe("termDays: kernel.tooHigh");
  expect(await wished({ termDays: "" })).toBe("termDays: kernel.notWhole");
  expect(await wished({ lateFeePercent: "0,1" })).toBe("lateFeeCapPercent: commitments.termsFeeBoth");
  expect(await wished({ lateFeePercent: "0,2", lateFeeCapPercent: "5" })).toBe("commitments.termsFeeMost");
  expect(await wished({ lateFeePercent: "sepuluh", lateFeeCapPercent: "5" })).toBe(
    "lateFeePercent: commitments.termsPercent",
  );

  const { paymentTermsId } = await propose(deal);
  expect(await wished({})).toBe("commitments.termsWait");
  const waits = async (member: Member) =>
    (await tasksFor(member.actor, town.at)).filter(({ kind }) => kind === "terms.answer");
  expect(await waits(kitchen.head)).toMatchObject([
    { subjectId: paymentTermsId, path: "tempo-bayar", params: { days: "3" } },
  ]);
  expect(await waits(seller.secretary)).toEqual([]);
  const agree = (member: Member, day: BusinessDay = town.today) =>
    outcomeOf(agreeToPaymentTerms(at(deal, member, day), { paymentTermsId }));
  expect(await agree(seller.chair)).toBe("commitments.termsOtherSide");
  expect(await agree(kitchen.finance)).toBe("commitments.termsOtherSide");
  expect(await agree(stranger.kitchen.head)).toBe("commitments.termsMissing");
  expect(await agree(kitchen.head, TOMORROW)).toBe("commitments.termsPast");
  const taps = await Promise.all([1, 2].map(() => agree(kitchen.head)));
  expect(taps.sort()).toEqual(["commitments.termsMoved", "done"]);
  await expect(database.sql`update payment_terms set term_days = 90`).rejects.toThrow(/not changed/);
  await expect(database.sql`delete from payment_terms`).rejects.toThrow(/not changed/);

  // The buyer proposes too; what is refused or taken back leaves what held before.
  const own = await propose(deal, { partnerId: seller.id, side: "buyer", termDays: 14 }, kitchen.head);
  const refuse = (member: Member) =>
    outcomeOf(refusePaymentTerms(town.callOf(member), { ...own, reason: "Terlalu lama bagi petani" }));
  expect(await refuse(stranger.seller.secretary)).toBe("commitments.termsMissing");
  expect(await refuse(seller.secretary)).toBe("done");
  expect(await invoiced(deal)).toMatchObject({ due: "2026-07-09" });
});

test("being late costs nothing unless both agreed; then so much a day, claimed once, paid like any invoice or taken back", async () => {
  const plain = await road.promised();
  await agreed(plain);
  const first = await invoiced(plain);
  await pay(plain, first.invoiceId, 2_720_000n, businessDay("2026-07-20"));
  const claim = (deal: Deal, invoiceId: string, member = deal.seller.secretary) =>
    issueLateFee(at(deal, member, businessDay("2026-07-22")), { invoiceId });
  expect(await outcomeOf(claim(plain, first.invoiceId))).toBe("payments.noLateFee");

  const deal = await road.promised();
  await agreed(deal, { lateFeePercent: "0,1", lateFeeCapPercent: "5" });
  const { invoiceId } = await invoiced(deal);
  await pay(deal, invoiceId, 1_000_000n, businessDay("2026-07-09"));
  const invoice = await invoiceVisibleTo(deal.seller.id, invoiceId);
  if (!invoice) throw new Error("the seller sees its invoice");
  expect(await lateFeeOfInvoice(invoice, businessDay("2026-07-09"))).toBeNull();
  expect(await lateFeeOfInvoice(invoice, businessDay("2026-07-14"))).toMatchObject({
    amountRupiah: 8_600n,
    days: 5,
    isFinal: false,
  });
  expect(await outcomeOf(claim(deal, invoiceId))).toBe("payments.lateFeeOpen");
  await pay(deal, invoiceId, 720_000n, businessDay("2026-07-14"));
  await pay(deal, invoiceId, 1_000_000n, businessDay("2026-07-20"));

  expect(await outcomeOf(claim(deal, invoiceId, deal.seller.overseer))).toBe("invoicing.forbidden");
  expect(await outcomeOf(claim(plain, invoiceId))).toBe("invoicing.missing");
  // 720.000 × 5 days and 1.000.000 × 11 days, a thousandth a day.
  const taps = await Promise.all([1, 2].map(() => outcomeOf(claim(deal, invoiceId))));
  expect(taps.sort()).toEqual(["done", "payments.lateFeeStands"]);
  const fees = async () =>
    database.sql`
      select id, state, number, total_rupiah::int as total, due_on::text as due from invoices where late_of = ${invoiceId} order by id`;
  const [fee] = await fees();
  expect(fee).toMatchObject({ state: "issued", total: 14_600, due: "2026-07-27" });
  const balance = async (organisationId: string, code: string) =>
    Number(
      (
        await database.sql`select coalesce(sum(balance), 0)::int as sum from account_balances where organisation_id = ${organisationId} and code = ${code}`
      )[0]?.["sum"],
    );
  const { seller, kitchen } = deal;
  const books = async () => [
    await balance(seller.id, "4500"),
    await balance(seller.id, "1200"),
    await balance(kitchen.id, "5560"),
    await balance(kitchen.id, "2100"),
  ];
  expect(await books()).toEqual([-14_600, 14_600, 14_600, -14_600]);
  const [paper] =
    await database.sql`select facts from documents where subject_id = ${fee?.["id"]} and kind = 'INV'`;
  expect(paper?.["facts"].note).toBe("0,1 % sehari, paling banyak 5 %, menurut Perjanjian 4/2026 pasal 5.");
  expect(paper?.["facts"].taxNote).toContain("tidak terutang PPN");
  expect(await faults()).toEqual([]);

  // Waived: a credit note mirrors it; then it may be claimed anew, and is paid as any invoice.
  await creditInvoice(at(deal, seller.secretary, businessDay("2026-07-22")), {
    invoiceId: fee?.["id"],
    reason: "Denda dibebaskan tahun ini",
  });
  expect(await books()).toEqual([0, 0, 0, 0]);
  await claim(deal, invoiceId);
  const [, again] = await fees();
  await pay(deal, again?.["id"], 14_600n, businessDay("2026-07-22"));
  expect(await books()).toEqual([-14_600, 0, 14_600, 0]);
  // Nothing bears a fee of its own.
  const feeRow = await invoiceVisibleTo(seller.id, again?.["id"]);
  expect(feeRow && (await lateFeeOfInvoice(feeRow, businessDay("2026-09-01")))).toBeNull();
  expect(await faults()).toEqual([]);
});

// Goal: the fee is exact and never runs away. Method: any claim, cut into any payments on any days.
test("a late fee is what days and rupiah come to, rounded once, and never above its cap; paying earlier never costs more", () => {
  const due = businessDay("2026-07-09");
  const part = fc.record({
    day: fc.integer({ min: -10, max: 400 }),
    amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  });
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 30 }),
      (parts, basisPoints, capBasisPoints, earlier) => {
        const claimRupiah = parts.reduce((sum, one) => sum + one.amount, 0n);
        const feeOf = (shift: number) =>
          lateFeeOf(
            {
              parts: [{ dueOn: due, amountRupiah: claimRupiah }],
              paid: parts.map((one) => ({ on: addDays(due, one.day - shift), amountRupiah: one.amount })),
            },
            { basisPoints, capBasisPoints },
            due,
          );
        const { amountRupiah, isCapped } = feeOf(0);
        const exact =
          parts.reduce((sum, one) => sum + one.amount * BigInt(Math.max(0, one.day)), 0n) *
          BigInt(basisPoints);
        const cap = claimRupiah * BigInt(capBasisPoints);
        const bound = exact < cap ? exact : cap;
        expect(2n * amountRupiah * 10_000n <= 2n * bound + 10_000n).toBe(true);
        expect(2n * amountRupiah * 10_000n > 2n * bound - 10_000n).toBe(true);
        if (isCapped) expect(exact > cap - 10_000n).toBe(true);
        expect(feeOf(earlier).amountRupiah <= amountRupiah).toBe(true);
      },
    ),
  );
});

test("both sides see the same clock run from the acceptance, and neither sees one of what is paid", async () => {
  const deal = await road.promised();
  const { invoiceId } = await invoiced(deal);
  const { seller, kitchen } = deal;
  const slugs =
    await database.sql`select id, slug from organisations where id in (${seller.id}, ${kitchen.id})`;
  const pages = await Promise.all(
    [
      { of: seller.id, member: seller.treasurer, list: "penjualan" },
      { of: kitchen.id, member: kitchen.finance, list: "tagihan" },
    ].map(async ({ of, member, list }) => {
      const slug = String(slugs.find((row) => row["id"] === of)?.["slug"]);
      return { visitor: await signedInVisitor(member.personId), path: `/${slug}/${list}/${invoiceId}` };
    }),
  );
  const lefts = () =>
    Promise.all(
      pages.map(
        async ({ visitor, path }) => ((await visitor.get(path)).body as { left: number | null }).left,
      ),
    );
  const [sellers, buyers] = await lefts();
  expect(sellers).toBe(buyers);
  expect(sellers).toBe(daysBetween(dayOf(now(), "Asia/Jakarta"), businessDay("2026-07-13")));
  await pay(deal, invoiceId, 2_720_000n, businessDay("2026-07-08"));
  expect(await lefts()).toEqual([null, null]);
});

// Last, because the rule holds for everything that is delivered after it.
test("what falls due on a day that banks are shut is due on the next one, on paper and on the invoice", async () => {
  // Banks are shut on that Thursday, by a rule that an operator may write: paper and invoice say Friday.
  await database.sql`
    insert into parameters (id, key, value, valid_from, source)
    values ('par_holiday', 'banking.holidays', '["2026-07-09"]', '2026-07-01', 'Libur daerah')`;
  const shut = await road.promised();
  await agreed(shut);
  const onFriday = await invoiced(shut);
  expect(onFriday.due).toBe("2026-07-10");
  const [minutes] =
    await database.sql`select facts from documents where subject_id = ${onFriday.shipmentId} and kind = 'BAST'`;
  expect(minutes?.["facts"].paymentDueOn).toBe("2026-07-10");
  expect(await faults()).toEqual([]);
});
