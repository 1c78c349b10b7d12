import { expect, test } from "vitest";
import type { Call } from "#app/kernel/call.ts";
import { changeParticulars } from "#app/modules/identity/change-particulars.server.ts";
import { foundOperator } from "#app/modules/identity/found-operator.server.ts";
import { handInPaper } from "#app/modules/identity/hand-in-paper.server.ts";
import {
  decisionsOf,
  organisationById,
  papersOf,
  registeredOrganisations,
} from "#app/modules/identity/organisation-reads.server.ts";
import { registerOrganisation } from "#app/modules/identity/register-organisation.server.ts";
import { reinstateOrganisation } from "#app/modules/identity/reinstate-organisation.server.ts";
import { rejectOrganisation } from "#app/modules/identity/reject-organisation.server.ts";
import { resubmitRegistration } from "#app/modules/identity/resubmit-registration.server.ts";
import { membershipsOf } from "#app/modules/identity/session-reads.server.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { verifyOrganisation } from "#app/modules/identity/verify-organisation.server.ts";
import { forgetEnv } from "#app/platform/env.server.ts";
import { newestMails } from "#app/platform/mail-out.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);
const anonymous = (key: string | null = null): Call => ({
  actor: { kind: "anonymous" },
  at: town.at,
  key,
  causation: null,
});
const PDF = new TextEncoder().encode("%PDF-1.7 a paper");
const REASON = "Akta belum memuat nama ketua yang sekarang.";

let serial = 0;
function founder() {
  serial += 1;
  return {
    fullName: "Siti Aminah",
    email: `Siti.${serial}@Contoh.test `,
    password: "padi menguning di sawah",
    locale: "id" as const,
  };
}
function koperasiIn(regionCode: string) {
  return {
    kind: "koperasi" as const,
    name: "Koperasi Kelurahan Merah Putih Turi",
    regionCode,
    address: "Jalan Melati 3, Turi",
    founder: founder(),
  };
}
/** As the person acts in their organisation, as it stands now. */
async function actingFor(organisationId: string, personId: string | null): Promise<Call> {
  const memberships = await membershipsOf(personId ?? "");
  const membership = memberships.find(({ organisation }) => organisation.id === organisationId);
  if (!personId || !membership) throw new Error("no member");
  const { organisation, roles } = membership;
  return {
    actor: {
      kind: "member",
      personId,
      organisationId,
      organisationKind: organisation.kind,
      organisationActive: organisation.state === "active",
      roles,
      apiKeyId: null,
    },
    at: town.at,
    key: null,
    causation: null,
  };
}

test("a registered organisation waits for its agency, with the person who answers for it", async () => {
  const { organisationId, personId } = await registerOrganisation(anonymous(), koperasiIn("35.72.03.1001"));
  const organisation = await organisationById(organisationId);
  expect(organisation).toMatchObject({
    state: "registered",
    cityCode: "35.72",
    slug: "kkmp-turi",
    shortName: "KKMP-TUR",
    timeZone: "Asia/Jakarta",
  });
  const [membership] = await membershipsOf(personId ?? "");
  expect(membership?.roles).toEqual(["koperasi_chair"]);
  const [row] = await database.sql`select email, password_hash from persons where id = ${personId}`;
  expect(row?.["email"]).toBe(`siti.${serial}@contoh.test`);
  expect(row?.["password_hash"]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const told =
    await database.sql`select 1 from outbox where name = 'organisation.registered' and payload->>'organisationId' = ${organisationId}`;
  expect(told).toHaveLength(1);
});

test("nothing secret is kept in the audit trail or in receipts", async () => {
  const { organisationId } = await registerOrganisation(anonymous("a-form-key"), koperasiIn("35.72.03.1003"));
  const [audit] = await database.sql`select input from audit_events where subject_id = ${organisationId}`;
  expect(JSON.stringify(audit?.["input"])).not.toContain("padi");
  expect(audit?.["input"]).not.toHaveProperty("founder");
});

test("the same registration sent twice registers once", async () => {
  const input = koperasiIn("35.72.03.1005");
  const first = await registerOrganisation(anonymous("key-of-the-form"), input);
  expect(await registerOrganisation(anonymous("key-of-the-form"), input)).toEqual(first);
  await expect(
    registerOrganisation(anonymous("key-of-the-form"), { ...input, address: "Jalan lain 4" }),
  ).rejects.toMatchObject({ code: "kernel.keyReused" });
});

test("a kelurahan has one koperasi, even when two register at the same moment", async () => {
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => registerOrganisation(anonymous(), koperasiIn("35.72.03.1006"))),
  );
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  for (const one of tries)
    if (one.status === "rejected")
      expect(one.reason).toMatchObject({ fields: { regionCode: ["identity.regionTaken"] } });
});

test("namesakes get addresses and short names of their own", async () => {
  const slugs: (string | undefined)[] = [];
  for (const regionCode of ["35.72.03.1007", "35.72.01.1003", "35.71.01.1001"]) {
    const { organisationId } = await registerOrganisation(anonymous(), {
      ...koperasiIn(regionCode),
      name: "Koperasi Kelurahan Merah Putih Sejahtera",
    });
    const organisation = await organisationById(organisationId);
    slugs.push(organisation?.slug);
    expect(organisation?.shortName).toBe(regionCode === "35.72.01.1003" ? "KKMP-SEJA" : "KKMP-SEJ");
  }
  expect(slugs).toEqual(["kkmp-sejahtera", "kkmp-sejahtera-blitar", "kkmp-sejahtera-kediri"]);
});

test("a region must be known, and small enough for the kind", async () => {
  const wrong = (regionCode: string) => registerOrganisation(anonymous(), koperasiIn(regionCode));
  await expect(wrong("35.72.01.9999")).rejects.toMatchObject({
    fields: { regionCode: ["identity.regionUnknown"] },
  });
  await expect(wrong("35.72")).rejects.toMatchObject({ fields: { regionCode: ["identity.notVillage"] } });
  await expect(wrong("Blitar")).rejects.toMatchObject({ fields: { regionCode: ["regions.notCode"] } });
  await expect(
    registerOrganisation(anonymous(), { ...koperasiIn("35"), kind: "bumd", name: "Perumda Pangan" }),
  ).rejects.toMatchObject({ fields: { regionCode: ["identity.notCity"] } });
});

test("what cannot be read is told field by field", async () => {
  await expect(
    registerOrganisation(anonymous(), {
      ...koperasiIn("35.72.01.1004"),
      name: "x",
      taxNumber: "12",
      businessNumber: "12",
      founder: { ...founder(), email: "siti", password: "1234567890", phone: "abc" },
    }),
  ).rejects.toMatchObject({
    fields: {
      name: ["identity.nameTooShort"],
      taxNumber: ["identity.notTaxNumber"],
      businessNumber: ["identity.notBusinessNumber"],
      "founder.email": ["identity.notEmail"],
      "founder.password": ["identity.passwordCommon"],
      "founder.phone": ["identity.notPhone"],
    },
  });
});

test("an address that has an account is not registered again, and only the house names slugs", async () => {
  const input = koperasiIn("35.72.02.1006");
  await registerOrganisation(anonymous(), input);
  await expect(
    registerOrganisation(anonymous(), { ...koperasiIn("35.72.01.1004"), founder: input.founder }),
  ).rejects.toMatchObject({ fields: { "founder.email": ["identity.emailTaken"] } });
  await expect(
    registerOrganisation(anonymous(), { ...koperasiIn("35.72.01.1004"), slug: "dinas-resmi" }),
  ).rejects.toMatchObject({ kind: "forbidden" });
  await expect(
    registerOrganisation(anonymous(), { ...koperasiIn("35.72.01.1004"), founder: undefined }),
  ).rejects.toMatchObject({ fields: { "founder.email": ["kernel.required"] } });
});

test("the agency of the city verifies; another city's, a viewer and the koperasi itself may not", async () => {
  const { organisationId, personId } = await registerOrganisation(anonymous(), koperasiIn("35.72.03.1002"));
  const agency = await town.agency();
  const elsewhere = await town.agency({ regionCode: "35.71.01.1002" });
  const stranger = await town.koperasi();
  const decide = (call: Call) => verifyOrganisation(call, { organisationId });
  await expect(decide(await actingFor(organisationId, personId))).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(decide(town.callOf(elsewhere.officer))).rejects.toMatchObject({ kind: "missing" });
  await expect(decide(town.callOf(agency.viewer))).rejects.toMatchObject({ kind: "missing" });
  await expect(decide(town.callOf(stranger.chair))).rejects.toMatchObject({ kind: "missing" });
  await expect(decide(anonymous())).rejects.toMatchObject({ kind: "forbidden" });
  expect((await organisationById(organisationId))?.state).toBe("registered");
  await decide(town.callOf(agency.officer));
  expect((await organisationById(organisationId))?.state).toBe("active");
  await expect(decide(town.callOf(agency.officer))).rejects.toMatchObject({
    kind: "conflict",
    code: "identity.moved",
  });
});

test("agencies and trade centers are verified by the operator, not by an agency", async () => {
  const agency = await town.agency();
  const operator = await town.operator();
  const hub = await town.hub({ state: "registered" });
  await expect(
    verifyOrganisation(town.callOf(agency.officer), { organisationId: hub.id }),
  ).rejects.toMatchObject({ kind: "missing" });
  await verifyOrganisation(town.callOf(operator.admin), { organisationId: hub.id });
  expect((await organisationById(hub.id))?.state).toBe("active");
});

test("a no has a reason, is told by mail, and can be answered with a better registration", async () => {
  const input = koperasiIn("35.72.03.1004");
  const { organisationId, personId } = await registerOrganisation(anonymous(), input);
  const agency = await town.agency();
  const officer = town.callOf(agency.officer);
  await expect(rejectOrganisation(officer, { organisationId, reason: "tidak" })).rejects.toMatchObject({
    fields: { reason: ["identity.reasonTooShort"] },
  });
  await rejectOrganisation(officer, { organisationId, reason: REASON });
  expect(await organisationById(organisationId)).toMatchObject({ state: "rejected", stateReason: REASON });
  const mails = (await newestMails(50)).filter((mail) => mail.body.includes(REASON));
  expect(mails.map((mail) => mail.toAddress)).toEqual([input.founder.email.trim().toLowerCase()]);

  const chair = await actingFor(organisationId, personId);
  await changeParticulars(chair, { address: "Jalan Melati 4, Turi", name: input.name, deedNumber: "AHU-1" });
  await handInPaper(chair, { kind: "deed", file: { fileName: "akta.pdf", bytes: PDF } });
  await resubmitRegistration(chair, {});
  expect((await papersOf(organisationId)).map((paper) => paper.fileName)).toEqual(["akta.pdf"]);
  await verifyOrganisation(officer, { organisationId });
  expect(await organisationById(organisationId)).toMatchObject({ state: "active", stateReason: null });
  expect((await decisionsOf(organisationId)).map((decision) => decision.event)).toEqual([
    "verify",
    "resubmit",
    "reject",
  ]);
});

test("the history of decisions cannot be rewritten", async () => {
  await expect(database.sql`update verification_decisions set reason = 'lain'`).rejects.toThrow(
    /append-only/,
  );
  await expect(database.sql`delete from verification_decisions`).rejects.toThrow(/append-only/);
});

test("a suspended organisation may not trade until it is reinstated, and keeps its papers", async () => {
  const koperasi = await town.koperasi();
  const agency = await town.agency();
  const officer = town.callOf(agency.officer);
  await suspendOrganisation(officer, { organisationId: koperasi.id, reason: REASON });
  const chair = await actingFor(koperasi.id, koperasi.chair.personId);
  expect(chair.actor).toMatchObject({ organisationActive: false });
  const goods = { ...koperasi, chair: { ...koperasi.chair, actor: chair.actor } };
  const business = await actingFor(koperasi.id, koperasi.business.personId);
  const suspended = { ...goods, business: { ...koperasi.business, actor: business.actor } };
  await expect(town.listing(suspended as typeof koperasi)).rejects.toMatchObject({ kind: "forbidden" });
  await handInPaper(chair, { kind: "other", file: { fileName: "surat.pdf", bytes: PDF } });
  await reinstateOrganisation(officer, { organisationId: koperasi.id });
  await town.listing(koperasi);
});

test("what was verified stays as it was verified; the rest may change", async () => {
  const koperasi = await town.koperasi();
  const chair = town.callOf(koperasi.chair);
  await expect(
    changeParticulars(chair, { address: "Jalan Baru 1", taxNumber: "1234567890123456" }),
  ).rejects.toMatchObject({ code: "identity.particularVerified" });
  await changeParticulars(chair, {
    address: "Jalan Baru 1",
    bankName: "Bank Uji",
    bankAccount: "123 456 789",
  });
  expect(await organisationById(koperasi.id)).toMatchObject({
    address: "Jalan Baru 1",
    bankAccount: "123456789",
  });
  await expect(
    changeParticulars(town.callOf(koperasi.warehouse), { address: "Jalan Baru 2" }),
  ).rejects.toMatchObject({ kind: "forbidden" });
});

test("a paper is a picture or a PDF, whatever it is called", async () => {
  const koperasi = await town.koperasi();
  const hand = (bytes: Uint8Array) =>
    handInPaper(town.callOf(koperasi.chair), { kind: "deed", file: { fileName: "akta.pdf", bytes } });
  await expect(hand(new TextEncoder().encode("<script>"))).rejects.toMatchObject({ code: "kernel.fileKind" });
  await expect(hand(new Uint8Array(0))).rejects.toMatchObject({ code: "kernel.fileEmpty" });
  const [kept] =
    await database.sql`select count(*)::int as count from verification_papers where organisation_id = ${koperasi.id}`;
  expect(kept?.["count"]).toBe(0);
});

test("the register is read page by page, in one city", async () => {
  const filter = { cityCode: "35.72", kinds: ["koperasi"] as const };
  const first = await registeredOrganisations(filter, { limit: 2 });
  const second = await registeredOrganisations(filter, { limit: 2, after: first.next ?? "" });
  const ids = [...first.rows, ...second.rows].map((row) => row.id);
  expect(new Set(ids).size).toBe(4);
  expect([...ids].sort()).toEqual(ids);
  expect([...first.rows, ...second.rows].every((row) => row.cityCode === "35.72")).toBe(true);
});

test("the operator is founded once, and only where nobody is", async () => {
  await testDatabase();
  const found = () =>
    foundOperator(anonymous(), {
      name: "Pengelola Lumbung",
      regionCode: "35.72",
      address: "Jalan Merdeka 1",
      founder: founder(),
    });
  process.env["DEMO"] = "1";
  forgetEnv();
  await expect(found()).rejects.toMatchObject({ kind: "missing" });
  process.env["DEMO"] = "0";
  forgetEnv();
  const tries = await Promise.allSettled([found(), found(), found()]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  await expect(found()).rejects.toMatchObject({ code: "identity.alreadyFounded" });
});
