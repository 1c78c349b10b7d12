import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { stockParcels } from "#db/schema/stock.ts";
import { writeEntries } from "./write-entries.server.ts";

export type HandedOver = {
  readonly shipmentLineId: string;
  readonly orderLineId: string;
  readonly lotId: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly acceptedBase: bigint;
  readonly expiresOn: BusinessDay;
};

/**
 * Puts what a kitchen accepted at its door into its store, one parcel for each line, with the lot it came out of. What was
 * refused never comes in. A line comes in once: the database refuses a second time.
 */
export async function takeIn(
  tx: Transaction,
  call: Call,
  delivery: {
    readonly organisationId: string;
    readonly cameOn: BusinessDay;
    readonly recordedBy: string;
    readonly lines: readonly HandedOver[];
  },
): Promise<void> {
  const { organisationId, cameOn, recordedBy } = delivery;
  const parcels = delivery.lines
    .filter(({ acceptedBase }) => acceptedBase > 0n)
    .map((line) => ({ ...line, id: newId("stockParcel") }));
  if (parcels.length === 0) return;
  await tx.insert(stockParcels).values(
    parcels.map(({ acceptedBase: _accepted, ...parcel }) => ({
      ...parcel,
      organisationId,
      cameOn,
      createdAt: call.at,
    })),
  );
  const shares = parcels.map(({ id, acceptedBase }) => ({ parcelId: id, base: acceptedBase }));
  await writeEntries(tx, call, organisationId, shares, { kind: "received", recordedBy });
}
