import type { Call } from "#app/kernel/call.ts";
import { clearCell } from "./clear-cell.server.ts";
import { waitingCells } from "./night-reads.server.ts";
import { publishNight } from "./publish-night.server.ts";

/**
 * Clears what still waits of one pack of a night, or of all of it, and publishes the night if that was the last. A cell
 * that fails does not hold up the others; its error comes at the end, and doing it again does only what is left.
 */
export async function clearNight(
  call: Call,
  { nightId, pack = null }: { readonly nightId: string; readonly pack?: number | null },
): Promise<void> {
  const failures: unknown[] = [];
  for (const cell of await waitingCells(nightId, pack)) {
    try {
      await clearCell(call, cell, { trigger: "cut_off", nightId });
    } catch (error) {
      failures.push(error);
    }
  }
  await publishNight({ ...call, key: null }, { nightId });
  if (failures.length > 0) throw failures[0];
}
