import { and, asc, eq } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { lotSources, lots, producers } from "#db/schema/catalogue.ts";

export type LotGrower = {
  readonly producerId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly quantityBase: bigint;
};

/** Whose harvest an own lot is, with how to reach them, by name; nobody for a lot of nobody in particular. */
export async function growersOfLot(
  sellerId: string,
  lotId: string,
  on: Executor = db(),
): Promise<LotGrower[]> {
  return on
    .select({
      producerId: producers.id,
      name: producers.name,
      phone: producers.phone,
      quantityBase: lotSources.quantityBase,
    })
    .from(lotSources)
    .innerJoin(lots, and(eq(lots.id, lotSources.lotId), eq(lots.sellerId, sellerId)))
    .innerJoin(producers, eq(producers.id, lotSources.producerId))
    .where(eq(lotSources.lotId, lotId))
    .orderBy(asc(producers.name), asc(producers.id));
}
