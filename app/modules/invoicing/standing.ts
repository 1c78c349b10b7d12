import type { Rupiah } from "#app/kernel/money.ts";

/** What was written of a statement when it was made, and what was put right since. */
export type StatementWritten = {
  readonly freightRupiah: Rupiah;
  readonly claimRupiah: Rupiah;
  readonly netRupiah: Rupiah;
  /** What it bears of claims that were granted since. */
  readonly correctedRupiah: Rupiah;
  /** Freight that it bears more, and less, since trips were found to have cost something else. */
  readonly freightAddedRupiah: Rupiah;
  readonly freightReturnedRupiah: Rupiah;
};

/**
 * A statement as it stands today: with every claim that was granted and all freight that was put right since. Always true, as of
 * what was written: gross − freight − levy − fee − claim = net.
 */
export function standingOf<Statement extends StatementWritten>(statement: Statement): Statement {
  const dearer = statement.freightAddedRupiah - statement.freightReturnedRupiah;
  return {
    ...statement,
    freightRupiah: statement.freightRupiah + dearer,
    claimRupiah: statement.claimRupiah + statement.correctedRupiah,
    netRupiah: statement.netRupiah - statement.correctedRupiah - dearer,
  };
}

/** What a koperasi is still to be paid of a statement; below nothing when it was paid too much before something was put right. */
export function leftOf(
  statement: StatementWritten & {
    readonly setOffRupiah: Rupiah;
    readonly paidRupiah: Rupiah;
    readonly underwayRupiah: Rupiah;
  },
): Rupiah {
  const { netRupiah } = standingOf(statement);
  return netRupiah - statement.setOffRupiah - statement.paidRupiah - statement.underwayRupiah;
}
