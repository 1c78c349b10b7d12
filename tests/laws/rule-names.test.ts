import { expect, test } from "vitest";
import { ruleName } from "#app/modules/regions/ui/rule-name.ts";
import { referenceParameters } from "#db/seed/reference/parameters.ts";

test("every rule that the house starts with has a name that people read", () => {
  const keys = [...new Set(referenceParameters.map(({ key }) => key))];
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter((key) => ruleName(key) === key)).toEqual([]);
  expect(new Set(keys.map(ruleName)).size).toBe(keys.length);
});
