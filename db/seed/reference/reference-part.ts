import type { TransactionSql } from "postgres";

/**
 * One part of what is the same in every environment: regions, commodities, dated parameters.
 * `load` runs again whenever `version` changes, so it must bring an older state up to date (upsert), and
 * must leave alone what people entered since. Dated figures are written once: of them it only adds rows.
 */
export type ReferencePart = {
  /** The table it fills; its version is noted there. */
  readonly table: string;
  readonly version: string;
  readonly load: (tx: TransactionSql) => Promise<void>;
};
