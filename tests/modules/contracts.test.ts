import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { Refusal } from "#app/kernel/errors.ts";
import { amendContract } from "#app/modules/contracts/amend-contract.server.ts";
import { callOffById, callOffsOf, capacitiesOf } from "#app/modules/contracts/call-off-reads.server.ts";
import { CallOffFilter, ContractFilter } from "#app/modules/contracts/contract.schema.ts";
import { contractById, contractMonthsOf, contractsOf } from "#app/modules/contracts/contract-reads.server.ts";
import { declareCapacity } from "#app/modules/contracts/declare-capacity.server.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import { endContract } from "#app/modules/contracts/end-contract.server.ts";
import { openCallOff } from "#app/modules/contracts/open-call-off.server.ts";
import { setCapacity } from "#app/modules/contracts/set-capacity.server.ts";
import { signContract } from "#app/modules/contracts/sign-contract.server.ts";
import { terminateContract } from "#app/modules/contracts/terminate-contract.server.ts";
import { cancelCallOff } from "#app/modules/shipments/cancel-call-off.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 20 });
const town = world(database);

async function codeOf(deed: Promise<unknown>): Promise<string> {
  const refusal = await deed.then(
    () => null,
    (error: unknown) => error as Refusal,
  );
  if (refusal === null) return "done";
  const fields = "fields" in refusal ? Object.values(refusal.fields as Record<string, string[]>).flat() : [];
  return fields[0] ?? refusal.code ?? String(refusal);
}

function callOffWish(contractId: string) {
  return {
    contractId,
    deliveryDay: addDays(town.today, 5),
    packs: 10,
    answerBy: new Date(town.at.getTime() + 3_600_000).toISOString(),
  };
}

test("a contract binds when a second person signs it, and call-offs need it signed", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const { contractId } = await draftContract(town.callOf(hub.contracts), town.contractWish(buyer));
  expect(await codeOf(openCallOff(town.callOf(hub.contracts), callOffWish(contractId)))).toBe(
    "contracts.notActive",
  );
  expect(await codeOf(signContract(town.callOf(hub.contracts), { contractId }))).toBe("contracts.forbidden");
  await town.contractPaper(hub, contractId);
  await signContract(town.callOf(hub.head), { contractId });
  expect(await codeOf(signContract(town.callOf(hub.head), { contractId }))).toBe("contracts.moved");
  await openCallOff(town.callOf(hub.contracts), callOffWish(contractId));
  const shown = await contractById(buyer.id, contractId);
  expect(shown?.contract).toMatchObject({ state: "active", signedBy: hub.head.personId });
});

test("the head does not sign what the head drew up, or was the last to change", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const own = await draftContract(town.callOf(hub.head), town.contractWish(buyer));
  expect(await codeOf(signContract(town.callOf(hub.head), own))).toBe("contracts.samePerson");
  const { contractId } = await draftContract(town.callOf(hub.contracts), town.contractWish(buyer));
  const changed = { ...town.contractWish(buyer), contractId, version: 1 };
  await amendContract(town.callOf(hub.head), changed);
  expect(await codeOf(signContract(town.callOf(hub.head), { contractId }))).toBe("contracts.samePerson");
  expect(await codeOf(amendContract(town.callOf(hub.contracts), changed))).toBe("contracts.moved");
});

test("terms that point at nothing, or contradict themselves, are refused at their field", async () => {
  const [hub, buyer, kitchen] = [await town.hub(), await town.bumd(), await town.kitchen()];
  const draft = (wish: Parameters<typeof town.contractWish>[1]) =>
    codeOf(draftContract(town.callOf(hub.contracts), town.contractWish(buyer, wish)));
  expect(await draft({ gradeCode: "ZZ" })).toBe("contracts.unknownGrade");
  expect(await draft({ destinationRegionCode: "99.99" })).toBe("contracts.badRegion");
  expect(await draft({ buyerId: kitchen.id })).toBe("contracts.badBuyer");
  expect(await draft({ buyerId: hub.id })).toBe("contracts.badBuyer");
  expect(await draft({ levyBasisPoints: 50 })).toBe("contracts.levyNeedsBasis");
  expect(await draft({ volumeMinBasePerMonth: "15000001" })).toBe("contracts.volumeOrder");
  expect(await draft({ endsOn: "2020-01-01" })).toBe("contracts.periodOrder");
  expect(await draft({ levyBasisPoints: 50, levyLegalBasis: "Perda 1/2026" })).toBe("done");
  const asleep = await town.bumd({ state: "suspended" });
  expect(await draft({ buyerId: asleep.id })).toBe("contracts.buyerNotActive");
});

test("a number stands for one contract of a trade center", async () => {
  const [hub, other, buyer] = [await town.hub(), await town.hub(), await town.bumd()];
  await town.contract(hub, buyer, { number: "KAD-77" });
  expect(
    await codeOf(draftContract(town.callOf(hub.contracts), town.contractWish(buyer, { number: "KAD-77" }))),
  ).toBe("contracts.numberTaken");
  await town.contract(other, buyer, { number: "KAD-77" });
});

test("to strangers a contract and its call-offs do not exist", async () => {
  const [hub, buyer, stranger] = [await town.hub(), await town.bumd(), await town.hub()];
  const koperasi = await town.koperasi();
  const contractId = await town.contract(hub, buyer);
  const callOffId = await town.callOff(hub, contractId);
  expect(await contractById(stranger.id, contractId)).toBeNull();
  expect(await contractById(koperasi.id, contractId)).toBeNull();
  expect(await callOffById(stranger.id, callOffId)).toBeNull();
  expect(await callOffById(koperasi.id, callOffId)).toBeNull();
  expect(await codeOf(terminateContract(town.callOf(stranger.head), { contractId, reason: "x" }))).toBe(
    "contracts.missing",
  );
  expect(await codeOf(openCallOff(town.callOf(stranger.contracts), callOffWish(contractId)))).toBe(
    "contracts.missing",
  );
  expect(await codeOf(declareCapacity(town.callOf(koperasi.chair), { callOffId, packsMax: 3 }))).toBe(
    "contracts.callOffMissing",
  );
  const foreign = { callOffId, koperasiId: koperasi.id, packsMax: 3, weight: 1 };
  expect(await codeOf(setCapacity(town.callOf(stranger.head), foreign))).toBe("contracts.callOffMissing");
  expect(await codeOf(cancelCallOff(town.callOf(stranger.head), { callOffId, reason: "x" }))).toBe(
    "contracts.callOffMissing",
  );
  expect(await codeOf(openCallOff(town.callOf(buyer.finance), callOffWish(contractId)))).toBe(
    "contracts.forbidden",
  );
});

test("a month is drawn up to its maximum and tolerance, and a cancelled call-off gives back what it drew", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  // 100 crates and ten percent.
  const contractId = await town.contract(hub, buyer, { volumeMaxBasePerMonth: "1500000" });
  const first = await town.callOff(hub, contractId, { packs: 100 });
  expect(await codeOf(town.callOff(hub, contractId, { packs: 11 }))).toBe("contracts.monthExceeded");
  await town.callOff(hub, contractId, { packs: 10 });
  expect(await contractMonthsOf(hub.id, contractId)).toMatchObject([
    { month: "2026-07", drawnBase: 1_650_000n, limitBase: 1_650_000n },
  ]);
  await cancelCallOff(town.callOf(hub.contracts), { callOffId: first, reason: "Gagal panen" });
  expect(await contractMonthsOf(hub.id, contractId)).toMatchObject([{ drawnBase: 150_000n }]);
  await town.callOff(hub, contractId, { deliveryDay: "2026-08-03", packs: 110 });
  expect(await contractMonthsOf(hub.id, contractId)).toHaveLength(2);
});

test("a hundred call-offs at once never draw more than the month allows, and their numbers have no gap", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer, {
    number: "KAD-100",
    volumeMaxBasePerMonth: "1500000",
    toleranceBasisPoints: 500,
  });
  const tries = await Promise.allSettled(
    Array.from({ length: 100 }, () => town.callOff(hub, contractId, { packs: 3 })),
  );
  // 105 crates in threes: thirty-five fit, sixty-five do not.
  const refused = tries.flatMap((one) => (one.status === "rejected" ? [(one.reason as Refusal).code] : []));
  expect(new Set(refused)).toEqual(new Set(["contracts.monthExceeded"]));
  expect(refused).toHaveLength(65);
  const rows = await callOffsOf(hub.id, CallOffFilter.parse({ limit: 200, contractId }));
  const numbers = rows.rows.map((row) => row.callOff.number).sort();
  expect(numbers).toEqual(
    Array.from({ length: 35 }, (_, at) => `KAD-100/P-${(at + 1).toString().padStart(3, "0")}`),
  );
});

test("the same call-off sent twice under one key is opened once", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer);
  const call = town.callOf(hub.contracts, "same-key");
  const first = await openCallOff(call, callOffWish(contractId));
  expect(await openCallOff(call, callOffWish(contractId))).toEqual(first);
  expect(await contractMonthsOf(hub.id, contractId)).toMatchObject([{ drawnBase: 150_000n }]);
});

test("a call-off lies within the contract and leaves time to answer", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer, { endsOn: addDays(town.today, 10) });
  const open = (wish: Parameters<typeof town.callOff>[2]) => codeOf(town.callOff(hub, contractId, wish));
  expect(await open({ deliveryDay: addDays(town.today, 11) })).toBe("contracts.outsidePeriod");
  expect(await open({ deliveryDay: addDays(town.today, -1) })).toBe("contracts.dayPassed");
  expect(await open({ answerBy: town.at.toISOString() })).toBe("contracts.badDeadline");
  // 17.00 UTC is midnight in Blitar: the delivery day has begun.
  expect(await open({ answerBy: `${addDays(town.today, 4)}T17:00:00Z` })).toBe("contracts.badDeadline");
  expect(await open({ answerBy: `${addDays(town.today, 4)}T16:59:00Z` })).toBe("done");
});

test("the price is found by the rule on the day, with its arithmetic", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  await database.sql`insert into reference_prices (id, commodity_code, grade_code, region_code, on_day, price_rupiah, base_per_unit, source)
    values (${newId("referencePrice")}, 'TLR', 'M', '35.72', ${addDays(town.today, -1)}, 25000, 1000, 'Kandang uji'),
      (${newId("referencePrice")}, 'TLR', 'M', '35.72', ${addDays(town.today, 1)}, 99000, 1000, 'Kandang uji'),
      (${newId("referencePrice")}, 'TLR', 'M', '35.72', ${town.today}, 31000, 1000, 'Survei lain')`;
  const rule = {
    kind: "reference_plus",
    source: "Kandang uji",
    marginRupiah: "1300",
    belowCeilingRupiah: "850",
  } as const;
  const contractId = await town.contract(hub, buyer, { priceRule: rule });
  const callOffId = await town.callOff(hub, contractId);
  const shown = await callOffById(hub.id, callOffId);
  // 25.000 + 1.300 a kilogram, fifteen kilograms a crate; HAP 30.000 − 850 does not bind.
  expect(shown?.callOff.priceRupiahPerPack).toBe(394_500n);
  expect(shown?.callOff.priceBecause).toMatchObject({
    code: "referencePlus",
    referenceRupiah: "25000",
    onDay: addDays(town.today, -1),
    packRupiah: "394500",
  });
  const blind = await town.contract(hub, buyer, { priceRule: { ...rule, source: "Tidak ada" } });
  expect(await codeOf(town.callOff(hub, blind))).toBe("contracts.noReference");
  // Nothing half done: no call-off, and no month of that contract was drawn on.
  expect(
    await database.sql`
      select c.id from call_offs c where c.contract_id = ${blind}
      union all select m.contract_line_id from contract_months m join contract_lines l on l.id = m.contract_line_id
      where l.contract_id = ${blind} and m.drawn_base > 0`,
  ).toEqual([]);
});

test("a koperasi offers itself where it sells the goods, and keeps the key that was agreed", async () => {
  const [hub, buyer, koperasi] = [await town.hub(), await town.bumd(), await town.koperasi()];
  await town.listing(koperasi, { capacityBasePerDay: "2400000" });
  const callOffId = await town.callOff(hub, await town.contract(hub, buyer));
  await declareCapacity(town.callOf(koperasi.business), { callOffId, packsMax: 150 });
  expect(await capacitiesOf([callOffId])).toMatchObject([{ packsMax: 150, weight: 2_400, floorPacks: 0 }]);
  // A weight of nothing is no weight: it is refused at its field, so that no round has weights that sum to zero.
  expect(await outcomeOf(town.sharer(hub, callOffId, koperasi, { packsMax: 120, weight: 0 }))).toMatch(
    /^weight: /,
  );
  await town.sharer(hub, callOffId, koperasi, { packsMax: 120, weight: 900, floorPacks: 20 });
  await declareCapacity(town.callOf(koperasi.chair), { callOffId, packsMax: 140 });
  expect(await capacitiesOf([callOffId])).toMatchObject([{ packsMax: 140, weight: 900, floorPacks: 20 }]);
  expect(await codeOf(declareCapacity(town.callOf(koperasi.chair), { callOffId, packsMax: 19 }))).toBe(
    "contracts.belowFloor",
  );
  expect(await codeOf(declareCapacity(town.callOf(koperasi.overseer), { callOffId, packsMax: 50 }))).toBe(
    "contracts.forbidden",
  );
});

test("only active koperasi are asked, and only while the call-off is open", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const [asleep, awake] = [await town.koperasi({ state: "registered" }), await town.koperasi()];
  const callOffId = await town.callOff(hub, await town.contract(hub, buyer));
  const key = { packsMax: 10, weight: 1 };
  expect(await codeOf(town.sharer(hub, callOffId, asleep, key))).toBe("contracts.koperasiNotActive");
  const ask = (koperasiId: string, floorPacks = 0) =>
    codeOf(setCapacity(town.callOf(hub.logistics), { callOffId, koperasiId, ...key, floorPacks }));
  expect(await ask(buyer.id)).toBe("contracts.notKoperasi");
  expect(await ask(awake.id, 11)).toBe("contracts.floorAboveMost");
  await cancelCallOff(town.callOf(hub.head), { callOffId, reason: "Uji" });
  expect(await ask(awake.id)).toBe("contracts.callOffNotOpen");
});

test("a contract is ended after its period and terminated before", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const running = await town.contract(hub, buyer);
  expect(await codeOf(endContract(town.callOf(hub.head), { contractId: running }))).toBe(
    "contracts.stillRuns",
  );
  await terminateContract(town.callOf(hub.head), { contractId: running, reason: "Pembeli pailit" });
  expect(await codeOf(town.callOff(hub, running))).toBe("contracts.notActive");
  const over = await town.contract(hub, buyer, { endsOn: addDays(town.today, -1) });
  await endContract(town.callOf(hub.head), { contractId: over });
  const states = await contractsOf(hub.id, ContractFilter.parse({}));
  expect(states.rows.map((row) => row.contract.state).sort()).toEqual(["ended", "terminated"]);
});
