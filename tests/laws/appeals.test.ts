import fc from "fast-check";
import { expect, test } from "vitest";
import type { Refusal } from "#app/kernel/errors.ts";
import {
  appealable,
  askedParts,
  costsOfGranted,
  grantedParts,
  type WeighedAtDoor,
} from "#app/modules/shipments/appeal.ts";
import { goneOf } from "#app/modules/shipments/receiving.ts";
import { dispositions } from "#app/modules/shipments/shipment-lifecycle.ts";

// Goal: an appeal reaches what a weighing took off, all of it and not a gram more, and what went home is never paid.

const weighed: fc.Arbitrary<WeighedAtDoor> = fc
  .record({
    loaded: fc.bigInt(0n, 10_000n),
    delivered: fc.bigInt(0n, 10_200n),
    refused: fc.bigInt(0n, 10_200n),
    disposition: fc.constantFrom(...dispositions),
  })
  .map(({ loaded, delivered, refused, disposition }) => {
    const rejectedBase = refused < delivered ? refused : delivered;
    return {
      id: "shl_1",
      description: "Telur",
      unit: "kg",
      basePerUnit: 1_000n,
      loadedBase: loaded,
      deliveredBase: delivered,
      rejectedBase,
      disposition: rejectedBase > 0n ? disposition : null,
    };
  });

const codeOf = (deed: () => unknown): string => {
  try {
    deed();
    return "done";
  } catch (error) {
    const { fields, code } = error as Refusal & { fields?: Record<string, string[]> };
    return fields ? `${Object.keys(fields)[0]}: ${Object.values(fields)[0]?.[0]}` : (code ?? String(error));
  }
};

test("whatever was loaded and not accepted can be appealed for, and nothing else", () => {
  fc.assert(
    fc.property(weighed, (line) => {
      const parts = appealable([line]);
      const most = parts.reduce((sum, part) => sum + part.mostBase, 0n);
      const [delivered, rejected] = [line.deliveredBase ?? 0n, line.rejectedBase ?? 0n];
      const short = line.loadedBase > delivered ? line.loadedBase - delivered : 0n;
      expect(most).toBe(short + rejected);
      expect(parts.every((part) => part.mostBase > 0n)).toBe(true);
      const isHome = line.disposition === "returned" || line.disposition === "replaced_today";
      for (const part of parts) expect(part.isOwed).toBe(part.cause === "short" || !isHome);
      for (const { shipmentLineId, cause, mostBase } of parts) {
        const ask = (askedBase: bigint) => () => askedParts([{ shipmentLineId, cause, askedBase }], parts);
        expect(codeOf(ask(mostBase))).toBe("done");
        expect(codeOf(ask(mostBase + 1n))).toBe("lines[0].askedBase: shipments.appealTooMuch");
      }
      expect(
        codeOf(() => askedParts([{ shipmentLineId: "shl_2", cause: "short", askedBase: 1n }], parts)),
      ).toBe("shipments.appealNothing");
    }),
  );
});

test("every line is answered once, with no more than was asked", () => {
  const lines = [
    { id: "aln_1", askedBase: 500n },
    { id: "aln_2", askedBase: 20n },
  ];
  const answer = (...rows: readonly (readonly [string, bigint])[]) =>
    codeOf(() =>
      grantedParts(
        lines,
        rows.map(([appealLineId, grantedBase]) => ({ appealLineId, grantedBase })),
      ),
    );
  expect(answer(["aln_2", 20n], ["aln_1", 0n])).toBe("done");
  expect(answer(["aln_1", 500n])).toBe("shipments.linesDiffer");
  expect(answer(["aln_1", 1n], ["aln_1", 1n])).toBe("shipments.linesDiffer");
  expect(answer(["aln_1", 1n], ["aln_3", 1n])).toBe("shipments.linesDiffer");
  expect(answer(["aln_1", 1n], ["aln_2", 21n])).toBe("lines[1].grantedBase: shipments.appealTooMuch");
});

test("granting takes off the losses no more than was written off, and all of it when all of it is granted", () => {
  const granting = fc.array(fc.bigInt(0n, 10_200n), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(weighed, granting, fc.bigInt(0n, 1_000_000n), (line, wishes, costRupiah) => {
      const { loadedBase, rejectedBase, disposition } = line;
      const acceptedBase = (line.deliveredBase ?? 0n) - (rejectedBase ?? 0n);
      const seen = { loadedBase, acceptedBase, rejectedBase: rejectedBase ?? 0n };
      const { lostBase, shortBase } = goneOf({ ...seen, rejectReason: "cracked", disposition });
      const gone = [
        { shipmentLineId: line.id, kind: "lost" as const, base: lostBase, costRupiah },
        { shipmentLineId: line.id, kind: "short" as const, base: shortBase, costRupiah },
      ].filter((one) => one.base > 0n);
      const parts = appealable([line]).map((part) => ({ ...part, disposition, grantedBase: part.mostBase }));
      const sum = (of: readonly { readonly costRupiah: bigint }[]) =>
        of.reduce((all, one) => all + one.costRupiah, 0n);
      const isHome = disposition === "returned" || disposition === "replaced_today";
      const owed = gone.filter((one) => !(isHome && one.kind === "lost"));
      expect(sum(costsOfGranted(parts, gone))).toBe(sum(owed));
      const some = parts.map((part, at) => {
        const wish = wishes[at] ?? 0n;
        return { ...part, grantedBase: wish < part.mostBase ? wish : part.mostBase };
      });
      const given = costsOfGranted(some, gone);
      for (const part of given) {
        expect(part.costRupiah).toBeGreaterThanOrEqual(0n);
        if (!part.isOwed || part.grantedBase === 0n) expect(part.costRupiah).toBe(0n);
      }
      expect(sum(given)).toBeLessThanOrEqual(sum(owed));
      // Goods that were never bought have no cost to give back.
      expect(sum(costsOfGranted(some, []))).toBe(0n);
    }),
  );
});
