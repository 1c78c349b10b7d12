import { inArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { lotCostMoves, lotCosts } from "#db/schema/catalogue-costs.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { type GoodsDeed, goodsLostEntry, goodsSoldEntry, goodsUnsoldEntry } from "./cost-postings.ts";
import { type CostMove, type CostMoveKind, type LotCost, taken } from "./lot-cost.ts";

export type CostPart = {
  readonly lotId: string;
  /** Base units that leave, or come back when goods are unsold. */
  readonly base: bigint;
  readonly kind: Exclude<CostMoveKind, "bought" | "recosted">;
  /** The line of a shipment that it was sold with, or fell short on. */
  readonly shipmentLineId?: string;
};

type Written = CostMove & CostPart;

/** The costs of those of these lots that were bought to be sold, held until the transaction ends. */
export async function holdCosts(
  tx: LatestTransaction,
  lotIds: readonly string[],
): Promise<Map<string, LotCost>> {
  if (lotIds.length === 0) return new Map();
  const rows = await hold(tx, lotCosts, inArray(lotCosts.lotId, [...lotIds]), sql`${lotCosts.lotId}`);
  return new Map(rows.map((row) => [row.lotId, row]));
}

const entryOfDeed = { sold: goodsSoldEntry, unsold: goodsUnsoldEntry, lost: goodsLostEntry } as const;

/**
 * Moves goods of bought lots out of the stock of their owner, or back, and books what they cost, in the caller's transaction:
 * one entry for the deed. Parts of other lots have no cost here and are passed over. Answers what the parts cost together.
 */
export async function moveCosts(
  tx: LatestTransaction,
  call: Call,
  deed: Omit<GoodsDeed, "costRupiah" | "occurredOn"> & {
    readonly kind: keyof typeof entryOfDeed;
    readonly on: BusinessDay;
  },
  parts: readonly CostPart[],
): Promise<Rupiah> {
  const moving = parts.filter((part) => part.base > 0n);
  const costs = await holdCosts(
    tx,
    moving.map((part) => part.lotId),
  );
  const written: Written[] = [];
  for (const part of moving) {
    const cost = costs.get(part.lotId);
    if (!cost) continue;
    const move = taken(cost, part.kind === "unsold" ? -part.base : part.base);
    costs.set(part.lotId, move.after);
    written.push({ ...part, ...move });
  }
  if (written.length === 0) return 0n;
  const valueRupiah = sumOf(written.map((move) => move.valueRupiah));
  const { kind, on, ...rest } = deed;
  const costRupiah = kind === "unsold" ? valueRupiah : -valueRupiah;
  invariant(costRupiah >= 0n, "goods cost no less than nothing");
  const entryId =
    costRupiah === 0n
      ? null
      : await postEntry(tx, call, entryOfDeed[kind]({ ...rest, occurredOn: on, costRupiah }));
  await tx.insert(lotCostMoves).values(
    written.map((move) => ({
      id: newId("lotCostMove"),
      lotId: move.lotId,
      kind: move.kind,
      outBase: move.kind === "unsold" ? -move.base : move.base,
      costRupiah: 0n,
      valueRupiah: move.valueRupiah,
      shipmentLineId: move.shipmentLineId ?? null,
      entryId,
      movedAt: call.at,
    })),
  );
  return costRupiah;
}
