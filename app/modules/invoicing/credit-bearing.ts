import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { Bearer } from "../disputes/bearing.ts";

/** One granted line of a claim: whose goods they were, and who bears their loss by the table of the disputes. */
export type GrantedLine = {
  readonly koperasiId: string;
  readonly base: bigint;
  readonly rupiah: Rupiah;
  readonly bearer: Bearer;
};

/** What a koperasi still has of its statement of the call-off: it bears no more than that. */
export type StatementLeft = {
  readonly statementId: string;
  readonly koperasiId: string;
  readonly netRupiah: Rupiah;
};

export type BorneStatement = {
  readonly statementId: string;
  readonly koperasiId: string;
  readonly goodsBase: bigint;
  readonly goodsRupiah: Rupiah;
  readonly borneRupiah: Rupiah;
};

export type Bearing = {
  /** In the order of the statements; those that nothing changes of are left out. */
  readonly statements: readonly BorneStatement[];
  readonly hubRupiah: Rupiah;
};

/**
 * Divides what a claim takes off an invoice among those who bear it. A carrier bears it where it is a koperasi of the same
 * call-off; any other is the trade center's to turn to
 * by a debit note, which bears it here. Nobody bears more than its statement still comes to:
 * the rest is the trade center's. Always true: Σ borne + the trade center's = Σ granted, to the rupiah.
 */
export function bearingOf(
  lines: readonly GrantedLine[],
  statements: readonly StatementLeft[],
  carrierId: string | null,
): Bearing {
  const bornes = statements.map((statement) => {
    const own = lines.filter((line) => line.koperasiId === statement.koperasiId);
    const falls = lines.filter((line) =>
      line.bearer === "carrier"
        ? statement.koperasiId === carrierId
        : line.bearer === "koperasi" && statement.koperasiId === line.koperasiId,
    );
    const due = sumOf(falls.map((line) => line.rupiah));
    const most = statement.netRupiah > 0n ? statement.netRupiah : 0n;
    return {
      statementId: statement.statementId,
      koperasiId: statement.koperasiId,
      goodsBase: own.reduce((sum, line) => sum + line.base, 0n),
      goodsRupiah: sumOf(own.map((line) => line.rupiah)),
      borneRupiah: due < most ? due : most,
    };
  });
  const total = sumOf(lines.map((line) => line.rupiah));
  const hubRupiah = total - sumOf(bornes.map((one) => one.borneRupiah));
  invariant(hubRupiah >= 0n, "no more is borne than was granted");
  return {
    statements: bornes.filter((one) => one.goodsRupiah > 0n || one.borneRupiah > 0n),
    hubRupiah,
  };
}
