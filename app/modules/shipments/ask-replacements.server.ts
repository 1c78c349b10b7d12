import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { replacements } from "#db/schema/shipments-door.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import type { ShipmentFacts } from "./shipment-facts-reads.server.ts";
import { replacementAsked } from "./shipments.events.ts";

const MINUTE_MS = 60_000;

type Refused = {
  readonly row: { readonly id: string };
  readonly filled: { readonly rejectedBase: bigint; readonly disposition?: string | undefined };
};

/**
 * Asks for what was refused "to be replaced today" anew, in the transaction of the receipt. The clock runs from when the
 * house learnt of it: a seller cannot answer what stayed on a phone without a signal.
 */
export async function askReplacements(
  tx: Transaction,
  call: Call,
  shipment: ShipmentFacts,
  lines: readonly Refused[],
): Promise<void> {
  const asked = lines.filter(
    ({ filled }) => filled.disposition === "replaced_today" && filled.rejectedBase > 0n,
  );
  if (asked.length === 0) return;
  const buyer = await organisationById(shipment.buyerId, tx);
  invariant(buyer, "a buyer stands in the register");
  const scope = { regionCode: buyer.regionCode, day: dayOf(call.at, buyer.timeZone) };
  const minutes = await numberParameter(tx, "receiving.replacement_minutes", scope);
  await tx.insert(replacements).values(
    asked.map(({ row, filled }) => ({
      shipmentLineId: row.id,
      shipmentId: shipment.id,
      state: "asked" as const,
      askedBase: filled.rejectedBase,
      askedAt: call.at,
      dueAt: new Date(call.at.getTime() + minutes * MINUTE_MS),
    })),
  );
  await announce(tx, call, replacementAsked, { shipmentId: shipment.id });
}
