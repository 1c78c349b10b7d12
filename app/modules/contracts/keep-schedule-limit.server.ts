import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { scheduleLimits } from "#db/schema/contracts.ts";

/** Keeps the most that a koperasi wants of all waves of a schedule together; null takes the limit back. The caller holds the schedule. */
export async function keepScheduleLimit(
  tx: Transaction,
  call: Call,
  said: { readonly scheduleId: string; readonly koperasiId: string; readonly packsMax: number | null },
): Promise<void> {
  const { packsMax } = said;
  await tx
    .insert(scheduleLimits)
    .values({ ...said, declaredAt: call.at })
    .onConflictDoUpdate({
      target: [scheduleLimits.scheduleId, scheduleLimits.koperasiId],
      set: { packsMax, declaredAt: call.at },
    });
}
