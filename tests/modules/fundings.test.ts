import { expect, test } from "vitest";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays } from "#app/kernel/calendar.ts";
import { periodPapersOf } from "#app/modules/accountability/period-paper-reads.server.ts";
import { budgetPeriodFor } from "#app/modules/accountability/period-reads.server.ts";
import { accountBalance, trialBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { confirmFunding, rejectFunding } from "#app/modules/payments/check-funding.server.ts";
import { doubtFunding, keepFunding, reverseFunding } from "#app/modules/payments/correct-funding.server.ts";
import { cashStanding } from "#app/modules/payments/funding.ts";
import { fundingVisibleTo, kitchenCash } from "#app/modules/payments/funding-reads.server.ts";
import { reportFunding } from "#app/modules/payments/report-funding.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { reportedFunding, statementOf } from "#tests/support/fundings.ts";
import type { Member } from "#tests/support/rows.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: money of the programme stands in a kitchen's cash exactly as two people said it came, and its book adds up to the ledger.
// Method: one kitchen with its foundation, and a stranger; report, confirm, reject, doubt, keep, reverse, and everything that may not be.
const database = await testDatabase({ poolSize: 4 });
fixClock(WORLD_STARTS);
const town = world(database);
const kitchen = await town.kitchen();
const stranger = await town.kitchen();
const budgetId = await town.budget(kitchen);
const { maker } = kitchen.foundation;

const cash = () => accountBalance(kitchen.id, "cash", null);
const tasks = async (member: Member) => {
  const { actor } = town.callOf(member);
  if (actor.kind !== "member") throw new Error("a member");
  return (await tasksFor(actor, town.at)).filter(({ kind }) => kind.startsWith("funding."));
};

test("what the maker reports and the head confirms is cash of the kitchen and a fund of its budget", async () => {
  const fundingId = await reportedFunding(town, kitchen, budgetId, { receivedOn: addDays(town.today, -2) });
  expect(await cash()).toBe(0n);
  expect(await tasks(kitchen.head)).toMatchObject([{ kind: "funding.confirm", subjectId: fundingId }]);
  expect(await tasks(kitchen.finance)).toEqual([]);
  await confirmFunding(town.callOf(kitchen.head), { fundingId });
  expect(await tasks(kitchen.head)).toEqual([]);
  expect(await cash()).toBe(500_000_000n);
  expect(await accountBalance(kitchen.id, "programmeFunds", budgetId)).toBe(-500_000_000n);
  const [entry] = await database.sql`
    select occurred_on::text as day, narration from entries where subject_id = ${fundingId}`;
  expect(entry).toEqual({ day: addDays(town.today, -2), narration: `SP2D-${budgetId.slice(-8)}` });
  await expect(confirmFunding(town.callOf(kitchen.head), { fundingId })).rejects.toMatchObject({
    code: "payments.moved",
  });
});

test("who reports does not confirm, and to anybody else the money does not exist", async () => {
  const fundingId = await reportedFunding(town, kitchen, budgetId, {
    by: kitchen.finance,
    reference: "TU-02",
  });
  for (const by of [kitchen.finance, kitchen.nutrition, maker])
    await expect(confirmFunding(town.callOf(by), { fundingId })).rejects.toMatchObject({
      code: "payments.secondPerson",
    });
  for (const by of [stranger.head, stranger.foundation.maker]) {
    await expect(confirmFunding(town.callOf(by), { fundingId })).rejects.toMatchObject({
      code: "payments.missing",
    });
    await expect(
      reportedFunding(town, { ...kitchen, foundation: stranger.foundation }, budgetId),
    ).rejects.toMatchObject({
      code: "payments.fundedBudgetMissing",
    });
  }
  expect(await fundingVisibleTo(stranger.id, fundingId)).toBeNull();
  expect(await fundingVisibleTo(kitchen.foundation.id, fundingId)).toMatchObject({ id: fundingId });
  // Also past every command: nobody checks what they said themselves.
  await expect(database.sql`
    update fundings set state = 'confirmed', checked_by = reported_by, checked_at = now() where id = ${fundingId}
  `).rejects.toThrow(/fundings_two_people/);
  await rejectFunding(town.callOf(kitchen.head), { fundingId, reason: "Tidak ada di rekening koran" });
  expect(await cash()).toBe(500_000_000n);
});

test("the same line of the bank, or the same paper, is not written down twice; what was rejected may come again", async () => {
  await expect(
    reportedFunding(town, kitchen, budgetId, { receivedOn: addDays(town.today, -2) }),
  ).rejects.toMatchObject({
    code: "payments.fundingKnown",
  });
  const again = await reportedFunding(town, kitchen, budgetId, { by: kitchen.finance, reference: "TU-02" });
  await confirmFunding(town.callOf(kitchen.head), { fundingId: again });
  expect(await cash()).toBe(1_000_000_000n);
  const proofId = await statementOf(town, maker, "lain");
  const wish = { budgetId, amountRupiah: "1000", source: "other" as const, reference: "X-1", proofId };
  await expect(
    reportFunding(town.callOf(maker), { ...wish, receivedOn: addDays(town.today, 1) }),
  ).rejects.toMatchObject({ code: "payments.fundingToCome" });
  await expect(
    reportFunding(town.callOf(kitchen.finance), { ...wish, receivedOn: town.today }),
  ).rejects.toMatchObject({ code: "payments.proofMissing" });
  const theirs = await town.budget(stranger);
  await expect(
    reportFunding(town.callOf(maker), { ...wish, budgetId: theirs, receivedOn: town.today }),
  ).rejects.toMatchObject({ code: "payments.fundedBudgetMissing" });
  await expect(database.sql`
    update fundings set budget_id = ${theirs} where id = ${again}`).rejects.toThrow(/append-only/);
});

test("what is doubted stands until the head takes it out by its mirror, and the book adds up to the ledger throughout", async () => {
  const [row] = await database.sql<{ id: string }[]>`
    select id from fundings where kitchen_id = ${kitchen.id} and state = 'confirmed' and reference = 'TU-02'`;
  const fundingId = row?.id ?? "";
  await expect(
    doubtFunding(town.callOf(kitchen.head), { fundingId, reason: "Jumlahnya keliru" }),
  ).rejects.toMatchObject({ code: "payments.forbidden" });
  await doubtFunding(town.callOf(maker), { fundingId, reason: "Jumlahnya keliru" });
  expect(await cash()).toBe(1_000_000_000n);
  expect(await tasks(kitchen.head)).toMatchObject([{ params: { state: "doubted" } }]);
  await keepFunding(town.callOf(kitchen.head), { fundingId });
  await doubtFunding(town.callOf(kitchen.finance), { fundingId, reason: "Memang dana dapur lain" });
  await expect(reverseFunding(town.callOf(maker), { fundingId })).rejects.toMatchObject({
    code: "payments.secondPerson",
  });
  await reverseFunding(town.callOf(kitchen.head), { fundingId });
  expect(await cash()).toBe(500_000_000n);

  const budget = await budgetPeriodFor(kitchen.id, budgetId);
  if (!budget) throw new Error("the kitchen has its budget");
  const days = { ...budget, startsOn: addDays(town.today, -14) };
  const { BKU: book } = await periodPapersOf(days, { day: town.today, at: town.at });
  expect(book.rows.map(({ text, inRupiah, outRupiah }) => [text, inRupiah, outRupiah])).toEqual([
    ["Penerimaan dana program", 500_000_000n, 0n],
    ["Penerimaan dana program", 500_000_000n, 0n],
    ["Pembetulan penerimaan dana program", 0n, 500_000_000n],
  ]);
  expect(book.closingRupiah).toBe(await cash());
  expect((await trialBalance(kitchen.id)).find(({ account }) => account === "programmeFunds")?.balance).toBe(
    -500_000_000n,
  );
});

test("books that paid more than came ask whoever may report for the money that is missing, and hold nobody up", async () => {
  const safe = { initialRupiah: 500n, thresholdRupiah: 300n };
  expect([-1n, 0n, 300n, 301n].map((amount) => cashStanding(amount, safe))).toEqual([
    "missing",
    "low",
    "low",
    "safe",
  ]);
  expect(await tasks(maker)).toEqual([]);
  const [row] = await database.sql<{ id: string }[]>`
    select id from fundings where kitchen_id = ${kitchen.id} and state = 'confirmed'`;
  const fundingId = row?.id ?? "";
  await doubtFunding(town.callOf(maker), { fundingId, reason: "Salah kirim dari bank" });
  await reverseFunding(town.callOf(kitchen.head), { fundingId });
  expect(await kitchenCash(kitchen.foundation.id, town.today)).toMatchObject([
    { kitchenId: kitchen.id, cashRupiah: 0n, standing: "low", thresholdRupiah: 300_000_000n },
  ]);
});

test("on the screens the maker reports with a paper, and the head, who reads it, confirms", async () => {
  const slugOf = async (id: string) =>
    String((await database.sql`select slug from organisations where id = ${id}`)[0]?.["slug"]);
  const yayasan = await signedInVisitor(maker.personId);
  const home = `/${await slugOf(kitchen.foundation.id)}/dana`;
  expect((await yayasan.get(home)).body).toMatchObject({ mayReport: true, budgets: [{ id: budgetId }] });
  const form = {
    budgetId,
    amount: "250000000",
    receivedOn: town.today,
    source: "top_up",
    reference: "VA-9",
  };
  expect((await yayasan.post(home, form)).status).toBe(422);
  // Whoever sends an empty form reads at once all that it lacks, not first of the paper and then of the rest.
  const empty = await yayasan.post(home, { budgetId, amount: "", receivedOn: "", source: "top_up" });
  const { errors } = empty.body as { errors: Record<string, string[]> };
  expect(Object.keys(errors).sort()).toEqual(["amount", "proof", "receivedOn", "reference"]);
  expect(errors["proof"]).toEqual([m.kit_error_proofNeeded()]);
  const proof = new File([Buffer.from("%PDF-1.7 koran")], "koran.pdf", { type: "application/pdf" });
  const sent = await yayasan.post(home, { ...form, proof });
  expect(sent.status, JSON.stringify(sent.body)).toBe(303);
  const fundingId = sent.location?.split("/").pop() ?? "";
  const head = await signedInVisitor(kitchen.head.personId);
  const page = `/${await slugOf(kitchen.id)}/dana/${fundingId}`;
  const shown = (await head.get(page)).body as {
    funding: { proofId: string };
    mayDecide: boolean;
    people: Record<string, string>;
  };
  expect(shown.mayDecide).toBe(true);
  // Whoever checks it reads whom to ask.
  const [teller] = await database.sql`select full_name from persons where id = ${maker.personId}`;
  expect(shown.people).toEqual({ [maker.personId]: teller?.["full_name"] });
  expect((await head.get(`/berkas/${shown.funding.proofId}`)).status).toBe(200);
  const other = await signedInVisitor(stranger.head.personId);
  expect((await other.get(`/berkas/${shown.funding.proofId}`)).status).toBe(404);
  expect((await head.post(page, { intent: "confirm" })).status).toBe(303);
  expect(await cash()).toBe(250_000_000n);
});
