import fc from "fast-check";
import { expect, test } from "vitest";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Entry } from "#app/modules/ledger/entry.ts";
import { paidBandsIn } from "#app/modules/oversight/paid-day.ts";
import { type PublicGroup, publicDay } from "#app/modules/oversight/public-trace.ts";
import { type Band, type TracedEntry, worthOf } from "#app/modules/oversight/trace.ts";
import { cardFeeEntry } from "#app/modules/payments/card-postings.ts";
import { paymentEntries } from "#app/modules/payments/payment-postings.ts";
import { rideEntries } from "#app/modules/shipments/ride-postings.ts";

// Goal: what is told of a day's payments is worth what was booked, and no figure of it is one or two parties' own.
// Method: entries come from the functions that book payments, card fees and rides, for random days.
const DAY = "2026-07-15" as BusinessDay;
const SELLERS = ["kop_a", "kop_b", "kop_c", "kop_d"] as const;
const BUYERS = ["dapur_a", "dapur_b", "dapur_c", "dapur_d"] as const;
const everybody = new Set<string>([...SELLERS, ...BUYERS]);

type Paid = {
  readonly payerId: string;
  readonly payeeId: string;
  readonly rail: "transfer" | "card" | "deposit";
  readonly amountRupiah: bigint;
  readonly withheldRupiah: bigint;
  readonly vatKeptRupiah: bigint;
  readonly depositRupiah: bigint;
  readonly feeRupiah: bigint;
};

type Ride = { readonly carrierId: string; readonly koperasiId: string; readonly amountRupiah: bigint };

const plain = {
  rail: "transfer",
  withheldRupiah: 0n,
  vatKeptRupiah: 0n,
  depositRupiah: 0n,
  feeRupiah: 0n,
} as const;
const payment: fc.Arbitrary<Paid> = fc.record({
  payerId: fc.constantFrom(...BUYERS),
  payeeId: fc.constantFrom(...SELLERS),
  rail: fc.constantFrom("transfer" as const, "card" as const, "deposit" as const),
  amountRupiah: fc.bigInt(1_000n, 50_000_000n),
  withheldRupiah: fc.bigInt(0n, 500_000n),
  vatKeptRupiah: fc.bigInt(0n, 500_000n),
  depositRupiah: fc.bigInt(0n, 1_000n),
  feeRupiah: fc.bigInt(0n, 1_000n),
});
const ride: fc.Arbitrary<Ride> = fc.record({
  carrierId: fc.constantFrom(...SELLERS),
  koperasiId: fc.constantFrom(...SELLERS),
  amountRupiah: fc.bigInt(1n, 300_000n),
});
const day = fc.record({
  payments: fc.array(payment, { maxLength: 12 }),
  rides: fc.array(
    ride.filter((one) => one.carrierId !== one.koperasiId),
    { maxLength: 4 },
  ),
});

const kept = (entries: readonly Entry[]): TracedEntry[] =>
  entries.map((entry, at) => ({ ...entry, id: `ent_${String(at).padStart(3, "0")}` }));

function booked({
  payments,
  rides,
}: {
  readonly payments: readonly Paid[];
  readonly rides: readonly Ride[];
}): TracedEntry[] {
  const deed = { subjectId: "x_1", on: DAY, narration: "x" };
  return kept([
    ...payments.flatMap((one, at) => [
      ...paymentEntries({ ...one, id: `pay_${at}`, assignmentId: null, on: DAY, narration: "KW" }),
      ...(one.rail === "card" && one.feeRupiah > 0n ? [cardFeeEntry(one.payeeId, one.feeRupiah, deed)] : []),
    ]),
    ...rides.flatMap((one, at) => rideEntries({ ...one, ridePlaceId: `rp_${at}`, on: DAY, narration: "x" })),
  ]);
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n);
const to = (bands: readonly Band[], use: string) => worthOf(bands.filter((band) => band.to === use));
const groupOf = (id: string): PublicGroup => (id.startsWith("dapur") ? "kitchen" : "koperasi");
const told = (bands: readonly Band[]) => publicDay(bands, groupOf);

test("what was paid is told whole: where it came, what was taken beforehand, and rides out of one's own", () => {
  fc.assert(
    fc.property(day, (one) => {
      const bands = paidBandsIn(booked(one), everybody);
      const moved = one.payments.map((paid) =>
        paid.rail === "deposit"
          ? paid.withheldRupiah + paid.vatKeptRupiah
          : paid.amountRupiah + paid.withheldRupiah + paid.vatKeptRupiah,
      );
      const byBuyers = bands.filter((band) => band.from.startsWith("dapur"));
      expect(worthOf(byBuyers)).toBe(sum(moved));
      const of = (rail: string, amount: (paid: Paid) => bigint) =>
        sum(one.payments.filter((paid) => paid.rail === rail).map(amount));
      const fees = of("card", (paid) => paid.feeRupiah);
      expect(to(bands, "bank")).toBe(of("transfer", (paid) => paid.amountRupiah));
      expect(to(bands, "cardFee")).toBe(fees);
      expect(to(bands, "card")).toBe(of("card", (paid) => paid.amountRupiah) - fees);
      expect(to(bands, "withheld")).toBe(
        sum(one.payments.map((paid) => paid.withheldRupiah + paid.vatKeptRupiah)),
      );
      const rides = sum(one.rides.map((part) => part.amountRupiah));
      expect(to(bands, "freight")).toBe(rides);
      expect(worthOf(bands.filter((band) => band.from === "own"))).toBe(rides);
      for (const id of SELLERS)
        expect(worthOf(bands.filter((band) => band.from === id)), id).toBe(to(bands, id));
    }),
  );
});

test("the payer's books and the payee's alone say the same, and what was taken back the same day is nothing", () => {
  fc.assert(
    fc.property(fc.array(payment, { minLength: 1, maxLength: 6 }), (payments) => {
      const entries = booked({ payments, rides: [] });
      const between = (followed: readonly string[]) =>
        paidBandsIn(entries, new Set(followed)).filter((band) => band.from.startsWith("dapur"));
      expect(between(BUYERS)).toEqual(between(SELLERS));
      const undone = entries.map((entry) => ({
        ...entry,
        id: `${entry.id}_r`,
        kind: "payment.reversed",
        lines: entry.lines.map((line) => ({ ...line, amount: -line.amount })),
      }));
      expect(paidBandsIn([...entries, ...undone], everybody)).toEqual([]);
    }),
  );
});

test("a public day of payments names nobody, counts nobody in twos, and tells no use that one or two have", () => {
  fc.assert(
    fc.property(day, (one) => {
      const bands = paidBandsIn(booked(one), everybody);
      const public_ = told(bands);
      if (public_ === null) return;
      const said = JSON.stringify(public_, (_, value) =>
        typeof value === "bigint" ? value.toString() : value,
      );
      expect(said).not.toMatch(/kop_|dapur_|ent_/);
      for (const count of Object.values(public_.counts)) expect(count).toBeGreaterThanOrEqual(3);
      for (const band of public_.bands) {
        if (!["bank", "card", "cardFee", "withheld", "freight"].includes(band.to)) continue;
        const givers = new Set(bands.filter(({ to: use }) => use === band.to).map(({ from }) => from));
        expect(givers.size, band.to).toBeGreaterThanOrEqual(3);
        expect(band.amount).toBe(to(bands, band.to));
      }
    }),
  );
});

const three = SELLERS.slice(0, 3).map(
  (payeeId, at): Paid => ({ ...plain, payeeId, payerId: BUYERS[at] ?? "", amountRupiah: 1_000_000n }),
);
const flows = (bands: readonly Band[] | undefined) =>
  bands?.map(({ from, to: use, amount }) => `${from} ${use} ${amount}`);

test("tax that three were kept is told; that of one is told with what came, and a lone ride's freight with it", () => {
  const withheld = three.map((one) => ({ ...one, amountRupiah: 985_000n, withheldRupiah: 15_000n }));
  expect(flows(told(paidBandsIn(booked({ payments: withheld, rides: [] }), everybody))?.bands)).toEqual([
    "kitchen koperasi 3000000",
    "koperasi bank 2955000",
    "koperasi withheld 45000",
  ]);
  const [first, ...others] = withheld;
  const alone = booked({
    payments: [
      ...(first ? [first] : []),
      ...others.map((one) => ({ ...one, amountRupiah: 1_000_000n, withheldRupiah: 0n })),
    ],
    rides: [{ carrierId: "kop_a", koperasiId: "kop_b", amountRupiah: 40_000n }],
  });
  expect(flows(told(paidBandsIn(alone, everybody))?.bands)).toEqual([
    "kitchen koperasi 3000000",
    "koperasi goods 3000000",
  ]);
});

test("a day on which two paid, or two were paid, is nobody's business", () => {
  const two = three.slice(0, 2);
  expect(told(paidBandsIn(booked({ payments: two, rides: [] }), everybody))).toBeNull();
  const one = three.map((paid) => ({ ...paid, payeeId: "kop_a" }));
  expect(told(paidBandsIn(booked({ payments: one, rides: [] }), everybody))).toBeNull();
});
