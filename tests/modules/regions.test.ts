import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { correctLane } from "#app/modules/regions/correct-lane.server.ts";
import { correctParameter } from "#app/modules/regions/correct-parameter.server.ts";
import { laneBetween, laneHistory, lanesInForce } from "#app/modules/regions/lane-reads.server.ts";
import {
  numberParameter,
  parameterOn,
  parameterRecord,
  parametersOn,
  textParameter,
} from "#app/modules/regions/parameter-reads.server.ts";
import { recordLane } from "#app/modules/regions/record-lane.server.ts";
import {
  cityOf,
  placeName,
  regionByCode,
  searchRegions,
  timeZoneOf,
  villagesOf,
} from "#app/modules/regions/region-reads.server.ts";
import { setParameter } from "#app/modules/regions/set-parameter.server.ts";
import { loadReference } from "#db/seed/reference/load-reference.server.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const DAY = businessDay("2026-07-01");

function operatorCall(overrides: Partial<Call> = {}): Call {
  return {
    actor: {
      kind: "member",
      personId: "per_operator",
      organisationId: "org_operator",
      organisationKind: "operator",
      organisationActive: true,
      roles: ["operator_admin"],
      apiKeyId: null,
    },
    at: new Date("2026-07-01T02:00:00Z"),
    key: null,
    causation: null,
    ...overrides,
  };
}

test("every region of Indonesia is there, with the clock of its province", async () => {
  const counts =
    await database.sql`select level, count(*)::int as n from regions group by level order by level`;
  expect(counts.map((row) => row["n"])).toEqual([38, 514, 7277, 83763]);
  expect(await timeZoneOf("35.72.01.1006")).toBe("Asia/Jakarta");
  expect(await timeZoneOf("64.72")).toBe("Asia/Makassar");
  expect(await timeZoneOf("96")).toBe("Asia/Jayapura");
  expect((await cityOf("35.72.01.1006")).name).toBe("Kota Blitar");
  expect(await placeName("35.72.01.1006")).toBe("Bendo, Kepanjenkidul, Kota Blitar, Jawa Timur");
  expect((await regionByCode("31"))?.name).toBe("DKI Jakarta");
  expect((await regionByCode("35.72"))?.latitude).toBeCloseTo(-8.0955);
  await expect(timeZoneOf("99")).rejects.toBeInstanceOf(Missing);
});

test("every region but a province lies in one that exists", async () => {
  const orphans = await database.sql`
    select r.code from regions r left join regions p on p.code = r.parent_code
    where r.level > 1 and (p.code is null or p.level <> r.level - 1)`;
  expect(orphans).toEqual([]);
});

test("the three Kauman of the first cities are told apart by their city", async () => {
  const found = await searchRegions({ text: "kauman", level: 4, within: ["35.72", "35.73", "35.76"] });
  expect(found.map((row) => [row.code, row.cityName])).toEqual([
    ["35.72.01.1004", "Kota Blitar"],
    ["35.73.02.1007", "Kota Malang"],
    ["35.76.01.1004", "Kota Mojokerto"],
  ]);
  expect((await searchRegions({ text: "35.72.01.1004" }))[0]?.name).toBe("Kauman");
  expect(await searchRegions({ text: "100%" })).toEqual([]);
  expect(await villagesOf("35.72")).toHaveLength(21);
});

test("reference rows load once and change nothing when they are loaded again", async () => {
  const before = await database.sql`
    select (select count(*) from parameters) as a, (select count(*) from price_ceilings) as b, (select count(*) from lanes) as c,
      (select sum(xmin::text::bigint) from regions) as d`;
  await database.sql`comment on table parameters is 'reference older'`;
  await database.sql`comment on table regions is 'reference older'`;
  await loadReference(database.sql);
  const after = await database.sql`
    select (select count(*) from parameters) as a, (select count(*) from price_ceilings) as b, (select count(*) from lanes) as c,
      (select sum(xmin::text::bigint) from regions) as d`;
  expect(after).toEqual(before);
});

test("lanes run both ways at the same cost", async () => {
  const there = await laneBetween("35.72", "32.76", DAY);
  const back = await laneBetween("32.76", "35.72", DAY);
  expect(there?.freightRupiahPerTonne).toBe(851_000n);
  expect(back?.freightRupiahPerTonne).toBe(851_000n);
  expect(await laneBetween("35.72", "32.76", businessDay("2025-12-31"))).toBeNull();
  expect((await lanesInForce(DAY, "35.72"))[0]?.lane.toRegionCode).toBe("35.71");
});

test("the rule of the nearest region wins, then the one that began last", async () => {
  await database.sql`
    insert into parameters (id, key, region_code, value, valid_from, valid_to, source) values
      ('par_1', 'test.rate', null, '1', '2026-01-01', '2026-05-31', 'a'),
      ('par_2', 'test.rate', null, '2', '2026-06-01', null, 'a'),
      ('par_3', 'test.rate', '35', '3', '2026-01-01', '2026-07-31', 'a'),
      ('par_4', 'test.rate', '35.72', '4', '2026-01-01', '2026-06-30', 'a')`;
  const at = (regionCode: string | undefined, day: string) =>
    numberParameter(database.db, "test.rate", {
      ...(regionCode === undefined ? {} : { regionCode }),
      day: businessDay(day),
    });
  expect(await at(undefined, "2026-05-31")).toBe(1);
  expect(await at(undefined, "2026-06-01")).toBe(2);
  expect(await at("64", "2026-06-01")).toBe(2);
  expect(await at("35.72.01.1006", "2026-06-30")).toBe(4);
  expect(await at("35.72.01.1006", "2026-07-01")).toBe(3);
  expect(await at("35.72", "2026-08-01")).toBe(2);
  await expect(at(undefined, "2025-12-31")).rejects.toThrow(RuleBroken);
});

test("a rule is read as the kind it is", async () => {
  const scope = { day: DAY, regionCode: "35.72" };
  expect(await textParameter(database.db, "market.cut_off_time", scope)).toBe("12:00");
  await expect(numberParameter(database.db, "market.cut_off_time", scope)).rejects.toMatchObject({
    code: "regions.parameterKind",
  });
  expect(await parametersOn(database.db, ["tax.base_numerator", "tax.base_denominator"], scope)).toEqual({
    "tax.base_numerator": 11,
    "tax.base_denominator": 12,
  });
});

test("an operator gives a rule a new value from a day on, and the old one stays on record", async () => {
  const input = {
    key: "market.answer_minutes",
    value: "90",
    validFrom: "2026-07-10",
    source: "Rapat koperasi Kota Blitar",
    regionCode: "35.72",
  };
  const call = operatorCall({ key: "same" });
  const first = await setParameter(call, input);
  expect(await setParameter(call, input)).toEqual(first);
  await expect(setParameter(call, { ...input, value: "91" })).rejects.toBeInstanceOf(Conflict);
  const on = (regionCode: string, day: string) =>
    numberParameter(database.db, "market.answer_minutes", { regionCode, day: businessDay(day) });
  expect(await on("35.72.01.1006", "2026-07-09")).toBe(120);
  expect(await on("35.72.01.1006", "2026-07-10")).toBe(90);
  expect(await on("35.71", "2026-07-10")).toBe(120);

  await setParameter(operatorCall(), { ...input, value: "60", validFrom: "2026-08-01" });
  expect(await on("35.72", "2026-07-31")).toBe(90);
  expect(await on("35.72", "2026-08-01")).toBe(60);
  const record = (await parameterRecord(input.key)).filter((row) => row.parameter.regionCode === "35.72");
  expect(record.map(({ parameter }) => [parameter.value, parameter.validFrom])).toEqual([
    [60, "2026-08-01"],
    [90, "2026-07-10"],
  ]);
});

test("a rule does not change in the past, twice from one day, in kind, or by anyone else", async () => {
  const input = { key: "market.cut_off_time", value: "13:00", validFrom: "2026-07-05", source: "Rapat" };
  const refusals = [
    [{ ...input, validFrom: "2026-06-30" }, "regions.parameterInPast"],
    [{ ...input, value: "siang" }, "regions.parameterKind"],
    [{ ...input, key: "market.unknown" }, "regions.parameterMissing"],
    [{ ...input, regionCode: "99" }, "regions.missing"],
    [{ ...input, validFrom: "5 Juli" }, "kernel.invalid"],
  ] as const;
  for (const [wrong, code] of refusals)
    await expect(setParameter(operatorCall(), wrong)).rejects.toMatchObject({ code });
  await setParameter(operatorCall(), input);
  await expect(setParameter(operatorCall(), { ...input, value: "14:00" })).rejects.toMatchObject({
    code: "regions.parameterThatDay",
  });
  const kitchen = operatorCall();
  const actor =
    kitchen.actor.kind === "member"
      ? { ...kitchen.actor, organisationKind: "kitchen" as const }
      : kitchen.actor;
  await expect(
    setParameter({ ...kitchen, actor }, { ...input, validFrom: "2026-08-01" }),
  ).rejects.toBeInstanceOf(Forbidden);
  expect(await parameterOn(database.db, "market.cut_off_time", { day: businessDay("2026-07-04") })).toBe(
    "12:00",
  );
});

test("a wrong value is answered by a correcting row; nothing is edited or deleted, and no rule is left without a value", async () => {
  const rule = { key: "market.price_age_days_dry", regionCode: "35.71", source: "Rapat uji" };
  const on = (day: string) =>
    numberParameter(database.db, rule.key, { regionCode: rule.regionCode, day: businessDay(day) });
  const standard = await on("2026-07-10");
  const { parameterId } = await setParameter(operatorCall(), {
    ...rule,
    value: "300",
    validFrom: "2026-07-10",
  });
  expect(await on("2026-07-11")).toBe(300);
  const right = { parameterId, value: "30", source: "Rapat uji", reason: "Kelebihan nol" };
  const corrected = await correctParameter(operatorCall(), right);
  expect(await on("2026-07-11")).toBe(30);
  await expect(correctParameter(operatorCall(), right)).rejects.toMatchObject({
    code: "regions.parameterCorrected",
  });
  await expect(
    correctParameter(operatorCall(), { ...right, parameterId: corrected.parameterId, value: "banyak" }),
  ).rejects.toMatchObject({ code: "regions.parameterKind" });
  await correctParameter(operatorCall(), {
    parameterId: corrected.parameterId,
    source: "Rapat uji",
    reason: "Salah kota",
  });
  expect(await on("2026-07-11")).toBe(standard);
  const record = await parameterRecord(rule.key);
  expect(record.filter((row) => row.parameter.regionCode === rule.regionCode)).toHaveLength(3);
  const everywhere = record.find((row) => row.parameter.regionCode === null);
  await expect(
    correctParameter(operatorCall(), {
      parameterId: everywhere?.parameter.id ?? "",
      source: "Rapat uji",
      reason: "Tidak perlu",
    }),
  ).rejects.toMatchObject({ code: "regions.parameterLast" });
  for (const change of [
    "update parameters set value = '1'",
    "delete from parameters",
    "update lanes set transit_days = 9",
    "delete from lanes",
  ])
    await expect(database.sql.unsafe(change)).rejects.toThrow(/append-only/);
});

test("a lane is written once from a day on, closes the one before, and a wrong one is corrected or struck out", async () => {
  const at = async (day: string) =>
    (await laneBetween("35.72", "35.71", businessDay(day)))?.freightRupiahPerTonne ?? null;
  const standard = await at("2026-07-31");
  const wish = {
    fromRegionCode: "35.72",
    toRegionCode: "35.71",
    validFrom: "2026-08-01",
    distanceMetres: 46_000,
    transitDays: 0,
    freightRupiahPerTonne: "1200000",
    source: "Survei sopir",
  };
  const { laneId } = await recordLane(operatorCall(), wish);
  expect([await at("2026-07-31"), await at("2026-08-01")]).toEqual([standard, 1_200_000n]);
  expect(
    (await lanesInForce(businessDay("2026-08-01"), "35.72")).filter(
      (row) => row.lane.toRegionCode === "35.71",
    ),
  ).toHaveLength(1);
  await expect(recordLane(operatorCall(), wish)).rejects.toMatchObject({ code: "regions.laneThatDay" });
  await expect(recordLane(operatorCall(), { ...wish, toRegionCode: "35.72" })).rejects.toMatchObject({
    code: "kernel.invalid",
  });
  await expect(recordLane(operatorCall(), { ...wish, toRegionCode: "35" })).rejects.toMatchObject({
    code: "regions.notACity",
  });
  // A thousand days are no day, and half a day is none.
  for (const [transitDays, code] of [
    ["1.000", "kernel.tooHigh"],
    ["1,5", "kernel.notWhole"],
  ])
    await expect(
      recordLane(operatorCall(), { ...wish, transitDays: transitDays ?? "" }),
    ).rejects.toMatchObject({
      fields: { transitDays: [code] },
    });
  const { fromRegionCode: _from, toRegionCode: _to, validFrom: _day, ...figures } = wish;
  const right = { ...figures, laneId, freightRupiahPerTonne: "120000", reason: "Kelebihan nol" };
  const corrected = await correctLane(operatorCall(), right);
  expect(await at("2026-08-01")).toBe(120_000n);
  await expect(correctLane(operatorCall(), right)).rejects.toMatchObject({ code: "regions.laneCorrected" });
  await correctLane(operatorCall(), {
    ...right,
    laneId: corrected.laneId,
    annuls: "true",
    reason: "Salah jalur",
  });
  expect(await at("2026-08-01")).toBe(standard);
  expect(await laneHistory("35.72", "35.71")).toHaveLength(4);
});

test("of several values for one region and day written at once, one stands", async () => {
  const region = {
    key: "market.answer_minutes",
    regionCode: "35.73",
    source: "SK uji",
    validFrom: "2026-08-01",
  };
  const outcomes = await Promise.allSettled(
    [60, 61, 62, 63].map((value) => setParameter(operatorCall(), { ...region, value: String(value) })),
  );
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === "rejected")
      expect(outcome.reason).toMatchObject({ code: "regions.parameterThatDay" });
});
