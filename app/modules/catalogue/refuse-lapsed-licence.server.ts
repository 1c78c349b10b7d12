import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { licencesEndingBy } from "./licence-reads.server.ts";

/** Refuses to sell for a seller one of whose licences ran out before today (`catalogue.licenceLapsed`, with the day). */
export async function refuseLapsedLicence(
  tx: Transaction,
  sellerId: string,
  today: BusinessDay,
): Promise<void> {
  const [lapsed] = await licencesEndingBy(sellerId, addDays(today, -1), tx);
  if (lapsed) throw new RuleBroken("catalogue.licenceLapsed", { day: lapsed.expiresOn });
}
