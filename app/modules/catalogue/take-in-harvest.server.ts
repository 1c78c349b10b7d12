import { asc, eq, inArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { harvestAsks, harvestSlips } from "#db/schema/catalogue-harvest.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { revokeAccessLinks } from "../identity/open-access-link.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { bringLot } from "./bring-lot.server.ts";
import { mayRegisterLot } from "./catalogue.policy.ts";
import { isWholeIn } from "./commodity.ts";
import { TakeInHarvest } from "./harvest.schema.ts";
import { harvestAskLifecycle } from "./harvest-ask.ts";
import type { HarvestAskRow } from "./own-ask.server.ts";
import { type ListingRow, ownListing } from "./own-goods.server.ts";
import type { BroughtPart } from "./write-moves.server.ts";

type Weighed = { readonly ask: HarvestAskRow; readonly slip: TakeInHarvest["slips"][number] };

/**
 * What producers bring is weighed, each on a slip of their own, and what is not refused becomes one lot that remembers whose it
 * is and at what price. Refuses an ask that was brought or taken back (`catalogue.askOver`), of other goods, and two asks of
 * one producer at different prices. When all of it is refused there is no lot.
 */
export const takeInHarvest = command({
  name: "catalogue.takeInHarvest",
  input: TakeInHarvest,
  isolation: "read committed",
  permit: async (tx, call, { listingId }) => {
    if (!mayRegisterLot(call.actor, await ownListing(tx, call, listingId)))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const listing = await ownListing(tx, call, input.listingId);
    const weighed = await weighedAsks(tx, listing, input);
    const parts = partsOf(weighed);
    const { originRegionCode, harvestedOn, expiresOn } = input;
    const today = dayOf(call.at, await clockOf(listing.sellerId, tx));
    const lotId =
      parts.length === 0
        ? null
        : (
            await bringLot(tx, call, listing, {
              originRegionCode,
              harvestedOn,
              availableFrom: harvestedOn < today ? today : harvestedOn,
              expiresOn,
              quantityBase: sumOf(parts.map((part) => part.quantityBase)),
              parts,
            })
          ).lotId;
    for (const { ask, slip } of weighed) {
      const isRefused = slip.refusedBase === slip.weighedBase;
      await tx.insert(harvestSlips).values({
        id: newId("harvestSlip"),
        askId: ask.id,
        lotId: isRefused ? null : lotId,
        weighedBase: slip.weighedBase,
        refusedBase: slip.refusedBase,
        refuseReason: slip.refusedBase > 0n ? (slip.refuseReason ?? null) : null,
        photoId: await photoOf(tx, call, ask, slip.photo),
        weighedBy: call.actor.personId,
        weighedAt: call.at,
      });
      await tx
        .update(harvestAsks)
        .set({ state: nextState(harvestAskLifecycle, ask.state, "bring", "catalogue.askOver") })
        .where(eq(harvestAsks.id, ask.id));
      await revokeAccessLinks(tx, call, { purpose: "harvest", subjectId: ask.id });
    }
    return { listingId: listing.id, lotId };
  },
});

/** The asks that were weighed, held until the transaction ends. */
async function weighedAsks(
  tx: LatestTransaction,
  listing: ListingRow,
  { slips }: TakeInHarvest,
): Promise<Weighed[]> {
  const askIds = slips.map((slip) => slip.askId);
  const asks = await hold(tx, harvestAsks, inArray(harvestAsks.id, askIds), asc(harvestAsks.id));
  return slips.map((slip) => {
    const ask = asks.find((one) => one.id === slip.askId);
    if (!ask || ask.sellerId !== listing.sellerId) throw new Missing("catalogue.askMissing");
    if (ask.listingId !== listing.id) throw new Conflict("catalogue.askOtherGoods");
    nextState(harvestAskLifecycle, ask.state, "bring", "catalogue.askOver");
    const bases = [slip.weighedBase, slip.refusedBase];
    if (bases.some((base) => !isWholeIn(listing.unit, listing.basePerUnit, base)))
      throw new RuleBroken("catalogue.askWholePacks");
    return { ask, slip };
  });
}

/** What each producer keeps in the lot; a producer who was asked twice stands there once. */
function partsOf(weighed: readonly Weighed[]): BroughtPart[] {
  const parts = new Map<string, BroughtPart>();
  for (const { ask, slip } of weighed) {
    const quantityBase = slip.weighedBase - slip.refusedBase;
    const { producerId, priceRupiah, payDays } = ask;
    const before = parts.get(producerId);
    if (before && (before.priceRupiah !== priceRupiah || before.payDays !== payDays))
      throw new RuleBroken("catalogue.pricesDiffer");
    const sum = quantityBase + (before?.quantityBase ?? 0n);
    if (sum > 0n) parts.set(producerId, { producerId, priceRupiah, payDays, quantityBase: sum });
  }
  return [...parts.values()];
}

async function photoOf(
  tx: Transaction,
  call: Call,
  ask: HarvestAskRow,
  bytes: Uint8Array | undefined,
): Promise<string | null> {
  if (bytes === undefined || bytes.length === 0) return null;
  const file = { ownerId: ask.sellerId, purpose: "harvest_photo", fileName: "panen.jpg", bytes };
  return keepFile(tx, call, { ...file, isPhoto: true });
}
