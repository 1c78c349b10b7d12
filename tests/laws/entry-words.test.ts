import { expect, test } from "vitest";
import { deedLabel } from "#app/modules/ledger/ui/account-words.tsx";

// Goal: whoever opens a journal reads what was done, not the name that a program gave it. Method: every kind of entry that is written
// down in the rooms must have its words.
const files = import.meta.glob<string>("../../app/modules/**/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});
const kinds = new Set(
  Object.values(files)
    .filter((text) => /\b(entryOf|postEntry)\(/.test(text))
    .flatMap((text) => [...text.matchAll(/kind: "([a-z]+\.[a-z.-]+)"/g)].map(([, kind]) => kind ?? "")),
);

test("every kind of entry has words of its own", () => {
  expect(kinds.size).toBeGreaterThan(20);
  expect([...kinds].filter((kind) => deedLabel(kind) === kind)).toEqual([]);
});
