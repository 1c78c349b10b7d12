import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Transaction } from "#db/client.server.ts";
import { releaseLots } from "../catalogue/release-lot.server.ts";
import { unpromiseLines } from "../orders/promise-line.server.ts";

type Held = {
  readonly lotId: string;
  readonly listingId: string;
  readonly orderLineId: string;
  readonly deliveryDay: BusinessDay;
  readonly base: bigint;
};

/** Gives goods back to their lots and takes them off the lines they were promised to: lots first, then lines. */
export async function letGo(tx: Transaction, held: readonly Held[]): Promise<void> {
  const some = held.filter((hold) => hold.base > 0n);
  await releaseLots(
    tx,
    some.map((hold) => ({
      lotId: hold.lotId,
      listingId: hold.listingId,
      day: hold.deliveryDay,
      quantityBase: hold.base,
    })),
  );
  await unpromiseLines(tx, some);
}
