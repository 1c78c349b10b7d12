import { expect, test } from "vitest";
import { enrolMember } from "#app/modules/identity/enrol-member.server.ts";
import { invitationLink, inviteMember } from "#app/modules/identity/invite-member.server.ts";
import { registeredOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { openSecondFactor, totpCodeAt } from "#app/modules/identity/totp.server.ts";
import { forgetEnv } from "#app/platform/env.server.ts";
import { newestMails } from "#app/platform/mail-out.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Answer, signedInVisitor, type Visitor, visitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: whoever comes in by a browser is who they say they are, and sees only where they belong.
// Method: the real loaders and actions with real requests, on a real database; no page is trusted to its parent.
const database = await testDatabase();
const clock = fixClock(WORLD_STARTS);
const town = world(database);
const PASSWORD = "sawah hijau di kaki gunung";
const MINUTE = 60_000;

const villages = await database.sql<{ code: string }[]>`
  select code from regions where level = 4 and code like '35.71.%' order by code`;
let serial = 0;
async function somebody() {
  serial += 1;
  const koperasi = await town.koperasi({ regionCode: villages[serial]?.code ?? "" });
  const email = `orang.${serial}@contoh.test`;
  const { personId } = await enrolMember(town.systemCall(), {
    organisationId: koperasi.id,
    roles: ["koperasi_chair"],
    person: { fullName: "Orang Contoh", email, password: PASSWORD },
  });
  const [row] = await database.sql<
    { slug: string }[]
  >`select slug from organisations where id = ${koperasi.id}`;
  return { personId, email, koperasi, slug: row?.slug ?? "" };
}
function errorsOf(answer: Answer): Record<string, string[]> {
  return (answer.body["errors"] ?? {}) as Record<string, string[]>;
}
const signIn = (browser: Visitor, email: string, password = PASSWORD, ke = "") =>
  browser.post("/masuk", { email, password, ke });

test("a stranger is sent to sign in, and from there to where they wanted to go", async () => {
  const who = await somebody();
  const browser = visitor();
  const turned = await browser.get(`/${who.slug}/anggota?x=1`);
  expect(turned.status).toBe(302);
  expect(turned.location).toBe(`/masuk?ke=${encodeURIComponent(`/${who.slug}/anggota?x=1`)}`);
  const page = await browser.get(turned.location ?? "");
  const back = String(page.body["back"]);
  const entered = await signIn(browser, who.email, PASSWORD, back);
  expect(entered).toMatchObject({ status: 303, location: `/${who.slug}/anggota?x=1` });
  expect((await browser.get(back)).status).toBe(200);
});

test("the session cookie is out of reach of scripts and of other sites, and is new with every sign-in", async () => {
  const who = await somebody();
  const browser = visitor();
  await signIn(browser, who.email);
  const first = browser.cookies.get("lumbung_session");
  const again = await signIn(browser, who.email);
  expect(again.setCookies[0]).toMatch(
    /^lumbung_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
  );
  expect(browser.cookies.get("lumbung_session")).not.toBe(first);
  const thief = visitor();
  thief.cookies.set("lumbung_session", first ?? "");
  expect((await thief.get(`/${who.slug}`)).location).toContain("/masuk");
});

test("with https the cookie travels on https only", async () => {
  const who = await somebody();
  const before = process.env["BASE_URL"];
  process.env["BASE_URL"] = "https://lumbung.contoh.test";
  forgetEnv();
  const entered = await signIn(visitor(), who.email);
  if (before === undefined) delete process.env["BASE_URL"];
  else process.env["BASE_URL"] = before;
  forgetEnv();
  expect(entered.setCookies[0]).toContain("; Secure");
});

test("a wrong password and an unknown address get the same answer, and the password is not shown again", async () => {
  const who = await somebody();
  const wrong = await signIn(visitor(), who.email, "bukan ini");
  const unknown = await signIn(visitor(), "tidak.ada@contoh.test", "bukan ini");
  expect(wrong.status).toBe(422);
  expect(errorsOf(wrong)).toEqual(errorsOf(unknown));
  expect(errorsOf(wrong)[""]).toEqual(["Surel atau kata sandinya tidak cocok."]);
  expect(wrong.body["values"]).toEqual({ email: who.email, ke: "" });
  expect(wrong.setCookies).toEqual([]);
});

test("ten wrong passwords close the account for everybody, and a right one in time opens the count again", async () => {
  const who = await somebody();
  for (let turn = 0; turn < 9; turn += 1) await signIn(visitor(), who.email, "salah");
  expect((await signIn(visitor(), who.email)).status).toBe(303);
  for (let turn = 0; turn < 10; turn += 1) {
    const address = `203.0.113.${turn}`;
    expect((await signIn(visitor({ address }), who.email, "salah")).status).toBe(422);
  }
  const locked = await signIn(visitor({ address: "203.0.113.99" }), who.email);
  expect(locked.status).toBe(429);
  expect(locked.setCookies).toEqual([]);
  const other = await somebody();
  expect((await signIn(visitor(), other.email)).status).toBe(303);
});

test("one address that tries many accounts is stopped too", async () => {
  const address = "198.51.100.4";
  const statuses: number[] = [];
  for (let turn = 0; turn < 102; turn += 1)
    statuses.push((await signIn(visitor({ address }), `tebak.${turn}@contoh.test`, "salah")).status);
  expect(statuses.slice(0, 100).every((status) => status === 422)).toBe(true);
  expect(statuses.slice(100)).toEqual([429, 429]);
}, 60_000);

test("nobody is sent to another site after signing in", async () => {
  const who = await somebody();
  for (const ke of [
    "https://jahat.test/",
    "//jahat.test",
    "/\\jahat.test",
    "javascript:alert(1)",
    "/\t/jahat.test",
  ]) {
    const entered = await signIn(visitor(), who.email, PASSWORD, ke);
    const { host } = new URL(entered.location ?? "", "http://localhost:3000");
    expect(host, ke).toBe("localhost:3000");
  }
});

test("a form that another site sends is refused, and changes nothing", async () => {
  const who = await somebody();
  const browser = await signedInVisitor(who.personId);
  const form = { fullName: "Diubah", locale: "en" };
  for (const headers of [
    { origin: "https://jahat.test" },
    { origin: "null" },
    { origin: "http://localhost:3000", "sec-fetch-site": "cross-site" },
    { origin: "http://localhost:3000", "sec-fetch-site": "same-site" },
  ])
    expect((await browser.post("/akun", form, headers)).status, JSON.stringify(headers)).toBe(403);
  const [row] = await database.sql`select full_name as name from persons where id = ${who.personId}`;
  expect(row?.["name"]).toBe("Orang Contoh");
  expect((await browser.post("/akun", form, { "sec-fetch-site": "same-origin" })).status).toBe(303);
});

test("signing out ends the session itself, not only the cookie", async () => {
  const who = await somebody();
  const browser = visitor();
  await signIn(browser, who.email);
  const kept = new Map(browser.cookies);
  expect((await browser.post("/keluar", {})).location).toBe("/masuk");
  expect(browser.cookies.has("lumbung_session")).toBe(false);
  const copy = visitor();
  copy.cookies.set("lumbung_session", kept.get("lumbung_session") ?? "");
  expect((await copy.get(`/${who.slug}`)).location).toContain("/masuk");
});

test("with a second factor the password alone opens nothing", async () => {
  const who = await somebody();
  const owner = await signedInVisitor(who.personId);
  await owner.post("/akun/keamanan", { intent: "begin" });
  const page = await owner.get("/akun/keamanan");
  expect(page.body["begun"]).toMatchObject({ text: expect.stringMatching(/^([A-Z2-7]{4} ?)+$/) });
  const [row] = await database.sql<{ sealed: Buffer }[]>`
    select totp_sealed as sealed from persons where id = ${who.personId}`;
  const { secret } = openSecondFactor(row?.sealed ?? Buffer.alloc(0));
  const code = () => totpCodeAt(secret, new Date(WORLD_STARTS.getTime() + spent));
  let spent = 0;
  expect((await owner.post("/akun/keamanan", { intent: "confirm", code: "000000" })).status).toBe(422);
  expect((await owner.post("/akun/keamanan", { intent: "confirm", code: code() })).status).toBe(303);

  const browser = visitor();
  const half = await signIn(browser, who.email, PASSWORD, `/${who.slug}`);
  expect(half.location).toBe(`/masuk/kode?ke=${encodeURIComponent(`/${who.slug}`)}`);
  expect((await browser.get(`/${who.slug}`)).location).toContain("/masuk/kode");
  expect((await browser.get("/akun")).location).toContain("/masuk/kode");
  const pending = browser.cookies.get("lumbung_session");
  const replay = await browser.post("/masuk/kode", { code: code() });
  expect(replay.status).toBe(422);
  spent = MINUTE;
  clock.set(new Date(WORLD_STARTS.getTime() + spent));
  const entered = await browser.post("/masuk/kode", { code: code(), ke: `/${who.slug}` });
  expect(entered).toMatchObject({ status: 303, location: `/${who.slug}` });
  expect(browser.cookies.get("lumbung_session")).not.toBe(pending);
  expect((await browser.get(`/${who.slug}`)).status).toBe(200);
  clock.set(WORLD_STARTS);
});

test("codes cannot be guessed for long", async () => {
  const who = await somebody();
  const browser = await signedInVisitor(who.personId);
  await browser.post("/akun/keamanan", { intent: "begin" });
  const statuses: number[] = [];
  for (let turn = 0; turn < 9; turn += 1)
    statuses.push((await browser.post("/akun/keamanan", { intent: "confirm", code: "000000" })).status);
  expect(statuses).toEqual([...Array(8).fill(422), 429]);
});

test("an organisation that one does not belong to does not exist", async () => {
  const who = await somebody();
  const other = await somebody();
  const browser = await signedInVisitor(who.personId);
  for (const path of [
    "",
    "/anggota",
    "/organisasi",
    "/kunci-api",
    "/organisasi/ubah",
    "/verifikasi-organisasi",
  ]) {
    const foreign = await browser.get(`/${other.slug}${path}`);
    const nowhere = await browser.get(`/tidak-ada${path}`);
    expect(foreign.status, path).toBe(404);
    expect(foreign.body, path).toEqual(nowhere.body);
  }
  expect((await browser.get("/operator")).status).toBe(404);
  expect((await browser.get("/operator/pekerjaan")).status).toBe(404);
});

test("a person registers an organisation, is signed in, hands in a paper, and waits", async () => {
  const browser = visitor();
  expect((await browser.get("/daftar")).body["step"]).toBe("kind");
  const hits = (await browser.get("/daftar?jenis=koperasi&cari=kauman")).body["hits"] as {
    cityName: string;
  }[];
  expect(new Set(hits.map((hit) => hit.cityName)).size).toBeGreaterThan(1);
  const facts = (await browser.get("/daftar?jenis=koperasi&wilayah=35.72.03.1001")).body;
  expect(facts).toMatchObject({ step: "organisation", regionCode: "35.72.03.1001" });
  const form = {
    kind: "koperasi",
    regionCode: "35.72.03.1001",
    name: "Koperasi Kelurahan Merah Putih Baru",
    address: "Jalan Melati 1",
    "founder.fullName": "Ibu Pendaftar",
    "founder.email": "pendaftar@contoh.test",
    "founder.password": "pendek",
  };
  const refused = await browser.post("/daftar", form);
  expect(refused.status).toBe(422);
  expect(errorsOf(refused)).toEqual({ "founder.password": ["Kata sandi paling sedikit 10 huruf."] });
  expect(refused.body["values"]).toMatchObject({ name: form.name, "founder.fullName": "Ibu Pendaftar" });
  expect(refused.body["values"]).not.toHaveProperty("founder.password");
  const done = await browser.post("/daftar", { ...form, "founder.password": "padi menguning di sawah" });
  expect(done).toMatchObject({ status: 303, location: "/kkmp-baru/organisasi" });

  const upload = await browser.post("/kkmp-baru/organisasi", {
    intent: "paper",
    kind: "deed",
    file: new File([new TextEncoder().encode("%PDF-1.7")], "akta.pdf", { type: "application/pdf" }),
  });
  expect(upload.status).toBe(303);
  const page = await browser.get("/kkmp-baru/organisasi");
  const [paper] = page.body["papers"] as { id: string; fileName: string }[];
  expect(paper?.fileName).toBe("akta.pdf");
  const file = await browser.get(`/kkmp-baru/organisasi/berkas/${paper?.id}`);
  expect(file.status).toBe(200);
  expect(file.headers.get("content-security-policy")).toContain("sandbox");

  const agency = await town.agency();
  const [row] = await database.sql<
    { slug: string }[]
  >`select slug from organisations where id = ${agency.id}`;
  const officer = await signedInVisitor(agency.officer.personId);
  const [subject] = (await registeredOrganisations({ search: "Putih Baru" }, { limit: 1 })).rows;
  const queue = `/${row?.slug}/verifikasi-organisasi`;
  const rows = (await officer.get(queue)).body["page"] as { rows: { id: string }[] };
  expect(rows.rows.map((one) => one.id)).toContain(subject?.id);
  expect((await officer.get(`${queue}/${subject?.id}/berkas/${paper?.id}`)).status).toBe(200);
  const stranger = await signedInVisitor((await town.koperasi()).chair.personId);
  expect((await stranger.get(`${queue}/${subject?.id}/berkas/${paper?.id}`)).status).toBe(404);
  expect((await officer.post(`${queue}/${subject?.id}`, { intent: "verify" })).status).toBe(303);
  expect((await browser.get("/kkmp-baru/organisasi")).body["organisation"]).toMatchObject({
    state: "active",
  });
  expect((await browser.post("/kkmp-baru/organisasi", { intent: "resubmit" })).status).toBe(409);
});

test("an invitation is followed by a newcomer and by somebody with an account", async () => {
  const who = await somebody();
  const chair = town.callOf(who.koperasi.chair);
  const first = await inviteMember(chair, { email: "baru@contoh.test", role: "koperasi_warehouse" });
  const path = new URL(invitationLink(first.invitationId)).pathname;
  const browser = visitor();
  expect((await browser.get(path)).body["invitation"]).toMatchObject({
    email: "baru@contoh.test",
    isKnown: false,
  });
  const wrong = await browser.post(path, { fullName: "B", password: "padi menguning di sawah" });
  expect(errorsOf(wrong)).toEqual({ fullName: ["Tulis nama lengkap."] });
  const accepted = await browser.post(path, { fullName: "Orang Baru", password: "padi menguning di sawah" });
  expect(accepted).toMatchObject({ status: 303, location: `/${who.slug}` });
  expect((await browser.get(`/${who.slug}`)).status).toBe(200);
  expect((await visitor().get(path)).body["invitation"]).toBeNull();

  const other = await somebody();
  const second = await inviteMember(chair, { email: other.email, role: "koperasi_business" });
  const known = await signedInVisitor(other.personId);
  const place = new URL(invitationLink(second.invitationId)).pathname;
  expect((await known.post(place, {})).location).toBe(`/${who.slug}`);
  expect((await known.get("/pilih")).body["memberships"]).toHaveLength(2);
});

test("a forgotten password is replaced through the mail, and asking says nothing about who is here", async () => {
  const who = await somebody();
  const asked = await visitor().post("/lupa-sandi", { email: who.email });
  const unknown = await visitor().post("/lupa-sandi", { email: "tidak.ada@contoh.test" });
  expect(Object.keys(asked.body)).toEqual(Object.keys(unknown.body));
  expect(asked.status).toBe(unknown.status);
  const mail = (await newestMails(50)).find((one) => one.toAddress === who.email);
  const path = /\/sandi-baru\/[\w-]+/.exec(mail?.body ?? "")?.[0] ?? "";
  expect((await visitor().get(path)).body).toEqual({ isOpen: true });
  const browser = visitor();
  expect((await browser.post(path, { newPassword: "jagung manis di ladang" })).location).toBe("/masuk");
  expect((await browser.post(path, { newPassword: "jagung manis di kebun" })).status).toBe(409);
  expect((await signIn(browser, who.email, "jagung manis di ladang")).status).toBe(303);
  const statuses: number[] = [];
  for (let turn = 0; turn < 3; turn += 1)
    statuses.push((await visitor().post("/lupa-sandi", { email: who.email })).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test("one who belongs to one organisation goes straight there; a suspended one says so", async () => {
  const who = await somebody();
  const browser = await signedInVisitor(who.personId);
  expect((await browser.get("/pilih")).location).toBe(`/${who.slug}`);
  expect((await browser.get("/pilih?semua")).status).toBe(200);
  const agency = await town.agency({ regionCode: villages[0]?.code ?? "" });
  await suspendOrganisation(town.callOf(agency.officer), {
    organisationId: who.koperasi.id,
    reason: "Harga di atas acuan tiga kali berturut-turut.",
  });
  expect((await browser.get(`/${who.slug}/organisasi`)).body["organisation"]).toMatchObject({
    state: "suspended",
  });
  expect((await browser.get(`/${who.slug}/kunci-api`)).status).toBe(403);
});

test("a key is shown once, opens the API, and is told apart by its hint", async () => {
  const who = await somebody();
  const browser = await signedInVisitor(who.personId);
  const made = await browser.post(`/${who.slug}/kunci-api`, {
    intent: "issue",
    label: "Timbangan",
    role: "koperasi_chair",
    _key: "first-form-key",
  });
  expect(made.body["secret"]).toMatch(/^lk_/);
  const page = await browser.get(`/${who.slug}/kunci-api`);
  expect(JSON.stringify(page.body)).not.toContain(String(made.body["secret"]));
  const again = await browser.post(`/${who.slug}/kunci-api`, {
    intent: "issue",
    label: "Timbangan",
    role: "koperasi_chair",
    _key: "first-form-key",
  });
  expect(again.status).toBe(409);
  const wrong = await browser.post(`/${who.slug}/kunci-api`, {
    intent: "issue",
    label: "x",
    role: "hub_head",
  });
  expect(Object.keys(errorsOf(wrong))).toEqual(["label"]);
});

test("members are invited and changed only by whoever looks after them", async () => {
  const who = await somebody();
  const warehouse = await signedInVisitor(who.koperasi.warehouse.personId);
  const page = await warehouse.get(`/${who.slug}/anggota`);
  expect(page.body).toMatchObject({ mayKeep: false, invitations: [] });
  const form = { intent: "invite", email: "teman@contoh.test", role: "koperasi_chair" };
  expect((await warehouse.post(`/${who.slug}/anggota`, form)).status).toBe(403);
  const chair = await signedInVisitor(who.personId);
  expect((await chair.post(`/${who.slug}/anggota`, form)).status).toBe(303);
  const [invitation] = (await chair.get(`/${who.slug}/anggota`)).body["invitations"] as { link: string }[];
  expect(invitation?.link).toMatch(/\/undangan\/[\w-]{43}$/);
});

test("the set-up page exists only in an empty, real house", async () => {
  expect((await visitor().get("/penyiapan")).status).toBe(404);
  await testDatabase();
  process.env["DEMO"] = "0";
  forgetEnv();
  const browser = visitor();
  expect((await browser.get("/penyiapan")).body["region"]).toBeNull();
  expect((await browser.get("/penyiapan?wilayah=35.72")).body["region"]).toMatchObject({ code: "35.72" });
  const form = {
    name: "Pengelola Lumbung",
    regionCode: "35.72",
    address: "Jalan Merdeka 1",
    "founder.fullName": "Pengelola Pertama",
    "founder.email": "pengelola@contoh.test",
    "founder.password": "lumbung padi desa kami",
  };
  expect(await browser.post("/penyiapan", form)).toMatchObject({ status: 303, location: "/operator" });
  expect((await browser.get("/operator")).status).toBe(200);
  expect((await visitor().get("/penyiapan")).status).toBe(404);
  expect((await visitor().post("/penyiapan", form)).status).toBe(409);
});

test("mails can be read on a page only where there is no post", async () => {
  process.env["DEMO"] = "0";
  forgetEnv();
  expect((await visitor().get("/surel")).status).toBe(404);
  process.env["DEMO"] = "1";
  forgetEnv();
  expect((await visitor().get("/surel")).status).toBe(200);
  delete process.env["DEMO"];
  forgetEnv();
});
