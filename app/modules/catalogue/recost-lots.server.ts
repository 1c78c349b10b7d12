import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { lotCostMoves, lotCosts } from "#db/schema/catalogue-costs.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { partedByLeaving, recosted } from "./lot-cost.ts";

/** What a bought lot costs more or less since it came in, told by the line that it came with. */
export type ChangedCost = { readonly shipmentLineId: string; readonly costRupiah: Rupiah };

export type Recosting = {
  readonly lots: readonly {
    readonly lotId: string;
    readonly costRupiah: Rupiah;
    readonly valueRupiah: Rupiah;
  }[];
  /** What the stock, the cost of what was sold and the losses change by; below nothing for a credit note. */
  readonly inventoryRupiah: Rupiah;
  readonly soldRupiah: Rupiah;
  readonly goneRupiah: Rupiah;
};

/**
 * Reckons what it means for an organisation's stock that lots which it bought cost something else than it owed for them, and holds
 * those lots until the transaction ends. Lines that brought no lot of its own are passed over: they were a purchase and no stock.
 * Whoever asks books the three amounts in one entry of that organisation and hands it to `writeRecosting`.
 */
export async function reckonRecosting(
  tx: LatestTransaction,
  organisationId: string,
  changes: readonly ChangedCost[],
): Promise<Recosting> {
  const byLine = new Map<string, Rupiah>();
  for (const { shipmentLineId, costRupiah } of changes)
    byLine.set(shipmentLineId, (byLine.get(shipmentLineId) ?? 0n) + costRupiah);
  const held = await hold(
    tx,
    lotCosts,
    and(eq(lotCosts.organisationId, organisationId), inArray(lotCosts.shipmentLineId, [...byLine.keys()])),
    sql`${lotCosts.lotId}`,
  );
  const left = await leftWays(
    tx,
    held.map((lot) => lot.lotId),
  );
  const lots: Recosting["lots"][number][] = [];
  const parted: ReturnType<typeof partedByLeaving>[] = [];
  for (const lot of held) {
    const costRupiah = byLine.get(lot.shipmentLineId) ?? 0n;
    if (costRupiah === 0n) continue;
    const { valueRupiah, leftRupiah } = recosted(lot, costRupiah);
    lots.push({ lotId: lot.lotId, costRupiah, valueRupiah });
    parted.push(partedByLeaving(leftRupiah, left.get(lot.lotId) ?? { soldBase: 0n, goneBase: 0n }));
  }
  return {
    lots,
    inventoryRupiah: sumOf(lots.map((lot) => lot.valueRupiah)),
    soldRupiah: sumOf(parted.map((part) => part.soldRupiah)),
    goneRupiah: sumOf(parted.map((part) => part.goneRupiah)),
  };
}

/** How much of each lot left by being sold, and how much is gone. */
async function leftWays(tx: LatestTransaction, lotIds: readonly string[]) {
  if (lotIds.length === 0) return new Map<string, { soldBase: bigint; goneBase: bigint }>();
  const base = (kinds: string) =>
    sql<string>`coalesce(sum(${lotCostMoves.outBase}) filter (where ${lotCostMoves.kind} in (${sql.raw(kinds)})), 0)::text`;
  const rows = await tx
    .select({
      lotId: lotCostMoves.lotId,
      soldBase: base("'sold', 'unsold'"),
      goneBase: base("'lost', 'short'"),
    })
    .from(lotCostMoves)
    .where(and(inArray(lotCostMoves.lotId, [...lotIds]), ne(lotCostMoves.kind, "bought")))
    .groupBy(lotCostMoves.lotId)
    .orderBy(asc(lotCostMoves.lotId));
  return new Map(
    rows.map((row) => [row.lotId, { soldBase: BigInt(row.soldBase), goneBase: BigInt(row.goneBase) }]),
  );
}

/** Writes what `reckonRecosting` found, once the entry that books it is written; the database holds one against the other. */
export async function writeRecosting(
  tx: LatestTransaction,
  call: Call,
  { lots }: Recosting,
  entryId: string,
): Promise<void> {
  if (lots.length === 0) return;
  await tx.insert(lotCostMoves).values(
    lots.map((lot) => ({
      id: newId("lotCostMove"),
      lotId: lot.lotId,
      kind: "recosted" as const,
      outBase: 0n,
      costRupiah: lot.costRupiah,
      valueRupiah: lot.valueRupiah,
      entryId,
      movedAt: call.at,
    })),
  );
}
