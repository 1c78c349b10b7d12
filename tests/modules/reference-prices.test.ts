import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { correctPrice } from "#app/modules/catalogue/correct-price.server.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import {
  recordOfPrice,
  referencePriceFor,
  referencePriceSeries,
} from "#app/modules/catalogue/survey-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);

test("an agency enters the prices of its city, once; a wrong one is corrected with a reason and stays on record", async () => {
  const agency = await town.agency({ regionCode: "35.72" });
  const operator = await town.operator({ regionCode: "35.72" });
  const koperasi = await town.koperasi();
  const ref = { commodityCode: "CRW", gradeCode: "A" };
  const survey = {
    regionCode: "35.72",
    onDay: town.today,
    source: "Survei Dinas",
    prices: [{ commodityCode: "CRW", priceRupiah: "61000", basePerUnit: "1000" }],
  };
  await recordPrices(town.callOf(agency.officer), survey);
  expect(await referencePriceFor(ref, "35.72.01.1006", town.today)).toMatchObject({ priceRupiah: 61_000n });
  expect(await referencePriceFor(ref, "35.71", town.today)).toMatchObject({
    regionCode: "35",
    priceRupiah: 70_410n,
  });
  expect(await recordPrices(town.callOf(agency.officer), survey)).toEqual({ recorded: 0 });
  const other = { ...survey, prices: [{ commodityCode: "CRW", priceRupiah: "60000", basePerUnit: "1000" }] };
  await expect(recordPrices(town.callOf(agency.officer), other)).rejects.toMatchObject({
    code: "catalogue.priceThatDay",
  });
  const wrong = await referencePriceFor(ref, "35.72", town.today);
  const right = { priceId: wrong?.id ?? "", priceRupiah: "60000", reason: "Salah baca timbangan" };
  await expect(correctPrice(town.callOf(agency.viewer), right)).rejects.toMatchObject({ kind: "forbidden" });
  const elsewhere = await town.agency({ regionCode: "35.71" });
  await expect(correctPrice(town.callOf(elsewhere.officer), right)).rejects.toMatchObject({
    kind: "forbidden",
  });
  await correctPrice(town.callOf(agency.officer), right);
  await expect(correctPrice(town.callOf(operator.admin), right)).rejects.toMatchObject({
    code: "catalogue.priceCorrected",
  });
  const series = await referencePriceSeries(ref, "35.72", {
    from: businessDay("2026-01-01"),
    to: town.today,
  });
  expect(series.map((row) => row.priceRupiah)).toEqual([50_201n, 70_410n, 80_000n, 60_000n]);
  const refused = (call: Parameters<typeof recordPrices>[0], change: object) =>
    expect(recordPrices(call, { ...survey, ...change })).rejects;
  await refused(town.callOf(agency.officer), { regionCode: "35.71" }).toMatchObject({ kind: "forbidden" });
  await refused(town.callOf(agency.viewer), {}).toMatchObject({ kind: "forbidden" });
  await refused(town.callOf(koperasi.chair), {}).toMatchObject({ kind: "forbidden" });
  await refused(town.callOf(agency.officer), { onDay: addDays(town.today, 1) }).toMatchObject({
    code: "catalogue.dayNotCome",
  });
  await refused(town.callOf(operator.admin), {
    prices: [{ commodityCode: "XXX", priceRupiah: "1", basePerUnit: "1" }],
  }).toMatchObject({ code: "catalogue.unknownGrade" });
  await recordPrices(town.callOf(operator.admin), { ...survey, regionCode: "35" });
  for (const change of ["update reference_prices set price_rupiah = 1", "delete from reference_prices"])
    await expect(database.sql.unsafe(change)).rejects.toThrow(/append-only/);
});

test("a surveyed price that should not have been is struck out, and may be put back", async () => {
  const agency = await town.agency({ regionCode: "35.72" });
  const by = () => town.callOf(agency.officer);
  const ref = { commodityCode: "BMR", gradeCode: "A" };
  const before = await referencePriceFor(ref, "35.72", town.today);
  const survey = {
    regionCode: "35.72",
    onDay: town.today,
    source: "Survei pasar uji",
    prices: [{ commodityCode: "BMR", priceRupiah: "41000", basePerUnit: "1000" }],
  };
  await recordPrices(by(), survey);
  const wrong = await referencePriceFor(ref, "35.72", town.today);
  expect(wrong?.priceRupiah).toBe(41_000n);
  const struck = await correctPrice(by(), { priceId: wrong?.id ?? "", reason: "Pasar tutup" });
  expect((await referencePriceFor(ref, "35.72", town.today))?.id).toBe(before?.id);
  await expect(recordPrices(by(), survey)).rejects.toMatchObject({ code: "catalogue.priceThatDay" });
  await correctPrice(by(), { ...struck, priceRupiah: "41500", reason: "Pasar buka siang" });
  expect((await referencePriceFor(ref, "35.72", town.today))?.priceRupiah).toBe(41_500n);
  const record = wrong ? await recordOfPrice(wrong) : [];
  expect(record.map(({ price, correctedBy }) => [price.annuls, price.reason, correctedBy !== null])).toEqual([
    [false, "Pasar buka siang", false],
    [true, "Pasar tutup", true],
    [false, null, true],
  ]);
});
