import fc from "fast-check";
import { expect, test } from "vitest";
import { flashCookie, readFlash } from "#app/http/flash.server.ts";
import { fieldsOf, formAnswer, readForm } from "#app/http/form.server.ts";
import { ownPath } from "#app/http/origin.server.ts";
import { problemResponse, refusedResponse, statusOf } from "#app/http/respond.server.ts";
import { Conflict, Forbidden, Invalid, Missing, Outage, RuleBroken } from "#app/kernel/errors.ts";
import { organisationKinds } from "#app/modules/identity/organisation.ts";
import { destinationsOf } from "#app/routes/workspace/navigation.ts";
import { apiClient, clientWith } from "#tests/support/api.ts";
import { testDatabase } from "#tests/support/database.ts";
import { houseRoutes } from "#tests/support/route-map.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);

function formOf(entries: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost:3000/x", {
    method: "POST",
    body,
    headers: { origin: "http://localhost:3000", ...headers },
  });
}

test("a form is read by names, rows in the order of their numbers, blanks as nothing", () => {
  const form = fieldsOf(
    formOf([
      ["note", "  pagi  "],
      ["empty", "   "],
      ["lines[10].quantity", "3"],
      ["lines[2].quantity", "1,5"],
      ["lines[2].unit", "kg"],
      ["roles", "a"],
      ["roles", "b"],
    ]),
    "",
  );
  expect(form.text("note")).toBe("pagi");
  expect(form.exact("note")).toBe("  pagi  ");
  expect(form.text("empty")).toBeUndefined();
  expect(form.text("missing")).toBeUndefined();
  expect(form.texts("roles")).toEqual(["a", "b"]);
  expect(form.rows("lines").map((row) => [row.text("quantity"), row.text("unit")])).toEqual([
    ["1,5", "kg"],
    ["3", undefined],
  ]);
});

test("a form with more rows than anybody writes is refused", () => {
  const rows = Array.from({ length: 501 }, (_, at) => [`lines[${at}].quantity`, "1"] as const);
  expect(() => fieldsOf(formOf(rows), "").rows("lines")).toThrow(/invalid/i);
});

test("what was typed comes back with the answer, but for passwords and keys", () => {
  const form = fieldsOf(
    formOf([
      ["email", "a@contoh.test"],
      ["password", "rahasia"],
      ["newPassword", "rahasia"],
      ["founder.password", "rahasia"],
      ["_key", "k"],
    ]),
    "",
  );
  expect(form.values()).toEqual({ email: "a@contoh.test" });
});

test("a refusal finds its field, by the name that the form gave it", () => {
  const form = fieldsOf(formOf([]), "");
  const answer = formAnswer(
    new Invalid({ "lines[2].quantityBase": ["kernel.notQuantity"], name: ["kernel.required"] }),
    form,
    { quantityBase: "quantity", name: "fullName" },
  );
  expect(Object.keys(answer.data.errors)).toEqual(["lines[2].quantity", "fullName"]);
  expect(answer.init?.status).toBe(422);
  const ruled = formAnswer(new RuleBroken("kernel.fileTooLarge", { field: "photo", maxMegabytes: 5 }), form);
  expect(Object.keys(ruled.data.errors)).toEqual(["photo"]);
  expect(formAnswer(new Conflict("kernel.conflict"), form).init?.status).toBe(409);
  expect(formAnswer(new Forbidden("kernel.forbidden"), form).init?.status).toBe(403);
  expect(() => formAnswer(new Missing("kernel.missing"), form)).toThrow(Missing);
  expect(() => formAnswer(new Outage("mail"), form)).toThrow(Outage);
  expect(() => formAnswer(new Error("a bug"), form)).toThrow("a bug");
});

test("every kind of failure has one status, and a bug has none", async () => {
  const table = [
    [new Invalid({}), 422],
    [new RuleBroken("x.y"), 422],
    [new Forbidden("x.y"), 403],
    [new Missing("x.y"), 404],
    [new Conflict("x.y"), 409],
    [new Outage("database", { retryAfterSeconds: 7 }), 503],
    [new RuleBroken("kernel.tooManyTries", { seconds: 9 }), 429],
    [new Forbidden("identity.badApiKey"), 401],
  ] as const;
  for (const [error, status] of table) {
    expect(statusOf(error)).toBe(status);
    expect(refusedResponse(error).status).toBe(status);
    const problem = problemResponse(error);
    expect(problem.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(await problem.json()).toMatchObject({ status, type: expect.stringMatching(/^urn:lumbung:/) });
  }
  expect(problemResponse(table[5][0]).headers.get("retry-after")).toBe("7");
  expect(problemResponse(table[6][0]).headers.get("retry-after")).toBe("9");
  expect(statusOf(new Error("a bug"))).toBeNull();
  expect(() => problemResponse(new TypeError("a bug"))).toThrow(TypeError);
});

test("whatever the address bar is fed, one goes back to a page of ours", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `/${text}`),
        fc.string({ unit: fc.constantFrom("/", "\\", "\t", ".", "@", ":", "a", "%", "?") }),
      ),
      (wish) => {
        const path = ownPath(wish, "/pilih");
        expect(path.startsWith("/")).toBe(true);
        expect(new URL(path, "https://lumbung.test").host).toBe("lumbung.test");
      },
    ),
    { numRuns: 2000 },
  );
  expect(ownPath("/kkmp-turi/pesanan?x=1#y", "/")).toBe("/kkmp-turi/pesanan?x=1");
});

test("a message survives its cookie, and nothing else is taken for one", () => {
  const carrying = (cookie: string) => new Request("http://localhost/", { headers: { cookie } });
  const [pair = ""] = flashCookie({ text: "Pesanan terkirim — terima kasih" }).split(";");
  expect(readFlash(carrying(pair))).toMatchObject({ tone: "leaf", text: "Pesanan terkirim — terima kasih" });
  const forged = Buffer.from(
    JSON.stringify({
      id: "x",
      tone: "leaf",
      text: "x",
      undo: { action: "https://jahat.test", label: "a", key: "k" },
    }),
  );
  for (const value of ["", "%%%", "bm90IGpzb24", forged.toString("base64url")])
    expect(readFlash(carrying(`lumbung_flash=${value}`))).toBeNull();
});

test("a body that is too large, or no form at all, is refused before it is believed", async () => {
  const huge = new URLSearchParams({ note: "x".repeat(600 * 1024) });
  await expect(readForm(post(huge))).rejects.toMatchObject({ code: "identity.bodyTooLarge" });
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
  });
  const streamed = new Request("http://localhost:3000/x", {
    method: "POST",
    body: endless,
    duplex: "half",
    headers: {
      origin: "http://localhost:3000",
      "content-type": "application/x-www-form-urlencoded",
    },
  } as RequestInit);
  await expect(readForm(streamed)).rejects.toMatchObject({ code: "identity.bodyTooLarge" });
  await expect(readForm(post("{}", { "content-type": "application/json" }))).rejects.toMatchObject({
    code: "identity.bodyUnreadable",
  });
  await expect(
    readForm(post("--x\r\n", { "content-type": "multipart/form-data; boundary=y" })),
  ).rejects.toMatchObject({ code: "identity.bodyUnreadable" });
});

test("every entry of every menu leads to a page", () => {
  const paths = new Set(houseRoutes().map((route) => route.path));
  for (const kind of organisationKinds)
    for (const { path } of destinationsOf(kind)) {
      const address = path === "" ? "/:workspace" : `/:workspace/${path}`;
      expect(paths.has(address), `${kind}: ${address}`).toBe(true);
    }
});

test("a program without a good key is told so, and guessing is slowed down", async () => {
  const guess = clientWith(`lk_abcd_${"x".repeat(43)}`);
  const first = await guess.get("/orders");
  expect(first).toMatchObject({ status: 401, body: { code: "identity.badApiKey" } });
  const statuses: number[] = [];
  for (let turn = 0; turn < 31; turn += 1) statuses.push((await guess.get("/orders")).status);
  expect(statuses.at(-1)).toBe(429);
  const koperasi = await town.koperasi();
  const good = await apiClient(database, koperasi.business);
  expect((await good.get("/commitments")).status).toBe(200);
});

test("a write without its own key is refused, and the page of a list has an end", async () => {
  const koperasi = await town.koperasi();
  const client = await apiClient(database, koperasi.business);
  const missing = await client.post("/producers", { name: "Bu Tani" }, "short");
  expect(missing).toMatchObject({ status: 400, body: { code: "identity.keyRequired" } });
  const first = await client.post("/producers", { name: "Bu Tani" }, "a-key-of-its-own");
  const again = await client.post("/producers", { name: "Bu Tani" }, "a-key-of-its-own");
  expect(again).toEqual(first);
  const other = await client.post("/producers", { name: "Pak Tani" }, "a-key-of-its-own");
  expect(other).toMatchObject({ status: 409, body: { code: "kernel.keyReused" } });
  expect(await client.get("/producers?limit=0")).toMatchObject({
    status: 422,
    body: { errors: { limit: [expect.objectContaining({ code: "kernel.tooLow" })] } },
  });
  expect(await client.get("/producers?limit=1,5")).toMatchObject({
    status: 422,
    body: { errors: { limit: [expect.objectContaining({ code: "kernel.notWhole" })] } },
  });
});
