import { expect, test } from "vitest";
import type { Refusal } from "#app/kernel/errors.ts";
import { answerInvitation } from "#app/modules/contracts/answer-invitation.server.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { declareCapacity } from "#app/modules/contracts/declare-capacity.server.ts";
import { inviteKoperasi } from "#app/modules/contracts/invite-koperasi.server.ts";
import { setCapacity } from "#app/modules/contracts/set-capacity.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 10 });
const town = world(database);

async function codeOf(deed: Promise<unknown>): Promise<string> {
  return deed.then(
    () => "done",
    (error: Refusal) => error.code ?? String(error),
  );
}

/** One koperasi to a village: each test takes the next. */
let villages = 0;

/** A call-off of Blitar, and a koperasi of Kediri that sells the same goods. */
async function acrossCities() {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  villages += 1;
  const koperasi = await town.koperasi({ regionCode: `35.71.01.100${villages}` });
  await town.listing(koperasi);
  const callOffId = await town.callOff(hub, await town.contract(hub, buyer));
  const invite = () =>
    codeOf(inviteKoperasi(town.callOf(hub.contracts), { callOffId, koperasiId: koperasi.id }));
  const set = () =>
    codeOf(
      setCapacity(town.callOf(hub.contracts), {
        callOffId,
        koperasiId: koperasi.id,
        packsMax: 10,
        weight: 1,
      }),
    );
  const answer = (said: "accept" | "decline") =>
    codeOf(answerInvitation(town.callOf(koperasi.chair), { callOffId, answer: said }));
  return { hub, koperasi, callOffId, invite, set, answer };
}

test("a call-off does not exist for a koperasi of another city until it is invited", async () => {
  const { koperasi, callOffId, invite, set, answer } = await acrossCities();
  expect(await callOffById(koperasi.id, callOffId)).toBeNull();
  const declare = () => codeOf(declareCapacity(town.callOf(koperasi.chair), { callOffId, packsMax: 5 }));
  expect(await declare()).toBe("contracts.callOffMissing");
  expect(await answer("accept")).toBe("contracts.callOffMissing");
  expect(await set()).toBe("contracts.notInvited");
  expect(await invite()).toBe("done");
  expect(await invite()).toBe("contracts.invitedAlready");
  expect(await callOffById(koperasi.id, callOffId)).not.toBeNull();
  expect([await set(), await declare()]).toEqual(["contracts.invitationOpen", "contracts.invitationOpen"]);
  expect(await answer("accept")).toBe("done");
  expect([await set(), await declare()]).toEqual(["done", "done"]);
});

test("who declines sees the call-off no more, and may be invited again", async () => {
  const { koperasi, callOffId, invite, set, answer } = await acrossCities();
  await invite();
  expect(await answer("decline")).toBe("done");
  expect(await callOffById(koperasi.id, callOffId)).toBeNull();
  expect([await set(), await answer("accept")]).toEqual([
    "contracts.notInvited",
    "contracts.invitationAnswered",
  ]);
  expect([await invite(), await answer("accept"), await set()]).toEqual(["done", "done", "done"]);
});

test("a koperasi of the same city needs no invitation, and only the trade center invites", async () => {
  const { hub, callOffId } = await acrossCities();
  const neighbour = await town.koperasi();
  const ask = (member: typeof hub.contracts, koperasiId: string) =>
    codeOf(inviteKoperasi(town.callOf(member), { callOffId, koperasiId }));
  expect(await ask(hub.contracts, neighbour.id)).toBe("contracts.inviteNotNeeded");
  expect(await ask((await town.hub()).contracts, neighbour.id)).toBe("contracts.callOffMissing");
  expect(await ask(hub.cashier, neighbour.id)).toBe("contracts.forbidden");
});
