import { RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import type { DatedGoods } from "./needed-paper-reads.server.ts";
import type { PaperFault } from "./paper-fault.ts";
import { paperFaults } from "./paper-fault-reads.server.ts";

/** What keeps goods of a seller from being sold on a day; as `paperFaults`. */
export async function unlicensed(
  tx: Transaction,
  sellerId: string,
  goods: DatedGoods,
): Promise<PaperFault | null> {
  const [fault = null] = await paperFaults(sellerId, [goods], tx);
  return fault;
}

/**
 * Refuses to sell what may not be sold on the day: `catalogue.licenceLapsed` with the day on which a licence or a certificate that the
 * goods need ran out, `catalogue.needsHygiene`, `needsHalal` or `needsPermit` for one that was never handed in.
 */
export async function refuseUnlicensed(tx: Transaction, sellerId: string, goods: DatedGoods): Promise<void> {
  const fault = await unlicensed(tx, sellerId, goods);
  if (fault) throw new RuleBroken(fault.code, fault.params);
}
