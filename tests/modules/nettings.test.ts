import { expect, test } from "vitest";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { openObjection } from "#app/modules/invoicing/open-objection.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { agreeNetting } from "#app/modules/payments/agree-netting.server.ts";
import { declineNetting, withdrawNetting } from "#app/modules/payments/end-netting.server.ts";
import {
  nettingEntry,
  nettingGround,
  nettingsOf,
  nettingVisibleTo,
} from "#app/modules/payments/netting-reads.server.ts";
import { proposeNetting } from "#app/modules/payments/propose-netting.server.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { nettingOf, owes } from "#tests/support/nettings.ts";
import { tradingIn } from "#tests/support/trading.ts";
import { assignedTo } from "#tests/support/walls-receivables.ts";
import { type Bumd, type Koperasi, WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: two organisations that owe each other pay both sides by the same sum, when the other one agrees, and nothing is paid twice, half or
// by one alone. Method: real sales in both directions through commands; the proofs of the books run when the database is given back.
const database = await testDatabase({ poolSize: 16 });
fixClock(WORLD_STARTS);
const town = world(database);
const { balances } = tradingIn(town);
const REASON = "Salah hitung di kantor";

type Pair = { readonly koperasi: Koperasi; readonly bumd: Bumd };
async function pair(): Promise<Pair> {
  return { koperasi: await town.koperasi(), bumd: await town.bumd() };
}

const sold = ({ koperasi, bumd }: Pair, kg: number) => owes(town, { seller: koperasi, buyer: bumd, kg });
const bought = ({ koperasi, bumd }: Pair, kg: number) => owes(town, { seller: bumd, buyer: koperasi, kg });

const propose = ({ koperasi, bumd }: Pair, invoiceIds: readonly string[], amountRupiah?: string) =>
  proposeNetting(town.callOf(koperasi.treasurer), {
    partnerId: bumd.id,
    invoiceIds: [...invoiceIds],
    ...(amountRupiah === undefined ? {} : { amountRupiah }),
  });

async function paidOf(invoiceId: string): Promise<{ paid: bigint; state: string }> {
  const [row] = await database.sql`select paid_rupiah, state from invoices where id = ${invoiceId}`;
  return { paid: BigInt(String(row?.["paid_rupiah"])), state: String(row?.["state"]) };
}

async function stateOf(nettingId: string): Promise<string> {
  const [row] = await database.sql`select state from nettings where id = ${nettingId}`;
  return String(row?.["state"]);
}

async function paymentsOf(nettingId: string) {
  return database.sql<{ id: string; payeeId: string; state: string; number: string }[]>`
    select id, payee_id as "payeeId", state, number from payments where netting_id = ${nettingId} order by payee_id`;
}

test("both invoices are paid by the smaller side's sum, the longest due first, and nothing moves through a bank", async () => {
  const two = await pair();
  const [first, second, theirs] = [await sold(two, 40), await sold(two, 100), await bought(two, 80)];
  await database.sql`update invoices set due_on = due_on - 3 where id = ${second}`;
  const before = { seller: await balances(two.koperasi.id), buyer: await balances(two.bumd.id) };
  expect(before.seller).toMatchObject({ receivable: 3_500_000n, payable: -2_000_000n });

  const ground = await nettingGround(two.koperasi.id, two.bumd.id);
  expect(ground?.own.map(({ invoiceId }) => invoiceId)).toEqual([second, first]);
  expect(ground?.theirs).toMatchObject([{ invoiceId: theirs, openRupiah: 2_000_000n }]);
  const { nettingId } = await propose(two, [first, second, theirs]);
  // Until the other agrees nothing is paid, and somebody there is asked.
  expect(await paidOf(second)).toEqual({ paid: 0n, state: "issued" });
  const { actor } = town.callOf(two.bumd.finance);
  const waiting = actor.kind === "member" ? await tasksFor(actor, town.at) : [];
  expect(waiting.filter(({ kind }) => kind === "netting.answer").map(({ path }) => path)).toEqual([
    `perjumpaan/${nettingId}`,
  ]);

  await agreeNetting(town.callOf(two.bumd.finance), { nettingId });
  expect(await paidOf(second)).toEqual({ paid: 2_000_000n, state: "issued" });
  expect(await paidOf(first)).toEqual({ paid: 0n, state: "issued" });
  expect(await paidOf(theirs)).toEqual({ paid: 2_000_000n, state: "settled" });
  const { payable: _owed, ...rest } = before.seller;
  expect(await balances(two.koperasi.id)).toEqual({ ...rest, receivable: 1_500_000n });
  const { receivable: _asked, ...others } = before.buyer;
  expect(await balances(two.bumd.id)).toEqual({ ...others, payable: -1_500_000n });
  const halves = await paymentsOf(nettingId);
  expect(new Set(halves.map(({ payeeId }) => payeeId))).toEqual(new Set([two.koperasi.id, two.bumd.id]));
  // Each side's kwitansi carries the name of its own person.
  for (const { id, payeeId } of halves) {
    const [paper] = await database.sql`select facts from documents where subject_id = ${id} and kind = 'KW'`;
    const own = payeeId === two.koperasi.id ? two.koperasi.treasurer : two.bumd.finance;
    const [person] = await database.sql`select full_name from persons where id = ${own.actor.personId}`;
    expect(paper?.["facts"]).toMatchObject({
      paidBy: "Perjumpaan utang (KUHPerdata 1425)",
      receivedBy: { name: person?.["full_name"] },
    });
  }
});

test("less than the smaller side may be netted, and never more", async () => {
  const two = await pair();
  const ids = [await sold(two, 60), await bought(two, 50)];
  expect(await outcomeOf(propose(two, ids, "1250001"))).toBe("payments.nettingTooMuch");
  const { nettingId } = await propose(two, ids, "1000000");
  await agreeNetting(town.callOf(two.bumd.finance), { nettingId });
  expect(await Promise.all(ids.map(paidOf))).toEqual([
    { paid: 1_000_000n, state: "issued" },
    { paid: 1_000_000n, state: "issued" },
  ]);
});

test("the other organisation answers, and whoever proposed takes back; afterwards another proposal may follow", async () => {
  const two = await pair();
  const ids = [await sold(two, 60), await bought(two, 50)];
  const { nettingId } = await propose(two, ids);
  const own = town.callOf(two.koperasi.secretary);
  expect(await outcomeOf(agreeNetting(own, { nettingId }))).toBe("payments.nettingOtherSide");
  expect(await outcomeOf(withdrawNetting(town.callOf(two.bumd.finance), { nettingId, reason: REASON }))).toBe(
    "payments.forbidden",
  );
  expect(await outcomeOf(agreeNetting(town.callOf(two.bumd.sales), { nettingId }))).toBe(
    "payments.nettingOtherSide",
  );
  await declineNetting(town.callOf(two.bumd.finance), { nettingId, reason: REASON });
  expect(await outcomeOf(agreeNetting(town.callOf(two.bumd.finance), { nettingId }))).toBe(
    "payments.nettingMoved",
  );
  const again = await propose(two, ids);
  await withdrawNetting(own, { nettingId: again.nettingId, reason: REASON });
  expect([await stateOf(nettingId), await stateOf(again.nettingId)]).toEqual(["declined", "withdrawn"]);
  expect(await paymentsOf(again.nettingId)).toEqual([]);
});

test("an invoice of which anything changed since is not netted as it was", async () => {
  const two = await pair();
  const [own, theirs] = [await sold(two, 60), await bought(two, 50)];
  const { nettingId } = await propose(two, [own, theirs]);
  const [line] = await database.sql`select id from invoice_lines where invoice_id = ${own}`;
  await openObjection(town.callOf(two.bumd.finance), {
    invoiceLineId: String(line?.["id"]),
    cause: "quality",
    quantityBase: "1000",
    note: "Satu kilo tidak layak",
  });
  expect(await outcomeOf(agreeNetting(town.callOf(two.bumd.finance), { nettingId }))).toBe(
    "payments.nettingStale",
  );
  expect([await paidOf(own), await stateOf(nettingId)]).toEqual([{ paid: 0n, state: "issued" }, "proposed"]);
  await withdrawNetting(town.callOf(two.koperasi.treasurer), { nettingId, reason: REASON });
  // What is held is left out of the next one.
  const next = await propose(two, [own, theirs], undefined);
  const shown = await nettingVisibleTo(two.bumd.id, next.nettingId);
  expect(shown?.parts.find(({ invoiceId }) => invoiceId === own)?.openRupiah).toBe(1_475_000n);
  // One that was taken back does not claim any more.
  await creditInvoice(town.callOf(two.bumd.finance), { invoiceId: theirs, reason: REASON });
  expect(await outcomeOf(agreeNetting(town.callOf(two.bumd.finance), { nettingId: next.nettingId }))).toBe(
    "payments.nettingStale",
  );
});

test("what is cancelled, given away, or owed on one side only is not netted, nor by those who pay with other money", async () => {
  const two = await pair();
  const [own, theirs] = [await sold(two, 60), await bought(two, 50)];
  expect(await outcomeOf(propose(two, [own]))).toBe("invoiceIds: payments.nettingOneSided");
  expect(await outcomeOf(propose(two, [own, await sold(two, 10)]))).toBe("payments.nettingOneSided");
  expect(await outcomeOf(propose(two, [own, own, theirs]))).toBe("payments.invoiceTwice");
  const cancelled = await sold(two, 10);
  await creditInvoice(town.callOf(two.koperasi.treasurer), { invoiceId: cancelled, reason: REASON });
  expect(await outcomeOf(propose(two, [cancelled, theirs]))).toBe("payments.notOpen");
  const holder = await town.bumd();
  const { assignmentId } = await assignedTo(town, { koperasi: two.koperasi, bumd: holder }, own);
  await acknowledgeAssignment(town.callOf(two.bumd.finance), { assignmentId });
  expect(await outcomeOf(propose(two, [own, theirs]))).toBe("payments.assigned");
  const ground = await nettingGround(two.koperasi.id, two.bumd.id);
  expect(ground?.own.map(({ invoiceId }) => invoiceId)).not.toContain(own);

  const third = await pair();
  expect(await outcomeOf(propose({ ...two, koperasi: third.koperasi }, [own, theirs]))).toBe(
    "invoicing.missing",
  );
  expect(
    await outcomeOf(
      proposeNetting(town.callOf(two.koperasi.treasurer), {
        partnerId: third.bumd.id,
        invoiceIds: [own, theirs],
      }),
    ),
  ).toBe("invoicing.missing");
  const { nettingId } = await nettingOf(town, third);
  expect(await outcomeOf(agreeNetting(town.callOf(two.bumd.finance), { nettingId }))).toBe(
    "payments.nettingMissing",
  );
  expect(await nettingVisibleTo(two.bumd.id, nettingId)).toBeNull();
});

test("two who propose at once, or agree at once, do it once", async () => {
  const two = await pair();
  const ids = [await sold(two, 60), await bought(two, 50)];
  const others = [await sold(two, 20), await bought(two, 20)];
  const back = (invoiceIds: readonly string[]) =>
    proposeNetting(town.callOf(two.bumd.finance), {
      partnerId: two.koperasi.id,
      invoiceIds: [...invoiceIds],
    });
  expect(
    await atOnce([
      ...times(3, () => propose(two, ids)),
      ...times(3, () => back(others)),
      ...times(2, () => back(ids)),
    ]),
  ).toEqual({ done: 1, "payments.nettingWaits": 7 });
  const [row] = await database.sql`
    select id, proposer_id from nettings where state = 'proposed' and ${two.bumd.id} in (proposer_id, partner_id)`;
  const nettingId = String(row?.["id"]);
  const isKoperasis = row?.["proposer_id"] === two.koperasi.id;
  const answers = isKoperasis ? two.bumd.finance : two.koperasi.treasurer;
  const key = "sekali-saja-0001";
  const same = { ...town.callOf(answers), key };
  await Promise.all([agreeNetting(same, { nettingId }), agreeNetting(same, { nettingId })]);
  expect(await atOnce(times(4, () => agreeNetting(town.callOf(answers), { nettingId })))).toEqual({
    "payments.nettingMoved": 4,
  });
  expect(await paymentsOf(nettingId)).toHaveLength(2);
});

test("agreeing and withdrawing at once end one way, whole", async () => {
  for (let at = 0; at < 4; at++) {
    const two = await pair();
    const ids = [await sold(two, 60), await bought(two, 50)];
    const { nettingId } = await propose(two, ids);
    const ends = await atOnce([
      () => agreeNetting(town.callOf(two.bumd.finance), { nettingId }),
      () => withdrawNetting(town.callOf(two.koperasi.treasurer), { nettingId, reason: REASON }),
    ]);
    expect(ends).toEqual({ done: 1, "payments.nettingMoved": 1 });
    const isAgreed = (await stateOf(nettingId)) === "agreed";
    expect(await paymentsOf(nettingId)).toHaveLength(isAgreed ? 2 : 0);
    expect((await paidOf(ids[0] ?? "")).paid).toBe(isAgreed ? 1_250_000n : 0n);
  }
});

test("what was netted is taken back on both sides together, by somebody who had no part in it", async () => {
  const two = await pair();
  const ids = [await sold(two, 60), await bought(two, 50)];
  const before = [await balances(two.koperasi.id), await balances(two.bumd.id)];
  const { nettingId } = await propose(two, ids);
  await agreeNetting(town.callOf(two.bumd.finance), { nettingId });
  const half = (await paymentsOf(nettingId)).find(({ payeeId }) => payeeId === two.koperasi.id);
  const reverse = { paymentId: half?.id ?? "", reason: REASON };
  expect(await outcomeOf(reversePayment(town.callOf(two.koperasi.treasurer), reverse))).toBe(
    "payments.secondPerson",
  );
  const secretary = town.callOf(two.koperasi.secretary);
  expect(await atOnce(times(2, () => reversePayment(secretary, reverse)))).toEqual({
    done: 1,
    "payments.moved": 1,
  });
  expect((await paymentsOf(nettingId)).map(({ state }) => state)).toEqual(["reversed", "reversed"]);
  expect(await stateOf(nettingId)).toBe("reversed");
  expect([await balances(two.koperasi.id), await balances(two.bumd.id)]).toEqual(before);
  // Both are open again, and may be netted anew.
  const again = await propose(two, ids);
  await agreeNetting(town.callOf(two.bumd.finance), { nettingId: again.nettingId });
  expect((await paidOf(ids[1] ?? "")).state).toBe("settled");
});

test("an invoice leads to netting only where both sides owe each other", async () => {
  const two = await pair();
  const own = await sold(two, 60);
  const invoice = { sellerId: two.koperasi.id, buyerId: two.bumd.id };
  const entry = (one: Koperasi["treasurer"], organisationId: string) =>
    nettingEntry(town.callOf(one).actor, organisationId, invoice);
  expect(await entry(two.koperasi.treasurer, two.koperasi.id)).toBeNull();
  const theirs = await bought(two, 50);
  expect(await entry(two.koperasi.treasurer, two.koperasi.id)).toMatchObject({ path: `baru/${two.bumd.id}` });
  expect(await entry(two.koperasi.warehouse, two.koperasi.id)).toBeNull();
  const { nettingId } = await propose(two, [own, theirs]);
  expect(await entry(two.bumd.finance, two.bumd.id)).toMatchObject({ path: nettingId, isWaiting: true });
});

test("every netting is listed to its two, whoever proposed, page by page, and to nobody else", async () => {
  const two = await pair();
  const ids = [await sold(two, 60), await bought(two, 50)];
  const first = await propose(two, ids);
  await declineNetting(town.callOf(two.bumd.finance), { nettingId: first.nettingId, reason: REASON });
  const second = await proposeNetting(town.callOf(two.bumd.finance), {
    partnerId: two.koperasi.id,
    invoiceIds: ids,
  });
  const page = await nettingsOf(two.koperasi.id, { limit: 1 });
  const rest = await nettingsOf(two.koperasi.id, { limit: 1, after: page.next ?? "" });
  expect([...page.rows, ...rest.rows].map(({ id, state, isOwn }) => [id, state, isOwn])).toEqual([
    [second.nettingId, "proposed", false],
    [first.nettingId, "declined", true],
  ]);
  expect(rest.next).toBeNull();
  expect((await nettingsOf(two.bumd.id, { limit: 9 })).rows.map(({ isOwn }) => isOwn)).toEqual([true, false]);
  const stranger = await town.koperasi();
  expect((await nettingsOf(stranger.id, { limit: 9 })).rows).toEqual([]);
});
