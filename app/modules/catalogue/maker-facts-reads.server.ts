import { eq } from "drizzle-orm";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { regions } from "#db/schema/regions.ts";
import type { MakerFacts } from "../documents/papers/maker.ts";

/** A producer as papers name them: by name, and by village where it is known. */
export async function makerFactsOf(producerId: string, on: Executor = db()): Promise<MakerFacts> {
  const [row] = await on
    .select({ name: producers.name, regionName: regions.name })
    .from(producers)
    .leftJoin(regions, eq(regions.code, producers.regionCode))
    .where(eq(producers.id, producerId));
  invariant(row, `${producerId} is a producer`);
  return { ...row, kindLabel: "Produsen" };
}
