import fc from "fast-check";
import { expect, test } from "vitest";
import { type Band, type TracedEntry, worthOf } from "#app/modules/oversight/trace.ts";
import { envelopeBands } from "#app/modules/oversight/trace-envelope.ts";

// Goal: whatever was spent of which envelope, and whatever is invoiced of it, a buyer gives on what it gets, and every band names entries.
const BUYER = "org_buyer";
const rupiah = fc.bigInt(1n, 10n ** 9n);
const spending = fc
  .array(fc.record({ budgetId: fc.constantFrom("bgt_a", "bgt_b"), amount: rupiah }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((all) =>
    all.map(
      ({ budgetId, amount }, at): TracedEntry => ({
        id: `ent_s${at}`,
        organisationId: BUYER,
        kind: "order.spent",
        lines: [
          { account: "budgetReserved", subjectId: budgetId, amount },
          { account: "budgetSpent", subjectId: budgetId, amount: -amount },
        ],
      }),
    ),
  );
const purchase = fc
  .array(fc.record({ goods: rupiah, late: fc.bigInt(0n, 10n ** 6n) }), { maxLength: 4 })
  .map((sales) =>
    sales.flatMap(({ goods, late }, at): Band[] => {
      const seller = `org_s${at}`;
      const entryIds = [`ent_i${at}`];
      return [
        { from: BUYER, to: seller, amount: goods + late, entryIds },
        { from: seller, to: "goods", amount: goods, entryIds },
        ...(late > 0n ? [{ from: seller, to: "lateFee", amount: late, entryIds: [`ent_l${at}`] }] : []),
      ];
    }),
  );

test("a buyer gives on what its envelopes and it itself put in, and late fees are no envelope's", () => {
  fc.assert(
    fc.property(spending, purchase, (spent, claimed) => {
      const added = envelopeBands(BUYER, spent, claimed);
      const all = [...added, ...claimed];
      const into = all.filter(({ to }) => to === BUYER);
      expect(worthOf(into)).toBe(worthOf(all.filter(({ from }) => from === BUYER)));
      for (const budgetId of ["bgt_a", "bgt_b"]) {
        const own = spent.filter(({ lines }) => lines[0]?.subjectId === budgetId);
        expect(worthOf(into.filter(({ from }) => from === budgetId))).toBe(
          own.reduce((sum, { lines }) => sum + (lines[0]?.amount ?? 0n), 0n),
        );
        for (const band of into.filter(({ from }) => from === budgetId))
          expect(band.entryIds).toEqual(own.map(({ id }) => id).sort());
      }
      const late = worthOf(claimed.filter(({ to }) => to === "lateFee"));
      expect(worthOf(into.filter(({ from }) => from === "unbudgeted"))).toBeGreaterThanOrEqual(late);
      for (const band of added) {
        expect(band.amount).toBeGreaterThan(0n);
        expect(band.entryIds.length).toBeGreaterThan(0);
      }
    }),
  );
  expect(envelopeBands(BUYER, [], [{ from: BUYER, to: "org_s", amount: 5n, entryIds: ["ent_1"] }])).toEqual(
    [],
  );
});
