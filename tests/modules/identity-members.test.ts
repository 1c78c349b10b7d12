import { expect, test } from "vitest";
import type { Call } from "#app/kernel/call.ts";
import { acceptInvitation } from "#app/modules/identity/accept-invitation.server.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { keyHolder } from "#app/modules/identity/api-key-reads.server.ts";
import { changeRoles } from "#app/modules/identity/change-roles.server.ts";
import { endMembership } from "#app/modules/identity/end-membership.server.ts";
import { enrolMember } from "#app/modules/identity/enrol-member.server.ts";
import { invitationLink, inviteMember } from "#app/modules/identity/invite-member.server.ts";
import { issueApiKey, newApiKey } from "#app/modules/identity/issue-api-key.server.ts";
import {
  invitationByToken,
  membersOf,
  openInvitationsOf,
} from "#app/modules/identity/member-reads.server.ts";
import { openAccessLink, revokeAccessLinks } from "#app/modules/identity/open-access-link.server.ts";
import { revokeApiKey } from "#app/modules/identity/revoke-api-key.server.ts";
import { revokeInvitation } from "#app/modules/identity/revoke-invitation.server.ts";
import { membershipsOf } from "#app/modules/identity/session-reads.server.ts";
import { newestMails } from "#app/platform/mail-out.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);
const anonymous: Call = { actor: { kind: "anonymous" }, at: town.at, key: null, causation: null };
const asPerson = (personId: string): Call => ({
  actor: { kind: "person", personId },
  at: town.at,
  key: null,
  causation: null,
});
const person = { fullName: "Budi Santoso", password: "gabah kering giling", locale: "id" as const };
const tokenOf = (invitationId: string) => invitationLink(invitationId).split("/").at(-1) ?? "";

test("an invited newcomer becomes a member in the invited role, once", async () => {
  const koperasi = await town.koperasi();
  const { invitationId } = await inviteMember(town.callOf(koperasi.chair), {
    email: "Budi@Contoh.test",
    role: "koperasi_treasurer",
  });
  const token = tokenOf(invitationId);
  expect(await invitationByToken(token, town.at)).toMatchObject({
    organisationId: koperasi.id,
    email: "budi@contoh.test",
    role: "koperasi_treasurer",
    isKnown: false,
  });
  const mails = (await newestMails(20)).filter((mail) => mail.toAddress === "budi@contoh.test");
  expect(mails.map((mail) => mail.body.includes(token))).toEqual([true]);

  const { personId } = await acceptInvitation(anonymous, { token, person });
  const [membership] = await membershipsOf(personId);
  expect(membership).toMatchObject({ organisation: { id: koperasi.id }, roles: ["koperasi_treasurer"] });
  expect(await openInvitationsOf(koperasi.id, town.at)).toEqual([]);
  await expect(acceptInvitation(anonymous, { token, person })).rejects.toMatchObject({
    code: "identity.linkOver",
  });
});

test("no table, receipt or audit row holds the token of an invitation", async () => {
  const koperasi = await town.koperasi();
  const call = town.callOf(koperasi.chair, "key-of-a-form");
  const { invitationId } = await inviteMember(call, {
    email: "sari@contoh.test",
    role: "koperasi_secretary",
  });
  const token = tokenOf(invitationId);
  const [found] = await database.sql`
    select (select count(*) from invitations i where i::text like ${`%${token}%`})
      + (select count(*) from command_receipts r where r::text like ${`%${token}%`})
      + (select count(*) from audit_events a where a::text like ${`%${token}%`})
      + (select count(*) from outbox o where o::text like ${`%${token}%`}) as count`;
  expect(Number(found?.["count"])).toBe(0);
});

test("somebody with an account accepts as themselves; another account and a stranger may not", async () => {
  const koperasi = await town.koperasi();
  const other = await town.koperasi();
  const [{ email } = { email: "" }] = await database.sql<{ email: string }[]>`
    select email from persons where id = ${other.treasurer.personId}`;
  const { invitationId } = await inviteMember(town.callOf(koperasi.chair), {
    email,
    role: "koperasi_business",
  });
  const token = tokenOf(invitationId);
  expect((await invitationByToken(token, town.at))?.isKnown).toBe(true);
  await expect(acceptInvitation(asPerson(other.chair.personId), { token })).rejects.toMatchObject({
    code: "identity.invitationForOther",
  });
  await expect(acceptInvitation(anonymous, { token, person })).rejects.toMatchObject({
    fields: { email: ["identity.emailTaken"] },
  });
  await acceptInvitation(asPerson(other.treasurer.personId), { token });
  const held = await membershipsOf(other.treasurer.personId);
  expect(held.map((membership) => membership.organisation.id).sort()).toEqual([koperasi.id, other.id].sort());
});

test("an invitation runs out, is taken back, and gives way to a newer one", async () => {
  const koperasi = await town.koperasi();
  const chair = town.callOf(koperasi.chair);
  const invite = () => inviteMember(chair, { email: "rina@contoh.test", role: "koperasi_business" });
  const first = await invite();
  const second = await invite();
  expect(await invitationByToken(tokenOf(first.invitationId), town.at)).toBeNull();
  const late = new Date(town.at.getTime() + 7 * 86_400_000 + 1);
  await expect(
    acceptInvitation({ ...anonymous, at: late }, { token: tokenOf(second.invitationId), person }),
  ).rejects.toMatchObject({ code: "identity.linkOver" });
  const stranger = await town.koperasi();
  await expect(revokeInvitation(town.callOf(stranger.chair), second)).rejects.toMatchObject({
    kind: "missing",
  });
  await revokeInvitation(chair, second);
  await expect(
    acceptInvitation(anonymous, { token: tokenOf(second.invitationId), person }),
  ).rejects.toMatchObject({ code: "identity.linkOver" });
});

test("only whoever looks after the members invites, and only into roles of the organisation's kind", async () => {
  const koperasi = await town.koperasi();
  const invite = (call: Call, role: "koperasi_chair" | "kitchen_head") =>
    inviteMember(call, { email: "tono@contoh.test", role });
  for (const member of [koperasi.treasurer, koperasi.warehouse, koperasi.overseer])
    await expect(invite(town.callOf(member), "koperasi_chair")).rejects.toMatchObject({ kind: "forbidden" });
  await expect(invite(asPerson(koperasi.chair.personId), "koperasi_chair")).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(invite(town.callOf(koperasi.chair), "kitchen_head")).rejects.toMatchObject({
    fields: { role: ["identity.notRole"] },
  });
});

test("roles change as a whole, and leave a history", async () => {
  const koperasi = await town.koperasi();
  const chair = town.callOf(koperasi.chair);
  const { personId } = koperasi.warehouse;
  await changeRoles(chair, { personId, roles: ["koperasi_business", "koperasi_warehouse"] });
  await changeRoles(chair, { personId, roles: ["koperasi_business"] });
  const member = (await membersOf(koperasi.id)).find((one) => one.personId === personId);
  expect(member?.roles).toEqual(["koperasi_business"]);
  const [ended] = await database.sql`
    select count(*)::int as count from memberships where person_id = ${personId} and ended_at is not null`;
  expect(ended?.["count"]).toBe(1);
  await expect(changeRoles(chair, { personId, roles: [] })).rejects.toMatchObject({
    fields: { roles: ["identity.roleNeeded"] },
  });
  const stranger = await town.koperasi();
  await expect(
    changeRoles(chair, { personId: stranger.business.personId, roles: ["koperasi_business"] }),
  ).rejects.toMatchObject({ kind: "missing" });
});

test("somebody always remains who looks after the members, even when two remove each other at once", async () => {
  for (let turn = 0; turn < 8; turn += 1) {
    const { chair, secretary } = await town.koperasi();
    const removals = await Promise.allSettled([
      endMembership(town.callOf(chair), { personId: secretary.personId }),
      endMembership(town.callOf(secretary), { personId: chair.personId }),
    ]);
    expect(removals.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of removals)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "identity.lastKeeper" });
  }
});

test("a key speaks with its maker's role, until it is revoked or its maker leaves", async () => {
  const koperasi = await town.koperasi();
  const warehouse = town.callOf(koperasi.warehouse);
  const { secret, hint, keyHash } = newApiKey();
  expect(secret).toMatch(/^lk_[\w-]{4}_[\w-]{43}$/);
  const key = { label: "Timbangan gudang", hint, keyHash };
  await expect(issueApiKey(warehouse, { ...key, role: "koperasi_treasurer" })).rejects.toMatchObject({
    fields: { role: ["identity.roleNotYours"] },
  });
  await expect(
    issueApiKey(town.callOf(koperasi.overseer), { ...key, role: "koperasi_overseer" }),
  ).rejects.toMatchObject({ kind: "forbidden" });
  const { apiKeyId } = await issueApiKey(warehouse, { ...key, role: "koperasi_warehouse" });
  expect((await keyHolder(secret))?.actor).toEqual({ ...koperasi.warehouse.actor, apiKeyId });
  expect(await keyHolder(`${secret.slice(0, -1)}_`)).toBeNull();

  await expect(revokeApiKey(town.callOf(koperasi.business), { apiKeyId })).rejects.toMatchObject({
    kind: "missing",
  });
  await endMembership(town.callOf(koperasi.chair), { personId: koperasi.warehouse.personId });
  expect(await keyHolder(secret)).toBeNull();
  await revokeApiKey(town.callOf(koperasi.chair), { apiKeyId });
  await expect(revokeApiKey(town.callOf(koperasi.chair), { apiKeyId })).rejects.toMatchObject({
    kind: "missing",
  });
});

test("a link opens its one subject until it is closed or runs out, and can be shown again", async () => {
  const koperasi = await town.koperasi();
  const subject = { purpose: "drive" as const, subjectId: "shp_1" };
  const { linkId, token } = await inTransaction((tx) =>
    openAccessLink(tx, town.systemCall(), { ...subject, organisationId: koperasi.id, days: 2 }),
  );
  expect(await linkHolder(token, town.at)).toEqual({
    organisationId: koperasi.id,
    actor: { kind: "link", linkId, ...subject },
  });
  expect(await openLinkToken(koperasi.id, subject, town.at)).toBe(token);
  expect(await openLinkToken("org_other", subject, town.at)).toBeNull();
  expect(await linkHolder(token, new Date(town.at.getTime() + 2 * 86_400_000))).toBeNull();
  expect(await linkHolder(linkId, town.at)).toBeNull();
  await inTransaction((tx) => revokeAccessLinks(tx, town.systemCall(), subject));
  expect(await linkHolder(token, town.at)).toBeNull();
});

test("only the house itself enrols without an invitation", async () => {
  const koperasi = await town.koperasi();
  const input = {
    organisationId: koperasi.id,
    roles: ["koperasi_chair"] as const,
    person: { ...person, email: "dewi@contoh.test" },
  };
  await expect(
    enrolMember(town.callOf(koperasi.chair), { ...input, roles: [...input.roles] }),
  ).rejects.toMatchObject({ kind: "forbidden" });
  const { personId } = await enrolMember(town.systemCall(), { ...input, roles: [...input.roles] });
  expect((await membershipsOf(personId))[0]?.roles).toEqual(["koperasi_chair"]);
});
