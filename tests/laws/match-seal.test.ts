import fc from "fast-check";
import { expect, test } from "vitest";
import { cellInstance, cellResult } from "#app/modules/matching/cell-file.ts";
import { packRows } from "#app/modules/matching/rows.ts";
import { nightLeaves, nightRoot } from "#app/modules/matching/seal-cell.ts";
import { solveCell } from "#app/modules/matching/solve-cell.ts";
import { arbitraryCell, CELL_NOW } from "#tests/support/arbitrary-cell.ts";
import { leavesOf, rootOf } from "#tests/support/outsider.ts";

const rules = { now: CELL_NOW, preferenceMilli: 1 };

// Goal: the root of a night says nothing that its public files do not. Method: an outsider's program, written from the
// description of the seal, computes every leaf from the files of random cells.
test("whoever has the files of a night and SHA-256 computes its leaves and its root", () => {
  fc.assert(
    fc.property(fc.array(arbitraryCell(), { minLength: 1, maxLength: 3 }), (cells) => {
      const solved = cells.map(({ lines, lots }) => {
        const rows = packRows(lines, lots);
        const answer = solveCell(rows, rules, { why: false, seal: true });
        const seal = answer.seal ?? { components: [], rest: "" };
        return { seal, instance: cellInstance(rows, rules), result: cellResult(rows, rules, answer) };
      });
      const leaves = solved.flatMap(({ instance, result }) => leavesOf(instance, result));
      const seals = solved.map(({ seal }) => seal);
      expect([...leaves].sort()).toEqual(nightLeaves(seals));
      expect(rootOf(leaves)).toBe(nightRoot(seals));
    }),
    { numRuns: 200 },
  );
});
