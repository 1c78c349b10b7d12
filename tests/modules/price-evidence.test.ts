import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { amendOrder } from "#app/modules/orders/amend-order.server.ts";
import { bringPriceEvidence } from "#app/modules/orders/bring-price-evidence.server.ts";
import { decidePriceEvidence } from "#app/modules/orders/decide-price-evidence.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { orderPrices } from "#app/modules/orders/price-view-reads.server.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import type { Member } from "#tests/support/rows.ts";
import { type Kitchen, world } from "#tests/support/world.ts";

// Goal: a kitchen cannot send an order whose price lies above the law, or far above its market, before somebody has shown why
// and the head has said yes. Method: onions at Rp 36.000 in a market that is surveyed today; with a band of 10 % nobody asks up
// to Rp 39.600, and the law's Rp 41.500 never comes into it.
const database = await testDatabase();
const town = world(database);

const PIXEL = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);

async function market(priceRupiah: string, change: object = {}): Promise<void> {
  const operator = await town.operator();
  await recordPrices(town.callOf(operator.admin), {
    regionCode: "35.72",
    onDay: town.today,
    source: "Survei uji",
    prices: [{ commodityCode: "BMR", priceRupiah, basePerUnit: "1000" }],
    ...change,
  });
}

const onions = (ceilingRupiah: string) => ({ commodityCode: "BMR", gradeCode: "A", ceilingRupiah });

async function photo(by: Member, purpose: "price_evidence" | "receiving_photo" = "price_evidence") {
  return (await uploadFile(town.callOf(by), { purpose, fileName: "papan.png", bytes: PIXEL })).fileId;
}

async function bring(kitchen: Kitchen, orderId: string, by: Member = kitchen.finance, change: object = {}) {
  return bringPriceEvidence(town.callOf(by), {
    orderId,
    commodityCode: "BMR",
    gradeCode: "A",
    reasonCode: "scarce",
    note: "Tiga pedagang ditanya",
    fileId: await photo(by),
    ...change,
  });
}

test("a price far above the market waits for evidence and for the head, and the line remembers both", async () => {
  await market("36000");
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const draft = async (ceiling: string) =>
    (await draftOrder(town.callOf(kitchen.finance), town.orderWish(budgetId, { line: onions(ceiling) })))
      .orderId;
  const submit = (orderId: string) => submitOrder(town.callOf(kitchen.finance), { orderId });
  const decide = (by: Member, evidenceId: string, verdict: "approved" | "refused", note?: string) =>
    decidePriceEvidence(town.callOf(by), { evidenceId, verdict, ...(note ? { note } : {}) });

  // Nobody asks up to the band, to the rupiah.
  await submit(await draft("39600"));
  const dear = await draft("39601");
  await expect(submit(dear)).rejects.toMatchObject({
    code: "orders.priceEvidenceNeeded",
    params: { line: 1, asked: "Rp 39.601", most: "Rp 39.600" },
  });
  await expect(
    placeOrder(town.callOf(kitchen.finance), town.orderWish(budgetId, { line: onions("39601") })),
  ).rejects.toMatchObject({ fields: { "lines[0].ceilingRupiah": ["orders.priceEvidenceFirst"] } });
  await expect(bring(kitchen, await draft("39600"))).rejects.toMatchObject({
    code: "orders.priceUnquestioned",
  });

  // Who may bring it, and what.
  const stranger = await town.kitchen();
  await expect(bring(stranger, dear)).rejects.toMatchObject({ kind: "missing" });
  await expect(
    bring(kitchen, dear, kitchen.finance, { fileId: await photo(kitchen.finance, "receiving_photo") }),
  ).rejects.toMatchObject({ code: "orders.evidenceFileMissing" });
  await expect(
    bring(kitchen, dear, kitchen.finance, { reasonCode: "other", note: undefined }),
  ).rejects.toMatchObject({
    fields: { note: ["orders.priceNoteNeeded"] },
  });

  // The head refuses once, and the writer cannot decide; then new evidence is approved.
  const first = await bring(kitchen, dear);
  await expect(submit(dear)).rejects.toMatchObject({ code: "orders.priceApprovalNeeded" });
  const head = { ...town.callOf(kitchen.head).actor } as Parameters<typeof tasksFor>[0];
  const waiting = async () => (await tasksFor(head, town.at)).filter(({ kind }) => kind === "order.prices");
  expect(await waiting()).toMatchObject([{ subjectId: dear, params: { count: "1" } }]);
  await expect(decide(kitchen.finance, first.evidenceId, "approved")).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(decide(stranger.head, first.evidenceId, "approved")).rejects.toMatchObject({
    kind: "missing",
  });
  await expect(decide(kitchen.head, first.evidenceId, "refused")).rejects.toMatchObject({ kind: "invalid" });
  await decide(kitchen.head, first.evidenceId, "refused", "Cari pedagang lain dulu");
  await expect(decide(kitchen.head, first.evidenceId, "approved")).rejects.toMatchObject({
    code: "orders.priceDecided",
  });
  await expect(submit(dear)).rejects.toMatchObject({ code: "orders.priceEvidenceNeeded" });
  const own = await bring(kitchen, dear, kitchen.head);
  await expect(decide(kitchen.head, own.evidenceId, "approved")).rejects.toMatchObject({
    code: "orders.priceSecondPerson",
  });
  const second = await bring(kitchen, dear);
  await decide(kitchen.head, second.evidenceId, "approved");

  // Evidence speaks up to its own price: a rupiah more asks for new evidence.
  const raise = (ceiling: string, version: number) =>
    amendOrder(town.callOf(kitchen.finance), {
      ...town.orderWish(budgetId, { line: onions(ceiling) }),
      orderId: dear,
      version,
    });
  await raise("39602", 1);
  await expect(submit(dear)).rejects.toMatchObject({ code: "orders.priceEvidenceNeeded" });
  await raise("39601", 2);
  await submit(dear);
  const order = await orderVisibleTo(kitchen.id, dear);
  if (!order) throw new Error("a kitchen sees its own order");
  expect(order.lines[0]).toMatchObject({
    referenceRupiah: 36_000n,
    unquestionedRupiah: 39_600n,
    legalCeilingRupiah: 41_500n,
    priceEvidenceId: second.evidenceId,
  });
  // A later survey changes nothing of what the order was held against.
  await market("30000", { onDay: town.today, source: "Survei lain" });
  const { byLine } = await orderPrices(order, town.at, "Asia/Jakarta");
  expect(Object.values(byLine)).toMatchObject([
    { standing: "approved", legalRupiah: 41_500n, reference: { rupiah: 36_000n, source: "Survei uji" } },
  ]);
});

test("chili at Rp 70.500 above the law's Rp 57.000: the accountant brings the market's price, and only the head's yes sends it", async () => {
  const kitchen = await town.kitchen();
  const chili = { commodityCode: "CRW", gradeCode: "A" };
  const line = { ...chili, ceilingRupiah: "70500", overrideReason: "Pasar Legi Rp 80.000" };
  const wish = town.orderWish(await town.budget(kitchen), { line });
  const { orderId } = await draftOrder(town.callOf(kitchen.finance), wish);
  const submit = () => submitOrder(town.callOf(kitchen.finance), { orderId });
  await expect(submit()).rejects.toMatchObject({
    code: "orders.priceEvidenceNeeded",
    params: { asked: "Rp 70.500", most: "Rp 57.000" },
  });
  const { evidenceId } = await bring(kitchen, orderId, kitchen.finance, chili);
  await expect(submit()).rejects.toMatchObject({ code: "orders.priceApprovalNeeded" });
  await decidePriceEvidence(town.callOf(kitchen.head), { evidenceId, verdict: "approved" });
  await submit();
  const order = await orderVisibleTo(kitchen.id, orderId);
  expect(order?.lines).toMatchObject([
    { ceilingRupiah: 70_500n, legalCeilingRupiah: 57_000n, priceEvidenceId: evidenceId },
  ]);
});

test("only a market's price of these days counts, and only kitchens have to explain", async () => {
  const later = addDays(town.today, 1);
  town.goTo(new Date(town.at.getTime() + 86_400_000));
  await market("20000", { onDay: later, source: "Harga petani uji", level: "farm" });
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const place = (by: Member, from: string) =>
    placeOrder(town.callOf(by), town.orderWish(from, { line: onions("39601") }));
  // The newer price of the farm gate is not a market's: yesterday's Rp 36.000 still counts.
  await expect(place(kitchen.finance, budgetId)).rejects.toMatchObject({ kind: "invalid" });
  const hub = await town.hub();
  await place(hub.contracts, await town.budget(hub));
  // After a fortnight what the market paid says nothing any more: only the law is left.
  town.goTo(new Date(town.at.getTime() + 15 * 86_400_000));
  await place(kitchen.finance, await town.budget(kitchen, 100_000_000n, "Nanti"));
});

test("the database holds the rule alone: no dear line without evidence, no head who decides on their own", async () => {
  const kitchen = await town.kitchen();
  await market("36000", { source: "Survei pagi" });
  const budgetId = await town.budget(kitchen);
  const line = onions("41000");
  const { orderId } = await draftOrder(town.callOf(kitchen.finance), town.orderWish(budgetId, { line }));
  const { evidenceId } = await bring(kitchen, orderId);
  await expect(
    database.sql`update order_lines set unquestioned_rupiah = 39600 where order_id = ${orderId}`,
  ).rejects.toThrow(/order_lines_explained/);
  const own = kitchen.finance.personId;
  await expect(
    database.sql`insert into price_verdicts (evidence_id, written_by, verdict, decided_by, decided_at)
      values (${evidenceId}, ${own}, 'approved', ${own}, now())`,
  ).rejects.toThrow(/price_verdicts_two_people/);
  for (const change of ["update price_evidences set note = 'x'", "delete from price_evidences"])
    await expect(database.sql.unsafe(change)).rejects.toThrow(/append-only/);
});
