import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readInstance } from "#app/modules/matching/instance.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { randomMarket } from "#tests/support/markets.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "lumbung-files-"));

function file(name: string, content?: unknown): string {
  const place = path.join(folder, name);
  if (content !== undefined)
    writeFileSync(place, typeof content === "string" ? content : JSON.stringify(content));
  return place;
}

/** Runs a command of `scripts/` as a person would, without a database, with text on its standard input. */
function run(
  script: string,
  options: readonly string[],
  input = "",
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", `scripts/${script}.ts`, ...options],
      { maxBuffer: 2 ** 26 },
      (failure, out, err) =>
        resolve({ code: typeof failure?.code === "number" ? failure.code : 0, out, err }),
    );
    child.stdin?.end(input);
  });
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

test("input that is no market leaves with 2, one line, and no answer", async () => {
  const wrong = [
    { options: ["--input", "-", "--output", "-"], input: "{ not json" },
    {
      options: ["--input", "-", "--output", "-"],
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
