import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { LeftOut } from "#app/modules/allotment/exclusion.ts";
import { answerDispute } from "#app/modules/disputes/answer-dispute.server.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import {
  claimableHandovers,
  disputeVisibleTo,
  openDisputesOf,
} from "#app/modules/disputes/dispute-reads.server.ts";
import { hearKoperasi } from "#app/modules/disputes/hear-koperasi.server.ts";
import { lapseDisputes } from "#app/modules/disputes/lapse-disputes.server.ts";
import { openDispute } from "#app/modules/disputes/open-dispute.server.ts";
import { withdrawDispute } from "#app/modules/disputes/withdraw-dispute.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { invoiceVisibleTo, statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { setOffFreed } from "#app/modules/invoicing/set-off-freed.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { agedSum } from "#app/modules/oversight/aged-accounts-reads.server.ts";
import { hubPayables } from "#app/modules/payments/payable-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout } from "#app/modules/payments/settle-payout.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { type ClaimWish, claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, locked } from "#tests/support/loads.ts";

// Goal: what a buyer finds after it signed is claimed, answered, decided and paid for to the rupiah, by the right party and in
// time. Method: whole stories through commands; the proofs of books and claims run when the database is given back.
const database = await testDatabase({ poolSize: 10 });
const HOUR = 3_600_000;
const { delivered, invoiced, lineOf, picture, open, decision, settle, payout, pay, drawnAgain, lockedAgain } =
  claimsOn(database);
const TERMS = { freightPaidBy: "seller", serviceFeeBasisPoints: 50 } as const;

test("a claim is opened within the window, beyond the allowance and never above what arrived, by the buyer alone", async () => {
  const deal = await locked(database, [40, 20], TERMS);
  const { shares, trip } = await delivered(deal);
  const shipmentId = shares[0]?.shipmentId ?? "";
  const arrived = shares[0]?.loadedBase ?? 0n;
  const tried = (wish: ClaimWish) => codeOf(open(deal, shipmentId, wish));
  expect(await tried({ grams: arrived + 1n })).toBe("disputes.moreThanArrived");
  expect(await tried({ grams: arrived / 50n })).toBe("disputes.withinAllowance");
  expect(await tried({ grams: arrived / 10n, at: new Date(deal.town.at.getTime() + 24 * HOUR + 1) })).toBe(
    "disputes.windowClosed",
  );
  expect(await claimableHandovers(deal.buyer.id, { at: deal.town.at })).toHaveLength(2);
  expect(
    await claimableHandovers(deal.buyer.id, { at: deal.town.at, tripId: trip.id }),
    "its trip leads to them too",
  ).toHaveLength(2);
  expect(await claimableHandovers(deal.buyer.id, { at: deal.town.at, tripId: "trp_0" })).toEqual([]);
  const input = {
    shipmentId,
    note: "Pecah di dasar tumpukan",
    photoIds: [await picture(deal)],
    lines: [
      { shipmentLineId: await lineOf(shipmentId), cause: "broken", reason: "cracked", claimedBase: "30000" },
    ],
  } as const;
  const as = (member: typeof deal.hub.head) =>
    codeOf(
      openDispute(deal.town.callOf(member), {
        ...input,
        photoIds: [...input.photoIds],
        lines: [...input.lines],
      }),
    );
  expect(await as(deal.hub.head)).toBe("disputes.forbidden");
  expect(await as((await deal.town.hub()).head)).toBe("disputes.shipmentMissing");
  expect(await as(deal.buyer.finance)).toBe("disputes.forbidden");
  const answers = await atOnce([1, 2].map(() => () => open(deal, shipmentId, { grams: 30_000n })));
  expect(answers).toEqual({ done: 1, "disputes.stands": 1 });
  const [standing] = await openDisputesOf(deal.hub.id, "age");
  expect(await claimableHandovers(deal.buyer.id, { at: deal.town.at })).toHaveLength(1);
  expect(await disputeVisibleTo((await deal.town.hub()).id, standing?.id ?? "")).toBeNull();
  const withdraw = () =>
    codeOf(
      withdrawDispute(deal.town.callOf(deal.buyer.warehouse), {
        disputeId: standing?.id ?? "",
        note: "Salah lihat",
      }),
    );
  expect(await withdraw()).toBe("done");
  expect(await withdraw()).toBe("disputes.moved");
});

test("a koperasi is heard before it bears anything; one of two staff decides; its statement, the invoice and the books follow to the rupiah", async () => {
  const deal = await locked(database, [40, 20], TERMS);
  const { shares } = await delivered(deal);
  const share = shares[0];
  const shipmentId = share?.shipmentId ?? "";
  const invoiceId = await invoiced(deal);
  const before = await statementsOf(deal.hub.id, deal.callOffId);
  const own = before.find((row) => row.koperasiId === share?.koperasiId);
  const other = before.find((row) => row.koperasiId !== share?.koperasiId);
  const chair = deal.koperasi.find((one) => one.id === share?.koperasiId)?.chair;
  if (!chair || !own || !other) throw new Error("the koperasi are there");
  // 2 % of what arrived passes; the rest of 45 kg is asked, at Rp 405.000 per crate of 15 kg.
  const disputeId = await open(deal, shipmentId, { grams: 45_000n });
  const shown = await disputeVisibleTo(deal.buyer.id, disputeId);
  const allowance = (share?.loadedBase ?? 0n) / 50n;
  const asked = shown?.lines[0];
  expect(asked).toMatchObject({ allowanceBase: allowance, askedBase: 45_000n - allowance });
  // Only its line waits: the other koperasi is paid whole, this one all but what is asked.
  expect(await payout(deal, other.id)).toBe(other.netRupiah);
  expect(await payout(deal, own.id)).toBe(own.netRupiah - (asked?.askedRupiah ?? 0n));
  expect(
    await codeOf(requestPayout(deal.town.callOf(deal.hub.cashier), { to: "statement", statementId: own.id })),
  ).toBe("payments.disputed");
  const head = () => deal.town.callOf(deal.hub.head);
  const decide = async (grams: bigint | null, stage?: "origin" | "destination") =>
    codeOf(decideDispute(head(), await decision(deal, disputeId, grams, stage)));
  expect(await decide(null, "origin")).toBe("disputes.hearFirst");
  expect(await decide(null, "destination")).toBe("disputes.buyerBears");
  expect(
    await codeOf(decideDispute(deal.town.callOf(deal.hub.cashier), await decision(deal, disputeId, 0n))),
  ).toBe("disputes.forbidden");
  await hearKoperasi(head(), { disputeId, note: "Mohon keterangan pengemasan" });
  expect((await tasksFor(actorOf(deal, chair), deal.town.at)).map((task) => task.kind)).toContain(
    "dispute.answer",
  );
  expect(await leftOutNow(deal, own.koperasiId)).toBe(true);
  await answerDispute(deal.town.callOf(chair), { disputeId, isAccepted: true, note: "Petinya memang lama" });
  expect((await tasksFor(actorOf(deal, deal.hub.head), deal.town.at)).map((task) => task.kind)).toContain(
    "dispute.decide",
  );
  const verdict = await decision(deal, disputeId, 15_000n, "origin");
  const answers = await atOnce([
    () => decideDispute(head(), verdict),
    () => decideDispute(deal.town.callOf(deal.hub.contracts), verdict),
  ]);
  expect(answers).toEqual({ done: 1, "disputes.moved": 1 });
  expect((await documentsAbout(own.koperasiId, [disputeId])).map((paper) => paper.kind)).toEqual(["BAK"]);
  await settle(deal, disputeId);
  expect(await settle(deal, disputeId)).toEqual({ creditNoteId: null });
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({
    creditedRupiah: 405_000n,
    state: "issued",
  });
  const after = (await statementsOf(deal.hub.id, deal.callOffId)).find((row) => row.id === own.id);
  expect(after).toMatchObject({ correctedRupiah: 405_000n, netRupiah: own.netRupiah });
  expect(await payout(deal, own.id)).toBe((asked?.askedRupiah ?? 0n) - 405_000n);
  expect(
    await codeOf(creditInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId, reason: "Coba batalkan" })),
  ).toBe("invoicing.creditedInPart");
  await pay(deal, invoiceId, 24_300_000n - 405_000n);
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({ state: "settled" });
  expect(await leftOutNow(deal, own.koperasiId)).toBe(false);
});

test("after everything was paid, the buyer is owed its money back and the koperasi's next share is set off; levy and fee telescope", async () => {
  const deal = await locked(database, [40], {
    ...TERMS,
    levyBasisPoints: 50,
    levyLegalBasis: "Perda contoh",
  });
  const { shares } = await delivered(deal);
  const invoiceId = await invoiced(deal);
  const [own] = await statementsOf(deal.hub.id, deal.callOffId);
  const disputeId = await open(deal, shares[0]?.shipmentId ?? "", { cause: "quality", grams: 30_000n });
  await hearKoperasi(deal.town.callOf(deal.hub.head), { disputeId, note: "Mohon keterangan mutu" });
  const chair = deal.koperasi[0]?.chair;
  if (!chair || !own) throw new Error("the koperasi is there");
  await pay(deal, invoiceId, 16_200_000n);
  await payout(deal, own.id);
  await answerDispute(deal.town.callOf(chair), {
    disputeId,
    isAccepted: false,
    note: "Waktu berangkat masih baik",
  });
  // Granted in whole, yet only now: what waited is less than what it bears once two crates are granted.
  await decideDispute(deal.town.callOf(deal.hub.head), await decision(deal, disputeId, null, "origin"));
  await settle(deal, disputeId);
  const refund = (await hubPayables(deal.hub.id)).find((row) => row.to === "refund");
  expect(refund).toMatchObject({ dueRupiah: 810_000n });
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({
    creditedRupiah: 0n,
    state: "settled",
  });
  const { payoutId } = await requestPayout(deal.town.callOf(deal.hub.cashier), {
    to: "refund",
    refundId: refund?.id ?? "",
  });
  await approvePayout(deal.town.callOf(deal.hub.head), { payoutId });
  // A second claim on goods that are paid out whole: borne by the koperasi, it was paid too much.
  const second = await open(deal, shares[0]?.shipmentId ?? "", { cause: "quality", grams: 15_000n });
  await hearKoperasi(deal.town.callOf(deal.hub.head), { disputeId: second, note: "Mohon keterangan mutu" });
  await answerDispute(deal.town.callOf(chair), {
    disputeId: second,
    isAccepted: true,
    note: "Benar demikian",
  });
  await decideDispute(deal.town.callOf(deal.hub.head), await decision(deal, second, null, "origin"));
  await settle(deal, second);
  const [overpaid] = await statementsOf(deal.hub.id, deal.callOffId);
  expect(overpaid).toMatchObject({ correctedRupiah: 1_215_000n });

  const next = await lockedAgain(deal, 10);
  await delivered(next);
  await invoiced(next);
  const [later] = await statementsOf(deal.hub.id, next.callOffId);
  // Half a percent each of levy and fee on all that was accepted of both call-offs after the claims, less what was taken.
  const due = (50n * (16_200_000n + 4_050_000n - 1_215_000n)) / 10_000n - 81_000n;
  expect(later).toMatchObject({ levyRupiah: due, feeRupiah: due, setOffRupiah: 405_000n });
  expect(await payout(next, later?.id ?? "")).toBe((later?.netRupiah ?? 0n) - 405_000n);
  expect((await statementsOf(deal.hub.id, deal.callOffId))[0]).toMatchObject({ setOffRupiah: -405_000n });
});

test("what a claim holds of a koperasi's share is not used up by what it was paid too much elsewhere", async () => {
  const deal = await locked(database, [40], TERMS);
  const { shares } = await delivered(deal);
  await invoiced(deal);
  const [paid] = await statementsOf(deal.hub.id, deal.callOffId);
  await payout(deal, paid?.id ?? "");
  const next = await lockedAgain(deal, 3);
  const { shares: later } = await delivered(next);
  await invoiced(next);
  const statement = async (of: Deal) => {
    const [row] = await statementsOf(deal.hub.id, of.callOffId);
    if (!row) throw new Error("the statement is there");
    return row;
  };
  const held = await open(next, later[0]?.shipmentId ?? "", { cause: "quality", grams: 30_000n });
  const granted = await open(deal, shares[0]?.shipmentId ?? "", { cause: "quality", grams: 30_000n });
  await hearKoperasi(deal.town.callOf(deal.hub.head), { disputeId: granted, note: "Mohon keterangan mutu" });
  await answerDispute(deal.town.callOf(deal.koperasi[0]?.chair ?? deal.hub.head), {
    disputeId: granted,
    isAccepted: true,
    note: "Benar demikian",
  });
  await decideDispute(deal.town.callOf(deal.hub.head), await decision(deal, granted, null, "origin"));
  await settle(deal, granted);
  const { netRupiah, setOffRupiah } = await statement(next);
  expect(setOffRupiah, "all but what the second claim asks").toBe(netRupiah - 810_000n);
  const free = () => setOffFreed(deal.town.systemCall(), { disputeId: held });
  await free();
  expect(await statement(next)).toMatchObject({ setOffRupiah });
  await withdrawDispute(deal.town.callOf(deal.buyer.warehouse), { disputeId: held, note: "Salah lihat" });
  await free();
  expect(await statement(next)).toMatchObject({ setOffRupiah: 810_000n });
  expect(await payout(next, (await statement(next)).id)).toBe(netRupiah - 810_000n);
});

test("who is silent is decided about: the koperasi without its words, the trade center by bearing the claim", async () => {
  const deal = await locked(database, [40], TERMS);
  const { shares } = await delivered(deal);
  const disputeId = await open(deal, shares[0]?.shipmentId ?? "", { cause: "quality", grams: 15_000n });
  const lapse = (hours: number) =>
    lapseDisputes({ ...deal.town.systemCall(), at: new Date(deal.town.at.getTime() + hours * HOUR) }, {});
  expect(await lapse(71)).toEqual({ lapsed: 0 });
  await hearKoperasi(deal.town.callOf(deal.hub.head), { disputeId, note: "Mohon keterangan mutu" });
  expect(await lapse(49)).toEqual({ lapsed: 1 });
  expect(await disputeVisibleTo(deal.hub.id, disputeId)).toMatchObject({ state: "answered" });
  expect(await lapse(49 + 49)).toEqual({ lapsed: 1 });
  const shown = await disputeVisibleTo(deal.hub.id, disputeId);
  expect(shown).toMatchObject({ state: "granted", isLapsed: true, grantedRupiah: 405_000n });
  expect(shown?.words.map((word) => word.deed)).toEqual(["opened", "heard", "silent", "lapsed"]);
  // Granted before the invoice was issued: it comes off with its issue.
  expect(await settle(deal, disputeId)).toEqual({ creditNoteId: null });
  const invoiceId = await invoiced(deal);
  await settle(deal, disputeId);
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({ creditedRupiah: 405_000n });
  expect(await statementsOf(deal.hub.id, deal.callOffId)).toMatchObject([{ correctedRupiah: 0n }]);
});

function actorOf(deal: Deal, member: Parameters<Deal["town"]["callOf"]>[0]) {
  const { actor } = deal.town.callOf(member);
  if (actor.kind !== "member") throw new Error("a member acts");
  return actor;
}

/** Whether a further round leaves this koperasi out because of a claim. */
async function leftOutNow(deal: Deal, koperasiId: string): Promise<boolean> {
  const { roundId } = await drawnAgain(deal, 5);
  const [row] = await database.sql<{ excluded: LeftOut[] }[]>`
    select excluded from allotment_rounds where id = ${roundId}`;
  return (row?.excluded ?? []).some((one) => one.koperasiId === koperasiId && one.why === "openDispute");
}

test("what a claim asks is not late with its buyer while nobody has decided; taken back, it is late with the rest", async () => {
  const deal = await locked(database, [40, 20], TERMS);
  const { shares } = await delivered(deal);
  const invoice = await invoiceVisibleTo(deal.hub.id, await invoiced(deal));
  if (!invoice) throw new Error("the trade center sees its invoice");
  const disputeId = await open(deal, shares[0]?.shipmentId ?? "", { grams: 100_000n });
  const asked = sumOf(
    (await disputeVisibleTo(deal.hub.id, disputeId))?.lines.map((line) => line.askedRupiah) ?? [],
  );
  expect(asked).toBeGreaterThan(0n);
  const today = addDays(invoice.dueOn, 1);
  const late = async () =>
    (await agedSum({ organisationId: deal.hub.id, side: "receivable", today })).lateRupiah;
  expect(await late()).toBe(invoice.totalRupiah - asked);
  await withdrawDispute(deal.town.callOf(deal.buyer.warehouse), { disputeId, note: "Ternyata utuh semua" });
  expect(await late()).toBe(invoice.totalRupiah);
});
