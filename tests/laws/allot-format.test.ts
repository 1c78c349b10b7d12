import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { type AllotInstance, allot } from "#app/modules/allotment/allot.ts";
import { AllotRefused, readAllotInstance } from "#app/modules/allotment/allot-instance.ts";
import { runScript } from "#tests/support/run-script.ts";

// The sentences of `formats/allot.md`, one by one: what may be left out, what each field means, what is refused and how.

const member = { id: "A", weight: 2, perWave: { W1: 5 } };
const plain = {
  format: "lumbung-allot/1",
  rule: "webster",
  waves: [{ id: "W1", lots: 5 }],
  members: [member],
} as const satisfies AllotInstance;

const totalsOf = (change: object) => allot(readAllotInstance({ ...plain, ...change })).totals;

test("past, floor, cap and cost may be left out, and so may a wave: then the member cannot deliver in it", () => {
  const waves = [
    { id: "W1", lots: 5 },
    { id: "W2", lots: 5 },
  ];
  const members = [member, { id: "B", weight: 2, perWave: { W2: 3 } }];
  const result = allot(readAllotInstance({ ...plain, waves, members }));
  expect(result).toMatchObject({
    totals: { A: 5, B: 3 },
    cells: [
      { member: "A", wave: "W1", lots: 5 },
      { member: "B", wave: "W2", lots: 3 },
    ],
    unplaced: [
      { wave: "W1", lots: 0 },
      { wave: "W2", lots: 2 },
    ],
    cost: "0",
  });
  const full = { past: 0, floor: 0, cost: { W1: 0, W2: 0 } };
  expect(allot({ ...plain, waves, members: members.map((one) => ({ ...full, ...one })) })).toEqual(result);
});

test("a cap holds over all waves, a floor is met first, and past lots count, also those that are owed", () => {
  const pair = (a: object, b: object) => ({
    members: [
      { ...member, ...a },
      { ...member, id: "B", ...b },
    ],
  });
  expect(totalsOf(pair({ cap: 1 }, {}))).toEqual({ A: 1, B: 4 });
  expect(totalsOf(pair({ floor: 4 }, { weight: 99 }))).toEqual({ A: 4, B: 1 });
  expect(totalsOf(pair({ past: 2 }, { past: -1 }))).toEqual({ A: 1, B: 4 });
  expect(totalsOf({ rule: "hamilton", ...pair({ past: 9 }, { past: -9 }) })).toEqual({ A: 3, B: 2 });
});

test("ties go to the smaller id by code point: not by the alphabet, nor by halves of a pair", () => {
  const ids = ["b", "B", "\u{1f33e}", "ﬀ"];
  const members = ids.map((id) => ({ ...member, id, weight: 1 }));
  for (const rule of ["webster", "equal", "hamilton"])
    expect(totalsOf({ rule, members, waves: [{ id: "W1", lots: 3 }] })).toEqual({
      B: 1,
      b: 1,
      ﬀ: 1,
      "\u{1f33e}": 0,
    });
  expect(totalsOf({ rule: "priority", members, waves: [{ id: "W1", lots: 6 }] })).toMatchObject({
    b: 5,
    B: 1,
  });
});

test("lots are moved between waves to make room, and given the totals they lie where they cost least", () => {
  const result = allot({
    ...plain,
    waves: [
      { id: "W1", lots: 2 },
      { id: "W2", lots: 2 },
    ],
    members: [
      { id: "A", weight: 1, perWave: { W1: 2, W2: 2 }, cap: 2, cost: { W1: 1, W2: 9 } },
      { id: "B", weight: 1, perWave: { W1: 2 }, cost: { W1: 5 } },
    ],
  });
  expect(result).toMatchObject({ totals: { A: 2, B: 2 }, cost: "28" });
  expect(result.cells).toEqual([
    { member: "A", wave: "W2", lots: 2 },
    { member: "B", wave: "W1", lots: 2 },
  ]);
});

test("numbers at the edge of what JSON can count are weighed exactly, and any name will do", () => {
  const past = Number.MAX_SAFE_INTEGER;
  const members = ["A", "B"].map((id) => ({ ...member, id, past }));
  expect(totalsOf({ members, waves: [{ id: "W1", lots: 4 }] })).toEqual({ A: 2, B: 2 });
  const odd = JSON.parse(
    '{"waves":[{"id":"__proto__","lots":2}],"members":[{"id":"constructor","weight":1,"perWave":{"__proto__":2}}]}',
  );
  const { totals, unplaced } = allot(readAllotInstance({ ...plain, ...odd }));
  expect(totals).toEqual({ constructor: 2 });
  expect(unplaced).toEqual([{ wave: "__proto__", lots: 0 }]);
});

test("nobody to share with, or nothing to share, is a table as any other", () => {
  expect(allot({ ...plain, members: [] })).toMatchObject({ totals: {}, unplaced: [{ wave: "W1", lots: 5 }] });
  expect(allot({ ...plain, waves: [], members: [] })).toMatchObject({ totals: {}, cells: [], unplaced: [] });
  expect(totalsOf({ waves: [{ id: "W1", lots: 0 }] })).toEqual({ A: 0 });
});

test("what is no call-off is refused in one line that names the place", () => {
  const one = (change: object) => ({ ...plain, members: [{ ...member, ...change }] });
  const wave = (change: object) => ({ ...plain, waves: [{ ...plain.waves[0], ...change }] });
  const wrong: [unknown, string][] = [
    [{ ...plain, format: "lumbung-allot/2" }, "format: "],
    [{ ...plain, rule: "lottery" }, "rule: "],
    [{ ...plain, waves: undefined }, "waves: "],
    [{ ...plain, members: {} }, "members: "],
    [one({ weight: 0 }), "members[0].weight: must be at least 1"],
    [one({ weight: 1.5 }), "members[0].weight: must be a whole number"],
    [one({ weight: "2" }), "members[0].weight: must be a whole number"],
    [one({ weight: 2 ** 53 }), "members[0].weight: "],
    [one({ past: 0.5 }), "members[0].past: must be a whole number"],
    [one({ floor: -1 }), "members[0].floor: must not be below 0"],
    [one({ cap: -1 }), "members[0].cap: must not be below 0"],
    [one({ cap: null }), "members[0].cap: must be a whole number"],
    [one({ perWave: undefined }), "members[0].perWave: must be an object of waves"],
    [one({ perWave: [5] }), "members[0].perWave: must be an object of waves"],
    [one({ perWave: { W1: -1 } }), "members[0].perWave.W1: must not be below 0"],
    [one({ perWave: { W9: 1 } }), 'members[0].perWave: "W9" is not a wave'],
    [one({ cost: { W1: -1 } }), "members[0].cost.W1: must not be below 0"],
    [one({ cost: { W9: 1 } }), 'members[0].cost: "W9" is not a wave'],
    [one({ cost: { W1: Number.MAX_SAFE_INTEGER } }), "members: have costs too large to be added exactly"],
    [one({ id: "" }), "members[0].id: must not be empty"],
    [one({ id: "\ud800" }), "members[0].id: must be well-formed text"],
    [{ ...plain, members: [member, member] }, 'members[1].id: "A" is there twice'],
    [wave({ lots: -1 }), "waves[0].lots: must not be below 0"],
    [wave({ lots: 10 ** 12 }), "waves: ask for 1000000000000 lots"],
    [{ ...plain, waves: [...plain.waves, ...plain.waves] }, 'waves[1].id: "W1" is there twice'],
    [{ ...plain, rule: "hamilton", waves: [] }, "rule: hamilton splits exactly one wave"],
  ];
  for (const [json, why] of wrong) {
    let said = "nothing";
    try {
      allot(readAllotInstance(json));
    } catch (failure) {
      expect(failure).toBeInstanceOf(AllotRefused);
      said = String((failure as Error).message);
    }
    expect(said.startsWith(why), `${said} ≠ ${why}`).toBe(true);
  }
});

test("the command leaves with 0 and a whole answer, or with 2, one line, and no answer at all", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lumbung-allot-"));
  const output = path.join(folder, "answer.json");
  const refused = async (options: readonly string[], input: string, why: RegExp) => {
    const { code, out, err } = await runScript("allot", options, input);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(why);
    expect(err).toMatch(/^allot: [^\n]+\n$/);
  };
  await Promise.all([
    refused(["--input", "-", "--output", output], "{ not json", /standard input is not JSON: /),
    refused(["--input", "-", "--output", output], JSON.stringify({ ...plain, rule: "lottery" }), /rule: /),
    refused(["--input", path.join(folder, "absent.json"), "--output", output], "", /absent\.json/),
    refused(["--output", output], "", /--input is missing/),
  ]);
  expect(readdirSync(folder)).toEqual([]);
  const done = await runScript(
    "allot",
    ["--input", "-", "--output", output],
    `\ufeff${JSON.stringify(plain)}`,
  );
  expect(done).toEqual({ code: 0, out: "", err: "" });
  expect(readdirSync(folder)).toEqual(["answer.json"]);
  expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({ totals: { A: 5 }, cost: "0" });
});
