import type { Call } from "#app/kernel/call.ts";
import { Conflict } from "#app/kernel/errors.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { type LotRow, ownLot } from "../catalogue/own-goods.server.ts";
import type { ConsignmentRow } from "./known-consignment.server.ts";

/** The goods of a consignment that its keeper has, held until the transaction ends. Refuses terms that nobody agreed to. */
export async function heldLotOf(
  tx: LatestTransaction,
  call: Call,
  { lotId, state }: ConsignmentRow,
): Promise<LotRow> {
  if (lotId === null) throw new Conflict("consignment.notHeld", { state });
  return ownLot(tx, call, lotId);
}
