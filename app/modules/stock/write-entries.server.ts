import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { stockEntries } from "#db/schema/stock.ts";
import type { ParcelShare } from "./stock.ts";

type Facts = Pick<typeof stockEntries.$inferInsert, "kind"> &
  Partial<
    Pick<typeof stockEntries.$inferInsert, "cookedOn" | "reason" | "note" | "correctsId" | "recordedBy">
  >;

/** Writes one entry for each share, in the order of the parcels' ids; the database moves their balances and lets none fall below nothing. */
export async function writeEntries(
  tx: Transaction,
  call: Call,
  organisationId: string,
  shares: readonly ParcelShare[],
  facts: Facts,
): Promise<void> {
  if (shares.length === 0) return;
  // Two writers take the parcels that they share in the same order, so that neither waits for the other's.
  const ordered = [...shares].sort((a, b) => (a.parcelId < b.parcelId ? -1 : 1));
  await tx.insert(stockEntries).values(
    ordered.map(({ parcelId, base }) => ({
      id: newId("stockEntry"),
      organisationId,
      parcelId,
      quantityBase: base,
      recordedAt: call.at,
      ...facts,
    })),
  );
}
