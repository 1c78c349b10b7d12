import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { drawFramework } from "#app/modules/commitments/draw-framework.server.ts";
import { drawnFrom, leftOf, missingOf } from "#app/modules/commitments/framework.ts";
import { frameworksOf } from "#app/modules/commitments/framework-reads.server.ts";
import { linesForAgreements } from "#app/modules/commitments/open-demand-reads.server.ts";
import {
  agreeToFramework,
  proposeFramework,
  refuseFramework,
} from "#app/modules/commitments/propose-framework.server.ts";
import { setCreditLimit } from "#app/modules/commitments/set-credit-limit.server.ts";
import { handInPaper } from "#app/modules/identity/hand-in-paper.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { tradingIn } from "#tests/support/trading.ts";
import { type Bumd, type Koperasi, world } from "#tests/support/world.ts";

// Goal: what two agreed on is drawn at its price, whatever the market does meanwhile, and never beyond its most, however many draw at once.
// Method: a BUMD that sells eggs to a koperasi, which knows it from one order before; through commands only.
const database = await testDatabase({ poolSize: 16 });
const town = world(database);
const { handedOver, invoiced, balances } = tradingIn(town);

async function shopping(koperasi: Koperasi, quantityBase = "100000"): Promise<string> {
  const budgetId = await town.budget(koperasi, 500_000_000n, `Belanja ${koperasi.shortName} ${quantityBase}`);
  const wish = town.orderWish(budgetId, { line: { quantityBase } });
  return (await placeOrder(town.callOf(koperasi.business), wish)).orderId;
}

async function lineOf(orderId: string): Promise<string> {
  const [line] = await database.sql`select id from order_lines where order_id = ${orderId}`;
  return line?.["id"] as string;
}

type Pair = {
  readonly firm: Bumd;
  readonly buyer: Koperasi;
  readonly goods: { readonly listingId: string; readonly lotId: string };
};

/** Two who traded once, so that they know each other. */
async function acquainted(): Promise<Pair> {
  const firm = await town.bumd();
  const buyer = await town.koperasi();
  const goods = await town.goods(firm, { priceRupiah: "27000" });
  const commitmentId = await town.offer(await shopping(buyer, "1000"), firm, goods, {
    quantityBase: 1_000n,
    priceRupiah: 27_000n,
  });
  await answerCommitment(town.callOf(firm.sales), { commitmentId, acceptedBase: "0", reason: "Truk penuh" });
  return { firm, buyer, goods };
}

type Wish = Partial<Parameters<typeof proposeFramework>[1]>;
const propose = ({ firm, buyer, goods }: Pair, wish: Wish = {}) =>
  proposeFramework(town.callOf(firm.finance), {
    partnerId: buyer.id,
    side: "seller",
    listingId: goods.listingId,
    priceRupiah: "26000",
    leastBase: "50000",
    mostBase: "200000",
    validFrom: town.today,
    validTo: addDays(town.today, 60),
    basis: "Kontrak payung 7/2026",
    ...wish,
  });

async function agreed(pair: Pair, wish: Wish = {}): Promise<string> {
  const { frameworkId } = await propose(pair, wish);
  await agreeToFramework(town.callOf(pair.buyer.chair), { frameworkId });
  return frameworkId;
}

async function draw({ buyer }: Pair, frameworkId: string, orderId: string, quantityBase: string) {
  const orderLineId = await lineOf(orderId);
  return drawFramework(town.callOf(buyer.business), { frameworkId, orderLineId, quantityBase });
}

test("what both agreed on is taken at the locked price after the market rose, billed at it, and seen with what is left by both", async () => {
  const pair = await acquainted();
  const { firm, buyer, goods } = pair;
  const { frameworkId } = await propose(pair);
  const { actor } = town.callOf(buyer.chair);
  const waiting = actor.kind === "member" ? await tasksFor(actor, town.at) : [];
  expect(waiting).toContainEqual(
    expect.objectContaining({ kind: "framework.answer", subjectId: frameworkId, path: "kontrak-payung" }),
  );
  const orderId = await shopping(buyer);
  await expect(draw(pair, frameworkId, orderId, "100000")).rejects.toMatchObject({
    code: "commitments.frameworkNotAgreed",
  });
  await agreeToFramework(town.callOf(buyer.chair), { frameworkId });
  await repriceListing(town.callOf(firm.sales), {
    listingId: goods.listingId,
    priceRupiah: "29000",
    priceValidUntil: town.deliveryDay,
  });
  const [framework] = await frameworksOf(buyer.id);
  const lines = framework
    ? ((await linesForAgreements([framework], town.today)).get(framework.id) ?? [])
    : [];
  expect(
    lines.map(({ orderId: of, missingBase, availableBase }) => [of, missingBase, availableBase]),
  ).toContainEqual([orderId, 100_000n, 500_000n]);
  await draw(pair, frameworkId, orderId, "100000");
  const hands = { approves: buyer.chair, sends: firm.warehouse, takes: buyer.warehouse };
  const shipmentId = await handedOver(orderId, firm, hands, { loaded: 100_000n, accepted: 100_000n });
  await invoiced(shipmentId, firm.finance);
  expect(await balances(buyer.id)).toEqual({ inventory: 2_600_000n, payable: -2_600_000n });
  for (const side of [firm, buyer]) {
    const [seen] = await frameworksOf(side.id);
    expect(seen).toMatchObject({ id: frameworkId, state: "agreed", drawnBase: 100_000n });
    expect(seen && [leftOf(seen), missingOf(seen)]).toEqual([100_000n, 0n]);
  }
  expect(await frameworksOf((await town.koperasi()).id)).toEqual([]);
  const faults = (await proveDatabase(database.url)).filter(({ rows }) => rows.length > 0);
  expect(faults).toEqual([]);
});

test("a buyer's agreements are read together, and each has the lines that its own seller can fill on its own days", async () => {
  const pair = await acquainted();
  const other = { ...pair, firm: await town.bumd() };
  const lots = await town.goods(other.firm, { priceRupiah: "28000" });
  const met = await town.offer(await shopping(pair.buyer, "2000"), other.firm, lots, {
    quantityBase: 2_000n,
    priceRupiah: 28_000n,
  });
  await answerCommitment(town.callOf(other.firm.sales), {
    commitmentId: met,
    acceptedBase: "0",
    reason: "Truk penuh",
  });
  const orderId = await shopping(pair.buyer, "80000");
  const here = await agreed(pair);
  const there = await agreed({ ...other, goods: lots });
  const all = await frameworksOf(pair.buyer.id);
  const ended = all.map((one) => ({ ...one, id: `${one.id}-ended`, validTo: addDays(town.deliveryDay, -1) }));
  const lines = await linesForAgreements([...all, ...ended], town.today);
  const filled = (id: string) =>
    (lines.get(id) ?? [])
      .filter((line) => line.orderId === orderId)
      .map(({ listingId, missingBase }) => [listingId, missingBase]);
  expect(filled(here)).toEqual([[pair.goods.listingId, 80_000n]]);
  expect(filled(there)).toEqual([[lots.listingId, 80_000n]]);
  expect([filled(`${here}-ended`), filled(`${there}-ended`)]).toEqual([[], []]);
  expect(await linesForAgreements([], town.today)).toEqual(new Map());
});

test("six who draw on one agreement at once take what there is of it and not a gram more", async () => {
  const pair = await acquainted();
  const frameworkId = await agreed(pair, { leastBase: "0", mostBase: "200000" });
  const orders: string[] = [];
  for (let at = 0; at < 6; at++) orders.push(await shopping(pair.buyer, (60_000 + at).toString()));
  const answers = await atOnce(orders.map((orderId) => () => draw(pair, frameworkId, orderId, "60000")));
  expect(answers).toEqual({ done: 3, "commitments.frameworkLeft": 3 });
  const [seen] = await frameworksOf(pair.firm.id);
  expect(seen?.drawnBase).toBe(180_000n);
  // The last wall does not depend on the command.
  await expect(
    database.sql`update commitments set accepted_base = accepted_base + 1, framework_id = ${frameworkId}, price_rupiah = 1
      where framework_id = ${frameworkId}`,
  ).rejects.toThrow();
  await expect(
    database.sql`update supply_frameworks set price_rupiah = 1 where id = ${frameworkId}`,
  ).rejects.toThrow(/not changed/);
});

test("what is not within the agreement is refused in words, and binds nobody", async () => {
  const pair = await acquainted();
  const { firm, buyer } = pair;
  const stranger = await town.koperasi();
  const late = businessDay("2030-01-01");
  const refused: [string, Wish][] = [
    ["commitments.frameworkPast", { validFrom: addDays(town.today, -1) }],
    ["commitments.frameworkEndsFirst", { validTo: town.today }],
    ["commitments.frameworkTooLong", { validTo: late }],
    ["commitments.frameworkLeastAbove", { leastBase: "200001" }],
    ["commitments.frameworkTooDear", { priceRupiah: "60000" }],
    ["commitments.frameworkGoods", { listingId: (await town.goods(stranger)).listingId }],
    ["commitments.termsPartner", { partnerId: stranger.id }],
  ];
  for (const [code, wish] of refused) await expect(propose(pair, wish)).rejects.toMatchObject({ code });
  const { frameworkId } = await propose(pair);
  const call = town.callOf;
  await expect(agreeToFramework(call(firm.finance), { frameworkId })).rejects.toMatchObject({
    code: "commitments.termsOtherSide",
  });
  await expect(agreeToFramework(call(stranger.chair), { frameworkId })).rejects.toMatchObject({
    code: "commitments.frameworkMissing",
  });
  await refuseFramework(call(buyer.chair), { frameworkId, reason: "Terlalu mahal" });
  await expect(agreeToFramework(call(buyer.chair), { frameworkId })).rejects.toMatchObject({
    code: "commitments.frameworkMoved",
  });

  const holds = await agreed(pair, { mostBase: "900000" });
  const orderId = await shopping(buyer, "600000");
  expect(await outcomeOf(draw(pair, holds, orderId, "600001"))).toBe("commitments.moreThanMissing");
  expect(await outcomeOf(draw(pair, holds, orderId, "900001"))).toBe("commitments.frameworkLeft");
  expect(await outcomeOf(draw(pair, holds, orderId, "600000"))).toBe("commitments.frameworkStore");
  await expect(
    drawFramework(call(firm.sales), {
      frameworkId: holds,
      orderLineId: await lineOf(orderId),
      quantityBase: "1000",
    }),
  ).rejects.toMatchObject({ code: "commitments.forbidden" });
  const foreign = await shopping(stranger);
  expect(await outcomeOf(draw(pair, holds, foreign, "1000"))).toBe("commitments.frameworkLine");
  await setCreditLimit(call(firm.finance), { buyerKind: "koperasi", limitRupiah: "1000000" });
  expect(await outcomeOf(draw(pair, holds, orderId, "100000"))).toBe("commitments.creditExceeded");
});

test("nothing is drawn from a seller that may not trade, or whose licence ran out; the agreement stands", async () => {
  const pair = await acquainted();
  const { firm } = pair;
  const frameworkId = await agreed(pair);
  const orderId = await shopping(pair.buyer, "70000");
  const drawn = () => outcomeOf(draw(pair, frameworkId, orderId, "70000"));
  const state = (to: string) =>
    database.sql`update organisations set state = ${to}, state_reason = 'Uji' where id = ${firm.id}`;
  await state("suspended");
  expect(await drawn()).toBe("commitments.frameworkSellerStopped");
  await state("active");
  const certified = (expiresOn: string) =>
    handInPaper(town.callOf(firm.sales), {
      kind: "business_number",
      file: { fileName: "nib.pdf", bytes: new Uint8Array(Buffer.from("%PDF-1.7 nib")) },
      expiresOn,
    });
  const offeredToDraw = async () => {
    const [framework] = await frameworksOf(pair.buyer.id);
    const lines = framework
      ? ((await linesForAgreements([framework], town.today)).get(framework.id) ?? [])
      : [];
    return lines.some((line) => line.orderId === orderId);
  };
  expect(await offeredToDraw()).toBe(true);
  await certified(addDays(town.today, -1));
  expect(await offeredToDraw()).toBe(false);
  expect(await drawn()).toBe("commitments.frameworkSellerStopped");
  await certified(addDays(town.today, 300));
  expect(await drawn()).toBe("done");
});

test("what is drawn comes from lots in their order and adds up, as far as there is any", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt(0n, 50n).map((availableBase) => ({ availableBase }))),
      fc.bigInt(1n, 200n),
      (lots, wanted) => {
        const parts = drawnFrom(lots, wanted);
        const there = lots.reduce((sum, lot) => sum + lot.availableBase, 0n);
        const taken = parts.reduce((sum, part) => sum + part.drawnBase, 0n);
        expect(taken).toBe(there < wanted ? there : wanted);
        expect(parts.every((part) => part.drawnBase > 0n && part.drawnBase <= part.availableBase)).toBe(true);
        // Only the last lot that is drawn on keeps something.
        expect(parts.slice(0, -1).every((part) => part.drawnBase === part.availableBase)).toBe(true);
      },
    ),
  );
});
