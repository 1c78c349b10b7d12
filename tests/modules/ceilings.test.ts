import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { ceilingStateOf } from "#app/modules/catalogue/ceiling-record.ts";
import { correctCeiling } from "#app/modules/catalogue/correct-ceiling.server.ts";
import { ceilingFor, ceilingHistory } from "#app/modules/catalogue/price-reads.server.ts";
import { recordCeiling } from "#app/modules/catalogue/record-ceiling.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const wish = {
  commodityCode: "TMT",
  kind: "hap" as const,
  priceRupiah: "9000",
  basePerUnit: "1000",
  validFrom: "2026-07-01",
  source: "Keputusan uji 1",
};
const price = async (day: string, regionCode = "35.72") =>
  (await ceilingFor({ commodityCode: "TMT", gradeCode: "A" }, regionCode, businessDay(day)))?.priceRupiah ??
  null;

test("a new legal price closes the one before, a temporary or regional one stands aside, and all stay on record", async () => {
  const town = world(database);
  const by = () => town.callOf(operator.admin);
  const operator = await town.operator();
  await recordCeiling(by(), wish);
  await recordCeiling(by(), { ...wish, priceRupiah: "9500", validFrom: "2026-08-01" });
  await recordCeiling(by(), { ...wish, priceRupiah: "9800", regionCode: "35.73" });
  await recordCeiling(by(), {
    ...wish,
    priceRupiah: "12000",
    validFrom: "2026-08-10",
    validTo: "2026-08-20",
  });
  expect(await price("2026-06-30")).toBeNull();
  expect(await price("2026-07-31")).toBe(9_000n);
  expect(await price("2026-08-09")).toBe(9_500n);
  expect(await price("2026-08-15")).toBe(12_000n);
  expect(await price("2026-08-21")).toBe(9_500n);
  expect(await price("2026-08-15", "35.73")).toBe(9_800n);
  await expect(recordCeiling(by(), { ...wish, priceRupiah: "1" })).rejects.toMatchObject({
    code: "catalogue.ceilingThatDay",
  });
  const rows = (await ceilingHistory("TMT")).map(({ ceiling, correctedBy }) => ({
    ...ceiling,
    isCorrected: correctedBy !== null,
  }));
  const states = rows.map((row) => [row.priceRupiah, ceilingStateOf(row, rows, businessDay("2026-08-05"))]);
  expect(states).toEqual([
    [12_000n, "coming"],
    [9_500n, "in_force"],
    [9_000n, "closed"],
    [9_800n, "in_force"],
  ]);
});

test("a wrong legal price is answered by a correcting row; nothing is edited or deleted, by anybody", async () => {
  const town = world(database);
  const [operator, agency] = [await town.operator(), await town.agency()];
  const by = () => town.callOf(operator.admin);
  const { ceilingId } = await recordCeiling(by(), { ...wish, commodityCode: "TMN", priceRupiah: "90000" });
  const at = async () =>
    (await ceilingFor({ commodityCode: "TMN", gradeCode: "A" }, "35.72", businessDay("2026-07-02")))
      ?.priceRupiah ?? null;
  expect(await at()).toBe(90_000n);
  const right = { ceilingId, priceRupiah: "9000", source: wish.source, reason: "Kelebihan nol" };
  await expect(correctCeiling(town.callOf(agency.officer), right)).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(recordCeiling(town.callOf(agency.officer), wish)).rejects.toMatchObject({ kind: "forbidden" });
  const corrected = await correctCeiling(by(), right);
  expect(await at()).toBe(9_000n);
  await expect(correctCeiling(by(), right)).rejects.toMatchObject({ code: "catalogue.ceilingCorrected" });
  const annul = { ceilingId: corrected.ceilingId, source: wish.source, reason: "Salah barang" };
  await correctCeiling(by(), annul);
  expect(await at()).toBeNull();
  expect(await ceilingHistory("TMN")).toHaveLength(3);
  const change = database.sql`update price_ceilings set price_rupiah = 1 where id = ${ceilingId}`;
  await expect(change).rejects.toThrow(/append-only/);
  const removal = database.sql`delete from price_ceilings where id = ${ceilingId}`;
  await expect(removal).rejects.toThrow(/append-only/);
});
