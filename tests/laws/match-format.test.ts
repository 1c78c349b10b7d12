import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MatchInstance } from "#app/modules/matching/instance.ts";
import type { MatchResult } from "#app/modules/matching/result.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";
import { runScript } from "#tests/support/run-script.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "lumbung-format-"));
const npm = promisify(execFile);

/** An urgent line leaves a little of the cheap goods to one that has dearer ones to choose from. Ids sort by code point. */
const market: MatchInstance = {
  format: "lumbung-match/1",
  classes: 3,
  lines: [
    { id: "L1", class: 0, quantity: 120_000 },
    { id: "L\u{1F33E}", class: 2, quantity: 700 },
    { id: "L\uFF21", class: 1, quantity: 500 },
    { id: "L0", class: 1, quantity: 0 },
  ],
  offers: [
    { id: "O2", quantity: 70_000 },
    { id: "O1", quantity: 60_000 },
    { id: "O3", quantity: 9 },
  ],
  pairs: [
    [0, 0, 13_500],
    [0, 1, 12_000],
    [2, 1, 11_000],
    [2, 0, 20_000],
    [3, 0, 5],
  ],
};

const exact = `{
  "format": "lumbung-match/1",
  "assignments": [
    { "line": "L1", "offer": "O1", "quantity": 59500 },
    { "line": "L1", "offer": "O2", "quantity": 60500 },
    { "line": "L\uFF21", "offer": "O1", "quantity": 500 }],
  "unfilled": [
    { "line": "L\u{1F33E}", "quantity": 700 }],
  "filledByClass": ["120000","500","0"],
  "cost": "1536250000",
  "unique": true,
  "certificate": {
  "penalty": "160001",
  "lineValue": {
    "L0": "5",
    "L1": "13500",
    "L\uFF21": "12500",
    "L\u{1F33E}": "160001"},
  "offerRent": {
    "O1": "1500",
    "O2": "0",
    "O3": "0"} }
}
`;

test("the commands of the format page, typed as it says, write the answer byte for byte and verify it", async () => {
  const input = path.join(folder, "instance.json");
  const output = path.join(folder, "result.json");
  writeFileSync(input, JSON.stringify(market));
  const run = (name: string, ...options: string[]) => npm("npm", ["run", "--silent", name, "--", ...options]);
  expect(await run("match", "--input", input, "--output", output)).toEqual({ stdout: "", stderr: "" });
  expect(readFileSync(output, "utf8")).toBe(exact);
  expect(await run("match:verify", "--input", input, "--result", output)).toMatchObject({ stderr: "" });
  const tampered = path.join(folder, "tampered.json");
  writeFileSync(tampered, exact.replace('"1536250000"', '"1536250001"'));
  await expect(run("match:verify", "--input", input, "--result", tampered)).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: "match:verify: cost is 1536250000, not 1536250001\n",
  });
});

test("the answer does not depend on the order of the lists, to the last byte", async () => {
  const shuffled = (seed: number) => {
    const [lines = [], offers = [], pairs = []] = fc.sample(
      fc.tuple(
        fc.shuffledSubarray([...market.lines.keys()], { minLength: market.lines.length }),
        fc.shuffledSubarray([...market.offers.keys()], { minLength: market.offers.length }),
        fc.shuffledSubarray([...market.pairs], { minLength: market.pairs.length }),
      ),
      { numRuns: 1, seed },
    )[0] ?? [[], [], []];
    return JSON.stringify({
      pairs: pairs.map(([line, offer, cost]) => [lines.indexOf(line), offers.indexOf(offer), cost]),
      offers: offers.map((at) => market.offers[at]),
      lines: lines.map((at) => market.lines[at]),
      classes: market.classes,
      format: market.format,
    });
  };
  for (const seed of [1, 2, 3]) {
    const ran = await runScript("match", ["--input", "-", "--output", "-"], shuffled(seed));
    expect(ran).toEqual({ code: 0, out: exact, err: "" });
  }
});

/** What the page says of a result, checked by a program that anybody could have written from it. */
function expectAsThePageSays(instance: MatchInstance, result: MatchResult): void {
  const { lines, offers, pairs, classes } = instance;
  const { penalty, lineValue, offerRent } = result.certificate;
  const order = (id: string) => Array.from(id, (letter) => letter.codePointAt(0) ?? 0);
  const isBefore = (a: readonly number[], b: readonly number[]) => {
    const at = a.findIndex((point, index) => point !== b[index]);
    return at === -1 ? a.length < b.length : (a[at] ?? 0) < (b[at] ?? -1);
  };
  const keys = result.assignments.map((it) => [...order(it.line), -1, ...order(it.offer)]);
  for (let at = 1; at < keys.length; at++) expect(isBefore(keys[at - 1] ?? [], keys[at] ?? [])).toBe(true);
  const cost = new Map(
    pairs.map(([line, offer, price]) => [`${lines[line]?.id}|${offers[offer]?.id}`, price]),
  );
  const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
  const bought = result.assignments.map(
    (it) => BigInt(it.quantity) * BigInt(cost.get(`${it.line}|${it.offer}`) ?? NaN),
  );
  expect(String(sum(bought))).toBe(result.cost);
  const price = (of: number) => BigInt(penalty) * BigInt(classes - of);
  const missing = new Map(result.unfilled.map((it) => [it.line, it.quantity]));
  for (const { id, class: of, quantity } of lines) {
    const got = result.assignments.filter((it) => it.line === id).map((it) => it.quantity);
    expect(got.reduce((all, each) => all + each, missing.get(id) ?? 0)).toBe(quantity);
    expect(BigInt(lineValue[id] ?? NaN) <= price(of)).toBe(true);
  }
  for (const { id, quantity } of offers) {
    const sold = result.assignments.filter((it) => it.offer === id).map((it) => it.quantity);
    expect(sold.reduce((all, each) => all + each, 0)).toBeLessThanOrEqual(quantity);
    expect(BigInt(offerRent[id] ?? NaN) >= 0n).toBe(true);
  }
  for (const [line, offer, pay] of pairs)
    expect(
      BigInt(lineValue[lines[line]?.id ?? ""] ?? NaN) - BigInt(offerRent[offers[offer]?.id ?? ""] ?? NaN) <=
        BigInt(pay),
    ).toBe(true);
  const dearest = pairs.reduce((most, [, , pay]) => Math.max(most, pay), 0);
  expect(BigInt(penalty) > BigInt(lines.length) * BigInt(dearest)).toBe(true);
  const unfilled = lines.map((it) => price(it.class) * BigInt(missing.get(it.id) ?? 0));
  const worth = lines.map((it) => BigInt(it.quantity) * BigInt(lineValue[it.id] ?? NaN));
  const rents = offers.map((it) => BigInt(it.quantity) * BigInt(offerRent[it.id] ?? NaN));
  expect(sum(bought) + sum(unfilled)).toBe(sum(worth) - sum(rents));
}

test("every sentence of the format page about a result holds, checked by a program written from the page alone", () => {
  expectAsThePageSays(market, JSON.parse(exact));
  fc.assert(
    fc.property(arbitraryMarket({ sides: 7, quantity: 9, cost: 9, classes: 3 }), (instance) => {
      const result = solveMarket(instance);
      expectAsThePageSays(instance, result);
      for (const { quantity } of [...result.assignments, ...result.unfilled])
        expect(quantity).toBeGreaterThan(0);
      expect(result.filledByClass).toHaveLength(instance.classes);
      expect(Object.keys(result)).toEqual([
        ...["format", "assignments", "unfilled", "filledByClass", "cost", "unique", "certificate"],
      ]);
    }),
  );
});

test("a line and an offer may share an id; ids may hold anything that is text", async () => {
  const odd = {
    lines: [{ id: "__proto__", class: 0, quantity: 2 }],
    offers: [{ id: "__proto__", quantity: 1 }],
  };
  const input = JSON.stringify({
    format: "lumbung-match/1",
    classes: 1,
    ...odd,
    pairs: [[0, 0, 0]],
  }).replaceAll("__proto__", '\\"\\n__proto__');
  writeFileSync(path.join(folder, "odd.json"), input);
  const ran = await runScript("match", ["--input", "-", "--output", "-"], input);
  expect(ran).toMatchObject({ code: 0, err: "" });
  const verified = await runScript(
    "match-verify",
    ["--input", path.join(folder, "odd.json"), "--result", "-"],
    ran.out,
  );
  expect(verified).toMatchObject({ code: 0, err: "" });
});
