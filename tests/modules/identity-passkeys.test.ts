import { expect, test } from "vitest";
import { completeSession } from "#app/modules/identity/complete-session.server.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
} from "#app/modules/identity/keep-second-factor.server.ts";
import { makeRecoveryCodes } from "#app/modules/identity/make-recovery-codes.server.ts";
import { openSession } from "#app/modules/identity/open-session.server.ts";
import { passkeysOf, recoveryCodesLeft } from "#app/modules/identity/passkey-reads.server.ts";
import { hashPassword } from "#app/modules/identity/password.server.ts";
import { readRecoveryCode } from "#app/modules/identity/person.schema.ts";
import { newRecoveryCodes, recoveryCodeHash } from "#app/modules/identity/recovery-code.server.ts";
import { newSecretToken, secretTokenHash } from "#app/modules/identity/secret-token.server.ts";
import { openSecondFactor, totpCodeAt } from "#app/modules/identity/totp.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { type Authenticator, authenticator } from "#tests/support/authenticator.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { signedInVisitor, type Visitor, visitor } from "#tests/support/visitor.ts";

const database = await testDatabase();
const clock = fixClock(new Date("2026-03-27T01:00:00Z"));
const PASSWORD = "sawah hijau di kaki gunung";
const ADD = "/akun/keamanan/kunci";
const SIGN_IN = "/masuk/kunci";

async function somebody(): Promise<{ personId: string; browser: Visitor }> {
  const personId = newId("person");
  await database.sql`
    insert into persons (id, full_name, email, password_hash, created_at)
    values (${personId}, 'Bu Sari', ${`${personId}@contoh.test`}, ${await hashPassword(PASSWORD)}, now())`;
  return { personId, browser: await signedInVisitor(personId) };
}

async function asked(browser: Visitor, path: string): Promise<string> {
  const { status, body } = await browser.post(path, {});
  expect(status).toBe(200);
  return String(body["challenge"]);
}

async function withPasskey(): Promise<{ personId: string; browser: Visitor; device: Authenticator }> {
  const { personId, browser } = await somebody();
  const device = authenticator();
  const made = await browser.post(ADD, { label: "HP", answer: device.create(await asked(browser, ADD)) });
  expect(made.body).toEqual({ to: "/akun/keamanan" });
  return { personId, browser, device };
}

test("a passkey is added, signs in by itself, remembers its last use, and is removed with the password", async () => {
  const { personId, browser, device } = await withPasskey();
  const stranger = visitor();
  const answered = await stranger.post(SIGN_IN, {
    answer: device.sign(await asked(stranger, SIGN_IN)),
    ke: "/akun",
  });
  expect(answered.body).toEqual({ to: "/akun" });
  expect((await stranger.get("/akun")).status).toBe(200);
  const [passkey] = await passkeysOf(personId);
  expect(passkey).toMatchObject({ label: "HP", lockedAt: null });
  expect(passkey?.lastUsedAt).not.toBeNull();

  const remove = { intent: "removePasskey", passkeyId: passkey?.id ?? "" };
  expect((await browser.post("/akun/keamanan", { ...remove, currentPassword: "salah" })).status).toBe(422);
  const other = await somebody();
  expect((await other.browser.post("/akun/keamanan", { ...remove, currentPassword: PASSWORD })).status).toBe(
    404,
  );
  expect((await browser.post("/akun/keamanan", { ...remove, currentPassword: PASSWORD })).status).toBe(303);
  expect(await passkeysOf(personId)).toEqual([]);
  expect((await stranger.post(SIGN_IN, { answer: device.sign(await asked(stranger, SIGN_IN)) })).status).toBe(
    422,
  );
});

test("a challenge is good once, for five minutes, for who was asked and for what", async () => {
  const { browser, device } = await withPasskey();
  const stranger = visitor();
  const challenge = await asked(stranger, SIGN_IN);
  expect(
    (await stranger.post(SIGN_IN, { answer: device.sign(challenge, { origin: "https://jahat.test" }) }))
      .status,
  ).toBe(422);
  expect(
    (await stranger.post(SIGN_IN, { answer: device.sign(challenge) })).status,
    "a wrong answer spends it",
  ).toBe(422);
  const late = await asked(stranger, SIGN_IN);
  clock.advance(5 * 60_000);
  expect((await stranger.post(SIGN_IN, { answer: device.sign(late) })).status).toBe(422);
  const other = await somebody();
  const theirs = authenticator().create(await asked(other.browser, ADD));
  expect((await browser.post(ADD, { label: "HP", answer: theirs })).status).toBe(422);
  expect((await stranger.post(SIGN_IN, { answer: device.sign(await asked(browser, ADD)) })).status).toBe(422);
  expect((await stranger.post(SIGN_IN, { answer: "{" })).status).toBe(422);
});

test("a device that did not verify its owner neither registers nor signs in", async () => {
  const { browser, device } = await withPasskey();
  const stranger = visitor();
  const lax = { isOwnerVerified: false };
  expect(
    (await stranger.post(SIGN_IN, { answer: device.sign(await asked(stranger, SIGN_IN), lax) })).status,
  ).toBe(422);
  const answer = authenticator().create(await asked(browser, ADD), lax);
  expect((await browser.post(ADD, { label: "HP", answer })).status).toBe(422);
});

test("a count that does not grow locks the passkey for good and tells its owner", async () => {
  const { personId, device } = await withPasskey();
  const stranger = visitor();
  const sign = async (counter: number) =>
    (await stranger.post(SIGN_IN, { answer: device.sign(await asked(stranger, SIGN_IN), { counter }) }))
      .status;
  expect(await sign(5)).toBe(200);
  expect(await sign(5)).toBe(422);
  expect(await sign(9)).toBe(422);
  expect((await passkeysOf(personId))[0]?.lockedAt).not.toBeNull();
  const mails = await database.sql`select subject from mails where to_address = ${`${personId}@contoh.test`}`;
  expect(mails).toHaveLength(1);
  const kept =
    await database.sql`select input::text from audit_events where command = 'identity.acceptPasskey'`;
  for (const row of kept) expect(row["input"]).not.toContain("signature");
});

test("recovery codes stand in for the authenticator, each once; new ones end the old; a mail tells of each use", async () => {
  const { personId } = await somebody();
  const call = {
    actor: { kind: "person", personId } as const,
    at: new Date("2026-03-27T02:00:00Z"),
    key: null,
    causation: "test",
  };
  const make = (codes: readonly string[], currentPassword = PASSWORD) =>
    makeRecoveryCodes(call, {
      currentPassword,
      codeHashes: codes.map((code) => recoveryCodeHash(readRecoveryCode(code))),
    });
  const old = newRecoveryCodes();
  await expect(make(old)).rejects.toMatchObject({ code: "identity.noSecondFactor" });
  await beginSecondFactor(call, {});
  const [row] = await database.sql<
    { sealed: Buffer }[]
  >`select totp_sealed as sealed from persons where id = ${personId}`;
  const { secret } = openSecondFactor(row?.sealed ?? Buffer.alloc(0));
  await confirmSecondFactor(call, { code: totpCodeAt(secret, call.at), sessionId: newId("session") });
  await expect(make(old, "salah")).rejects.toMatchObject({ kind: "invalid" });
  await make(old);
  const codes = newRecoveryCodes();
  await make(codes);
  expect(await recoveryCodesLeft(personId)).toBe(10);

  const give = async (code: string) => {
    const system = { ...call, actor: { kind: "system", name: "test" } as const };
    const opened = {
      personId,
      tokenHash: secretTokenHash(newSecretToken()),
      isComplete: false,
      userAgent: null,
    };
    const { sessionId } = await openSession(system, opened);
    return completeSession(call, { sessionId, code, tokenHash: secretTokenHash(newSecretToken()) });
  };
  await expect(give(old[0] ?? "")).rejects.toMatchObject({ kind: "invalid" });
  await give((codes[0] ?? "").toUpperCase().replace("-", " "));
  await expect(give(codes[0] ?? "")).rejects.toMatchObject({ kind: "invalid" });
  expect(await recoveryCodesLeft(personId)).toBe(9);
  const mails = await database.sql`select body from mails where to_address = ${`${personId}@contoh.test`}`;
  expect(mails).toHaveLength(1);
  expect(mails[0]?.["body"]).toContain("9");
  await removeSecondFactor(call, { code: codes[1] ?? "" });
  expect(await recoveryCodesLeft(personId)).toBe(0);
});

test("the screen shows new recovery codes once, and the table knows only their hashes", async () => {
  const { personId, browser } = await somebody();
  await database.sql`update persons set totp_sealed = 'x', totp_confirmed_at = now() where id = ${personId}`;
  const made = await browser.post("/akun/keamanan", { intent: "recovery", currentPassword: PASSWORD });
  const codes = made.body["codes"] as string[];
  expect(codes).toHaveLength(10);
  const rows = await database.sql`select code_hash from recovery_codes where person_id = ${personId}`;
  expect(JSON.stringify(rows)).not.toContain(codes[0]);
  expect(JSON.stringify((await browser.get("/akun/keamanan")).body)).not.toContain(codes[0]);
});
