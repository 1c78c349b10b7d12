import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { Refusal } from "#app/kernel/errors.ts";
import { amendContract } from "#app/modules/contracts/amend-contract.server.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { contractById, contractMonthsOf } from "#app/modules/contracts/contract-reads.server.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: a contract about several goods keeps them apart: each has its own month, pack and price, and a locked price holds
// for its days whatever happens to the survey. Method: the real commands, many at once where it matters.

const database = await testDatabase({ poolSize: 20 });
const town = world(database);

const SHALLOTS = { commodityCode: "BMR", gradeCode: "A", packUnit: "karung", basePerPack: "25000" } as const;

async function codeOf(deed: Promise<unknown>): Promise<string> {
  return deed.then(
    () => "done",
    (error: Refusal) =>
      Object.values("fields" in error ? (error.fields as object) : {}).flat()[0] ?? error.code,
  );
}

/** Eggs and shallots for Samarinda: 100 crates and 40 sacks a month, each with ten percent. */
async function container() {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer, {
    lines: [
      town.contractLineWish({ volumeMaxBasePerMonth: "1500000" }),
      town.contractLineWish({
        ...SHALLOTS,
        volumeMaxBasePerMonth: "1000000",
        priceRule: { kind: "fixed", priceRupiah: "34000" },
      }),
    ],
  });
  const [eggs, shallots] = (await contractById(hub.id, contractId))?.lines ?? [];
  if (!eggs || !shallots) throw new Error("two goods were agreed");
  return { hub, buyer, contractId, eggs, shallots };
}

async function survey(day: string, priceRupiah: number, source = "Kandang uji"): Promise<void> {
  await database.sql`insert into reference_prices (id, commodity_code, grade_code, region_code, on_day, price_rupiah, base_per_unit, source)
    values (${newId("referencePrice")}, 'TLR', 'M', '35.72', ${day}, ${priceRupiah}, 1000, ${source})`;
}

test("each commodity of a contract has its own pack, price and month", async () => {
  const { hub, contractId, eggs, shallots } = await container();
  expect(await codeOf(town.callOff(hub, contractId, { packs: 10 }))).toBe("contracts.chooseGoods");
  const sacks = await town.callOff(hub, contractId, { packs: 44, contractLineId: shallots.id });
  await town.callOff(hub, contractId, { packs: 110, contractLineId: eggs.id });
  expect((await callOffById(hub.id, sacks))?.callOff).toMatchObject({
    basePerPack: 25_000n,
    priceRupiahPerPack: 850_000n,
  });
  expect(await contractMonthsOf(hub.id, contractId)).toMatchObject([
    { contractLineId: eggs.id, drawnBase: 1_650_000n, limitBase: 1_650_000n },
    { contractLineId: shallots.id, drawnBase: 1_100_000n, limitBase: 1_100_000n },
  ]);
  for (const line of [eggs, shallots])
    expect(await codeOf(town.callOff(hub, contractId, { packs: 1, contractLineId: line.id }))).toBe(
      "contracts.monthExceeded",
    );
});

test("call-offs of both goods at once fill each month to its own limit, and not one pack more", async () => {
  const { hub, contractId, eggs, shallots } = await container();
  const asked = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? eggs : shallots));
  const tries = await Promise.allSettled(
    asked.map((line) => town.callOff(hub, contractId, { packs: 4, contractLineId: line.id })),
  );
  const opened = (lineId: string) =>
    tries.filter((one, at) => one.status === "fulfilled" && asked[at]?.id === lineId).length;
  // 110 crates and 44 sacks, in fours.
  expect([opened(eggs.id), opened(shallots.id)]).toEqual([27, 11]);
  const refused = tries.flatMap((one) => (one.status === "rejected" ? [(one.reason as Refusal).code] : []));
  expect(new Set(refused)).toEqual(new Set(["contracts.monthExceeded"]));
});

test("the same goods stand in a contract once, and another contract's goods are not called off", async () => {
  const [one, other] = [await container(), await container()];
  const twice = [town.contractLineWish(), town.contractLineWish()];
  expect(
    await codeOf(
      draftContract(town.callOf(one.hub.contracts), town.contractWish(one.buyer, { lines: twice })),
    ),
  ).toBe("contracts.goodsTwice");
  expect(
    await codeOf(town.callOff(one.hub, one.contractId, { packs: 1, contractLineId: other.eggs.id })),
  ).toBe("contracts.otherGoods");
});

test("what was signed stands: the database refuses to rewrite its goods", async () => {
  const { hub, buyer, contractId, eggs } = await container();
  const wish = { ...town.contractWish(buyer), contractId, version: 2 };
  expect(await codeOf(amendContract(town.callOf(hub.contracts), wish))).toBe("contracts.moved");
  await expect(
    database.sql`update contract_lines set tolerance_basis_points = 0 where id = ${eggs.id}`,
  ).rejects.toMatchObject({ code: "23001" });
});

test("a locked price holds for its days from the first call-off, and is found anew after them", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  await survey(addDays(town.today, -1), 25_000);
  const contractId = await town.contract(hub, buyer, {
    priceRule: {
      kind: "reference_plus",
      source: "Kandang uji",
      marginRupiah: "1500",
      belowCeilingRupiah: null,
    },
    reviewLockDays: 7,
  });
  const priceNow = async (days: number) => {
    const later = world(database, new Date(town.at.getTime() + days * 86_400_000));
    const callOffId = await later.callOff(hub, contractId, { packs: 1 });
    const shown = await callOffById(hub.id, callOffId);
    return [shown?.callOff.priceRupiahPerPack, shown?.callOff.priceBecause["lockedTo"]];
  };
  expect(await priceNow(0)).toEqual([397_500n, addDays(town.today, 6)]);
  await survey(addDays(town.today, 1), 29_000);
  expect(await priceNow(6)).toEqual([397_500n, addDays(town.today, 6)]);
  expect(await priceNow(7)).toEqual([457_500n, addDays(town.today, 13)]);
});

test("first call-offs at the same instant start one lock, and pay one price", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  await survey(town.today, 26_000, "Kandang serentak");
  const contractId = await town.contract(hub, buyer, {
    priceRule: {
      kind: "reference_plus",
      source: "Kandang serentak",
      marginRupiah: "0",
      belowCeilingRupiah: null,
    },
    reviewLockDays: 3,
  });
  await Promise.all(Array.from({ length: 8 }, () => town.callOff(hub, contractId, { packs: 1 })));
  const [line] = (await contractById(hub.id, contractId))?.lines ?? [];
  const locks =
    await database.sql`select * from contract_price_locks where contract_line_id = ${line?.id ?? ""}`;
  expect(locks).toHaveLength(1);
});
