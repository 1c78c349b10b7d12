import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/**
 * What a seller lets one buyer owe. Used of it is what the buyer owes by invoice and what was promised to it and is not invoiced yet, with
 * the tax that will be on it. A promise beyond the limit is refused; what was promised before a limit was lowered stands.
 */
export type CreditStanding = {
  /** Null where the seller set none. */
  readonly limitRupiah: Rupiah | null;
  readonly owedRupiah: Rupiah;
  readonly promisedRupiah: Rupiah;
};

/** Kinds of organisations that buy, so that each can have a limit of its own. */
export const creditKinds = [
  "koperasi",
  "kitchen",
  "bumd",
  "trade_center",
] as const satisfies readonly OrganisationKind[];

/** What may still be promised; below nothing where a limit was lowered, null without one. */
export function creditLeft({ limitRupiah, owedRupiah, promisedRupiah }: CreditStanding): Rupiah | null {
  return limitRupiah === null ? null : limitRupiah - owedRupiah - promisedRupiah;
}
