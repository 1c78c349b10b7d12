import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { deedLabel } from "#app/modules/ledger/ui/account-words.tsx";

// Goal: whoever opens a journal reads what was done, not the name that a program gave it. Method: every kind of entry that is written
// down in the rooms must have its words. Read as text from the disk: files that are imported here would all count as used, and the
// dead-code check would never find one that is not.
const ROOMS = path.resolve(import.meta.dirname, "../../app/modules");
const kinds = new Set(
  readdirSync(ROOMS, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(path.join(ROOMS, file), "utf8"))
    .filter((text) => /\b(entryOf|postEntry|postEntries|reverseEntry)\(/.test(text))
    .flatMap((text) => [...text.matchAll(/kind: "([a-z-]+\.[a-z.-]+)"/g)].map(([, kind]) => kind ?? "")),
);

test("every kind of entry has words of its own", () => {
  expect(kinds.size).toBeGreaterThan(20);
  expect([...kinds].filter((kind) => deedLabel(kind) === kind)).toEqual([]);
  // Whatever was booked may be taken back, under its own kind.
  expect([...kinds].filter((kind) => deedLabel(`${kind}.reversed`) === `${kind}.reversed`)).toEqual([]);
});

// Goal: docs/money.md draws every kind of entry. Method: its list of kinds is held against those that are written down and those that have words.
test("every kind of entry is drawn, and none that there is not", () => {
  const words = readFileSync(path.join(ROOMS, "ledger/ui/account-words.tsx"), "utf8");
  const named = [...words.matchAll(/^ {2}"([a-z-]+\.[a-z.-]+)": m\./gm)].map(([, kind]) => kind ?? "");
  expect(named.length).toBeGreaterThan(50);
  const money = readFileSync(path.resolve(ROOMS, "../../docs/money.md"), "utf8");
  const list = /## Which kind is drawn where\n(.*?)\n## /s.exec(money)?.[1] ?? "";
  const drawn = [...list.matchAll(/`([a-z-]+\.[a-z.-]+)`/g)].map(([, kind]) => kind ?? "");
  expect([...new Set(drawn)].sort()).toEqual([...new Set([...named, ...kinds])].sort());
  // Each row names a heading under which the entry is drawn.
  const headings = [...money.matchAll(/^## (.*?)(?: \(`|$)/gm)].map(([, heading]) => heading);
  for (const [, heading] of list.matchAll(/^\| ([^|]+?) \|.*`/gm)) expect(headings).toContain(heading);
});
