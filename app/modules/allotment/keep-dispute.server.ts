import { and, eq, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { disputedKoperasi } from "#db/schema/allotment.ts";

/**
 * Leaves a koperasi out of the rounds of a trade center, in the caller's transaction, while it answers for a claim on its goods.
 * Shares that it has already stay with it.
 */
export async function raiseDispute(
  tx: Transaction,
  call: Call,
  dispute: { readonly subjectId: string; readonly hubId: string; readonly koperasiId: string },
): Promise<void> {
  await tx.insert(disputedKoperasi).values({ ...dispute, since: call.at });
}

/** It shares again. Nothing changes for one that was never left out. */
export async function liftDispute(tx: Transaction, call: Call, subjectId: string): Promise<void> {
  await tx
    .update(disputedKoperasi)
    .set({ until: call.at })
    .where(and(eq(disputedKoperasi.subjectId, subjectId), isNull(disputedKoperasi.until)));
}
