import { eq } from "drizzle-orm";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { harvestAsks } from "#db/schema/catalogue-harvest.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";

export type HarvestAskRow = typeof harvestAsks.$inferSelect;

/** An ask of the caller's own organisation, held until the transaction ends; somebody else's, and none at all, are Missing alike. */
export async function ownAsk(tx: LatestTransaction, call: Call, askId: string): Promise<HarvestAskRow> {
  const [ask] = await hold(tx, harvestAsks, eq(harvestAsks.id, askId));
  if (!ask || ask.sellerId !== actingOrganisation(call.actor)) throw new Missing("catalogue.askMissing");
  return ask;
}

/** The ask that the caller's link opens, and no other, held until the transaction ends. */
export async function linkedAsk(tx: LatestTransaction, call: Call, askId: string): Promise<HarvestAskRow> {
  const isOpened =
    call.actor.kind === "link" && call.actor.purpose === "harvest" && call.actor.subjectId === askId;
  const [ask] = isOpened ? await hold(tx, harvestAsks, eq(harvestAsks.id, askId)) : [];
  if (!ask) throw new Missing("catalogue.askMissing");
  return ask;
}
