import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { addSchool } from "#app/modules/menus/add-school.server.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { linkFood } from "#app/modules/menus/link-food.server.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import type { BindingRules } from "#app/modules/orders/binding-rules-reads.server.ts";
import type { WeekLine } from "#app/modules/orders/week-draft.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { eggMenu } from "#tests/support/menus.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: what nobody eats is not needed, and what is bought beyond the need says so. Method: a kitchen's pages, as a browser without
// scripts gets them, while its calendar counts nobody, one class of children, ten children and too many.
fixClock(WORLD_STARTS);
const town = world(await testDatabase());

type Sheet = {
  readonly days: readonly { readonly operates: boolean; readonly heads: unknown }[];
  readonly deliveries: readonly { readonly lines: readonly WeekLine[] }[];
};

test("nobody needs nothing, one class needs its own, too many are refused, and a sack for ten children says what is left", async () => {
  const kitchen = await town.kitchen();
  const call = town.callOf(kitchen.head);
  const monday = addDays(mondayOf(town.today), 7);
  const { cycleId } = await eggMenu(town, kitchen.nutrition, monday);
  const [row] = await town.database.sql`select slug from organisations where id = ${kitchen.id}`;
  const home = `/${row?.["slug"]}`;
  const head = await signedInVisitor(kitchen.head.personId);
  const sheet = async () => (await head.get(`${home}/kebutuhan?pekan=${monday}`)).body["sheet"] as Sheet;
  const line = async (goods: string) =>
    (await sheet()).deliveries.flatMap(({ lines }) => lines).find((one) => one.goods.commodityCode === goods);
  const count = (smallHeads: string, largeHeads: string) =>
    markDays(call, { fromDay: monday, smallHeads, largeHeads, reason: "headcount" });

  // Nobody was counted: no line, and no swap that would save on what is not bought.
  const empty = await sheet();
  expect(empty.deliveries).toEqual([]);
  expect(empty.days[0]).toMatchObject({ operates: true, heads: { small: 0, large: 0 } });
  const day = await head.get(`${home}/menu/${cycleId}/1?ganti=1`);
  expect(day.body).toMatchObject({ swap: null, isSwapAsked: true, shown: { isCounted: false } });

  // One class alone: five days of 80 g of rice for each large portion.
  await count("0", "100");
  expect((await line("BRS"))?.needBase).toBe(40_000n);
  await count("100", "0");
  expect((await line("BRS"))?.needBase).toBe(22_500n);

  // A sack of 50 kg, at Rp 14.000 a kilogram, for ten small and ten large portions: 6,25 kg are cooked.
  await linkFood(call, { foodId: "AR001", commodityCode: "BRS", gradeCode: "P", unit: "karung 50 kg" });
  const rice = { commodityCode: "BRS", gradeCode: "P", title: "Beras", unit: "kg" };
  const koperasi = await town.koperasi();
  await town.goods(koperasi, { ...rice, priceRupiah: "14000", costRupiah: "13000" });
  await count("10", "10");
  expect(await line("BRS")).toMatchObject({
    needBase: 6_250n,
    units: 1n,
    leftoverBase: 43_750n,
    nowRupiah: 700_000n,
    leftoverRupiah: 612_500n,
  });

  // More children than any kitchen cooks for are a slip of the finger, in the calendar and in a school.
  const fields = { _key: "mark-0123456789ab", fromDay: monday, reason: "headcount" };
  expect(
    await head.post(`${home}/kalender`, { ...fields, smallHeads: "999999999", largeHeads: "1" }),
  ).toMatchObject({ status: 422, body: { errors: { smallHeads: [expect.stringContaining("20.000")] } } });
  expect(
    await head.post(`${home}/kalender`, { ...fields, _key: "mark-2", smallHeads: "-5", largeHeads: "1" }),
  ).toMatchObject({
    status: 422,
    body: { errors: { smallHeads: expect.arrayContaining([expect.stringContaining("angka bulat")]) } },
  });
  const school = { name: "SD Raksasa", contactName: "Bu Sri", contactPhone: "+62 800-0000-0001" };
  await expect(
    addSchool(call, { ...school, smallHeads: "20000", largeHeads: "1", servedFrom: monday }),
  ).rejects.toMatchObject({ kind: "invalid", fields: { smallHeads: ["menus.headsHuge"] } });
  expect((await line("BRS"))?.needBase).toBe(6_250n);
});

test("the rules about late goods and late cancelling stand, with date and source, before the kitchen and before its seller", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const { lotId } = await town.goods(koperasi);
  const orderId = await town.order(kitchen, { budgetId: await town.budget(kitchen) });
  const [line] = await town.linesOf(orderId);
  const { commitmentId } = await offerByHand(town.callOf(koperasi.business), {
    orderLineId: line?.id ?? "",
    lotId,
    quantityBase: "50000",
    priceRupiah: "27000",
  });
  const pages = [
    [kitchen.finance.personId, kitchen.id, `pesanan/${orderId}`],
    [koperasi.business.personId, koperasi.id, `pesanan-masuk/${commitmentId}`],
  ] as const;
  for (const [personId, organisationId, path] of pages) {
    const [row] = await town.database.sql`select slug from organisations where id = ${organisationId}`;
    const visitor = await signedInVisitor(personId);
    const { body } = await visitor.get(`/${row?.["slug"]}/${path}`);
    expect(body["rules"] as BindingRules).toMatchObject({
      lateAfterMinutes: {
        amount: 30,
        validFrom: "2025-01-01",
        source: expect.stringMatching(/setengah jam/),
      },
      lateCancelPercent: { amount: 0, validFrom: "2025-01-01", source: expect.stringMatching(/sepakati/) },
    });
  }
});
