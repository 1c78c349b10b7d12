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
    .filter((text) => /\b(entryOf|postEntry|reverseEntry)\(/.test(text))
    .flatMap((text) => [...text.matchAll(/kind: "([a-z-]+\.[a-z.-]+)"/g)].map(([, kind]) => kind ?? "")),
);

test("every kind of entry has words of its own", () => {
  expect(kinds.size).toBeGreaterThan(20);
  expect([...kinds].filter((kind) => deedLabel(kind) === kind)).toEqual([]);
  // Whatever was booked may be taken back, under its own kind.
  expect([...kinds].filter((kind) => deedLabel(`${kind}.reversed`) === `${kind}.reversed`)).toEqual([]);
});
