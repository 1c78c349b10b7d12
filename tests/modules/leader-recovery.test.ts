import { expect, test } from "vitest";
import type { Call } from "#app/kernel/call.ts";
import { acceptInvitation } from "#app/modules/identity/accept-invitation.server.ts";
import { invitationLink } from "#app/modules/identity/invite-member.server.ts";
import { membersOf } from "#app/modules/identity/member-reads.server.ts";
import { openSession } from "#app/modules/identity/open-session.server.ts";
import { leaderRecoveryOf } from "#app/modules/identity/recovery-reads.server.ts";
import { askRecovery, grantRecovery, refuseRecovery } from "#app/modules/identity/restore-leader.server.ts";
import { noticesOf } from "#app/modules/notifications/notice-reads.server.ts";
import { saidNotice } from "#app/modules/notifications/notice-words.ts";
import { raiseNotices } from "#app/modules/notifications/raise-notices.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { newestMails } from "#app/platform/mail-out.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { foundOrganisation, type Member } from "#tests/support/rows.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);
const REASON = "Bertemu langsung di kantor, KTP cocok";
const anonymous: Call = { actor: { kind: "anonymous" }, at: town.at, key: null, causation: null };

/** A kitchen whose head alone keeps the members, the agency of its city with two officers, and an operator. */
async function lost() {
  const [kitchen, agency, operator] = [await town.kitchen(), await town.agency(), await town.operator()];
  return { kitchen, agency, operator };
}

test("two people let a new account lead; the old one is signed out, told, and reaches nothing", async () => {
  const { kitchen, agency, operator } = await lost();
  const { personId } = kitchen.head;
  await openSession(town.systemCall(), {
    personId,
    tokenHash: "a".repeat(64),
    isComplete: true,
    userAgent: "x",
  });
  const ask = { organisationId: kitchen.id, email: "Kepala.Baru@contoh.test", reason: REASON };
  const { recoveryId } = await askRecovery(town.callOf(agency.officer), ask);
  expect(await leaderRecoveryOf(kitchen.id)).toMatchObject({ asked: { recoveryId, reason: REASON } });
  await expect(askRecovery(town.callOf(operator.admin), ask)).rejects.toMatchObject({
    code: "identity.recoveryAsked",
  });
  await expect(grantRecovery(town.callOf(agency.officer), { recoveryId })).rejects.toMatchObject({
    code: "identity.secondPerson",
  });

  const { invitationId } = await grantRecovery(town.callOf(operator.admin), { recoveryId });
  const [open] =
    await database.sql`select count(*)::int as count from sessions where person_id = ${personId}`;
  expect(open?.["count"]).toBe(0);
  expect((await membersOf(kitchen.id)).some((member) => member.personId === personId)).toBe(false);
  const mails = await newestMails(2);
  expect(mails.map(({ toAddress }) => toAddress).sort()).toEqual(
    ["kepala.baru@contoh.test", (await emailOf(personId)) ?? ""].sort(),
  );
  const token = invitationLink(invitationId).split("/").at(-1) ?? "";
  const told = mails.find(({ toAddress }) => toAddress !== "kepala.baru@contoh.test");
  expect(told?.body.includes(token)).toBe(false);

  const person = { fullName: "Kepala Baru", password: "gabah kering giling", locale: "id" as const };
  await acceptInvitation(anonymous, { token, person });
  const members = await membersOf(kitchen.id);
  expect(members.find(({ fullName }) => fullName === "Kepala Baru")?.roles).toEqual(["kitchen_head"]);
  await expect(acceptInvitation(anonymous, { token, person })).rejects.toMatchObject({ kind: "conflict" });
  await expect(grantRecovery(town.callOf(operator.admin), { recoveryId })).rejects.toMatchObject({
    code: "identity.recoveryOver",
  });
});

async function emailOf(personId: string): Promise<string | undefined> {
  const [row] = await database.sql<{ email: string }[]>`select email from persons where id = ${personId}`;
  return row?.email;
}

test("nobody asks for those who have somebody inside to let them back in, nor under the old address", async () => {
  const { kitchen, agency } = await lost();
  const koperasi = await town.koperasi();
  const officer = town.callOf(agency.officer);
  await expect(
    askRecovery(officer, { organisationId: koperasi.id, email: "baru@contoh.test", reason: REASON }),
  ).rejects.toMatchObject({ code: "identity.otherKeepers" });
  const email = (await emailOf(kitchen.head.personId)) ?? "";
  await expect(
    askRecovery(officer, { organisationId: kitchen.id, email, reason: REASON }),
  ).rejects.toMatchObject({ fields: { email: ["identity.sameAddress"] } });
});

test("only whoever verifies the organisation asks or decides; for everybody else there is nothing", async () => {
  const { kitchen, agency, operator } = await lost();
  const far = await town.agency({ regionCode: "35.71.01.1001" });
  const ask = { organisationId: kitchen.id, email: "baru@contoh.test", reason: REASON };
  for (const member of [far.officer, agency.viewer, kitchen.head, kitchen.finance])
    await expect(askRecovery(town.callOf(member), ask)).rejects.toMatchObject({
      kind: expect.stringMatching(/missing|forbidden/),
    });
  const { recoveryId } = await askRecovery(town.callOf(operator.admin), ask);
  for (const member of [far.officer, agency.viewer, kitchen.finance]) {
    const call = town.callOf(member);
    await expect(grantRecovery(call, { recoveryId })).rejects.toMatchObject({
      kind: expect.stringMatching(/missing|forbidden/),
    });
    await expect(refuseRecovery(call, { recoveryId })).rejects.toMatchObject({
      kind: expect.stringMatching(/missing|forbidden/),
    });
  }
  // Taken back by whoever asked; then it may be asked for anew.
  await refuseRecovery(town.callOf(operator.admin), { recoveryId });
  await askRecovery(town.callOf(agency.officer), ask);
});

test("where two say yes at once, one link goes out; and the database holds to two people", async () => {
  const { kitchen, agency, operator } = await lost();
  const second = await foundOrganisation(
    database,
    { kind: "operator", roles: ["operator_admin"], regionCode: "35.72.01.1003" },
    town.at,
  );
  const admin = second.members.get("operator_admin");
  if (!admin) throw new Error("an operator has its admin");
  const ask = { organisationId: kitchen.id, email: "baru@contoh.test", reason: REASON };
  const { recoveryId } = await askRecovery(town.callOf(agency.officer), ask);
  const answers = await Promise.allSettled(
    [operator.admin, admin].map((member) => grantRecovery(town.callOf(member), { recoveryId })),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const [links] = await database.sql`
    select count(*)::int as count from invitations where organisation_id = ${kitchen.id}`;
  expect(links?.["count"]).toBe(1);
  await expect(
    database.sql`update leader_recoveries set decided_by = asked_by where id = ${recoveryId}`,
  ).rejects.toThrow(/leader_recoveries_second/);
});

test("a link that was never opened leaves the way back open: asked anew, the earlier link opens nothing", async () => {
  const { kitchen, agency, operator } = await lost();
  const [officer, admin] = [town.callOf(agency.officer), town.callOf(operator.admin)];
  const ask = { organisationId: kitchen.id, email: "salah.ketik@contoh.test", reason: REASON };
  const first = await grantRecovery(admin, await askRecovery(officer, ask));
  expect(await leaderRecoveryOf(kitchen.id)).toMatchObject({
    soleKeeper: null,
    granted: { email: "salah.ketik@contoh.test", leader: await nameOf(kitchen.head.personId) },
  });
  const second = await grantRecovery(
    admin,
    await askRecovery(officer, { ...ask, email: "benar@contoh.test" }),
  );

  const accept = (invitationId: string) =>
    acceptInvitation(anonymous, {
      token: invitationLink(invitationId).split("/").at(-1) ?? "",
      person: { fullName: "Kepala Benar", password: "gabah kering giling", locale: "id" },
    });
  await expect(accept(first.invitationId)).rejects.toMatchObject({ kind: "conflict" });
  await accept(second.invitationId);
  expect(await leaderRecoveryOf(kitchen.id)).toMatchObject({ soleKeeper: "Kepala Benar", granted: null });
});

async function nameOf(personId: string): Promise<string> {
  const [row] = await database.sql`select full_name from persons where id = ${personId}`;
  return String(row?.["full_name"]);
}

const FAR = "35.71.01.1001";

/** What of this waits in "Tugas hari ini" of somebody, by where it leads. */
async function waitingFor({ actor }: Member, recoveryId: string): Promise<string[]> {
  const tasks = await tasksFor(actor, town.at);
  return tasks.filter(({ subjectId }) => subjectId === recoveryId).map(({ path }) => path);
}

async function lastSaid(organisationId: string): Promise<string | null> {
  const [newest] = (await noticesOf(organisationId, { limit: 1 })).rows;
  return newest ? saidNotice(newest.kind, newest.params, "id") : null;
}

test("what was asked waits for every other officer who may decide, is told to them, and is gone once decided", async () => {
  const { kitchen, agency, operator } = await lost();
  const [colleague, far] = [await town.agency(), await town.agency({ regionCode: FAR })];
  const ask = { organisationId: kitchen.id, email: "baru@contoh.test", reason: REASON };
  const { recoveryId } = await askRecovery(town.callOf(agency.officer), ask);

  expect(await waitingFor(operator.admin, recoveryId)).toEqual([
    `/operator/organisasi/${kitchen.id}#pulihkan`,
  ]);
  expect(await waitingFor(colleague.officer, recoveryId)).toEqual([
    `verifikasi-organisasi/${kitchen.id}#pulihkan`,
  ]);
  for (const member of [agency.officer, agency.viewer, far.officer, kitchen.head])
    expect(await waitingFor(member, recoveryId)).toEqual([]);

  const news = { kind: "recovery.asked", subjectId: recoveryId } as const;
  await raiseNotices(town.systemCall(), news);
  expect(await raiseNotices(town.systemCall(), news)).toEqual({ told: 0 });
  for (const { id } of [agency, operator])
    expect(await lastSaid(id)).toContain("Petugas kedua perlu memeriksa");
  for (const { id } of [far, kitchen]) expect(await lastSaid(id)).toBeNull();

  await grantRecovery(town.callOf(operator.admin), { recoveryId });
  for (const member of [operator.admin, colleague.officer])
    expect(await waitingFor(member, recoveryId)).toEqual([]);
});

test("what only the operator decides about waits for no agency; and what was decided meanwhile is not told", async () => {
  const { agency, operator } = await lost();
  const hub = await town.hub();
  const second = await town.operator();
  const ask = { organisationId: hub.id, email: "baru@contoh.test", reason: REASON };
  const { recoveryId } = await askRecovery(town.callOf(operator.admin), ask);
  expect(await waitingFor(agency.officer, recoveryId)).toEqual([]);
  expect(await waitingFor(second.admin, recoveryId)).toHaveLength(1);
  await refuseRecovery(town.callOf(operator.admin), { recoveryId });
  expect(await raiseNotices(town.systemCall(), { kind: "recovery.asked", subjectId: recoveryId })).toEqual({
    told: 0,
  });
});
