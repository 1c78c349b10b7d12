import { and, desc, eq, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { lotCostMoves, lotCosts } from "#db/schema/catalogue-costs.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { stockUnpriced } from "./catalogue.events.ts";
import { gradedCommodity } from "./commodity-reads.server.ts";
import { goodsReceivedEntry } from "./cost-postings.ts";
import { cameIn } from "./lot.ts";
import { leftValue } from "./lot-cost.ts";
import { usualPlace } from "./stored-in.server.ts";
import { writeLot } from "./write-lot.server.ts";

export type BoughtLine = {
  readonly shipmentLineId: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly priceRupiah: Rupiah;
  readonly originRegionCode: string;
  readonly harvestedOn: BusinessDay;
  readonly expiresOn: BusinessDay;
  readonly acceptedBase: bigint;
  /** What is owed for it: accepted × agreed price, with the tax that its receipt reckoned. */
  readonly costRupiah: Rupiah;
};

/** How far a trader carries goods that it never sold before, until it says otherwise on the listing. */
const FIRST_RADIUS_METRES = 100_000;

/**
 * Puts what a trader accepted at its door into its own stock, in the transaction of the handover: one lot for each line, where
 * it grew and how long it keeps as its seller said, with what it cost, and one entry in the trader's books. It lies under the
 * trader's listing of the same goods and is for sale at once when that is open; without one, under a new listing that waits for
 * a price, which its people are told once a load. A line comes in once: the database refuses a second time. Answers whether
 * something waits for a price.
 */
export async function stockBoughtGoods(
  tx: Transaction,
  call: Call,
  delivery: {
    readonly organisationId: string;
    readonly sellerId: string;
    readonly shipmentId: string;
    readonly number: string;
    readonly on: BusinessDay;
    readonly lines: readonly BoughtLine[];
    /** Its people were told of the same goods with an earlier part of this load. */
    readonly isUnpricedTold?: boolean;
  },
): Promise<{ readonly isUnpriced: boolean }> {
  const { organisationId, sellerId, shipmentId, number, on } = delivery;
  const lines = delivery.lines.filter((line) => line.acceptedBase > 0n);
  const costRupiah = sumOf(lines.map((line) => line.costRupiah));
  const deed = { organisationId, subjectId: shipmentId, occurredOn: on, narration: number, costRupiah };
  const entryId = costRupiah === 0n ? null : await postEntry(tx, call, goodsReceivedEntry(deed, sellerId));
  let isUnpriced = false;
  for (const line of lines) {
    const listing = await shelfFor(tx, call, delivery, line);
    isUnpriced ||= !listing.isOpen;
    const goods = { ...line, availableFrom: cameIn(line, on), quantityBase: line.acceptedBase, parts: [] };
    const lotId = await writeLot(tx, call, listing, goods);
    const cost = { boughtBase: line.acceptedBase, outBase: 0n, costRupiah: line.costRupiah };
    await tx.insert(lotCosts).values({
      lotId,
      organisationId,
      shipmentLineId: line.shipmentLineId,
      boughtBase: cost.boughtBase,
      createdAt: call.at,
    });
    await tx.insert(lotCostMoves).values({
      id: newId("lotCostMove"),
      lotId,
      kind: "bought",
      outBase: 0n,
      costRupiah: line.costRupiah,
      valueRupiah: leftValue(cost),
      entryId,
      movedAt: call.at,
    });
  }
  if (isUnpriced && !delivery.isUnpricedTold) await announce(tx, call, stockUnpriced, { shipmentId });
  return { isUnpriced };
}

/** The trader's own listing of such goods: an open one before one that is off the market, the newest first; else a new one. */
async function shelfFor(
  tx: Transaction,
  call: Call,
  { organisationId, on }: { readonly organisationId: string; readonly on: BusinessDay },
  line: BoughtLine,
): Promise<{ readonly id: string; readonly sellerId: string; readonly isOpen: boolean }> {
  const { commodityCode, gradeCode, unit, basePerUnit } = line;
  const [known] = await tx
    .select({ id: listings.id, sellerId: listings.sellerId, state: listings.state })
    .from(listings)
    .where(
      and(
        eq(listings.sellerId, organisationId),
        eq(listings.commodityCode, commodityCode),
        eq(listings.gradeCode, gradeCode),
      ),
    )
    .orderBy(desc(sql`${listings.state} = 'open'`), desc(listings.id))
    .limit(1);
  if (known) return { ...known, isOpen: known.state === "open" };
  const goods = await gradedCommodity(commodityCode, gradeCode, tx);
  invariant(goods, "what was accepted has a commodity and a grade");
  const made = { id: newId("listing"), sellerId: organisationId };
  await tx.insert(listings).values({
    ...made,
    commodityCode,
    gradeCode,
    title: `${goods.name} ${goods.gradeName}`,
    unit,
    basePerUnit,
    // Off the market until somebody says what it sells for; what it was bought for only fills the box.
    priceRupiah: line.priceRupiah,
    minOrderBase: basePerUnit,
    capacityBasePerDay: line.acceptedBase > basePerUnit ? line.acceptedBase : basePerUnit,
    radiusMetres: FIRST_RADIUS_METRES,
    priceValidUntil: on,
    ...(await usualPlace(tx, organisationId, line)),
    state: "withdrawn",
    createdAt: call.at,
    updatedAt: call.at,
  });
  return { ...made, isOpen: false };
}
