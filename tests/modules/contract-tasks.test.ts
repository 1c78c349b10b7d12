import { expect, test } from "vitest";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { MemberActor } from "#app/kernel/call.ts";
import { amendContract } from "#app/modules/contracts/amend-contract.server.ts";
import { contractById } from "#app/modules/contracts/contract-reads.server.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import { endContract } from "#app/modules/contracts/end-contract.server.ts";
import { inviteKoperasi } from "#app/modules/contracts/invite-koperasi.server.ts";
import { advancesUnder } from "#app/modules/invoicing/contract-advances-reads.server.ts";
import { issueAdvance } from "#app/modules/invoicing/issue-advance.server.ts";
import type { TaskKind } from "#app/modules/notifications/task.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: what a contract asks of people stands on their first page exactly as long as it waits. Method: a contract is taken
// through its time, and the page is asked day by day.
const database = await testDatabase({ poolSize: 10 });
const town = world(database);

async function waiting(actor: MemberActor, kind: TaskKind, at: Date = town.at) {
  return (await tasksFor(actor, at)).filter((task) => task.kind === kind);
}

const noonOf = (day: BusinessDay) => new Date(`${day}T05:00:00Z`);

test("both parties are told in time that a contract runs out, and its head to close it when it has", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const endsOn = addDays(town.today, 45);
  const contractId = await town.contract(hub, buyer, { endsOn });
  const parties = [hub.contracts, buyer.sales];
  const told = async (at: Date) =>
    Promise.all(parties.map(async ({ actor }) => (await waiting(actor, "contract.renew", at)).length));
  expect(await told(town.at)).toEqual([0, 0]);
  expect(await told(noonOf(addDays(endsOn, -30)))).toEqual([1, 1]);
  expect(await told(noonOf(endsOn))).toEqual([1, 1]);
  const after = noonOf(addDays(endsOn, 1));
  expect(await told(after)).toEqual([0, 0]);
  expect(await waiting(hub.head.actor, "contract.end", after)).toMatchObject([{ subjectId: contractId }]);
  expect(await waiting(hub.contracts.actor, "contract.end", after)).toEqual([]);
  await endContract({ ...town.callOf(hub.head), at: after }, { contractId });
  expect(await waiting(hub.head.actor, "contract.end", after)).toEqual([]);
});

test("an advance waits to be asked for until somebody does", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer, { advanceBasisPoints: 3_000 });
  const callOffId = await town.callOff(hub, contractId, { packs: 60 });
  const amount = "7290000";
  expect(await waiting(hub.cashier.actor, "advance.ask")).toMatchObject([{ params: { amount } }]);
  expect(await advancesUnder(contractId)).toMatchObject([{ callOffId, dueRupiah: 7_290_000n, asked: null }]);
  await issueAdvance(town.callOf(hub.cashier), { callOffId });
  expect(await waiting(hub.cashier.actor, "advance.ask")).toEqual([]);
  expect(await advancesUnder(contractId)).toMatchObject([
    { asked: { totalRupiah: 7_290_000n, paidRupiah: 0n, usedRupiah: 0n } },
  ]);
});

test("an invitation from another city waits for the koperasi", async () => {
  const hub = await town.hub();
  const koperasi = await town.koperasi({ regionCode: "35.71.01.1002" });
  const callOffId = await town.callOff(hub, await town.contract(hub, await town.bumd()));
  await inviteKoperasi(town.callOf(hub.contracts), { callOffId, koperasiId: koperasi.id });
  expect(await waiting(koperasi.chair.actor, "invitation.answer")).toMatchObject([
    { path: `jatah/${callOffId}/undangan` },
  ]);
});

test("a draft that is written anew keeps its lines whose goods stay, and takes out what left", async () => {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const wish = town.contractWish(buyer);
  const second = { ...wish.lines[0], commodityCode: "BMR", gradeCode: "A", packUnit: "karung" };
  const { contractId } = await draftContract(town.callOf(hub.contracts), {
    ...wish,
    lines: [...wish.lines, second] as typeof wish.lines,
  });
  const shown = async () => {
    const found = await contractById(hub.id, contractId);
    if (!found) throw new Error("the draft is there");
    return found;
  };
  const before = await shown();
  expect(before.lines.map((line) => line.commodityCode)).toEqual(["TLR", "BMR"]);
  await amendContract(town.callOf(hub.contracts), {
    ...wish,
    contractId,
    version: before.contract.version,
    paymentTermDays: 21,
    lines: [second] as typeof wish.lines,
  });
  const after = await shown();
  expect(after.contract.paymentTermDays).toBe(21);
  expect(after.lines.map((line) => line.id)).toEqual([before.lines[1]?.id]);
});
