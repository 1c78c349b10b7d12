import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { InstanceRefused, readInstance } from "#app/modules/matching/instance.ts";
import { readMarketFile } from "#app/modules/matching/read-market.ts";
import { solveColumns, solveMarket } from "#app/modules/matching/solve-market.ts";
import { randomMarket } from "#tests/support/markets.ts";
import { runScript as run } from "#tests/support/run-script.ts";
import { verdictOn } from "#tests/support/verdict.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "lumbung-files-"));

function file(name: string, content?: unknown): string {
  const place = path.join(folder, name);
  if (content !== undefined)
    writeFileSync(place, typeof content === "string" ? content : JSON.stringify(content));
  return place;
}

const market = randomMarket(2, { lines: 30, offers: 20, degree: 6 });

test("a market in a file is solved, and the answer is verified from its file", async () => {
  const input = file("market.json", market);
  const output = file("answer.json");
  expect(await run("match", ["--input", input, "--output", output])).toEqual({ code: 0, out: "", err: "" });
  expect(JSON.parse(readFileSync(output, "utf8"))).toEqual(solveMarket(readInstance(market)));
  const verified = await run(
    "match-verify",
    ["--input", input, "--result", "-"],
    readFileSync(output, "utf8"),
  );
  expect(verified).toMatchObject({ code: 0, err: "" });
});

test("a tampered answer leaves with 1 and says in one line what is wrong", async () => {
  const result = solveMarket(market);
  const answer = file("tampered.json", { ...result, cost: String(BigInt(result.cost) - 1n) });
  const refused = await run("match-verify", ["--input", file("market2.json", market), "--result", answer]);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/^match:verify: cost is \d+, not \d+\n$/);
});

const two = { id: "L", class: 0, quantity: 5 };
const lot = { id: "O", quantity: 5 };
const plain = { format: "lumbung-match/1", classes: 1, lines: [two], offers: [lot], pairs: [[0, 0, 7]] };

test("input that is no market is refused in one line that names the place", () => {
  const text = (change: object) => JSON.stringify({ ...plain, ...change });
  const wrong: [string, RegExp][] = [
    ["{ not json", /^must be a text \(byte 2\)$/],
    ["", /^must be an object \(byte 0\)$/],
    [`${text({})} {}`, /^something follows the end of the market/],
    [text({}).slice(0, -1), /^is not closed/],
    [text({ format: "lumbung-match/2" }), /^format: /],
    [text({ classes: 0 }), /^classes: /],
    ['{ "format": "lumbung-match/1" }', /^classes: /],
    [text({ pairs: undefined }), /^pairs: is missing$/],
    [text({ lines: [two, two] }), /^lines\[1\]\.id: "L" is there twice$/],
    [text({ offers: [lot, { ...lot, id: "" }] }), /^offers\[1\]\.id: must not be empty$/],
    [text({ lines: [{ ...two, id: "\ud800" }] }), /^lines\[0\]\.id: must be well-formed text$/],
    [text({ lines: [{ ...two, class: 1 }] }), /^lines\[0\]\.class: must be below 1$/],
    [text({ lines: [{ id: "L", class: 0 }] }), /^lines\[0\]\.quantity: is missing$/],
    [text({ lines: [{ ...two, quantity: -1 }] }), /^lines\[0\]\.quantity: must be a whole number/],
    [text({ lines: [{ ...two, quantity: 1.5 }] }), /^lines\[0\]\.quantity: must be a whole number/],
    [text({ offers: [{ ...lot, quantity: 2 ** 53 }] }), /^offers\[0\]\.quantity: must be a whole number/],
    [text({ offers: [{ ...lot, quantity: "5" }] }), /^offers\[0\]\.quantity: /],
    [
      text({
        pairs: [
          [0, 0, 7],
          [0, 1, 7],
        ],
      }),
      /^pairs\[1\]: names an offer that is not there$/,
    ],
    [text({ pairs: [[4294967296, 0, 7]] }), /^pairs\[0\]: names a line that is not there$/],
    [text({ pairs: [[0, 0]] }), /^pairs\[0\]: must be \[line, offer, cost\]/],
    [text({ pairs: [[0, 0, 7, 8]] }), /^pairs\[0\]: must be \[line, offer, cost\]/],
    [text({ pairs: [[0, 0, 7.5]] }), /^pairs\[0\]: must be a whole number/],
    [
      text({
        pairs: [
          [0, 0, 7],
          [0, 0, 7],
        ],
      }),
      /^pairs: "L" and "O" are paired twice$/,
    ],
    [text({}).replace('"lines"', '"classes"'), /^classes: is there twice$/],
  ];
  for (const [input, why] of wrong) {
    const attempt = () => [...solveColumns(readMarketFile(Buffer.from(input)))];
    expect(attempt, input).toThrow(InstanceRefused);
    expect(attempt, input).toThrow(why);
  }
});

test("numbers and texts may be written in every way that JSON allows, and keys in any order", () => {
  const odd = `\ufeff{ "pairs" : [ [0 , 0,\t7e0 ] ], "note": { "a": [true, null, "\\"", -1.5] }, "offers": [{"quantity":5,"id":"\\u004f"}],
    "lines": [{ "quantity": 5.0, "class": 0, "id": "L", "more": [] }], "classes": 1e0, "format": "lumbung-match\\/1" }`;
  const answer = JSON.parse([...solveColumns(readMarketFile(Buffer.from(odd)))].join(""));
  expect(answer).toEqual(solveMarket(readInstance(plain)));
});

test("a refused market leaves with 2 and one line, and neither an answer nor half of one", async () => {
  const output = file("never.json");
  const wrong = [
    { options: ["--input", "-", "--output", "-"], input: "{ not json" },
    {
      options: ["--input", "-", "--output", output],
      input: JSON.stringify({ ...market, pairs: [[0, 999, 1]] }),
    },
    { options: ["--input", file("absent.json"), "--output", "-"], input: "" },
    { options: ["--output", "-"], input: "" },
  ];
  const answers = await Promise.all(wrong.map(({ options, input }) => run("match", options, input)));
  for (const { code, out, err } of answers) {
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^match: [^\n]+\n$/);
  }
  expect(readdirSync(folder).filter((name) => name.startsWith("never"))).toEqual([]);
});

test("a generated market is the same for the same seed, and is solved and verified", async () => {
  const wish = ["--seed", "apa saja", "--scale", "small"];
  const [first, again, world] = await Promise.all([
    run("match-generate", wish),
    run("match-generate", [...wish, "--output", file("generated.json")]),
    run("match-generate", ["--seed", "1", "--scale", "world"]),
  ]);
  expect(first.out).toBe(readFileSync(file("generated.json"), "utf8"));
  expect(again).toEqual({ code: 0, out: "", err: "" });
  expect(world).toEqual({
    code: 2,
    out: "",
    err: "match:generate: --scale is one of small, city, province, nation\n",
  });
  const generated = JSON.parse(first.out);
  expect(verdictOn(generated, solveMarket(readInstance(generated)))).toEqual({ ok: true });
});

test("a call-off in a file is split, and each member is told why in a sentence", async () => {
  const input = {
    format: "lumbung-allot/1",
    rule: "hamilton",
    waves: [{ id: "W1", lots: 667 }],
    members: [
      { id: "A", weight: 2400, past: 0, floor: 0, cap: 150, perWave: { W1: 150 }, cost: { W1: 0 } },
      { id: "B", weight: 1800, past: 0, floor: 0, cap: 130, perWave: { W1: 130 }, cost: { W1: 0 } },
      { id: "C", weight: 3100, past: 0, floor: 0, cap: 260, perWave: { W1: 260 }, cost: { W1: 100 } },
      { id: "D", weight: 900, past: 0, floor: 0, cap: 60, perWave: { W1: 60 }, cost: { W1: 0 } },
      { id: "E", weight: 1500, past: 0, floor: 0, cap: 100, perWave: { W1: 100 }, cost: { W1: 0 } },
    ],
  };
  const { code, out, err } = await run("allot", ["--input", "-", "--output", "-"], JSON.stringify(input));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const result = JSON.parse(out);
  expect(result.totals).toEqual({ A: 150, B: 130, C: 227, D: 60, E: 100 });
  expect(result.cells).toHaveLength(5);
  expect(result).toMatchObject({
    format: "lumbung-allot/1",
    unplaced: [{ wave: "W1", lots: 0 }],
    cost: "22700",
  });
  expect(result.because).toContainEqual({
    member: "A",
    text: "Mendapat 150 lot, sebanyak batas kemampuannya.",
  });
  expect(result.because).toContainEqual({ member: "C", text: "Bagian menurut bobot 3.100 tepat 227 lot." });
  const refused = await run(
    "allot",
    ["--input", "-", "--output", "-"],
    JSON.stringify({ ...input, rule: "lottery" }),
  );
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(/^allot: rule: [^\n]+\n$/);
});
