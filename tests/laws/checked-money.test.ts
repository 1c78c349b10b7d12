import fc from "fast-check";
import { expect, test } from "vitest";
import type { Call, MemberActor } from "#app/kernel/call.ts";
import { eventsFrom, statesOf } from "#app/kernel/lifecycle.ts";
import { isSecondPerson } from "#app/modules/identity/second-person.ts";
import { type CheckedState, checkedLifecycle, movedBy } from "#app/modules/payments/checked-money.ts";
import { remittanceLifecycle } from "#app/modules/payments/payment-lifecycle.ts";

// Goal: what two people see says of itself who brought it where it stands, and nobody is both of them. Method: every state and every move,
// and histories of any length, held against the walls that the tables of such money have.
const member: MemberActor = {
  kind: "member",
  personId: "per_head",
  organisationId: "org_1",
  organisationKind: "kitchen",
  organisationActive: true,
  roles: ["kitchen_head"],
  apiKeyId: null,
};
const at = new Date("2026-11-02T03:00:00Z");
const call: Call = { actor: member, at, key: null, causation: null };
const moves = [
  { event: "confirm" },
  { event: "reject", reason: "Belum masuk" },
  { event: "doubt", reason: "Angkanya lain" },
  { event: "reverse" },
  { event: "keep" },
] as const;

const states = statesOf(checkedLifecycle);

test("what the lifecycle does not say is refused, and the rest names who did it and when", () => {
  for (const from of states)
    for (const move of moves) {
      const does = () => movedBy(call, from, move);
      const isSaid = eventsFrom(checkedLifecycle, from).some((event) => event === move.event);
      if (!isSaid) {
        expect(does, `${from} ${move.event}`).toThrow(expect.objectContaining({ code: "payments.moved" }));
        continue;
      }
      const said = Object.values(does());
      expect(said, `${from} ${move.event}`).toEqual(expect.arrayContaining([at, "per_head"]));
      if ("reason" in move) expect(said).toContain(move.reason);
    }
  expect(() => movedBy({ ...call, actor: { kind: "system", name: "job" } }, "reported", moves[0])).toThrow(
    /permitted/,
  );
});

test("whatever was done, a row is checked once it was said and answered once it was doubted, and a new doubt waits for a new answer", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 30 }), (tries) => {
      let row: Readonly<Record<string, unknown>> & { readonly state: CheckedState } = { state: "reported" };
      for (const move of tries) {
        if (!eventsFrom(checkedLifecycle, row.state).some((event) => event === move.event)) continue;
        row = { ...row, ...movedBy(call, row.state, move) };
        const has = (column: string) => (row[column] ?? null) !== null;
        expect(has("checkedBy")).toBe(row.state !== "reported");
        if (row.state === "doubted") expect([has("doubtReason"), has("settledBy")]).toEqual([true, false]);
        if (row.state === "reversed") expect([has("doubtReason"), has("settledBy")]).toEqual([true, true]);
        if (row.state === "rejected") expect([has("reason"), has("doubtedBy")]).toEqual([true, false]);
      }
    }),
  );
});

test("levies that are booked end as other money does", () => {
  for (const state of ["confirmed", "doubted", "reversed"] as const)
    expect(remittanceLifecycle[state]).toEqual(checkedLifecycle[state]);
});

test("the second person is of the house, may do it, and is not the first", () => {
  const first = { organisationId: "org_1", by: "per_finance" };
  expect(isSecondPerson(member, "fundings.confirm", first)).toBe(true);
  expect(isSecondPerson(member, "fundings.confirm", { ...first, by: null })).toBe(true);
  expect(isSecondPerson(member, "fundings.confirm", { ...first, by: "per_head" })).toBe(false);
  expect(isSecondPerson(member, "fundings.confirm", { ...first, organisationId: "org_2" })).toBe(false);
  expect(isSecondPerson({ ...member, roles: ["kitchen_finance"] }, "fundings.confirm", first)).toBe(false);
  expect(isSecondPerson({ kind: "system", name: "job" }, "fundings.confirm", first)).toBe(false);
});
