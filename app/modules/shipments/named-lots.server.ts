import { and, eq, inArray, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { Executor, Transaction } from "#db/client.server.ts";
import { shareLots } from "#db/schema/shipments-share-lots.ts";
import { shipLot } from "../catalogue/ship-lot.server.ts";
import { takeBackGoods } from "../catalogue/take-back-goods.server.ts";
import { returnOf } from "./receiving.ts";
import { sentHomeOf } from "./share-lots.ts";
import type { ShipmentFacts, ShipmentLineRow } from "./shipment-facts-reads.server.ts";

/** The lots that were named for these shares, by share and lot; those of which nothing is named any more are left out. */
export async function namedFor(shipmentIds: readonly string[], on: Executor) {
  if (shipmentIds.length === 0) return [];
  return on
    .select()
    .from(shareLots)
    .where(and(inArray(shareLots.shipmentId, [...shipmentIds]), sql`${shareLots.namedBase} > 0`))
    .orderBy(shareLots.shipmentId, shareLots.lotId);
}

/**
 * Says anew from which lots a share is brought, in the caller's transaction that holds its call-off: what is named beyond what was leaves
 * its lots, what is named no more is back in them. Refuses more than a lot has free (`catalogue.soldOut`).
 */
export async function nameAnew(
  tx: Transaction,
  call: Call,
  share: { readonly shipmentId: string; readonly shipmentLineId: string; readonly namerId: string },
  wanted: ReadonlyMap<string, bigint>,
): Promise<void> {
  const { shipmentId, shipmentLineId, namerId } = share;
  const before = new Map((await namedFor([shipmentId], tx)).map((row) => [row.lotId, row.namedBase]));
  // Lots in id order, as everyone takes them who takes several.
  for (const lotId of [...new Set([...before.keys(), ...wanted.keys()])].sort()) {
    const namedBase = wanted.get(lotId) ?? 0n;
    const moreBase = namedBase - (before.get(lotId) ?? 0n);
    if (moreBase === 0n) continue;
    if (moreBase > 0n)
      await shipLot(tx, call, { lotId, reservedBase: 0n, shippedBase: moreBase, shipmentLineId });
    else await takeBackGoods(tx, call, [{ lotId, shipmentLineId, backBase: -moreBase, lostBase: 0n }]);
    const said = { namedBase, namedBy: namerId, namedAt: call.at };
    await tx
      .insert(shareLots)
      .values({ shipmentId, lotId, shipmentLineId, ...said })
      .onConflictDoUpdate({ target: [shareLots.shipmentId, shareLots.lotId], set: said });
  }
}

/** Of a share that promises less than was named, nothing is named any more, in the caller's transaction: all of it is back in its lots. */
export async function unname(tx: Transaction, call: Call, shipmentId: string): Promise<void> {
  const named = await namedFor([shipmentId], tx);
  await takeBackGoods(
    tx,
    call,
    named.map(({ lotId, shipmentLineId, namedBase }) => ({
      lotId,
      shipmentLineId,
      backBase: namedBase,
      lostBase: 0n,
    })),
  );
  await tx.update(shareLots).set({ namedBase: 0n }).where(eq(shareLots.shipmentId, shipmentId));
}

type Share = { readonly shipment: ShipmentFacts; readonly rows: readonly ShipmentLineRow[] };

/**
 * What was named for these shares and does not go on is back in its lots, in the caller's transaction: of a share that leaves, what the
 * gate sent home; of one that stays behind, all of it. What the gate found spoiled is lost to those who brought it.
 */
export async function bringHome(
  tx: Transaction,
  call: Call,
  shares: readonly (Share & { readonly leaves: boolean })[],
): Promise<void> {
  const named = await namedFor(
    shares.map(({ shipment }) => shipment.id),
    tx,
  );
  const returns = shares.flatMap(({ shipment, rows, leaves }) => {
    const own = named.filter((row) => row.shipmentId === shipment.id);
    const rejected = rows.find((row) => row.gateRejectedBase > 0n);
    const gate = {
      loadedBase: sumOf(rows.map((row) => row.loadedBase)),
      rejectedBase: sumOf(rows.map((row) => row.gateRejectedBase)),
    };
    const sent = sentHomeOf(
      gate,
      own.map((row) => row.namedBase),
    );
    return own.flatMap((row, at) => {
      const sentBase = sent[at] ?? 0n;
      const reason = rejected?.gateRejectReason ?? null;
      const { lostBase } = returnOf({
        loadedBase: row.namedBase,
        rejectedBase: sentBase,
        rejectReason: reason,
        disposition: "returned",
      });
      const backBase = (leaves ? sentBase : row.namedBase) - lostBase;
      if (backBase + lostBase === 0n) return [];
      const { shipmentId, lotId, shipmentLineId } = row;
      return [{ shipmentId, lotId, shipmentLineId, backBase, lostBase, reason: reason ?? undefined }];
    });
  });
  await takeBackGoods(tx, call, returns);
  for (const { shipmentId, lotId, backBase, lostBase } of returns) {
    const written = await tx
      .update(shareLots)
      .set({ homeBase: backBase, lostBase })
      .where(and(eq(shareLots.shipmentId, shipmentId), eq(shareLots.lotId, lotId)))
      .returning({ lotId: shareLots.lotId });
    invariant(written.length === 1, "what comes home was named");
  }
}
