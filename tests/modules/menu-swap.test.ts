import { afterAll, expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { versionsOfDay } from "#app/modules/menus/cycle-reads.server.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { planCycle } from "#app/modules/menus/plan-cycle.server.ts";
import { saveRecipe } from "#app/modules/menus/save-recipe.server.ts";
import { setMenuDay } from "#app/modules/menus/set-menu-day.server.ts";
import { closeSwapThread } from "#app/modules/menus/swap-in-thread.server.ts";
import { proposedSwap } from "#app/modules/menus/swap-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { eggMenu } from "#tests/support/menus.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);
afterAll(closeSwapThread);

test("a cheaper dish is proposed with its offer, taken once, and the menu before is kept", async () => {
  const kitchen = await town.kitchen();
  const call = town.callOf(kitchen.nutrition);
  const { cycleId, recipeIds } = await eggMenu(town, kitchen.nutrition);
  const [rice, eggs, carrots] = recipeIds;
  const koperasi = await town.koperasi({ isVatRegistered: true });
  await town.goods(koperasi, { priceRupiah: "26500" });
  const oil = {
    commodityCode: "MYK",
    gradeCode: "A",
    title: "Minyak goreng",
    unit: "liter",
    priceRupiah: "14000",
  };
  await town.goods(koperasi, { ...oil, costRupiah: "13000" });
  const place = { id: kitchen.id, regionCode: kitchen.regionCode, timeZone: "Asia/Jakarta" } as const;
  const proposal = () => proposedSwap(place, recipeIds, town.at);
  const count = (smallHeads: string, largeHeads: string) =>
    markDays(call, { fromDay: town.today, smallHeads, largeHeads, reason: "headcount" });
  await count("1", "1");
  expect(await proposal()).toBeNull();

  const animal = (name: string, foodId: string, grams: string) =>
    saveRecipe(call, {
      name,
      dishGroup: "animal",
      parts: [
        { foodId, small: grams, large: grams },
        { foodId: "KR012", small: "5", large: "7,5" },
      ],
    });
  // Nobody offers chicken now, and half an egg keeps too little: neither is proposed.
  await animal("Ayam goreng", "FR005", "40");
  await animal("Setengah telur", "HR002", "25");
  expect(await proposal()).toBeNull();

  const { recipeId: omelette } = await animal("Telur dadar", "HR002", "50");
  const swap = await proposal();
  const seller = { sellerName: expect.any(String), harvestedOn: town.today };
  expect(swap).toMatchObject({
    recipeIds: [rice, omelette, carrots],
    kept: { energy: 100, protein: 100, fat: 100, carbohydrate: 100 },
    changes: [
      {
        from: "Telur balado",
        to: "Telur dadar",
        // Eggs are free of VAT; on the oil this seller adds 12 % of 11/12.
        reasons: [
          { paidRupiah: 49_025n, unit: "papan 30", ...seller },
          { paidRupiah: 15_540n, unit: "liter", ...seller },
        ],
      },
    ],
  });
  expect(swap?.rupiah.small.after).toBeLessThan(swap?.rupiah.small.before ?? 0n);

  // Nobody of one class: what is saved is saved on the other alone. A kitchen that counts nobody buys nothing and saves nothing.
  await count("0", "100");
  const large = await proposal();
  expect(large?.heads).toEqual({ small: 0, large: 100 });
  expect(large?.savedRupiah).toBeGreaterThan(0n);
  const uncounted = await town.kitchen();
  const menu = await eggMenu(town, uncounted.nutrition);
  await saveRecipe(town.callOf(uncounted.nutrition), {
    name: "Telur dadar",
    dishGroup: "animal",
    parts: [{ foodId: "HR002", small: "50", large: "50" }],
  });
  expect(await proposedSwap({ ...place, id: uncounted.id }, menu.recipeIds, town.at)).toBeNull();

  const taken = { cycleId, dayNumber: 1, recipeIds: [...(swap?.recipeIds ?? [])], reason: "swap" as const };
  const once = { ...call, key: "swap-once" };
  await setMenuDay(once, taken);
  await setMenuDay(once, taken);
  await setMenuDay(call, taken);
  const versions = () => versionsOfDay({ cycleId, dayNumber: 1 });
  const kept = [
    { version: 2, reason: "swap", recipeIds: [rice, omelette, carrots], setBy: kitchen.nutrition.personId },
    { version: 1, reason: "edited", recipeIds: [rice, eggs, carrots] },
  ];
  expect(await versions()).toMatchObject(kept);
  await expect(database.sql`update menu_day_versions set version = 3`).rejects.toThrow(/append-only/);

  const copy = await planCycle(call, {
    name: "Berikut",
    startsOn: addDays(town.today, 7),
    dayCount: 1,
    copyOf: cycleId,
  });
  expect(await versionsOfDay({ cycleId: copy.cycleId, dayNumber: 1 })).toMatchObject([
    { version: 1, reason: "edited", recipeIds: [rice, omelette, carrots] },
  ]);

  const stranger = await town.kitchen();
  await expect(setMenuDay(town.callOf(stranger.nutrition), taken)).rejects.toMatchObject({
    kind: "missing",
    code: "menus.cycleMissing",
  });
  expect(await versions()).toMatchObject(kept);

  // Somebody changes the day between the proposal and the tap: the swap was not reckoned for that menu.
  const day = { cycleId, dayNumber: 1 };
  await setMenuDay(call, { ...day, recipeIds: [rice, carrots] });
  await expect(setMenuDay(call, { ...taken, seenVersion: 2 })).rejects.toMatchObject({
    kind: "conflict",
    code: "menus.dayMoved",
  });
  const race = await Promise.allSettled(
    [eggs, omelette].map((dish) => setMenuDay(call, { ...day, recipeIds: [rice, dish], seenVersion: 3 })),
  );
  expect(race.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
