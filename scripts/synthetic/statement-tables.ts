import { basisPointsOf, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { Rate } from "#app/modules/contracts/contract-rate.ts";
import {
  type DeliveredLine,
  divisionOf,
  type StatementRow,
  type TakenBefore,
} from "#app/modules/invoicing/statement.ts";

/** Draws a whole number from 0 to below `sides`; the same seed draws the same numbers. */
export type Roll = (sides: number) => number;

type Side = { readonly rate: Rate; before: TakenBefore };
type CallOff = { readonly lines: readonly DeliveredLine[]; readonly freightRupiah: bigint };

const PER_UNIT = 1000n;

/** Nothing, a part of the value, or rupiah per kilogram: each as often. */
function rateOf(roll: Roll): Rate {
  const kind = roll(3);
  return {
    basisPoints: kind === 1 ? 1 + roll(900) : 0,
    rupiahPerUnit: kind === 2 ? BigInt(1 + roll(700)) : 0n,
    legalBasis: "Perda contoh 1/2026",
  };
}

function callOffOf(roll: Roll): CallOff {
  const price = BigInt(8_001 + roll(90_000));
  const lines = Array.from({ length: 1 + roll(7) }, (): DeliveredLine => {
    const deliveredBase = BigInt(1 + roll(4_000_000));
    return {
      koperasiId: `org_${roll(6)}`,
      deliveredBase,
      acceptedBase: deliveredBase - (deliveredBase * BigInt(roll(30))) / 1000n,
      priceRupiah: price,
      basePerUnit: PER_UNIT,
      freightWeight: BigInt(roll(4) === 0 ? 0 : roll(50_000)),
    };
  });
  // As the statement, freight that everybody bears is far below what the goods of the smallest are worth.
  const least = lines.reduce((low, line) => (line.acceptedBase < low ? line.acceptedBase : low), 1n << 60n);
  const worth = priceOf(least, price, PER_UNIT);
  return {
    lines,
    freightRupiah: worth < 4n ? 0n : BigInt(roll(Number(worth / 4n > 900_000n ? 900_000n : worth / 4n))),
  };
}

function isBeside(whole: bigint, numerator: bigint, denominator: bigint): boolean {
  const floor = numerator / denominator;
  return whole === floor || (whole === floor + 1n && numerator % denominator !== 0n);
}

/** What a rate should have taken of everything so far, reckoned once over the whole. */
function wholeOf(rate: Rate, amount: bigint): bigint {
  return rate.rupiahPerUnit > 0n
    ? priceOf(amount, rate.rupiahPerUnit, PER_UNIT)
    : basisPointsOf(amount, rate.basisPoints);
}

function rowFlaw(rows: readonly StatementRow[]): string | null {
  for (const row of rows) {
    if (
      row.grossRupiah - row.freightRupiah - row.levyRupiah - row.feeRupiah - row.claimRupiah !==
      row.netRupiah
    )
      return "a row does not add up";
    if (row.netRupiah < 0n) return "somebody pays for having delivered";
  }
  return null;
}

/** Every cell, and what each koperasi is deducted in all, is one of the two whole rupiah beside its exact share. */
function shareFlaw(
  rows: readonly StatementRow[],
  callOff: CallOff,
  taken: { levy: bigint; fee: bigint },
): string | null {
  const accepted = rows.map((row) => row.grossRupiah - row.claimRupiah);
  const value = sumOf(accepted);
  if (value === 0n) return null;
  const carried = rows.map((row) =>
    sumOf(
      callOff.lines.filter((line) => line.koperasiId === row.koperasiId).map((line) => line.freightWeight),
    ),
  );
  const byWay = sumOf(carried) > 0n ? carried : accepted;
  const way = sumOf(byWay);
  for (const [at, row] of rows.entries()) {
    const freight = callOff.freightRupiah * (byWay[at] ?? 0n) * value;
    const levy = taken.levy * (accepted[at] ?? 0n) * way;
    const fee = taken.fee * (accepted[at] ?? 0n) * way;
    const denominator = value * way;
    if (!isBeside(row.freightRupiah, freight, denominator)) return "freight is off its share";
    if (!isBeside(row.levyRupiah, levy, denominator)) return "levy is off its share";
    if (!isBeside(row.feeRupiah, fee, denominator)) return "fee is off its share";
    const all = row.freightRupiah + row.levyRupiah + row.feeRupiah;
    if (!isBeside(all, freight + levy + fee, denominator)) return "deductions are off their share";
  }
  return null;
}

function after(side: Side, taken: bigint, rows: readonly StatementRow[]): TakenBefore {
  const amount =
    side.rate.rupiahPerUnit > 0n
      ? sumOf(rows.map((row) => row.acceptedBase))
      : sumOf(rows.map((row) => row.grossRupiah - row.claimRupiah));
  return { amount: side.before.amount + amount, takenRupiah: side.before.takenRupiah + taken };
}

/**
 * Divides the call-offs of one contract after the other, `tables` in all, and answers the first flaw in a row, in a column,
 * in a share or over time; null when there is none.
 */
export function flawInTables(roll: Roll, tables: number): string | null {
  let levy: Side = { rate: rateOf(roll), before: { amount: 0n, takenRupiah: 0n } };
  let fee: Side = { rate: rateOf(roll), before: { amount: 0n, takenRupiah: 0n } };
  for (let table = 0; table < tables; table += 1) {
    if (roll(5) === 0) {
      levy = { rate: rateOf(roll), before: { amount: 0n, takenRupiah: 0n } };
      fee = { rate: rateOf(roll), before: { amount: 0n, takenRupiah: 0n } };
    }
    const callOff = callOffOf(roll);
    const rows = divisionOf(callOff.lines, {
      freightRupiah: callOff.freightRupiah,
      levy: levy.rate,
      fee: fee.rate,
      before: { levy: levy.before, fee: fee.before },
      perUnit: PER_UNIT,
    });
    const taken = {
      levy: sumOf(rows.map((row) => row.levyRupiah)),
      fee: sumOf(rows.map((row) => row.feeRupiah)),
    };
    levy.before = after(levy, taken.levy, rows);
    fee.before = after(fee, taken.fee, rows);
    const flaw =
      rowFlaw(rows) ??
      (sumOf(rows.map((row) => row.freightRupiah)) === callOff.freightRupiah ? null : "freight got lost") ??
      shareFlaw(rows, callOff, taken) ??
      [levy, fee].find((side) => side.before.takenRupiah !== wholeOf(side.rate, side.before.amount));
    if (flaw)
      return `table ${table}: ${typeof flaw === "string" ? flaw : "a rate is not what it takes of the whole"}`;
  }
  return null;
}
