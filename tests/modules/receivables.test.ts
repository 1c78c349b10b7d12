import { expect, test } from "vitest";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import {
  refuseAssignment,
  releaseAssignment,
  withdrawAssignment,
} from "#app/modules/invoicing/end-assignment.server.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import {
  heldAges,
  paperStanding,
  receivablesOf,
  receivableVisibleTo,
} from "#app/modules/invoicing/receivable-reads.server.ts";
import { verifyReceivable, withdrawReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { agedAccounts } from "#app/modules/oversight/aged-accounts-reads.server.ts";
import { openClaims } from "#app/modules/payments/match-ground-reads.server.ts";
import { askCheckout } from "#app/modules/payments/open-checkout.server.ts";
import { rejectPayment, verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { banking } from "#tests/support/banking.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { locked } from "#tests/support/loads.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: an invoice that is owed for certain can be given to somebody else once, with everybody's knowledge, and from then on the money and
// the books follow; nothing is lent. Method: real deliveries of one koperasi to one kitchen, whole stories through commands; the
// proofs of the books run when the database is given back.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const { invoiced, balance, invoiceState, reported } = banking(database, road);
const claims = claimsOn(database);
type Invoiced = Awaited<ReturnType<typeof invoiced>>;
const BASIS = "Perjanjian pengalihan 7/2026";
const BANK = {
  institution: "Bank Contoh Syariah",
  bankName: "Bank Contoh Syariah",
  bankAccount: "700-1234-55",
  bankHolder: "Bank Contoh Syariah",
};

const on = (organisationId: string, code: string, subjectId: string) =>
  database.sql`select balance::text as balance from account_balances
    where organisation_id = ${organisationId} and code = ${code} and subject_id = ${subjectId}`.then(
    ([row]) => BigInt(String(row?.["balance"] ?? "0")),
  );

/** A delivery, its invoice and its paper. */
async function verified() {
  const one = await invoiced();
  const { town, seller } = one.deal;
  const { receivableId, number } = await verifyReceivable(town.callOf(seller.secretary), {
    invoiceId: one.invoiceId,
  });
  return { ...one, receivableId, paper: number, bumd: await town.bumd() };
}
type Verified = Awaited<ReturnType<typeof verified>>;

/** Proposed to a BUMD by the treasurer, checked by the chair. */
async function offered(one: Verified): Promise<string> {
  const { town, seller } = one.deal;
  const { assignmentId } = await proposeAssignment(town.callOf(seller.treasurer), {
    receivableId: one.receivableId,
    holderId: one.bumd.id,
    basis: BASIS,
  });
  await checkAssignment(town.callOf(seller.chair), { assignmentId });
  return assignmentId;
}

async function assigned(one: Verified): Promise<string> {
  const { town, kitchen } = one.deal;
  const assignmentId = await offered(one);
  await takeAssignment(town.callOf(one.bumd.finance), { assignmentId });
  await acknowledgeAssignment(town.callOf(kitchen.finance), { assignmentId });
  return assignmentId;
}

async function toBank(one: Verified): Promise<string> {
  const { town, seller, kitchen } = one.deal;
  const { assignmentId } = await proposeAssignment(town.callOf(seller.treasurer), {
    receivableId: one.receivableId,
    basis: BASIS,
    ...BANK,
  });
  await checkAssignment(town.callOf(seller.chair), { assignmentId });
  await acknowledgeAssignment(town.callOf(kitchen.foundation.maker), { assignmentId });
  return assignmentId;
}

const proofOfBooks = async ({
  deal,
  bumd,
  total,
}: Invoiced & { readonly bumd: { readonly id: string } }) => ({
  seller: await on(deal.seller.id, "1200", deal.kitchen.id),
  given: await on(deal.seller.id, "1210", deal.kitchen.id),
  holder: await on(bumd.id, "1200", deal.kitchen.id),
  owed: await on(bumd.id, "2130", deal.seller.id),
  toSeller: await on(deal.kitchen.id, "2100", deal.seller.id),
  toHolder: await on(deal.kitchen.id, "2100", bumd.id),
  total,
});

test("an accepted invoice becomes a receivable, goes to a BUMD, and is paid to it and to nobody else", async () => {
  const one = await verified();
  const { deal, invoiceId, bumd, total } = one;
  const { town, seller, kitchen } = deal;
  expect(one.paper).toMatch(/BTT/);
  expect(await paperStanding(one.receivableId)).toBe("open");
  expect((await documentsAbout(kitchen.id, [one.receivableId])).map(({ kind }) => kind)).toEqual(["BTT"]);
  expect(await documentsAbout(bumd.id, [one.receivableId])).toEqual([]);

  const assignmentId = await offered(one);
  expect((await documentsAbout(bumd.id, [one.receivableId])).map(({ kind }) => kind)).toEqual(["BTT"]);
  await takeAssignment(town.callOf(bumd.finance), { assignmentId });
  // Until the buyer knows, it owes its seller.
  expect(await proofOfBooks(one)).toMatchObject({ seller: total, given: 0n, toSeller: -total, toHolder: 0n });
  await acknowledgeAssignment(town.callOf(kitchen.finance), { assignmentId });
  expect(await proofOfBooks(one)).toEqual({
    seller: 0n,
    given: total,
    holder: total,
    owed: -total,
    toSeller: 0n,
    toHolder: -total,
    total,
  });
  expect(await paperStanding(one.receivableId)).toBe("assigned");
  expect(await openClaims(seller.id)).toEqual([]);
  expect(await openClaims(bumd.id)).toMatchObject([{ invoiceId, openRupiah: total }]);
  expect(await heldAges(bumd.id, town.today)).toMatchObject({ count: 1, openRupiah: total, notDue: total });
  const asked = { organisationId: bumd.id, side: "receivable", today: town.today } as const;
  expect((await agedAccounts(asked, { limit: 5 })).rows).toMatchObject([{ openRupiah: total }]);

  // By card, or out of a deposit, the seller would be paid.
  expect(
    await outcomeOf(askCheckout(town.callOf(kitchen.finance), { invoiceId, provider: "uji", rail: "card" })),
  ).toBe("payments.assigned");
  const { paymentId } = await reported(deal, invoiceId, total, "TRX-HOLDER");
  const [payment] = await database.sql`select payee_id, assignment_id from payments where id = ${paymentId}`;
  expect(payment).toEqual({ payee_id: bumd.id, assignment_id: null });
  expect(await outcomeOf(verifyPayment(town.callOf(seller.treasurer), { paymentId }))).toBe(
    "payments.missing",
  );
  expect(
    await outcomeOf(releaseAssignment(town.callOf(bumd.finance), { assignmentId, reason: "Dikembalikan" })),
  ).toBe("invoicing.receivablePaid");
  const cash = await balance(bumd.id, "1100");
  await verifyPayment(town.callOf(bumd.finance), { paymentId });
  expect(await balance(bumd.id, "1100")).toBe(cash + total);
  expect(await balance(seller.id, "1100")).toBe(0n);
  expect(await proofOfBooks(one)).toMatchObject({ seller: 0n, holder: 0n, toSeller: 0n, toHolder: 0n });
  expect(await invoiceState(invoiceId)).toMatchObject({ state: "settled", paid: total });
  expect(await paperStanding(one.receivableId)).toBe("settled");
  expect(await heldAges(bumd.id, town.today)).toMatchObject({ count: 0, openRupiah: 0n });
});

test("an institution outside of the house is paid into its own account: only the buyer's books see the money go", async () => {
  const one = await verified();
  const { deal, invoiceId, total } = one;
  const { town, seller, kitchen } = deal;
  const assignmentId = await toBank(one);
  expect(await proofOfBooks(one)).toMatchObject({ seller: 0n, given: total, toSeller: -total, toHolder: 0n });
  const { paymentId } = await reported(deal, invoiceId, total, "TRX-BANK");
  const [payment] = await database.sql`select payee_id, assignment_id from payments where id = ${paymentId}`;
  expect(payment).toEqual({ payee_id: seller.id, assignment_id: assignmentId });
  const cash = await balance(kitchen.id, "1100");
  await verifyPayment(town.callOf(seller.treasurer), { paymentId });
  expect(await balance(kitchen.id, "1100")).toBe(cash - total);
  expect(await balance(seller.id, "1100")).toBe(0n);
  expect(await on(kitchen.id, "2100", seller.id)).toBe(0n);
  expect(await invoiceState(invoiceId)).toMatchObject({ state: "settled" });
});

test("two people of the seller, the BUMD and the buyer each say yes; nobody says it for another", async () => {
  const one = await verified();
  const { deal, bumd } = one;
  const { town, seller, kitchen } = deal;
  const stranger = await town.bumd();
  const { assignmentId } = await proposeAssignment(town.callOf(seller.treasurer), {
    receivableId: one.receivableId,
    holderId: bumd.id,
    basis: BASIS,
  });
  const answer = { assignmentId };
  // The one who proposed it, whom it goes to and who owes: not their turn, or not theirs to know yet.
  expect(await outcomeOf(checkAssignment(town.callOf(seller.treasurer), answer))).toBe(
    "invoicing.secondPerson",
  );
  expect(await outcomeOf(takeAssignment(town.callOf(bumd.finance), answer))).toBe(
    "invoicing.assignmentMissing",
  );
  expect(await outcomeOf(acknowledgeAssignment(town.callOf(kitchen.finance), answer))).toBe(
    "invoicing.assignmentMoved",
  );
  await checkAssignment(town.callOf(seller.chair), answer);
  for (const member of [stranger.finance, stranger.sales])
    expect(await outcomeOf(takeAssignment(town.callOf(member), answer))).toBe("invoicing.assignmentMissing");
  expect(await outcomeOf(takeAssignment(town.callOf(bumd.sales), answer))).toBe("invoicing.forbidden");
  expect(await outcomeOf(acknowledgeAssignment(town.callOf(seller.treasurer), answer))).toBe(
    "invoicing.forbidden",
  );
  expect(await outcomeOf(acknowledgeAssignment(town.callOf(kitchen.field), answer))).toBe(
    "invoicing.forbidden",
  );
  await takeAssignment(town.callOf(bumd.finance), answer);
  await refuseAssignment(town.callOf(kitchen.finance), { ...answer, reason: "Barang masih diperiksa" });
  expect(await receivableVisibleTo(stranger.id, one.receivableId)).toBeNull();
  // What came to nothing stands in nobody's way.
  const again = await offered(one);
  await withdrawAssignment(town.callOf(seller.treasurer), { assignmentId: again, reason: "Batal dialihkan" });
  expect((await receivablesOf(seller.id, { side: "sold", limit: 9 })).rows).toMatchObject([
    { assignment: { state: "withdrawn", assigneeName: expect.any(String) } },
  ]);
});

test("of many who assign at once one does; of a payment and an acknowledgement at once one holds", async () => {
  const one = await verified();
  const { deal, invoiceId, bumd, total } = one;
  const { town, seller, kitchen } = deal;
  const outcomes = await Promise.all(
    [seller.treasurer, seller.secretary, seller.treasurer, seller.secretary].map((member) =>
      outcomeOf(
        proposeAssignment(town.callOf(member), {
          receivableId: one.receivableId,
          holderId: bumd.id,
          basis: BASIS,
        }),
      ),
    ),
  );
  expect(outcomes.sort()).toEqual([
    "done",
    ...Array.from({ length: 3 }, () => "invoicing.receivableAssigned"),
  ]);
  const [row] =
    await database.sql`select id, proposed_by from receivable_assignments where invoice_id = ${invoiceId}`;
  const assignmentId = String(row?.["id"]);
  await checkAssignment(town.callOf(seller.chair), { assignmentId });
  await takeAssignment(town.callOf(bumd.finance), { assignmentId });
  const [paid, known] = await Promise.all([
    outcomeOf(reported(deal, invoiceId, total, "TRX-RACE")),
    outcomeOf(acknowledgeAssignment(town.callOf(kitchen.foundation.maker), { assignmentId })),
  ]);
  // The report may come second, to the BUMD; an acknowledgement never after a report to the seller.
  const [payment] = await database.sql`select payee_id from payments where payer_id = ${kitchen.id}`;
  expect(paid).toBe("done");
  expect({ known, payee: payment?.["payee_id"] }).toEqual(
    known === "done"
      ? { known: "done", payee: bumd.id }
      : { known: "invoicing.receivablePaid", payee: seller.id },
  );
});

test("what is paid, reported, credited or withdrawn is no verified receivable", async () => {
  const one = await invoiced();
  const { town, seller } = one.deal;
  const { paymentId } = await reported(one.deal, one.invoiceId, 1_000n, "TRX-1");
  const ask = () => outcomeOf(verifyReceivable(town.callOf(seller.secretary), { invoiceId: one.invoiceId }));
  expect(await ask()).toBe("invoicing.receivablePaid");
  await rejectPayment(town.callOf(seller.treasurer), { paymentId, reason: "Tidak masuk" });
  expect(await ask()).toBe("done");
  expect(await ask()).toBe("invoicing.receivableStands");
  const [mine] = (await receivablesOf(seller.id, { side: "sold", limit: 1 })).rows;
  await withdrawReceivable(town.callOf(seller.secretary), {
    receivableId: mine?.id ?? "",
    reason: "Salah minta",
  });
  expect(
    await outcomeOf(
      proposeAssignment(town.callOf(seller.treasurer), {
        receivableId: mine?.id ?? "",
        basis: BASIS,
        ...BANK,
      }),
    ),
  ).toBe("invoicing.receivableMissing");
  expect(await ask()).toBe("done");
  // Taken back by its seller, the invoice takes the paper with it.
  await creditInvoice(town.callOf(seller.secretary), { invoiceId: one.invoiceId, reason: "Salah jumlah" });
  expect(await ask()).toBe("invoicing.receivableNotOpen");
  const papers =
    await database.sql`select state from documents where kind = 'BTT' and organisation_id = ${seller.id}`;
  expect(papers.map((paper) => paper["state"])).toEqual(["voided", "voided"]);
});

test("an assigned invoice is not its seller's to take back, until who holds it gives it back; then it may go to another", async () => {
  const one = await verified();
  const { deal, invoiceId, bumd, total } = one;
  const { town, seller } = deal;
  const assignmentId = await assigned(one);
  const credit = () =>
    outcomeOf(creditInvoice(town.callOf(seller.secretary), { invoiceId, reason: "Salah jumlah" }));
  expect(await credit()).toBe("invoicing.receivableAssigned");
  expect(
    await outcomeOf(
      withdrawAssignment(town.callOf(seller.treasurer), { assignmentId, reason: "Ingin kembali" }),
    ),
  ).toBe("invoicing.assignmentMoved");
  expect(
    await outcomeOf(
      releaseAssignment(town.callOf(seller.treasurer), { assignmentId, reason: "Ingin kembali" }),
    ),
  ).toBe("invoicing.forbidden");
  await releaseAssignment(town.callOf(bumd.finance), { assignmentId, reason: "Dikembalikan" });
  expect(await proofOfBooks(one)).toMatchObject({
    seller: total,
    given: 0n,
    holder: 0n,
    owed: 0n,
    toSeller: -total,
  });
  // The account of an institution is not given back by the seller, who would be paid there and here.
  const second = await toBank(one);
  expect(
    await outcomeOf(
      releaseAssignment(town.callOf(seller.chair), { assignmentId: second, reason: "Surat bank" }),
    ),
  ).toBe("invoicing.forbidden");
  await releaseAssignment(town.callOf(deal.kitchen.finance), {
    assignmentId: second,
    reason: "Surat bank 12/2026",
  });
  expect(await proofOfBooks(one)).toMatchObject({ seller: total, given: 0n, toSeller: -total });
});

test("past every command: no second assignment, no other payee, no assignee put in another's place", async () => {
  const one = await verified();
  const { deal, invoiceId, bumd } = one;
  const assignmentId = await assigned(one);
  const other = await deal.town.bumd();
  await expect(
    database.sql`update receivable_assignments set holder_id = ${other.id} where id = ${assignmentId}`,
  ).rejects.toThrow(/append-only/);
  await expect(
    database.sql`insert into receivable_assignments (id, receivable_id, invoice_id, seller_id, buyer_id, state, institution, basis,
      bank_name, bank_account, bank_holder, amount_rupiah, proposed_at)
      select id || 'x', receivable_id, invoice_id, seller_id, buyer_id, 'proposed', 'Bank', 'Perjanjian', 'Bank', '1', 'Bank', amount_rupiah, now()
      from receivable_assignments where id = ${assignmentId}`,
  ).rejects.toThrow(/receivable_assignments_once/);
  const { paymentId } = await reported(deal, invoiceId, 1_000n, "TRX-DB");
  await expect(
    database.sql`update payments set payee_id = ${deal.seller.id} where id = ${paymentId}`,
  ).rejects.toThrow(/append-only/);
  await expect(
    database.sql`update receivable_assignments set state = 'released', ended_at = now(), end_reason = 'paksa' where id = ${assignmentId}`,
  ).rejects.toThrow(/while nothing of it is paid/);
  expect(bumd.id).not.toBe(other.id);
});

test("of many verifications at once one paper is drawn up", async () => {
  const one = await invoiced();
  const { town, seller } = one.deal;
  const ends = await atOnce(
    times(4, () => verifyReceivable(town.callOf(seller.secretary), { invoiceId: one.invoiceId })),
  );
  expect(ends).toEqual({ done: 1, "invoicing.receivableStands": 3 });
});

test("a claim on the goods stands in the way while it is undecided, and holds against whoever has the receivable", async () => {
  const deal = await locked(database, [4, 2], { freightPaidBy: "seller", serviceFeeBasisPoints: 50 });
  const { town, hub, buyer } = deal;
  const bumd = await town.bumd();
  const shown = await claims.delivered(deal);
  const invoiceId = await claims.invoiced(deal);
  const shipmentId = shown.shares[0]?.shipmentId ?? "";
  const { receivableId } = await verifyReceivable(town.callOf(hub.cashier), { invoiceId });
  const { assignmentId } = await proposeAssignment(town.callOf(hub.cashier), {
    receivableId,
    holderId: bumd.id,
    basis: BASIS,
  });
  await checkAssignment(town.callOf(hub.head), { assignmentId });
  await takeAssignment(town.callOf(bumd.finance), { assignmentId });
  const refused = await claims.open(deal, shipmentId, { cause: "quality", grams: 15_000n });
  const know = () => outcomeOf(acknowledgeAssignment(town.callOf(buyer.finance), { assignmentId }));
  expect(await know()).toBe("invoicing.receivableDisputed");
  await decideDispute(town.callOf(hub.head), await claims.decision(deal, refused, 0n));
  expect(await know()).toBe("done");

  const granted = await claims.open(deal, shipmentId, { cause: "quality", grams: 30_000n });
  await decideDispute(town.callOf(hub.head), await claims.decision(deal, granted, null, "road"));
  await claims.settle(deal, granted);
  const [row] = await database.sql`
    select total_rupiah::text as total, credited_rupiah::text as credited from invoices where id = ${invoiceId}`;
  const [total, credited] = [BigInt(String(row?.["total"])), BigInt(String(row?.["credited"]))];
  expect(credited).toBeGreaterThan(0n);
  expect(await on(hub.id, "1200", buyer.id)).toBe(0n);
  expect(await on(hub.id, "1210", buyer.id)).toBe(total - credited);
  expect(await on(bumd.id, "1200", buyer.id)).toBe(total - credited);
  expect(await on(bumd.id, "2130", hub.id)).toBe(credited - total);
  expect(await on(buyer.id, "2100", bumd.id)).toBe(credited - total);
  expect(await on(buyer.id, "2100", hub.id)).toBe(0n);
});
