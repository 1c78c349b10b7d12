import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { suggestionsFor } from "#app/modules/payments/bank-match.ts";
import type { Ground, OpenLine } from "#app/modules/payments/bank-suggestion.ts";

// Goal: a line of the bank finds what the own books moved or are about to, by sum and way, the likeliest first. Method: one sum that tax,
// levies, a batch and a returned transfer share, and lines that tell them apart by their words.
const START = businessDay("2026-07-01");

test("what the own books say is suggested by sum and way, likelier by its number and its day; a batch only whole; a return only if said", () => {
  const line = (words: string, came: boolean, restRupiah = 700_000n): OpenLine => ({
    lineId: "l0",
    onDay: START,
    words,
    restRupiah,
    came,
  });
  const base: Ground = {
    claims: [],
    reports: [],
    outgoings: ["a", "b"].map((id) => ({
      payoutId: id,
      amountRupiah: 350_000n,
      references: [],
      payee: "KKMP Bence",
      isBooked: id === "b",
      batchId: "batch",
    })),
    proceeds: [],
    entries: [
      { id: "near", day: 1, came: false },
      { id: "far", day: 20, came: false },
      { id: "in", day: 0, came: true },
    ].map(({ id, day, came }) => ({
      entryId: id,
      kind: "tax.remitted",
      came,
      amountRupiah: 700_000n,
      on: addDays(START, day),
      references: ["7A5B000000000001"],
      name: "",
    })),
    remittances: [
      { remittanceId: "r", of: "levy", amountRupiah: 700_000n, on: null, reference: "", to: "RKUD Blitar" },
    ],
    sent: [
      {
        payoutId: "s",
        amountRupiah: 700_000n,
        settledOn: START,
        references: ["QX12AB34"],
        payee: "KKMP Bence",
      },
      { payoutId: "late", amountRupiah: 700_000n, settledOn: addDays(START, 1), references: [], payee: "" },
    ],
    payers: [],
    lines: [],
    withheldBasisPoints: [],
  };
  const said = (asked: OpenLine, ground = base) =>
    suggestionsFor(asked, ground).map((found) =>
      found.kind === "entry"
        ? found.entryIds.join(" ")
        : found.kind === "remittance"
          ? found.remittanceIds.join(" ")
          : found.kind === "return" || found.kind === "payout"
            ? [found.kind, ...("payoutIds" in found ? found.payoutIds : [found.payoutId])].join(" ")
            : found.kind,
    );
  expect(said(line("SETORAN", false))).toEqual(["near", "payout a b", "r", "far"]);
  expect(said(line("SETORAN RKUD BLITAR", false))).toEqual(["r", "near", "payout a b", "far"]);
  expect(said(line("MPN 7A5B000000000001", false)).slice(0, 2)).toEqual(["near", "far"]);
  expect(said(line("SETORAN", false, 699_999n))).toEqual([]);
  expect(said(line("MASUK", true))).toEqual(["in"]);
  expect(said(line("RETUR TRF", true))).toEqual(["in", "return s"]);
  expect(said(line("RETUR TRF KKMP BENCE", true))).toEqual(["return s", "in"]);
  expect(said(line("QX12AB34", true))).toEqual(["return s", "in"]);
  // Two taxes of one billing code are one line.
  const both = said(line("MPN 7A5B000000000001", false, 1_400_000n));
  expect(both).toEqual(["far near"]);
  const split = { ...base, outgoings: base.outgoings.slice(0, 1) };
  expect(said(line("SETORAN", false), split)).toEqual(["near", "r", "far"]);
});
