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
  // A thousand with its dot is a thousand, and what a comma splits is no number of children.
  const marked = () => town.database.sql`
    select small_heads, large_heads from calendar_marks where organisation_id = ${kitchen.id} order by id desc limit 1`;
  expect(
    (
      await head.post(`${home}/kalender`, {
        ...fields,
        _key: "mark-3",
        smallHeads: "1.000",
        largeHeads: "1800",
      })
    ).status,
  ).toBe(303);
  expect(await marked()).toMatchObject([{ small_heads: 1_000, large_heads: 1_800 }]);
  for (const [at, text] of ["1.2", "1,5", "1e3", "0x10", "12.00", "1.00.000"].entries())
    expect(
      await head.post(`${home}/kalender`, {
        ...fields,
        _key: `mark-4${at}`,
        smallHeads: text,
        largeHeads: "1",
      }),
      text,
    ).toMatchObject({
      status: 422,
      body: {
        errors: { smallHeads: [expect.stringContaining("angka bulat")] },
        values: { smallHeads: text },
      },
    });
  await count("10", "10");
  const school = { name: "SD Raksasa", contactName: "Bu Sri", contactPhone: "+62 800-0000-0001" };
  await expect(
    addSchool(call, { ...school, smallHeads: "20000", largeHeads: "1", servedFrom: monday }),
  ).rejects.toMatchObject({ kind: "invalid", fields: { smallHeads: ["menus.headsHuge"] } });
  expect((await line("BRS"))?.needBase).toBe(6_250n);
});

test("what cannot be read in the boxes of a week is said beside the box and never ordered as something else", async () => {
  const kitchen = await town.kitchen();
  const call = town.callOf(kitchen.head);
  const monday = addDays(mondayOf(town.today), 14);
  await eggMenu(town, kitchen.nutrition, monday);
  await markDays(call, { fromDay: monday, smallHeads: "10", largeHeads: "10", reason: "headcount" });
  const [row] = await town.database.sql`select slug from organisations where id = ${kitchen.id}`;
  const path = `/${row?.["slug"]}/kebutuhan?pekan=${monday}`;
  const head = await signedInVisitor(kitchen.head.personId);
  type Boxes = Readonly<Record<string, string>>;
  const lines = async () =>
    ((await head.get(path)).body["sheet"] as Sheet).deliveries.flatMap((one) => one.lines);
  const loaded = await lines();
  const rice = loaded.find((line) => line.goods.commodityCode === "BRS");
  const box = (name: string) => `lines[${rice?.key}].${name}`;
  /** The page as it was loaded, with something else in the boxes of the rice and nothing asked for of the rest. */
  const pressed = (key: string, boxes: Boxes, intent = "draft") => {
    const fields: Record<string, string> = { _key: `week-${key}-0123456789`, intent };
    for (const line of loaded) {
      fields[`lines[${line.key}].reckoned`] = line.reckoned.toString();
      fields[`lines[${line.key}].ordered`] = line.orderedBase.toString();
      fields[`lines[${line.key}].units`] = line === rice ? line.reckoned.toString() : "0";
      fields[`lines[${line.key}].stock`] = "";
      fields[`lines[${line.key}].ceiling`] = "13000";
    }
    for (const [name, text] of Object.entries(boxes)) fields[box(name)] = text;
    return head.post(path, fields);
  };
  const ordered = async () =>
    (
      await town.database.sql`
        select l.quantity_base::text as base from orders o join order_lines l on l.order_id = o.id
        where o.buyer_id = ${kitchen.id} order by o.created_at, o.id`
    ).map((line) => line["base"]);

  for (const [name, text] of [
    ["units", "1,5"],
    ["units", "1.5"],
    ["units", "-3"],
    ["units", "lima"],
    ["stock", "banyak"],
    ["stock", "-2"],
  ] as const) {
    const answer = await pressed(`${name}${text}`, { [name]: text });
    expect(answer, `${name} ${text}`).toMatchObject({
      status: 422,
      body: { errors: { [box(name)]: [expect.stringMatching(/angka/)] } },
    });
    const sheet = answer.body["sheet"] as Sheet;
    const shown = sheet.deliveries.flatMap((one) => one.lines).find((line) => line.key === rice?.key);
    expect(shown?.typed).toMatchObject({ [name]: text });
    expect((await pressed(`count${name}${text}`, { [name]: text }, "count")).body["errors"]).toHaveProperty([
      box(name),
    ]);
  }
  // More than one line may be worth is said where the quantity stands, and a box that was emptied asks for nothing.
  expect(await pressed("large", { units: "999.999.999" })).toMatchObject({
    status: 422,
    body: { errors: { [box("units")]: [expect.stringMatching(/terlalu besar/)] } },
  });
  expect(await pressed("empty", { units: "" })).toMatchObject({ status: 422 });
  expect(await ordered()).toEqual([]);

  // Grouped as people here write it, a thousand sacks of 25 kg are a thousand.
  expect((await pressed("thousand", { units: "1.000" })).status).toBe(303);
  expect(await ordered()).toEqual(["25000000"]);
  // Another phone still shows the page from before: what it wrote by hand is not ordered on top unseen.
  expect(await pressed("late", { units: "7" })).toMatchObject({
    status: 409,
    body: { errors: { [box("units")]: [expect.stringMatching(/pesanan lain/)] } },
  });
  expect(await ordered()).toEqual(["25000000"]);
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
