import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { addFood } from "#app/modules/menus/add-food.server.ts";
import { plannedDays } from "#app/modules/menus/cycle-reads.server.ts";
import { foodsLike, goodsOfFoods } from "#app/modules/menus/food-reads.server.ts";
import { linkFood } from "#app/modules/menus/link-food.server.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { planCycle } from "#app/modules/menus/plan-cycle.server.ts";
import { recipeOf, recipesOf } from "#app/modules/menus/recipe-reads.server.ts";
import { saveRecipe } from "#app/modules/menus/save-recipe.server.ts";
import { setMenuDay } from "#app/modules/menus/set-menu-day.server.ts";
import { setReceivingWindow } from "#app/modules/menus/set-receiving-window.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { draftWeek } from "#app/modules/orders/draft-week.server.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { eggMenu } from "#tests/support/menus.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 8 });
const town = world(database);
const invalid = (code: string, field: string) => ({ kind: "invalid", fields: { [field]: [code] } });

test("the national table is there, its odd rows are marked, and nobody reckons with a food without an edible part", async () => {
  const [counted] = await database.sql`
    select count(*)::int as all, count(*) filter (where is_odd)::int as odd, count(edible_permille)::int as edible from foods`;
  expect(counted).toMatchObject({ all: 1_146, odd: 17, edible: 990 });
  const [papaya] = await database.sql`select * from foods where id = 'ER073'`;
  expect(papaya).toMatchObject({
    is_odd: true,
    fat_tenths: 120,
    source: "Tabel Komposisi Pangan Indonesia 2017, ER073",
  });
  const kitchen = await town.kitchen();
  const call = town.callOf(kitchen.nutrition);
  const card = (part: Record<string, string>) =>
    saveRecipe(call, {
      name: "Buah",
      dishGroup: "fruit",
      parts: [{ small: "50", large: "75", ...part }],
    });
  await expect(card({ foodId: "GR004" })).rejects.toMatchObject(
    invalid("menus.foodInedible", "parts[0].foodId"),
  );
  await expect(card({ foodId: "ER073" })).rejects.toMatchObject(
    invalid("menus.foodOdd", "parts[0].oddityReason"),
  );
  await expect(card({ foodId: "XX999" })).rejects.toMatchObject(
    invalid("menus.foodMissing", "parts[0].foodId"),
  );
  await expect(card({})).rejects.toMatchObject(invalid("menus.partOfNothing", "parts[0].foodId"));
  await expect(saveRecipe(call, { name: "Kosong", dishGroup: "fruit", parts: [] })).rejects.toMatchObject(
    invalid("menus.recipeEmpty", "parts"),
  );
  const { recipeId } = await card({
    foodId: "ER073",
    oddityReason: "Lemak salah cetak, disetujui ahli gizi",
  });
  const insert = (foodId: string) => database.sql`
    insert into recipe_parts (recipe_id, position, food_id, small_mg, large_mg) values (${recipeId}, 1, ${foodId}, 1000, 1000)`;
  await expect(insert("GR004")).rejects.toThrow(/no edible part/);
  await expect(insert("ER073")).rejects.toThrow(/without a reason/);
  await expect(database.sql`delete from recipes where id = ${recipeId}`).rejects.toThrow(/append-only/);
});

test("a kitchen's own food and its own word about goods are its own", async () => {
  const [kitchen, other] = [await town.kitchen(), await town.kitchen()];
  const call = town.callOf(kitchen.nutrition);
  const { foodId } = await addFood(call, {
    name: "Bandeng cabut duri",
    energy: "123",
    protein: "20",
    fat: "4,8",
    carbohydrate: "0",
    ediblePercent: "70",
    source: "Uji dapur, 6 Juli 2026",
  });
  expect((await foodsLike(kitchen.id, "cabut duri", 5)).map(({ id }) => id)).toEqual([foodId]);
  expect(await foodsLike(other.id, "cabut duri", 5)).toEqual([]);
  await expect(
    saveRecipe(town.callOf(other.nutrition), {
      name: "Bandeng",
      dishGroup: "animal",
      parts: [{ foodId, small: "45", large: "65" }],
    }),
  ).rejects.toMatchObject(invalid("menus.foodMissing", "parts[0].foodId"));
  const link = { foodId, commodityCode: "BDG", gradeCode: "A", unit: "kg" };
  await expect(linkFood(call, { ...link, unit: "peti" })).rejects.toMatchObject({
    code: "menus.unitUnknown",
  });
  await expect(linkFood(call, { ...link, gradeCode: "Z" })).rejects.toMatchObject({
    code: "menus.goodsUnknown",
  });
  await linkFood(call, link);
  await linkFood(call, { foodId: "AR001", commodityCode: "BRS", gradeCode: "P", unit: "karung 50 kg" });
  expect((await goodsOfFoods(kitchen.id, [foodId, "AR001"])).get("AR001")).toMatchObject({
    gradeCode: "P",
    basePerUnit: 50_000n,
    goodsClass: "dry",
  });
  expect((await goodsOfFoods(other.id, [foodId, "AR001"])).get("AR001")).toMatchObject({ gradeCode: "M" });
  await expect(linkFood(town.callOf(kitchen.field), link)).rejects.toMatchObject({ kind: "forbidden" });
});

test("a card is changed as it was seen, has its own name, and never contains itself, whoever writes at once", async () => {
  const kitchen = await town.kitchen();
  const call = town.callOf(kitchen.nutrition);
  const oil = { foodId: "KR012", small: "4", large: "6" };
  const base = { dishGroup: "other" as const, parts: [oil] };
  const { recipeId: one } = await saveRecipe(call, { name: "Bumbu", ...base });
  const { recipeId: two } = await saveRecipe(call, { name: "Balado", ...base });
  await expect(saveRecipe(call, { name: "bumbu", ...base })).rejects.toMatchObject({
    code: "menus.recipeNameTaken",
  });
  const within = (recipeId: string, name: string, dishId: string) =>
    saveRecipe(call, {
      recipeId,
      version: 1,
      name,
      dishGroup: "other",
      parts: [oil, { dishId, small: "1", large: "1" }],
    });
  await expect(within(one, "Bumbu", one)).rejects.toMatchObject({ code: "menus.recipeCircle" });
  const answers = await Promise.allSettled([within(one, "Bumbu", two), within(two, "Balado", one)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = answers.find((answer) => answer.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "menus.recipeCircle" });
  const written = (await recipesOf(kitchen.id)).find((card) => card.version === 2);
  await expect(
    saveRecipe(call, { recipeId: written?.id, version: 1, name: "Lain", ...base }),
  ).rejects.toMatchObject({ code: "menus.recipeMoved" });
  const other = await town.kitchen();
  await expect(
    saveRecipe(town.callOf(other.head), { recipeId: one, version: 1, name: "Curian", ...base }),
  ).rejects.toMatchObject({ kind: "missing" });
  expect(await recipeOf(other.id, one)).toBeNull();
});

test("cycle and calendar say what is cooked on a day: holidays put it off, the newest word holds, nobody is not a number", async () => {
  const kitchen = await town.kitchen();
  const call = town.callOf(kitchen.nutrition);
  const { cycleId, recipeIds } = await eggMenu(town, kitchen.nutrition);
  const [rice, eggs] = recipeIds;
  const next = await planCycle(call, {
    name: "Berikut",
    startsOn: addDays(town.today, 7),
    dayCount: 2,
    copyOf: cycleId,
  });
  await setMenuDay(call, { cycleId: next.cycleId, dayNumber: 2, recipeIds: [rice, eggs] });
  await expect(planCycle(call, { name: "Lagi", startsOn: town.today, dayCount: 3 })).rejects.toMatchObject({
    code: "menus.cycleStartTaken",
  });
  await expect(setMenuDay(call, { cycleId, dayNumber: 2, recipeIds: [rice] })).rejects.toMatchObject({
    code: "menus.dayOutside",
  });
  const other = await town.kitchen();
  await expect(
    setMenuDay(town.callOf(other.nutrition), { cycleId, dayNumber: 1, recipeIds: [] }),
  ).rejects.toMatchObject({ kind: "missing" });
  const mark = (more: Record<string, unknown>) =>
    markDays(call, { fromDay: town.today, reason: "other", ...more } as Parameters<typeof markDays>[1]);
  await expect(mark({ smallHeads: "0", largeHeads: "0" })).rejects.toMatchObject(
    invalid("menus.headsZero", "smallHeads"),
  );
  await expect(mark({ smallHeads: "20001", largeHeads: "0" })).rejects.toMatchObject(
    invalid("menus.headsHuge", "smallHeads"),
  );
  await expect(mark({})).rejects.toMatchObject(invalid("menus.nothingSaid", "operates"));
  await mark({ smallHeads: "1200", largeHeads: "1800", reason: "headcount" });
  const tuesday = addDays(town.today, 8);
  await mark({ fromDay: tuesday, toDay: tuesday, operates: "no", reason: "school_holiday" });
  const days = await plannedDays(kitchen.id, town.today, 14, town.at);
  expect(days.map((day) => [day.operates, day.cycleDay, day.dishes.length])).toEqual([
    ...Array.from({ length: 5 }, () => [true, 1, 3]),
    [false, null, 0],
    [false, null, 0],
    [true, 1, 3],
    [false, null, 0],
    [true, 2, 2],
    [true, 1, 3],
    [true, 2, 2],
    [false, null, 0],
    [false, null, 0],
  ]);
  expect(days[0]?.heads).toEqual({ small: 1_200, large: 1_800 });
  expect(days[8]?.reason).toBe("school_holiday");
  await suspendOrganisation(town.systemCall(), { organisationId: kitchen.id, reason: "SLHS belum terbit" });
  const stopped = await plannedDays(kitchen.id, town.today, 7, town.at);
  expect(stopped.filter((day) => day.operates)).toEqual([]);
});

test("a week's menu becomes draft orders in one deed, once, and what was ordered is not asked for again", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const monday = addDays(town.today, 7);
  await eggMenu(town, kitchen.nutrition, monday);
  await markDays(town.callOf(kitchen.head), {
    fromDay: monday,
    smallHeads: "1200",
    largeHeads: "1800",
    reason: "headcount",
  });
  const koperasi = await town.koperasi();
  // 102 trays are 188,7 kg: the week's line reaches the price for so much.
  await town.goods(koperasi, {
    priceRupiah: "27500",
    tiers: [{ fromBase: "188700", priceRupiah: "26500" }],
  });
  const buyer = {
    id: kitchen.id,
    regionCode: kitchen.regionCode,
    cityCode: kitchen.cityCode,
    timeZone: "Asia/Jakarta",
  } as const;
  const demand = () => weekDemand(buyer, { from: monday, count: 7 }, town.at);
  const before = await demand();
  expect(before.unlinked).toEqual([]);
  expect(before.deliveries).toHaveLength(6);
  const [dry, fresh] = before.deliveries;
  expect(dry).toMatchObject({
    deliveryDay: addDays(monday, -1),
    windowStart: "08:00",
    isTooLate: false,
    seenOrders: 0,
  });
  expect(dry?.lines.map((line) => [line.name, line.needBase])).toEqual([
    ["Beras", 990_000n],
    ["Minyak goreng Minyakita", 108_335n],
  ]);
  const eggs = fresh?.lines.find((line) => line.goods.commodityCode === "TLR");
  expect(eggs).toMatchObject({
    needBase: 188_145n,
    dishes: ["Telur balado"],
    nowRupiah: 49_025n,
    ceilingRupiah: 55_500n,
  });
  const week = (from: Awaited<ReturnType<typeof demand>>) => ({
    deliveries: from.deliveries.map((delivery) => ({
      deliveryDay: delivery.deliveryDay,
      windowStart: delivery.windowStart,
      windowEnd: delivery.windowEnd,
      budgetId,
      seenOrders: delivery.seenOrders,
      lines: delivery.lines.map(({ goods, ceilingRupiah, needBase }) => ({
        commodityCode: goods.commodityCode,
        gradeCode: goods.gradeCode,
        unit: goods.unit,
        basePerUnit: goods.basePerUnit.toString(),
        quantityBase: (
          ((needBase + goods.basePerUnit - 1n) / goods.basePerUnit) *
          goods.basePerUnit
        ).toString(),
        ceilingRupiah: (ceilingRupiah ?? 10_000n).toString(),
      })),
    })),
  });
  const wish = week(before);
  await expect(draftWeek(town.callOf(koperasi.chair), wish)).rejects.toMatchObject({
    code: "orders.forbidden",
  });
  const answers = await Promise.allSettled(
    [kitchen.nutrition, kitchen.finance].map((member) => draftWeek(town.callOf(member), wish)),
  );
  const done = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  expect(done).toHaveLength(1);
  expect(done[0]?.count).toBe(6);
  const lost = answers.find((answer) => answer.status === "rejected");
  expect(lost?.reason).toMatchObject({ kind: "conflict", code: "orders.weekMoved" });
  const after = await demand();
  for (const delivery of after.deliveries)
    for (const line of delivery.lines) expect(line.orderedBase).toBeGreaterThanOrEqual(line.needBase);
  expect(await orderVisibleTo(kitchen.id, done[0]?.orderIds[0] ?? "")).toMatchObject({ state: "draft" });
  await cancelOrder(town.callOf(kitchen.head), {
    orderId: done[0]?.orderIds[0] ?? "",
    reason: "Salah pekan",
  });
  const again = (await demand()).deliveries[0];
  expect(again?.lines.map((line) => line.orderedBase)).toEqual([0n, 0n]);
  expect(again?.seenOrders).toBe(2);
  // A kitchen of its own hours: eggs before dawn of the day of cooking; the rest of the week as the region's rule says.
  const keep = (window?: { daysBefore: string; windowStart: string; windowEnd: string }) =>
    setReceivingWindow(town.callOf(kitchen.nutrition), { goodsClass: "egg", ...(window ? { window } : {}) });
  await expect(keep({ daysBefore: "0", windowStart: "05.00", windowEnd: "03.00" })).rejects.toMatchObject(
    invalid("menus.windowOrder", "window.windowEnd"),
  );
  await keep({ daysBefore: "0", windowStart: "03.00", windowEnd: "05.00" });
  const hoursOf = async (code: string) =>
    (await demand()).deliveries
      .filter((one) => one.lines.some((line) => line.goods.commodityCode === code))
      .map((one) => [one.deliveryDay, one.windowStart, one.windowEnd])[0];
  expect(await hoursOf("TLR")).toEqual([monday, "03:00", "05:00"]);
  expect(await hoursOf("BRS")).toEqual([addDays(monday, -1), "08:00", "12:00"]);
  // Orders that were drafted keep their hours, and silence brings the region's rule back; another kitchen never left it.
  expect(await orderVisibleTo(kitchen.id, done[0]?.orderIds[1] ?? "")).toMatchObject({
    windowStart: "14:00",
  });
  await keep();
  expect(await hoursOf("TLR")).toEqual([addDays(monday, -1), "14:00", "16:00"]);
});
