import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Transaction } from "#db/client.server.ts";
import { releaseLots } from "../catalogue/release-lot.server.ts";
import { unpromiseLine } from "../orders/promise-line.server.ts";

type Held = {
  readonly lotId: string;
  readonly listingId: string;
  readonly orderLineId: string;
  readonly deliveryDay: BusinessDay;
  readonly base: bigint;
};

/** Gives goods back to their lots and takes them off the lines they were promised to: lots first, each in id order. */
export async function letGo(tx: Transaction, held: readonly Held[]): Promise<void> {
  const some = held.filter((hold) => hold.base > 0n);
  await releaseLots(
    tx,
    some.map((hold) => ({ ...hold, day: hold.deliveryDay, quantityBase: hold.base })),
  );
  for (const hold of [...some].sort((a, b) => (a.orderLineId < b.orderLineId ? -1 : 1))) {
    await unpromiseLine(tx, { orderLineId: hold.orderLineId, removeBase: hold.base });
  }
}
