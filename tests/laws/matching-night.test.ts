import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { merkleLeaf, merklePath, merkleRoot, rootOfPath } from "#app/modules/matching/merkle.ts";
import { nightParts, takePart } from "#app/modules/matching/night-parts.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import { packRows } from "#app/modules/matching/rows.ts";
import { nightRoot } from "#app/modules/matching/seal-cell.ts";
import { solveCell } from "#app/modules/matching/solve-cell.ts";
import { syntheticMarket, syntheticRules } from "#scripts/synthetic/market.ts";
import { shuffleRows } from "#scripts/synthetic/shuffle.ts";
import { arbitraryCell, CELL_NOW } from "#tests/support/arbitrary-cell.ts";

const rules = { now: CELL_NOW, preferenceMilli: 1 };
const sha256 = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

test("a tree of hashes is the one of RFC 6962, and every leaf proves its place", () => {
  // The test vectors that certificate transparency publishes: records "", 00, 10, 2021, 3031, 40414243 …
  const records = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ];
  const leaves = records.map((hex) => merkleLeaf(Buffer.from(hex, "hex")));
  const roots = [1, 2, 3, 4, 5, 6, 7, 8].map((count) => merkleRoot(leaves.slice(0, count)));
  expect(roots).toEqual([
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]);
  expect(merkleRoot([])).toBe(sha256());
  for (let count = 1; count <= 8; count++) {
    for (let at = 0; at < count; at++) {
      const path = merklePath(leaves.slice(0, count), at);
      expect(rootOfPath(leaves[at] ?? "", path)).toBe(roots[count - 1]);
      expect(rootOfPath(leaves[(at + 1) % 8] ?? "", path)).not.toBe(roots[count - 1]);
    }
  }
});

// Goal: a third party needs only SHA-256. Method: the record of a one-pair market, written by hand from the description.
test("the seal of a component is the hash of the record that its description spells out", () => {
  const line = { orderId: "o", buyerId: "b", commodityCode: "x", gradeRank: 0, deliveryDay: "2026-06-03" };
  const lot = {
    listingId: "l",
    sellerId: "s",
    commodityCode: "x",
    gradeRank: 0,
    availableFrom: "2026-06-01",
  };
  const place = { lat: -8, lng: 112 };
  const rows = packRows(
    [
      {
        ...line,
        ...place,
        lineId: "é",
        quantityBase: 7n,
        ceilingMilli: null,
        urgencyClass: 1,
        blockedSellerIds: [],
      },
      {
        ...line,
        ...place,
        lineId: "z",
        commodityCode: "y",
        quantityBase: 1n,
        ceilingMilli: 9n,
        urgencyClass: 0,
        blockedSellerIds: [],
      },
    ],
    [
      {
        ...{ ...lot, ...place, lotId: "P", availableBase: 5n, expiresOn: "2026-06-10", radiusMetres: 1_000 },
        ...{ priceMilli: 30n, minOrderBase: 0n, orderBefore: CELL_NOW, isPreferred: true },
      },
    ],
  );
  const { seal } = solveCell(rows, rules, { why: false, seal: true });
  const record = "lumbung-night/1 component\nL2:é 1 7 2 1 0 1\nO1:P 5 1 -30\nA0 0 5 30\nP1 30\n";
  const pairs = Buffer.alloc(8);
  pairs.writeInt32LE(1, 0);
  pairs.writeInt32LE(0, 4);
  const rest = "lumbung-night/1 rest\nL1:z 0 1 1 2 0 0\n";
  const leaf = (...parts: (string | Uint8Array)[]) => sha256(Uint8Array.of(0), ...parts);
  expect(seal).toEqual({ components: [leaf(record, pairs)], rest: leaf(rest) });
  const [first = "", second = ""] = [leaf(record, pairs), leaf(rest)].sort();
  expect(seal && nightRoot([seal])).toBe(
    sha256(Uint8Array.of(1), Buffer.from(first, "hex"), Buffer.from(second, "hex")),
  );
});

test("the parts of a night share no lot, hold every line, and are answered as the whole is", () => {
  fc.assert(
    fc.property(arbitraryCell(), (cell) => {
      const rows = packRows(cell.lines, cell.lots);
      const whole = solveCell(rows, rules, { why: false, seal: false });
      const parts = nightParts(rows);
      const lines = parts.flatMap((part) => [...part.lines]);
      const lots = parts.flatMap((part) => [...part.lots]);
      expect(lines.sort((a, b) => a - b)).toEqual([...cell.lines.keys()]);
      expect(new Set(lots).size).toBe(lots.length);
      const answers = parts.map((part) =>
        solveCell(takePart(rows, part), rules, { why: false, seal: false }),
      );
      const sales = answers.flatMap(({ bought }, at) =>
        Array.from(bought.quantity, (quantity, sale) => [
          parts[at]?.lines[bought.line[sale] as number],
          parts[at]?.lots[bought.lot[sale] as number],
          quantity,
        ]),
      );
      const expected = Array.from(whole.bought.quantity, (quantity, sale) => [
        whole.bought.line[sale],
        whole.bought.lot[sale],
        quantity,
      ]);
      expect(sales.map(String).sort()).toEqual(expected.map(String).sort());
      expect(answers.reduce((sum, { pairCount }) => sum + pairCount, 0)).toBe(whole.pairCount);
    }),
    { numRuns: 150 },
  );
});

function sealOf(rows: CellRows): string {
  const seals = nightParts(rows).map(
    (part) => solveCell(takePart(rows, part), syntheticRules, { why: false, seal: true }).seal,
  );
  return nightRoot(seals.flatMap((seal) => seal ?? []));
}

test("a synthetic night is the same for the same wish, another for another seed, and its seal knows no order", () => {
  const wish = { seed: "a night", scale: "small", radius: 0.4 } as const;
  const rows = syntheticMarket(wish);
  expect(syntheticMarket(wish)).toEqual(rows);
  const seal = sealOf(rows);
  expect(sealOf(shuffleRows(rows, "mixed"))).toBe(seal);
  const other = sealOf(syntheticMarket({ ...wish, seed: "another" }));
  expect(other).not.toBe(seal);
});
