import fc from "fast-check";
import { expect, test } from "vitest";
import {
  InstanceRefused,
  MATCH_FORMAT,
  type MatchInstance,
  readInstance,
} from "#app/modules/matching/instance.ts";
import type { MatchResult } from "#app/modules/matching/result.ts";
import { PrecisionRefused } from "#app/modules/matching/simplex/transport.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { idHash, tieHash } from "#app/modules/matching/tie-hash.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";
import { randomMarket } from "#tests/support/markets.ts";
import { verdictOn } from "#tests/support/verdict.ts";

const market = arbitraryMarket({ sides: 7, quantity: 9, cost: 9, classes: 3 });

type Draft = { -readonly [Key in keyof MatchResult]: MatchResult[Key] };

/** One dishonest change to an answer; undefined where the answer has nothing of the kind to change. */
const tamperings: Record<string, (result: MatchResult, pick: number) => Partial<Draft> | undefined> = {
  "a gram more": ({ assignments }, pick) =>
    changeAt(assignments, pick, (it) => ({ ...it, quantity: it.quantity + 1 }), "assignments"),
  "a gram less": ({ assignments }, pick) =>
    changeAt(assignments, pick, (it) => ({ ...it, quantity: it.quantity - 1 }), "assignments"),
  "a dropped assignment": ({ assignments }, pick) => dropAt(assignments, pick, "assignments"),
  "a repeated assignment": ({ assignments }, pick) => {
    const it = assignments[pick % Math.max(1, assignments.length)];
    return it === undefined ? undefined : { assignments: [...assignments, it] };
  },
  "a dropped unfilled line": ({ unfilled }, pick) => dropAt(unfilled, pick, "unfilled"),
  "an unfilled gram more": ({ unfilled }, pick) =>
    changeAt(unfilled, pick, (it) => ({ ...it, quantity: it.quantity + 1 }), "unfilled"),
  "a dearer cost": ({ cost }) => ({ cost: String(BigInt(cost) + 1n) }),
  "a cheaper cost": ({ cost }) => ({ cost: String(BigInt(cost) - 1n) }),
  "a class filled more": ({ filledByClass }) => ({
    filledByClass: filledByClass.map((it, at) => (at === 0 ? String(BigInt(it) + 1n) : it)),
  }),
  "a class left out": ({ filledByClass }) => ({ filledByClass: filledByClass.slice(1) }),
  "another format": () => ({ format: "lumbung-match/2" as typeof MATCH_FORMAT }),
  "no penalty to speak of": ({ certificate }) => ({ certificate: { ...certificate, penalty: "0" } }),
  "a rent below zero": ({ certificate }, pick) => tamperPrice(certificate, "offerRent", pick, () => "-1"),
  "a price left out": ({ certificate }, pick) => tamperPrice(certificate, "lineValue", pick, () => undefined),
  "a price that is no number": ({ certificate }, pick) =>
    tamperPrice(certificate, "lineValue", pick, (it) => `${it}.0`),
};

function changeAt<Entry>(list: readonly Entry[], pick: number, change: (it: Entry) => Entry, name: string) {
  if (list.length === 0) return undefined;
  const chosen = pick % list.length;
  return { [name]: list.map((it, at) => (at === chosen ? change(it) : it)) };
}

function dropAt(list: readonly unknown[], pick: number, name: string) {
  return list.length === 0 ? undefined : { [name]: list.filter((_, at) => at !== pick % list.length) };
}

function tamperPrice(
  certificate: MatchResult["certificate"],
  side: "lineValue" | "offerRent",
  pick: number,
  change: (price: string) => string | undefined,
) {
  const ids = Object.keys(certificate[side]);
  const id = ids[pick % Math.max(1, ids.length)];
  if (id === undefined) return undefined;
  const { [id]: price, ...others } = certificate[side];
  const changed = change(price ?? "");
  return {
    certificate: { ...certificate, [side]: changed === undefined ? others : { ...others, [id]: changed } },
  };
}

for (const [name, tamper] of Object.entries(tamperings)) {
  test(`the verifier refuses an answer with ${name}`, () => {
    let tried = 0;
    fc.assert(
      fc.property(market, fc.nat(), (instance, pick) => {
        const result = solveMarket(instance);
        const change = tamper(result, pick);
        if (change === undefined) return;
        tried++;
        expect(verdictOn(instance, { ...result, ...change }).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
    expect(tried).toBeGreaterThan(5);
  });
}

test("the verifier refuses an answer whose price for goods that someone wants or has is one off", () => {
  fc.assert(
    fc.property(market, fc.nat(), fc.constantFrom(1n, -1n), (instance, pick, off) => {
      const result = solveMarket(instance);
      const wanted = instance.lines.filter(({ quantity }) => quantity > 0);
      const line = wanted[pick % Math.max(1, wanted.length)];
      if (line === undefined) return;
      const lineValue = { ...result.certificate.lineValue };
      lineValue[line.id] = String(BigInt(lineValue[line.id] ?? "0") + off);
      expect(verdictOn(instance, { ...result, certificate: { ...result.certificate, lineValue } }).ok).toBe(
        false,
      );
    }),
  );
});

test("the verifier refuses an answer whose rent for goods that someone has is one off", () => {
  fc.assert(
    fc.property(market, fc.nat(), fc.constantFrom(1n, -1n), (instance, pick, off) => {
      const result = solveMarket(instance);
      const stocked = instance.offers.filter(({ quantity }) => quantity > 0);
      const offer = stocked[pick % Math.max(1, stocked.length)];
      if (offer === undefined) return;
      const { offerRent } = result.certificate;
      const changed = { ...offerRent, [offer.id]: String(BigInt(offerRent[offer.id] ?? "0") + off) };
      const certificate = { ...result.certificate, offerRent: changed };
      expect(verdictOn(instance, { ...result, certificate }).ok).toBe(false);
    }),
  );
});

test("the verifier refuses an answer in which two offers swapped their names, or the certificate two prices", () => {
  fc.assert(
    fc.property(market, (instance) => {
      const result = solveMarket(instance);
      const [one, two] = instance.offers;
      if (!one || !two) return;
      const { offerRent } = result.certificate;
      const swap = (id: string) => (id === one.id ? two.id : id === two.id ? one.id : id);
      const assignments = result.assignments
        .map((it) => ({ ...it, offer: swap(it.offer) }))
        .sort((a, b) => (a.line < b.line || (a.line === b.line && a.offer < b.offer) ? -1 : 1));
      const swapped = verdictOn(instance, { ...result, assignments });
      if (swapped.ok) {
        // Only where the two offers are the same goods at the same prices is the swapped answer as right as the other.
        const said = (id: string) => instance.pairs.filter(([, offer]) => instance.offers[offer]?.id === id);
        const costs = (id: string) =>
          JSON.stringify(
            said(id)
              .map(([line, , cost]) => [line, cost])
              .sort(),
          );
        const sold = (id: string) =>
          JSON.stringify(
            result.assignments.filter((it) => it.offer === id).map((it) => [it.line, it.quantity]),
          );
        const isAlike = costs(one.id) === costs(two.id) || sold(one.id) === sold(two.id);
        expect(isAlike || !result.unique).toBe(true);
      }
      const prices = { ...offerRent, [one.id]: offerRent[two.id], [two.id]: offerRent[one.id] };
      const certificate = { ...result.certificate, offerRent: prices };
      if (one.quantity !== two.quantity && offerRent[one.id] !== offerRent[two.id])
        expect(verdictOn(instance, { ...result, certificate }).ok).toBe(false);
    }),
  );
});

test("the verifier refuses an answer to a market from which a line was dropped", () => {
  fc.assert(
    fc.property(market, (instance) => {
      const last = instance.lines.length - 1;
      if (last < 0) return;
      const lines = instance.lines.slice(0, last);
      const pairs = instance.pairs.filter(([line]) => line !== last);
      expect(verdictOn({ ...instance, lines, pairs }, solveMarket(instance)).ok).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test("the verifier refuses an answer in which two lines swapped their names", () => {
  fc.assert(
    fc.property(market, (instance) => {
      const result = solveMarket(instance);
      const [first, second] = instance.lines;
      if (!first || !second || first.quantity === second.quantity) return;
      const swap = (id: string) => (id === first.id ? second.id : id === second.id ? first.id : id);
      const byName = (a: { line: string; offer?: string }, b: { line: string; offer?: string }) =>
        a.line < b.line || (a.line === b.line && (a.offer ?? "") < (b.offer ?? "")) ? -1 : 1;
      const swapped = {
        ...result,
        assignments: result.assignments.map((it) => ({ ...it, line: swap(it.line) })).sort(byName),
        unfilled: result.unfilled.map((it) => ({ ...it, line: swap(it.line) })).sort(byName),
      };
      expect(verdictOn(instance, swapped).ok).toBe(false);
    }),
  );
});

test("an answer that is merely good is refused, and so is the right answer to another market", () => {
  const instance = randomMarket(5, { lines: 40, offers: 30, degree: 8 });
  const result = solveMarket(instance);
  const greedy = {
    ...result,
    assignments: [],
    unfilled: instance.lines.map(({ id, quantity }) => ({ line: id, quantity })),
  };
  expect(
    verdictOn(instance, { ...greedy, filledByClass: ["0", "0", "0"], cost: "0", unique: false }).ok,
  ).toBe(false);
  expect(verdictOn(randomMarket(6, { lines: 40, offers: 30, degree: 8 }), result).ok).toBe(false);
});

test("a false claim of being the only answer is refused, a modest one is not", () => {
  let several = 0;
  fc.assert(
    fc.property(market, (instance) => {
      const result = solveMarket(instance);
      expect(verdictOn(instance, { ...result, unique: false })).toEqual({ ok: true });
      if (result.unique) return;
      several++;
      expect(verdictOn(instance, { ...result, unique: true }).ok).toBe(false);
    }),
  );
  expect(several).toBeGreaterThan(10);
});

test("the verifier answers anything at all with a reason, never with an exception", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (instance, result) => {
      const verdict = verdictOn(instance, result);
      expect(verdict.ok === false && verdict.because !== "").toBe(true);
    }),
  );
});

const empty: MatchInstance = { format: MATCH_FORMAT, classes: 1, lines: [], offers: [], pairs: [] };
const line = { id: "L", class: 0, quantity: 5 };
const offer = { id: "O", quantity: 5 };

test("an empty market, a lonely line, an idle offer and zero quantities are markets too", () => {
  const cases: MatchInstance[] = [
    empty,
    { ...empty, lines: [line] },
    { ...empty, offers: [offer] },
    { ...empty, lines: [{ ...line, quantity: 0 }], offers: [offer], pairs: [[0, 0, 7]] },
    { ...empty, lines: [line], offers: [{ ...offer, quantity: 0 }], pairs: [[0, 0, 7]] },
    { ...empty, lines: [{ ...line, quantity: 0 }], offers: [{ ...offer, quantity: 0 }], pairs: [[0, 0, 7]] },
    {
      ...empty,
      lines: [{ ...line, id: "__proto__" }],
      offers: [{ ...offer, id: "toString" }],
      pairs: [[0, 0, 0]],
    },
  ];
  for (const instance of cases) {
    expect(verdictOn(instance, JSON.parse(JSON.stringify(solveMarket(instance))))).toEqual({ ok: true });
  }
});

test("what is wrong with a market is named, and nothing is computed", () => {
  const wrong: [unknown, RegExp][] = [
    [null, /expected object/],
    [{ ...empty, format: "lumbung-match/9" }, /format/],
    [{ ...empty, classes: 0 }, /classes/],
    [{ ...empty, lines: [line, line] }, /lines\[1\]\.id: "L" is there twice/],
    [{ ...empty, lines: [{ ...line, class: 1 }] }, /lines\[0\]\.class/],
    [{ ...empty, lines: [{ ...line, quantity: 1.5 }] }, /lines\[0\]\.quantity/],
    [{ ...empty, lines: [{ ...line, quantity: 2 ** 53 }] }, /lines\[0\]\.quantity/],
    [{ ...empty, offers: [{ ...offer, quantity: -1 }] }, /offers\[0\]\.quantity/],
    [{ ...empty, lines: [line], pairs: [[0, 0, 1]] }, /pairs\[0\]: names an offer that is not there/],
    [{ ...empty, lines: [line], offers: [offer], pairs: [[0, 0]] }, /pairs\[0\]/],
    [{ ...empty, lines: [line], offers: [offer], pairs: [[0, 0, -1]] }, /pairs\[0\]: cost/],
  ];
  for (const [json, why] of wrong) expect(() => readInstance(json)).toThrow(why);
  const twice = {
    ...empty,
    lines: [line],
    offers: [offer],
    pairs: [
      [0, 0, 1],
      [0, 0, 2],
    ] as const,
  };
  expect(() => solveMarket(twice)).toThrow(InstanceRefused);
});

test("numbers near the limit are solved exactly, numbers beyond it are refused before a digit is lost", () => {
  const largest = Number.MAX_SAFE_INTEGER;
  const wide: MatchInstance = {
    ...empty,
    lines: [line, { ...line, id: "M" }],
    offers: [offer, { ...offer, id: "P" }],
    pairs: [
      [0, 0, 1],
      [0, 1, largest],
      [1, 0, 0],
      [1, 1, 5],
    ],
  };
  expect(() => solveMarket(wide)).toThrow(PrecisionRefused);
  const alike = {
    ...wide,
    pairs: [
      [0, 0, largest],
      [0, 1, largest - 1],
      [1, 0, largest],
      [1, 1, largest],
    ] as const,
  };
  const heavy = {
    ...alike,
    lines: wide.lines.map((it) => ({ ...it, quantity: largest })),
    offers: wide.offers.map((it) => ({ ...it, quantity: largest })),
  };
  for (const instance of [alike, heavy])
    expect(verdictOn(instance, solveMarket(instance))).toEqual({ ok: true });
});

test("the tie hash is the documented one", () => {
  expect([idHash("", 0) >>> 0, idHash("a", 0) >>> 0, idHash("foobar", 0) >>> 0]).toEqual([
    0x811c9dc5, 0xe40c292c, 0xbf9cf968,
  ]);
  expect(idHash("beras", 0)).not.toBe(idHash("beras", 1));
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (left, right) => {
      const hash = tieHash(left, right);
      expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 20).toBe(true);
      expect(BigInt(hash)).toBe(
        slowTieHash(BigInt.asUintN(32, BigInt(left)), BigInt.asUintN(32, BigInt(right))),
      );
    }),
  );
});

function slowTieHash(lineHash: bigint, offerHash: bigint): bigint {
  let mixed = BigInt.asUintN(32, lineHash * 0x9e3779b1n + offerHash);
  mixed ^= mixed >> 16n;
  mixed = BigInt.asUintN(32, mixed * 0x85ebca6bn);
  mixed ^= mixed >> 13n;
  mixed = BigInt.asUintN(32, mixed * 0xc2b2ae35n);
  mixed ^= mixed >> 16n;
  return mixed >> 12n;
}
