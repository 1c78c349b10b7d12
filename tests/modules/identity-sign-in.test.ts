import { expect, test } from "vitest";
import type { Call } from "#app/kernel/call.ts";
import { changePassword } from "#app/modules/identity/change-password.server.ts";
import { changeProfile } from "#app/modules/identity/change-profile.server.ts";
import { completeSession } from "#app/modules/identity/complete-session.server.ts";
import { endSession } from "#app/modules/identity/end-session.server.ts";
import { enrolMember } from "#app/modules/identity/enrol-member.server.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
} from "#app/modules/identity/keep-second-factor.server.ts";
import { openSession } from "#app/modules/identity/open-session.server.ts";
import { personWithPassword } from "#app/modules/identity/password.server.ts";
import { requestPasswordReset } from "#app/modules/identity/request-password-reset.server.ts";
import { resetPassword } from "#app/modules/identity/reset-password.server.ts";
import { newSecretToken, secretTokenHash } from "#app/modules/identity/secret-token.server.ts";
import { openSessionsOf, sessionByToken } from "#app/modules/identity/session-reads.server.ts";
import { forgetEndedSessions, touchSession } from "#app/modules/identity/session-upkeep.server.ts";
import { openSecondFactor, sealSecondFactor, totpCodeAt } from "#app/modules/identity/totp.server.ts";
import { newestMails } from "#app/platform/mail-out.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);
const MINUTE = 60_000;
const DAY = 86_400_000;
const PASSWORD = "sawah hijau di kaki gunung";
const later = (milliseconds: number) => new Date(town.at.getTime() + milliseconds);
const anonymous: Call = { actor: { kind: "anonymous" }, at: town.at, key: null, causation: null };

let serial = 0;
async function somebody() {
  serial += 1;
  const koperasi = await town.koperasi();
  const email = `orang.${serial}@contoh.test`;
  const { personId } = await enrolMember(town.systemCall(), {
    organisationId: koperasi.id,
    roles: ["koperasi_chair"],
    person: { fullName: "Orang Contoh", email, password: PASSWORD },
  });
  const call = (at: Date = town.at): Call => ({
    actor: { kind: "person", personId },
    at,
    key: null,
    causation: null,
  });
  return { personId, email, koperasi, call };
}
async function session(personId: string, isComplete = true) {
  const token = newSecretToken();
  const { sessionId } = await openSession(town.systemCall(), {
    personId,
    tokenHash: secretTokenHash(token),
    isComplete,
    userAgent: "Test",
  });
  return { token, sessionId };
}
async function secretOf(personId: string): Promise<Buffer> {
  const [row] = await database.sql<{ sealed: Buffer }[]>`
    select totp_sealed as sealed from persons where id = ${personId}`;
  return openSecondFactor(row?.sealed ?? Buffer.alloc(0)).secret;
}
async function withSecondFactor() {
  const who = await somebody();
  const { sessionId } = await session(who.personId);
  await beginSecondFactor(who.call(), {});
  const secret = await secretOf(who.personId);
  await confirmSecondFactor(who.call(), { code: totpCodeAt(secret, town.at), sessionId });
  return { ...who, secret };
}

test("a password signs its person in, whatever the case of the address, and nobody else", async () => {
  const who = await somebody();
  expect(await personWithPassword(who.email.toUpperCase(), PASSWORD)).toEqual({
    personId: who.personId,
    hasSecondFactor: false,
  });
  expect(await personWithPassword(who.email, `${PASSWORD} `)).toBeNull();
  expect(await personWithPassword("nobody@contoh.test", PASSWORD)).toBeNull();
  await database.sql`update persons set disabled_at = now() where id = ${who.personId}`;
  expect(await personWithPassword(who.email, PASSWORD)).toBeNull();
});

test("an unknown address takes as long as a wrong password", async () => {
  const who = await somebody();
  const spanOf = async (email: string) => {
    const begun = performance.now();
    await personWithPassword(email, "not the password");
    return performance.now() - begun;
  };
  // The quickest of many turns is the work itself; whatever else the machine does only adds to the others.
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < 15; turn += 1) {
    known = Math.min(known, await spanOf(who.email));
    unknown = Math.min(unknown, await spanOf("nobody@contoh.test"));
  }
  expect(unknown).toBeGreaterThan(known / 3);
});

test("a session knows its person and everything they belong to", async () => {
  const who = await somebody();
  const { token, sessionId } = await session(who.personId);
  expect(await sessionByToken(token, town.at)).toMatchObject({
    sessionId,
    isComplete: true,
    person: { id: who.personId, email: who.email, locale: "id", hasSecondFactor: false },
    memberships: [
      { organisation: { id: who.koperasi.id, timeZone: "Asia/Jakarta" }, roles: ["koperasi_chair"] },
    ],
  });
  expect(await sessionByToken(newSecretToken(), town.at)).toBeNull();
  const [kept] = await database.sql`select count(*)::int as count from sessions where token_hash = ${token}`;
  expect(kept?.["count"]).toBe(0);
});

test("thirty idle days end a session, and use pushes the end away", async () => {
  const who = await somebody();
  const { token } = await session(who.personId);
  expect(await sessionByToken(token, later(30 * DAY))).toBeNull();
  const found = await sessionByToken(token, later(29 * DAY));
  if (!found) throw new Error("still there");
  await touchSession(found, later(29 * DAY));
  expect(await sessionByToken(token, later(58 * DAY))).not.toBeNull();
  expect(await sessionByToken(token, later(60 * DAY))).toBeNull();
  expect(await forgetEndedSessions(later(58 * DAY))).toBeGreaterThanOrEqual(0);
  expect(await sessionByToken(token, later(58 * DAY))).not.toBeNull();
  await forgetEndedSessions(later(60 * DAY));
  expect(await openSessionsOf(who.personId, town.at)).toEqual([]);
});

test("a disabled person is signed out at once, and a person ends only their own sessions", async () => {
  const who = await somebody();
  const other = await somebody();
  const { token, sessionId } = await session(who.personId);
  expect(await endSession(other.call(), { sessionId })).toEqual({ ended: 0 });
  await expect(endSession(town.callOf(who.koperasi.chair), { sessionId })).rejects.toMatchObject({
    kind: "forbidden",
  });
  expect(await sessionByToken(token, town.at)).not.toBeNull();
  await database.sql`update persons set disabled_at = now() where id = ${who.personId}`;
  expect(await sessionByToken(token, town.at)).toBeNull();
});

test("nobody but sign-in itself opens a session", async () => {
  const who = await somebody();
  const input = {
    personId: who.personId,
    tokenHash: secretTokenHash(newSecretToken()),
    isComplete: true,
    userAgent: null,
  };
  await expect(openSession(who.call(), input)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(openSession(anonymous, input)).rejects.toMatchObject({ kind: "forbidden" });
});

test("a second factor protects nothing before its first code, and everything after", async () => {
  const who = await somebody();
  const here = await session(who.personId);
  const elsewhere = await session(who.personId);
  await beginSecondFactor(who.call(), {});
  expect((await personWithPassword(who.email, PASSWORD))?.hasSecondFactor).toBe(false);
  const secret = await secretOf(who.personId);
  await expect(
    confirmSecondFactor(who.call(), { code: "000000", sessionId: here.sessionId }),
  ).rejects.toMatchObject({ fields: { code: ["identity.wrongCode"] } });
  await confirmSecondFactor(who.call(), { code: totpCodeAt(secret, town.at), sessionId: here.sessionId });
  expect((await personWithPassword(who.email, PASSWORD))?.hasSecondFactor).toBe(true);
  expect(await sessionByToken(here.token, town.at)).not.toBeNull();
  expect(await sessionByToken(elsewhere.token, town.at)).toBeNull();
  await expect(beginSecondFactor(who.call(), {})).rejects.toMatchObject({
    code: "identity.secondFactorStands",
  });
});

test("a waiting session is completed by a fresh code, under a new token", async () => {
  const who = await withSecondFactor();
  const pending = await session(who.personId, false);
  expect((await sessionByToken(pending.token, town.at))?.isComplete).toBe(false);
  const token = newSecretToken();
  const at = later(MINUTE);
  const input = {
    sessionId: pending.sessionId,
    code: totpCodeAt(who.secret, at),
    tokenHash: secretTokenHash(token),
  };
  await completeSession(who.call(at), input);
  expect(await sessionByToken(pending.token, at)).toBeNull();
  expect((await sessionByToken(token, at))?.isComplete).toBe(true);
});

test("a code is taken once, also when it comes twice at the same moment", async () => {
  const who = await withSecondFactor();
  const at = later(2 * MINUTE);
  const code = totpCodeAt(who.secret, at);
  const waiting = await Promise.all(Array.from({ length: 4 }, () => session(who.personId, false)));
  const tries = await Promise.allSettled(
    waiting.map(({ sessionId }) =>
      completeSession(who.call(at), { sessionId, code, tokenHash: secretTokenHash(newSecretToken()) }),
    ),
  );
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  for (const one of tries)
    if (one.status === "rejected")
      expect(one.reason).toMatchObject({ fields: { code: ["identity.wrongCode"] } });
});

test("an old code, somebody else's session and a session that waited too long are refused", async () => {
  const who = await withSecondFactor();
  const other = await withSecondFactor();
  const pending = await session(who.personId, false);
  const tokenHash = secretTokenHash(newSecretToken());
  const give = (call: Call, code: string) =>
    completeSession(call, { sessionId: pending.sessionId, code, tokenHash });
  await expect(give(who.call(later(5 * MINUTE)), totpCodeAt(who.secret, town.at))).rejects.toMatchObject({
    fields: { code: ["identity.wrongCode"] },
  });
  await expect(
    give(other.call(later(5 * MINUTE)), totpCodeAt(other.secret, later(5 * MINUTE))),
  ).rejects.toMatchObject({ code: "identity.sessionOver" });
  await expect(
    give(who.call(later(11 * MINUTE)), totpCodeAt(who.secret, later(11 * MINUTE))),
  ).rejects.toMatchObject({ code: "identity.sessionOver" });
});

test("a second factor is taken away only with a code of it", async () => {
  const who = await withSecondFactor();
  const at = later(3 * MINUTE);
  await expect(removeSecondFactor(who.call(at), { code: "123456" })).rejects.toMatchObject({
    fields: { code: ["identity.wrongCode"] },
  });
  await removeSecondFactor(who.call(at), { code: totpCodeAt(who.secret, at) });
  expect((await personWithPassword(who.email, PASSWORD))?.hasSecondFactor).toBe(false);
});

test("a sealed second factor opens only whole, and is never the same twice", () => {
  const factor = { secret: Buffer.alloc(20, 7), usedStep: 59_000_001 };
  const sealed = sealSecondFactor(factor);
  expect(openSecondFactor(sealed)).toEqual(factor);
  expect(sealSecondFactor(factor).equals(sealed)).toBe(false);
  expect(sealed.includes(factor.secret)).toBe(false);
  for (const at of [0, 15, 30, sealed.length - 1]) {
    const bent = Buffer.from(sealed);
    bent.writeUInt8(bent.readUInt8(at) ^ 1, at);
    expect(() => openSecondFactor(bent)).toThrow();
  }
});

test("a new password needs the old one and ends every other session", async () => {
  const who = await somebody();
  const here = await session(who.personId);
  const elsewhere = await session(who.personId);
  const newPassword = "panen raya bulan depan";
  await expect(
    changePassword(who.call(), { currentPassword: "salah", newPassword, sessionId: here.sessionId }),
  ).rejects.toMatchObject({ fields: { currentPassword: ["identity.wrongCurrentPassword"] } });
  await expect(
    changePassword(who.call(), {
      currentPassword: PASSWORD,
      newPassword: "pendek",
      sessionId: here.sessionId,
    }),
  ).rejects.toMatchObject({ fields: { newPassword: ["identity.passwordTooShort"] } });
  await changePassword(who.call(), { currentPassword: PASSWORD, newPassword, sessionId: here.sessionId });
  expect(await personWithPassword(who.email, newPassword)).not.toBeNull();
  expect(await personWithPassword(who.email, PASSWORD)).toBeNull();
  expect(await sessionByToken(here.token, town.at)).not.toBeNull();
  expect(await sessionByToken(elsewhere.token, town.at)).toBeNull();
  const audits =
    await database.sql`select input::text as kept from audit_events where command = 'identity.changePassword'`;
  for (const { kept } of audits) expect(kept).not.toMatch(/sawah|panen/);
});

async function resetTokenFor(email: string): Promise<string> {
  const mail = (await newestMails(100)).find((one) => one.toAddress === email);
  return /sandi-baru\/([\w-]+)/.exec(mail?.body ?? "")?.[1] ?? "";
}

test("a forgotten password is set anew by a link that works once, for an hour, and ends all sessions", async () => {
  const who = await somebody();
  const { token: sessionToken } = await session(who.personId);
  await requestPasswordReset(anonymous, { email: who.email });
  const token = await resetTokenFor(who.email);
  expect(token).toHaveLength(43);
  const newPassword = "jagung manis di pekarangan";
  await expect(
    resetPassword({ ...anonymous, at: later(61 * MINUTE) }, { token, newPassword }),
  ).rejects.toMatchObject({ code: "identity.linkOver" });
  await resetPassword(anonymous, { token, newPassword });
  expect(await personWithPassword(who.email, newPassword)).not.toBeNull();
  expect(await sessionByToken(sessionToken, town.at)).toBeNull();
  await expect(resetPassword(anonymous, { token, newPassword })).rejects.toMatchObject({
    code: "identity.linkOver",
  });
  const [kept] =
    await database.sql`select count(*)::int as count from password_resets r where r::text like ${`%${token}%`}`;
  expect(kept?.["count"]).toBe(0);
});

test("asking for somebody unknown answers the same and sends nothing", async () => {
  const before = (await newestMails(200)).length;
  expect(await requestPasswordReset(anonymous, { email: "tidak.ada@contoh.test" })).toEqual({
    accepted: true,
  });
  expect((await newestMails(200)).length).toBe(before);
});

test("a profile is changed by its person only", async () => {
  const who = await somebody();
  await changeProfile(who.call(), { fullName: "Orang Baru", phone: "0812-3456 7890", locale: "en" });
  const { token } = await session(who.personId);
  expect((await sessionByToken(token, town.at))?.person).toMatchObject({
    fullName: "Orang Baru",
    phone: "081234567890",
    locale: "en",
  });
  await expect(
    changeProfile(town.callOf(who.koperasi.chair), { fullName: "Orang Lain", locale: "id" }),
  ).rejects.toMatchObject({ kind: "forbidden" });
});
