import fc from "fast-check";
import { expect, test } from "vitest";
import {
  divideShu,
  type MemberBase,
  type ShuRule,
  type ShuShare,
  shuParts,
  WHOLE_BASIS_POINTS,
} from "#app/modules/cooperative/shu.ts";

// Goal: SHU is divided to the rupiah, by what the articles say and by nothing else.
const rule: fc.Arbitrary<ShuRule> = fc
  .array(fc.integer({ min: 0, max: WHOLE_BASIS_POINTS }), { minLength: 7, maxLength: 7 })
  .map((cuts) => {
    const at = [0, ...cuts.sort((a, b) => a - b), WHOLE_BASIS_POINTS];
    return Object.fromEntries(
      shuParts.map((part, index) => [part, (at[index + 1] ?? 0) - (at[index] ?? 0)]),
    ) as ShuRule;
  });
const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });
const members = fc.array(fc.tuple(amount, amount), { maxLength: 40 }).map((bases) =>
  bases.map(
    ([usageRupiah, capitalRupiah], at): MemberBase => ({
      memberId: `agt_${at.toString().padStart(4, "0")}`,
      usageRupiah,
      capitalRupiah,
    }),
  ),
);

const sum = (shares: readonly ShuShare[]) => shares.reduce((all, one) => all + one.amountRupiah, 0n);
const keyOf = (one: ShuShare) => `${one.part}/${one.memberId ?? ""}`;

test("the shares are the surplus, none below nothing, each part within a rupiah of its percentage", () => {
  fc.assert(
    fc.property(amount, rule, members, (surplus, articles, people) => {
      const shares = divideShu(surplus, articles, people);
      expect(sum(shares)).toBe(surplus);
      expect(shares.every((one) => one.amountRupiah >= 0n)).toBe(true);
      expect(new Set(shares.map(keyOf)).size).toBe(shares.length);
      for (const part of shuParts.slice(1)) {
        const of = shares.filter((one) => one.part === part);
        const exact = surplus * BigInt(articles[part]);
        const off = sum(of) * BigInt(WHOLE_BASIS_POINTS) - exact;
        const isFolded = (part === "usage" || part === "capital") && of.length === 0;
        if (!isFolded)
          expect(off < BigInt(WHOLE_BASIS_POINTS) && off > -BigInt(WHOLE_BASIS_POINTS)).toBe(true);
      }
    }),
  );
});

test("it matters nothing in which order members are given", () => {
  fc.assert(
    fc.property(
      amount,
      rule,
      members.chain((people) =>
        fc.tuple(fc.constant(people), fc.shuffledSubarray(people, { minLength: people.length })),
      ),
      (surplus, articles, [people, shuffled]) => {
        expect(divideShu(surplus, articles, shuffled)).toEqual(divideShu(surplus, articles, people));
      },
    ),
  );
});

test("more of a base is never less of its part, and equal bases differ by a rupiah at most", () => {
  fc.assert(
    fc.property(amount, rule, members, (surplus, articles, people) => {
      const shares = divideShu(surplus, articles, people);
      for (const part of ["usage", "capital"] as const) {
        const of = shares
          .flatMap((one) =>
            one.part === part && one.baseRupiah !== null
              ? [{ base: one.baseRupiah, got: one.amountRupiah }]
              : [],
          )
          .sort((a, b) => (a.base < b.base ? -1 : 1));
        for (const [at, next] of of.slice(1).entries()) {
          const before = of[at];
          if (!before) continue;
          if (before.base === next.base) {
            const apart = before.got - next.got;
            expect(apart >= -1n && apart <= 1n).toBe(true);
          } else expect(before.got <= next.got).toBe(true);
        }
      }
    }),
  );
});

test("what a member has of a base that nobody else has is the whole part, and what nobody has stays in the reserve", () => {
  const articles: ShuRule = {
    reserve: 2500,
    usage: 3000,
    capital: 1500,
    officers: 500,
    education: 250,
    social: 250,
    development: 0,
    village: 2000,
  };
  const one = divideShu(1_000_001n, articles, [{ memberId: "agt_1", usageRupiah: 7n, capitalRupiah: 0n }]);
  const of = (part: string) => one.filter((share) => share.part === part).map((share) => share.amountRupiah);
  expect(of("usage")).toEqual([300_001n]);
  expect(of("capital")).toEqual([]);
  expect(of("reserve")).toEqual([400_000n]);
  expect(() => divideShu(-1n, articles, [])).toThrow(/loss/);
  expect(() => divideShu(1n, { ...articles, reserve: 2400 }, [])).toThrow(/whole/);
});
