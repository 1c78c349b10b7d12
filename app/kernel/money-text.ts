import { z } from "zod";

// Apart from the arithmetic of money, which screens do too: a schema brings the whole of Zod into the browser.

/** Ten thousand trillion rupiah: far above the national budget, far below what a Postgres bigint holds. */
const RUPIAH_MAX = 10_000_000_000_000_000n;

/** Text of whole rupiah ("1250000") on one side, a bigint on the other. Reads forms, JSON and CSV alike. */
export const RupiahText = z.codec(
  z
    .string()
    .trim()
    .regex(/^-?\d{1,17}$/, { error: "kernel.notRupiah", abort: true }),
  z.bigint().min(-RUPIAH_MAX).max(RUPIAH_MAX),
  { decode: (text) => BigInt(text), encode: (amount) => amount.toString() },
);

/** As RupiahText, and more than nothing. */
export const PositiveRupiahText = RupiahText.refine((amount) => amount > 0n, { error: "kernel.notPositive" });
