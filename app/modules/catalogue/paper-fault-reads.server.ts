import { addDays } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { licencesEndingBy } from "./licence-reads.server.ts";
import { type DatedGoods, wantedPapersByDay } from "./needed-paper-reads.server.ts";
import { type PaperFault, paperFault } from "./paper-fault.ts";

/**
 * What keeps goods of a seller from being sold, each on its day and in the order in which they are given: a licence of its business that
 * has run out by then, else a paper that they need; null where nothing does. Two questions, however many goods.
 */
export async function paperFaults(
  sellerId: string,
  goods: readonly DatedGoods[],
  on: Executor = db(),
): Promise<(PaperFault | null)[]> {
  const [first] = goods;
  if (!first) return [];
  const last = goods.reduce((latest, { day }) => (day > latest ? day : latest), first.day);
  const licences = await licencesEndingBy(sellerId, addDays(last, -1), on);
  const wanted = await wantedPapersByDay(sellerId, goods, on);
  return goods.map(({ commodityCode, day }) => {
    const lapsed = licences.find(({ expiresOn }) => expiresOn < day);
    return paperFault(lapsed?.expiresOn ?? null, wanted.get(day)?.get(commodityCode));
  });
}
