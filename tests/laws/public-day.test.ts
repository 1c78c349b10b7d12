import fc from "fast-check";
import { expect, test } from "vitest";
import { type PublicGroup, publicDay } from "#app/modules/oversight/public-trace.ts";
import { type Band, worthOf } from "#app/modules/oversight/trace.ts";

// Goal: no figure of a public day to tax, freight, a fee or producers is that of one or two of a kind, and who is paid still gives on what
// it gets. Method: random days on which each koperasi gives what kitchens owe it to a few uses and producers, and keeps the rest.
const GROUPS: Readonly<Record<string, PublicGroup>> = { dap: "kitchen", kop: "koperasi", prd: "producer" };
const groupOf = (id: string): PublicGroup => GROUPS[id.slice(0, 3)] ?? "elsewhere";
const band = (from: string, to: string, amount: bigint): Band => ({ from, to, amount, entryIds: ["ent_1"] });

const rupiah = fc.bigInt(1n, 9_000n);
const koperasi = fc.record({
  buyers: fc.uniqueArray(fc.constantFrom("dap_1", "dap_2", "dap_3", "dap_4"), { minLength: 1 }),
  uses: fc.dictionary(fc.constantFrom("tax", "freight", "lateFee", "levy"), rupiah),
  producers: fc.dictionary(fc.constantFrom("prd_1", "prd_2", "prd_3", "prd_4", "prd_5"), rupiah),
});
const day = fc.array(koperasi, { minLength: 3, maxLength: 6 }).map((sellers) =>
  sellers.flatMap(({ buyers, uses, producers }, at): Band[] => {
    const id = `kop_${at}`;
    const given = Object.entries({ ...uses, ...producers });
    const owed = given.reduce((sum, [, amount]) => sum + amount, 0n) + 1_000n;
    const [first = "dap_1", ...others] = buyers;
    return [
      band(first, id, owed),
      ...others.map((buyer) => band(buyer, id, 500n)),
      ...given.map(([to, amount]) => band(id, to, amount)),
      band(id, "kept", 1_000n + BigInt(others.length) * 500n),
    ];
  }),
);

test("no use and no producers are told a figure that one or two of a kind gave, or were given", () => {
  fc.assert(
    fc.property(day, (bands) => {
      const told = publicDay(bands, groupOf);
      if (told === null) return;
      for (const { from, to, amount } of told.bands) {
        if (from !== "koperasi" || to === "goods" || to === "elsewhere") continue;
        const own = bands.filter((one) => one.to === to || (to === "producer" && one.to.startsWith("prd_")));
        expect(new Set(own.map((one) => one.from)).size, to).toBeGreaterThanOrEqual(3);
        if (to === "producer") expect(new Set(own.map((one) => one.to)).size).toBeGreaterThanOrEqual(3);
        expect(amount, to).toBe(worthOf(own));
      }
      expect(worthOf(told.bands.filter(({ from }) => from === "koperasi"))).toBe(
        worthOf(told.bands.filter(({ to }) => to === "koperasi")),
      );
    }),
  );
});

test("the VAT of the one koperasi that owes any, and the late fee of another, are told with the goods of all", () => {
  const sold = ["kop_1", "kop_2", "kop_3"].flatMap((id, at) => [
    band(`dap_${at + 1}`, id, 1_000n),
    band(id, "kept", at === 2 ? 1_000n : 900n),
  ]);
  const told = publicDay([...sold, band("kop_1", "tax", 100n), band("kop_2", "lateFee", 100n)], groupOf);
  expect(told?.bands).toEqual([
    { from: "kitchen", to: "koperasi", amount: 3_000n, entryIds: [] },
    { from: "koperasi", to: "goods", amount: 3_000n, entryIds: [] },
  ]);
});
