import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { InstanceRefused, type MatchInstance } from "#app/modules/matching/instance.ts";
import { readMarketFile } from "#app/modules/matching/read-market.ts";
import { PrecisionRefused } from "#app/modules/matching/simplex/transport.ts";
import { solveColumns, solveMarket } from "#app/modules/matching/solve-market.ts";
import { verify } from "#app/modules/matching/verify.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";
import { runScript, streamToScript } from "#tests/support/run-script.ts";
import { sourceOf } from "#tests/support/verdict.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "lumbung-bad-"));

function file(name: string, content: unknown): string {
  const place = path.join(folder, name);
  writeFileSync(place, typeof content === "string" ? content : JSON.stringify(content));
  return place;
}

/** A change of a file by somebody who does not know what it says. */
type Damage = { readonly at: number; readonly cut: number; readonly put: string };

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  cut: fc.constantFrom(0, 0, 1, 1, 2, 7, 60),
  put: fc.oneof(
    fc.constantFrom(
      "",
      "",
      '"',
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\\",
      "-",
      ".",
      "e",
      "0",
      "9",
      " ",
      "\n",
      "\0",
    ),
    fc.constantFrom("1e3", "1.5", "-1", "9007199254740992", "null", "true", '"x":', '"id":"L"', "[0,0,1],"),
    fc.constantFrom("[".repeat(200), "9".repeat(400), "\ufeff", "\ud800", "\\ud800", "é"),
    fc.string({ unit: "binary", maxLength: 4 }),
  ),
});

function damaged(text: string, damages: readonly Damage[]): Uint8Array {
  return damages.reduce<Uint8Array>((bytes, { at, cut, put }) => {
    const from = Math.floor(at * (bytes.length + 1));
    return Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(from + cut)]);
  }, Buffer.from(text));
}

const market = arbitraryMarket({ sides: 5, quantity: 9, cost: 9, classes: 3 });
const damages = fc.array(damage, { minLength: 1, maxLength: 3 });

/** An answer, or the line that says why there is none. */
function solved(bytes: Uint8Array): { readonly text: string } | { readonly refused: string } {
  try {
    return { text: [...solveColumns(readMarketFile(bytes))].join("") };
  } catch (refusal) {
    if (refusal instanceof InstanceRefused || refusal instanceof PrecisionRefused)
      return { refused: refusal.message };
    throw refusal;
  }
}

test("a damaged market is refused with its place, or is a market whose answer can be proven", () => {
  const tried = { refused: 0, solved: 0 };
  fc.assert(
    fc.property(market, damages, (instance, how) => {
      const bytes = damaged(JSON.stringify(instance), how);
      const answer = solved(bytes);
      if ("refused" in answer) {
        tried.refused++;
        expect(answer.refused).toMatch(/byte \d+|^[a-z]+(\[\d+\])?|costs of this market/);
        // The verifier reads with code of its own and must not take for a market what is none.
        expect(verify(sourceOf(bytes), sourceOf(JSON.stringify(solveMarket(instance)))).ok).toBe(false);
        return;
      }
      tried.solved++;
      expect(verify(sourceOf(bytes), sourceOf(answer.text))).toEqual({ ok: true });
    }),
    { numRuns: 1_000 },
  );
  expect(tried.refused).toBeGreaterThan(100);
  expect(tried.solved).toBeGreaterThan(2);
});

test("a damaged answer is refused in one line, or says the same as before", () => {
  const tried = { refused: 0, accepted: 0 };
  fc.assert(
    fc.property(market, damages, (instance, how) => {
      const right = solveMarket(instance);
      const bytes = damaged(JSON.stringify(right), how);
      const verdict = verify(sourceOf(JSON.stringify(instance)), sourceOf(bytes, 7));
      if (!verdict.ok) {
        tried.refused++;
        expect(verdict.because).not.toMatch(/\n/);
        return;
      }
      tried.accepted++;
      const said = JSON.parse(
        Buffer.from(bytes)
          .toString("utf8")
          .replace(/^\ufeff/, ""),
      );
      for (const part of ["filledByClass", "cost"] as const) expect(said[part]).toEqual(right[part]);
    }),
    { numRuns: 1_000 },
  );
  expect(tried.refused).toBeGreaterThan(100);
  expect(tried.accepted).toBeGreaterThan(2);
});

test("a file may come in pieces of any size", () => {
  fc.assert(
    fc.property(market, fc.integer({ min: 1, max: 40 }), (instance, most) => {
      const result = JSON.stringify(solveMarket(instance), null, 3);
      expect(verify(sourceOf(JSON.stringify(instance, null, 1), most), sourceOf(result, most))).toEqual({
        ok: true,
      });
    }),
    { numRuns: 50 },
  );
});

const line = { id: "L", class: 0, quantity: 5 };
const lot = { id: "O", quantity: 5 };
const plain = { format: "lumbung-match/1", classes: 1, lines: [line], offers: [lot], pairs: [[0, 0, 7]] };
const costly = {
  lines: [line, { ...line, id: "M" }],
  offers: [lot, { ...lot, id: "P" }],
  pairs: [
    [0, 0, 0],
    [0, 1, 2 ** 53 - 1],
    [1, 0, 1],
    [1, 1, 5],
  ],
};

const wrong: [string, string, RegExp][] = [
  [
    "a malformed instance",
    '{ "format": "lumbung-match/1", "classes": 1, "lines": [ { "id" ] }',
    /lines\[0\]/,
  ],
  ["an instance that breaks off", JSON.stringify(plain).slice(0, -20), /pairs|byte \d+/],
  ["an instance that is no text", "\ufffd\u0000\u0001", /byte \d+/],
  ["a duplicate line id", text({ lines: [line, line] }), /lines\[1\]\.id/],
  ["a duplicate offer id", text({ offers: [lot, lot] }), /offers\[1\]\.id/],
  ["a duplicate pair", text({ pairs: [...plain.pairs, [0, 0, 8]] }), /pairs/],
  ["a negative quantity", text({ lines: [{ ...line, quantity: -1 }] }), /lines\[0\]\.quantity/],
  ["a negative cost", text({ pairs: [[0, 0, -7]] }), /pairs\[0\]/],
  ["a fraction of a gram", text({ offers: [{ ...lot, quantity: 0.5 }] }), /offers\[0\]\.quantity/],
  [
    "a fraction that a double cannot see",
    JSON.stringify(plain).replace('"quantity":5', '"quantity":9007199254740991.4'),
    /lines\[0\]\.quantity/,
  ],
  ["a quantity in words", text({ lines: [{ ...line, quantity: "5" }] }), /lines\[0\]\.quantity/],
  ["a quantity of 2^53", text({ lines: [{ ...line, quantity: 2 ** 53 }] }), /lines\[0\]\.quantity/],
  ["a class out of range", text({ lines: [{ ...line, class: 1 }] }), /lines\[0\]\.class/],
  ["a line out of range", text({ pairs: [[1, 0, 7]] }), /pairs\[0\]/],
  ["an offer out of range", text({ pairs: [[0, 9_999_999_999, 7]] }), /pairs\[0\]/],
  ["values nested without end", text({}).replace("{", `{"x":${"[".repeat(100_000)},`), /x/],
];

function text(change: object): string {
  return JSON.stringify({ ...plain, ...change });
}

for (const [name, input, place] of wrong) {
  test(`${name}: one line with its place, exit 2, and no answer; to the verifier it is no market`, async () => {
    const ran = await runScript(
      "match",
      ["--input", "-", "--output", path.join(folder, "never.json")],
      input,
    );
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toMatch(/^match: [^\n]+\n$/);
    expect(ran.err).toMatch(place);
    expect(readdirSync(folder).filter((each) => each.startsWith("never"))).toEqual([]);
    const answer = JSON.stringify(solveMarket(plain as unknown as MatchInstance));
    const verdict = verify(sourceOf(input), sourceOf(answer));
    expect(verdict).toEqual({ ok: false, because: expect.stringMatching(/^instance[^\n]*$/) });
    if (!verdict.ok) expect(verdict.because).toMatch(place);
  });
}

test("what is no market leaves nothing on standard output, and the verifier says no with 1", async () => {
  const result = file("result.json", solveMarket(plain as unknown as MatchInstance));
  const solvedAnyway = await runScript(
    "match",
    ["--input", "-", "--output", "-"],
    text({ lines: [line, line] }),
  );
  expect(solvedAnyway).toEqual({ code: 2, out: "", err: 'match: lines[1].id: "L" is there twice\n' });
  const verified = await runScript(
    "match-verify",
    ["--input", "-", "--result", result],
    text({ classes: -1 }),
  );
  expect(verified).toMatchObject({ code: 1, out: "" });
  expect(verified.err).toMatch(/^match:verify: instance: classes must be a whole number [^\n]*\n$/);
});

test("sums that would pass 2^53 are refused before a digit is lost, or are added exactly", async () => {
  const refused = await runScript("match", ["--input", "-", "--output", "-"], text(costly));
  expect(refused).toEqual({
    code: 2,
    out: "",
    err: "match: the costs of this market are too large to be added exactly; use a larger price unit\n",
  });
  const most = 2 ** 53 - 1;
  const heavy = {
    lines: [
      { ...line, quantity: most },
      { ...line, id: "M", quantity: most },
    ],
    offers: [
      { ...lot, quantity: most },
      { ...lot, id: "P", quantity: most },
    ],
    pairs: [
      [0, 0, 3],
      [1, 1, 4],
    ],
  };
  const input = file("heavy.json", { ...plain, ...heavy });
  const added = await runScript("match", ["--input", input, "--output", "-"]);
  expect(added).toMatchObject({ code: 0, err: "" });
  const told = JSON.parse(added.out);
  expect(told.filledByClass).toEqual([String(2n * BigInt(most))]);
  expect(told.cost).toBe(String(7n * BigInt(most)));
  const checked = await runScript("match-verify", ["--input", input, "--result", "-"], added.out);
  expect(checked).toMatchObject({ code: 0, err: "" });
});

test("ten million pairs on standard input are solved, and their answer is verified", async () => {
  const output = path.join(folder, "ten-million.json");
  const asked = await streamToScript("match", ["--input", "-", "--output", output], tenMillionPairs());
  expect(asked).toEqual({ code: 0, out: "", err: "" });
  const checked = await streamToScript(
    "match-verify",
    ["--input", "-", "--result", output],
    tenMillionPairs(),
  );
  expect(checked).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(readFileSync(output, "utf8")).filledByClass).toHaveLength(2);
}, 240_000);

function* tenMillionPairs(): Generator<string> {
  const lines = Array.from({ length: 10_000 }, (_, at) => ({
    id: `L${at}`,
    class: at % 2,
    quantity: 1_000 + (at % 7),
  }));
  const offers = Array.from({ length: 1_000 }, (_, at) => ({ id: `O${at}`, quantity: 9_000 + at }));
  yield `{"format":"lumbung-match/1","classes":2,"lines":${JSON.stringify(lines)},"offers":${JSON.stringify(offers)},"pairs":[`;
  for (const of of lines.keys()) {
    const row = offers.map((_, at) => `[${of},${at},${10_000 + ((of * 7_919 + at * 104_729) % 5_003)}]`);
    yield (of === 0 ? "" : ",") + row.join(",");
  }
  yield "]}";
}

const markets: [string, object, object][] = [
  [
    "an empty market",
    { lines: [], offers: [], pairs: [] },
    { assignments: [], unfilled: [], filledByClass: ["0"], cost: "0", unique: true },
  ],
  [
    "a line nobody can serve",
    { lines: [line, { ...line, id: "N" }] },
    {
      assignments: [{ line: "L", offer: "O", quantity: 5 }],
      unfilled: [{ line: "N", quantity: 5 }],
      filledByClass: ["5"],
      cost: "35",
      unique: true,
    },
  ],
  [
    "all-equal prices",
    { lines: [line, { ...line, id: "M" }], pairs: [...plain.pairs, [1, 0, 7]] },
    { filledByClass: ["5"], cost: "35", unique: false },
  ],
  [
    "zero quantities",
    { lines: [{ ...line, quantity: 0 }], offers: [{ ...lot, quantity: 0 }] },
    { assignments: [], unfilled: [], filledByClass: ["0"], cost: "0", unique: true },
  ],
];

for (const [name, change, expected] of markets) {
  test(`${name}: a correct answer that the verifier accepts`, async () => {
    const input = file("odd-market.json", { ...plain, ...change });
    const ran = await runScript("match", ["--input", input, "--output", "-"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(ran.out)).toMatchObject(expected);
    const checked = await runScript("match-verify", ["--input", input, "--result", "-"], ran.out);
    expect(checked).toMatchObject({ code: 0, err: "" });
  });
}

test("a command that is asked wrongly says so in one line and does nothing", async () => {
  const [noSeed, scale, radius, unknown, both, missing, folderAsFile] = await Promise.all([
    runScript("match-generate", ["--scale", "small"]),
    runScript("match-generate", ["--seed", "1", "--scale", "planet"]),
    runScript("match-generate", ["--seed", "1", "--radius", "-1"]),
    runScript("match-generate", ["--seed", "1", "--colour", "red"]),
    runScript("match-verify", ["--input", "-", "--result", "-"]),
    runScript("match", ["--input", path.join(folder, "absent.json"), "--output", "-"]),
    runScript("match", ["--input", folder, "--output", "-"]),
  ]);
  for (const ran of [noSeed, scale, radius, unknown, missing, folderAsFile])
    expect(ran).toMatchObject({ code: 2, out: "" });
  expect(both).toMatchObject({ code: 1, out: "" });
  for (const ran of [noSeed, scale, radius, unknown, both, missing, folderAsFile])
    expect(ran.err).toMatch(/^match(:verify|:generate)?: [^\n]+\n$/);
});

test("damaged files leave with one line and no trace of a stack, through the commands themselves", async () => {
  const samples = fc.sample(fc.tuple(market, damages), { numRuns: 6, seed: 20_261_127 });
  for (const [instance, how] of samples) {
    const bytes = damaged(JSON.stringify(instance), how);
    const ran = await runScript("match", ["--input", "-", "--output", "-"], bytes);
    if (ran.code === 0) expect(JSON.parse(ran.out).format).toBe("lumbung-match/1");
    else {
      expect(ran).toMatchObject({ code: 2, out: "" });
      expect(ran.err).toMatch(/^match: [^\n]+\n$/);
    }
  }
}, 120_000);
