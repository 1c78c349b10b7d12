import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { localeCookie, negotiateLocale } from "#app/i18n/locale.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { canSayRefusal, sayRefusal } from "#app/i18n/refusals.ts";
import { preferLocale, withLocale } from "#app/i18n/server-locale.server.ts";

const MESSAGES = path.resolve("app/i18n/messages");

function wordsOf(folder: string, locale: string): Record<string, unknown> {
  const { $schema: _schema, ...words } = JSON.parse(
    readFileSync(path.join(MESSAGES, folder, `${locale}.json`), "utf8"),
  );
  return words;
}

/** The parameters a sentence takes, in no order. */
function paramsOf(sentence: unknown): string[] {
  return [
    ...new Set([...JSON.stringify(sentence).matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")),
  ].sort();
}

test("every sentence is there in both languages, takes the same parameters and belongs to its folder", () => {
  const problems: string[] = [];
  for (const folder of readdirSync(MESSAGES)) {
    const [id, en] = [wordsOf(folder, "id"), wordsOf(folder, "en")];
    for (const key of new Set([...Object.keys(id), ...Object.keys(en)])) {
      if (!(key in id) || !(key in en)) problems.push(`${key}: only in ${key in id ? "id" : "en"}`);
      else if (paramsOf(id[key]).join() !== paramsOf(en[key]).join())
        problems.push(`${key}: other parameters`);
      if (!key.startsWith(`${folder}_`)) problems.push(`${key}: not of ${folder}`);
      if (id[key] === "" || en[key] === "") problems.push(`${key}: empty`);
    }
  }
  expect(problems).toEqual([]);
});

test("every folder of messages is compiled", () => {
  const { "plugin.inlang.messageFormat": plugin } = JSON.parse(
    readFileSync("app/i18n/project.inlang/settings.json", "utf8"),
  );
  const listed = plugin.pathPattern.map((pattern: string) => pattern.split("/")[2]);
  expect(listed.sort()).toEqual(readdirSync(MESSAGES).sort());
});

/** Codes as they are written where refusals are made, in rules, commands and schemas; not permissions (of papers too) and tasks, which look alike. */
function refusalCodes(): string[] {
  const codes = new Set<string>();
  const owners = new Set(["kernel", ...readdirSync(MESSAGES)]);
  const made =
    /(?:new (?:RuleBroken|Conflict|Forbidden|Missing|Invalid)\(\s*|error: |(?<!readers|tasks|[A-Z]): \[)"([a-z]+\.[a-zA-Z]+)"/g;
  for (const file of readdirSync("app", { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file) || file.startsWith("i18n")) continue;
    for (const match of readFileSync(path.join("app", file), "utf8").matchAll(made))
      if (owners.has((match[1] ?? "").split(".")[0] ?? "")) codes.add(match[1] ?? "");
  }
  return [...codes].sort();
}

test("every refusal that the house can give has a sentence", () => {
  const codes = refusalCodes();
  expect(codes).toContain("kernel.notRupiah");
  expect(codes.filter((code) => !canSayRefusal(code))).toEqual([]);
});

test("a refusal speaks the language of the request, and an unknown one still says that nothing changed", () => {
  expect(sayRefusal("kernel.notPositive")).toBe(m.kit_error_notPositive({}, { locale: "id" }));
  expect(withLocale("en", () => sayRefusal("kernel.notPositive"))).toBe(
    m.kit_error_notPositive({}, { locale: "en" }),
  );
  expect(sayRefusal("orders.noSuchReasonAtAll")).toContain("orders.noSuchReasonAtAll");
});

test("a refusal writes days, months and amounts as its reader does, in the reader's language", () => {
  const tax = () => sayRefusal("payments.taxAboveOwed", { month: "2026-08", open: "1500000" });
  expect(tax()).toContain("Agustus 2026: 1.500.000 rupiah");
  expect(withLocale("en", tax)).toContain("August 2026: 1.500.000 rupiah");
  const period = () =>
    sayRefusal("contracts.outsidePeriod", { startsOn: "2026-05-01", endsOn: "2026-12-31" });
  expect(period()).toContain("1 Mei 2026 sampai 31 Desember 2026");
  expect(withLocale("en", period)).toContain("1 May 2026");
  // A number that only looks like a day is no day.
  expect(sayRefusal("contracts.numberTaken", { number: "2026-13-01" })).toContain("2026-13-01");
});

test("many conversations at once never borrow each other's language", async () => {
  const speak = (locale: "id" | "en") =>
    withLocale(locale, async () => {
      const heard: string[] = [];
      for (let turn = 0; turn < 20; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
        heard.push(m.kit_save());
      }
      return new Set(heard);
    });
  const conversations = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? "id" : "en") as "id" | "en");
  const heard = await Promise.all(conversations.map(speak));
  heard.forEach((words, at) => {
    expect([...words]).toEqual([conversations[at] === "id" ? "Simpan" : "Save"]);
  });
});

test("the profile of a signed-in person changes the language of that request only", async () => {
  const one = withLocale("id", async () => {
    preferLocale("en");
    await Promise.resolve();
    return m.kit_save();
  });
  const other = withLocale("id", async () => m.kit_save());
  expect(await Promise.all([one, other])).toEqual(["Save", "Simpan"]);
  preferLocale("en");
  expect(m.kit_save()).toBe("Simpan");
});

test("profile comes before cookie, cookie before browser, and Indonesian when nobody asks", () => {
  expect(negotiateLocale({})).toBe("id");
  expect(negotiateLocale({ acceptLanguage: "en-GB,en;q=0.9,id;q=0.8" })).toBe("en");
  expect(negotiateLocale({ acceptLanguage: "de, id;q=0.4, en;q=0.7" })).toBe("en");
  expect(negotiateLocale({ acceptLanguage: "fr" })).toBe("id");
  expect(negotiateLocale({ acceptLanguage: "en", cookies: "a=b; lumbung_locale=id" })).toBe("id");
  expect(negotiateLocale({ cookies: "lumbung_locale=xx", acceptLanguage: "en" })).toBe("en");
  expect(negotiateLocale({ profile: "en", cookies: "lumbung_locale=id" })).toBe("en");
  expect(negotiateLocale({ cookies: localeCookie("en").split(";")[0] })).toBe("en");
});
