import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { divideAmong, duesOfLine, type Holding } from "#app/modules/catalogue/attribution.ts";

// Goal: every gram and every rupiah of a mixed lot is somebody's, whatever happens to it.
// Method: a small book of lots in memory. Random harvests are mixed, split, shipped, refused, brought back, given back and
// spoiled in any order; after every step the parts are added up again.
type Grower = { brought: bigint; left: bigint; shipped: bigint; lost: bigint; givenBack: bigint };
type Lot = Map<string, Grower>;

const GROWERS = 5;
const DEEDS = 30;
const deed = fc.record({
  kind: fc.constantFrom("ship", "comeBack", "spoil", "split", "mix", "giveBack"),
  lot: fc.nat(7),
  other: fc.nat(7),
  part: fc.bigInt({ min: 0n, max: 1000n }),
});
const harvest = fc.array(fc.bigInt({ min: 1n, max: 60_000n }), { minLength: 1, maxLength: GROWERS });

const fresh = (): Grower => ({ brought: 0n, left: 0n, shipped: 0n, lost: 0n, givenBack: 0n });
const held = (lot: Lot, of: (grower: Grower) => bigint): Holding[] =>
  [...lot].map(([producerId, grower]) => ({ producerId, base: of(grower) }));
const total = (lot: Lot, of: (grower: Grower) => bigint) => sumOf([...lot.values()].map(of));

function each(lot: Lot, parts: readonly Holding[], act: (grower: Grower, base: bigint) => void): void {
  for (const { producerId, base } of parts) {
    const grower = lot.get(producerId ?? "");
    if (!grower) throw new Error("a part is somebody's");
    act(grower, base);
  }
}

test("whatever is mixed, split, shipped, refused and spoiled, each grower's grams add up and none is below nothing", () => {
  fc.assert(
    fc.property(
      fc.array(harvest, { minLength: 1, maxLength: 3 }),
      fc.array(deed, { maxLength: DEEDS }),
      (harvests, deeds) => {
        const lots: Lot[] = harvests.map(
          (parts) =>
            new Map(parts.map((base, at) => [`prd_${at}`, { ...fresh(), brought: base, left: base }])),
        );
        const broughtInAll = sumOf(lots.map((lot) => total(lot, (grower) => grower.brought)));
        for (const { kind, lot: at, other, part } of deeds) {
          const lot = lots[at % lots.length] as Lot;
          const left = total(lot, (grower) => grower.left);
          const shipped = total(lot, (grower) => grower.shipped);
          const some = (left * part) / 1000n;
          if (kind === "comeBack") {
            const back = (shipped * part) / 1000n;
            each(
              lot,
              divideAmong(
                back,
                held(lot, (grower) => grower.shipped),
              ),
              (grower, base) => {
                grower.shipped -= base;
                grower.left += base;
              },
            );
            continue;
          }
          const parts = divideAmong(
            some,
            held(lot, (grower) => grower.left),
          );
          expect(sumOf(parts.map(({ base }) => base))).toBe(some);
          const into = kind === "split" ? new Map<string, Grower>() : (lots[other % lots.length] as Lot);
          if (kind === "mix" && into === lot) continue;
          each(lot, parts, (grower, base) => {
            grower.left -= base;
            if (kind === "ship") grower.shipped += base;
            if (kind === "spoil") grower.lost += base;
            if (kind === "giveBack") grower.givenBack += base;
          });
          if (kind === "split" || kind === "mix")
            for (const { producerId, base } of parts) {
              const grower = into.get(producerId ?? "") ?? fresh();
              grower.left += base;
              grower.brought += base;
              const from = lot.get(producerId ?? "");
              if (from) from.brought -= base;
              into.set(producerId ?? "", grower);
            }
          if (kind === "split") lots.push(into);
        }
        const growers = lots.flatMap((lot) => [...lot.values()]);
        for (const grower of growers)
          for (const base of [grower.left, grower.shipped, grower.lost, grower.givenBack])
            expect(base >= 0n).toBe(true);
        for (let at = 0; at < GROWERS; at += 1) {
          const mine = lots.flatMap((lot) => lot.get(`prd_${at}`) ?? []);
          expect(
            sumOf(mine.map((grower) => grower.left + grower.shipped + grower.lost + grower.givenBack)),
          ).toBe(sumOf(mine.map((grower) => grower.brought)));
        }
        expect(
          sumOf(growers.map((grower) => grower.left + grower.shipped + grower.lost + grower.givenBack)),
        ).toBe(broughtInAll);
      },
    ),
  );
});

test("a lot that is gone to the last gram took from each exactly what they brought, in however many shipments", () => {
  fc.assert(
    fc.property(
      harvest,
      fc.array(fc.bigInt({ min: 1n, max: 9_000n }), { maxLength: 40 }),
      (brought, wishes) => {
        const left = brought.map((base, at) => ({ producerId: `prd_${at}`, base }));
        const given = new Map<string | null, bigint>();
        const all = sumOf(brought);
        let gone = 0n;
        for (const wish of [...wishes, all]) {
          const base = wish < all - gone ? wish : all - gone;
          for (const part of divideAmong(base, left)) {
            const holding = left.find((one) => one.producerId === part.producerId);
            if (holding) holding.base -= part.base;
            given.set(part.producerId, (given.get(part.producerId) ?? 0n) + part.base);
          }
          gone += base;
        }
        expect(brought.map((_base, at) => given.get(`prd_${at}`))).toEqual(brought);
      },
    ),
  );
});

test("three growers of a gram each give one gram each, not one of them all three", () => {
  const left = ["prd_a", "prd_b", "prd_c"].map((producerId) => ({ producerId, base: 1n }));
  const givers = [1, 2, 3].map(() => {
    const [part] = divideAmong(1n, left);
    const holding = left.find((one) => one.producerId === part?.producerId);
    if (holding) holding.base = 0n;
    return part?.producerId;
  });
  expect(givers).toEqual(["prd_a", "prd_b", "prd_c"]);
});

test("what is owed adds up to the price of what was accepted, and goods of one price are rounded once", () => {
  const grower = fc.record({
    keptBase: fc.bigInt({ min: 0n, max: 50_000n }),
    priceRupiah: fc.constantFrom(9_000n, 9_001n, 12_500n),
  });
  fc.assert(
    fc.property(
      fc.array(grower, { minLength: 1, maxLength: 8 }),
      fc.bigInt({ min: 0n, max: 1000n }),
      (rows, part) => {
        const growers = rows.map((row, at) => ({ producerId: `prd_${at}`, ...row }));
        const kept = sumOf(rows.map((row) => row.keptBase));
        const accepted = (kept * part) / 1000n;
        const dues = duesOfLine(accepted, growers, 1000n);
        expect(sumOf(dues.map((due) => due.acceptedBase))).toBe(accepted);
        for (const price of [9_000n, 9_001n, 12_500n]) {
          const alike = dues.filter(
            (due) => growers.find((one) => one.producerId === due.producerId)?.priceRupiah === price,
          );
          expect(sumOf(alike.map((due) => due.dueRupiah))).toBe(
            priceOf(sumOf(alike.map((due) => due.acceptedBase)), price, 1000n),
          );
        }
      },
    ),
  );
});
