import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { licencesEndingBy } from "./licence-reads.server.ts";
import { wantedPapers } from "./needed-paper-reads.server.ts";
import { type PaperFault, paperFault } from "./paper-fault.ts";

/** What keeps goods of a seller from being sold on a day: a licence of its business, else a paper that they need; null when nothing does. */
export async function unlicensed(
  tx: Transaction,
  sellerId: string,
  { commodityCode, day }: { readonly commodityCode: string; readonly day: BusinessDay },
): Promise<PaperFault | null> {
  const [lapsed] = await licencesEndingBy(sellerId, addDays(day, -1), tx);
  const wanted = await wantedPapers(sellerId, [commodityCode], day, tx);
  return paperFault(lapsed?.expiresOn ?? null, wanted.get(commodityCode));
}

/**
 * Refuses to sell what may not be sold on the day: `catalogue.licenceLapsed` with the day on which a licence or a certificate that the
 * goods need ran out, `catalogue.needsHygiene`, `needsHalal` or `needsPermit` for one that was never handed in.
 */
export async function refuseUnlicensed(
  tx: Transaction,
  sellerId: string,
  goods: { readonly commodityCode: string; readonly day: BusinessDay },
): Promise<void> {
  const fault = await unlicensed(tx, sellerId, goods);
  if (fault) throw new RuleBroken(fault.code, fault.params);
}
