import fc from "fast-check";
import { expect, test } from "vitest";
import type { Refusal } from "#app/kernel/errors.ts";
import { appealable, askedParts, grantedParts, type WeighedAtDoor } from "#app/modules/shipments/appeal.ts";
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
