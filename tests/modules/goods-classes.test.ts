import { expect, test } from "vitest";
import { correctParameter } from "#app/modules/regions/correct-parameter.server.ts";
import { numberByGoodsClass, parameterRecord } from "#app/modules/regions/parameter-reads.server.ts";
import { setParameter } from "#app/modules/regions/set-parameter.server.ts";
import { settle } from "#app/modules/shipments/receiving.ts";
import { weighingTolerances } from "#app/modules/shipments/weighing-tolerance-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { world } from "#tests/support/world.ts";

// Goal: scales may differ by class of goods, by a dated rule, and a class of which nothing is said follows the general rule.
const database = await testDatabase({ poolSize: 6 });
const { promised, planned, dispatched, receive, lineOf } = deliveries(database);
const town = world(database);
const operator = await town.operator();
const rule = "receiving.tolerance_basis_points" as const;
const say = (key: string, value: string, regionCode?: string) =>
  setParameter(town.callOf(operator.admin), {
    key,
    value,
    validFrom: town.today,
    source: "Kesepakatan dapur, uji",
    ...(regionCode === undefined ? {} : { regionCode }),
  });
const inCity = (regionCode = "35.72.01.1006") =>
  numberByGoodsClass(database.db, rule, { regionCode, day: town.today });

test("every commodity is of the class that its kind says, tofu and tempeh of their own", async () => {
  const rows = await database.sql`
    select goods_class, array_agg(code order by code) as codes from commodities group by 1`;
  const codes = new Map(rows.map((row) => [row["goods_class"], row["codes"] as string[]]));
  expect(codes.get("meat")).toEqual(["AYM", "BDG", "DSP", "NLA", "TKL"]);
  expect(codes.get("daily")).toEqual(["THU", "TMP"]);
  expect(codes.get("egg")).toEqual(["TLR"]);
  expect(codes.get("dry")).toContain("BRS");
  expect(codes.get("vegetable")).toContain("KKG");
});

test("295,0 kg of chicken by the rule that stands: 289,1 kg is complete and 288,9 kg short", async () => {
  const { meat } = await inCity();
  const weighed = (deliveredBase: bigint) =>
    settle(
      {
        unit: "kg",
        basePerUnit: 1_000n,
        promisedBase: 295_000n,
        loadedBase: 295_000n,
        deliveredBase,
        rejectedBase: 0n,
      },
      meat,
    ).verdict;
  expect([weighed(289_100n), weighed(288_900n)]).toEqual(["complete", "short"]);
});

test("what is said of a class goes before the general rule, the nearest place before both", async () => {
  expect(await inCity()).toMatchObject({ meat: 200, egg: 200, dry: 200 });
  await say(`${rule}.egg`, "400");
  expect(await inCity()).toMatchObject({ meat: 200, egg: 400, dry: 200 });
  // A city that speaks of all goods speaks of eggs as well: it is nearer than the rule of the whole country.
  await say(rule, "100", "35.72");
  expect(await inCity()).toMatchObject({ meat: 100, egg: 100 });
  await say(`${rule}.egg`, "300", "35.72");
  expect(await inCity()).toMatchObject({ meat: 100, egg: 300 });
  expect(await inCity("35.71.01.1001")).toMatchObject({ meat: 200, egg: 400 });
  expect(await outcomeOf(say(`${rule}.flowers`, "300"))).toBe("regions.parameterMissing");
  expect(await outcomeOf(say(`${rule}.milk`, "banyak"))).toBe("regions.parameterKind");
});

test("the door, the truck and the paper hold a line to the rule of its own class", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  expect(await outcomeOf(dispatched(deal, 103_001n, shipmentId))).toBe("shipments.loadedTooMuch");
  await dispatched(deal, 103_000n, shipmentId);
  const line = await lineOf(deal, shipmentId);
  const toleranceOf = await weighingTolerances(deal.kitchen.id, deal.town.callOf(deal.kitchen.head).at, [
    line,
  ]);
  expect(toleranceOf(line)).toBe(300);
  expect(await outcomeOf(receive(deal, shipmentId, { deliveredBase: "103001" }))).toBe(
    "shipments.overDelivered",
  );
  await receive(deal, shipmentId, { deliveredBase: "103000" });
  const [paper] = await database.sql`
    select facts -> 'terms' ->> 'toleranceBasisPoints' as points from documents
    where kind = 'SP' and subject_id = ${shipmentId}`;
  expect(paper?.["points"]).toBe("300");
});

test("a rule of a class that was wrong is taken back, and the general rule speaks again", async () => {
  const [written] = (await parameterRecord(`${rule}.egg`)).filter(({ parameter }) => !parameter.regionCode);
  const parameterId = written?.parameter.id ?? "";
  await correctParameter(town.callOf(operator.admin), {
    parameterId,
    source: "Kesepakatan dapur, uji",
    reason: "Salah golongan",
  });
  expect(await inCity("35.71.01.1001")).toMatchObject({ egg: 200 });
});
