import { invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { goodsColumns } from "./goods-columns.ts";
import type { Reservation } from "./reservation.ts";
import { takeGoods } from "./take-goods.server.ts";

/** Promises goods out of lots and days in the caller's transaction, all of the reservations or none: see `takeGoods`. */
export async function reserveLots(tx: Transaction, reservations: readonly Reservation[]): Promise<void> {
  invariant(
    reservations.every((reservation) => reservation.quantityBase > 0n),
    "a reservation takes something",
  );
  await takeGoods(tx, goodsColumns(reservations));
}

/** As `reserveLots`, for one. */
export async function reserveLot(tx: Transaction, reservation: Reservation): Promise<void> {
  await reserveLots(tx, [reservation]);
}
