import type { Actor } from "#app/kernel/call.ts";
import { fileById } from "#app/platform/files.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { foundationBehind } from "../identity/foundation-reads.server.ts";
import { mayWithdrawReport } from "./payment.policy.ts";

/** Whether the actor's own organisation said that it paid this, by its own proof, and the actor may take that back. */
export async function mayTakeReportBack(
  actor: Actor,
  { payerId, proofId }: { readonly payerId: string; readonly proofId: string | null },
  on: Executor = db(),
): Promise<boolean> {
  if (proofId === null) return false;
  const foundationId = await foundationBehind(payerId, on);
  const proof = await fileById(proofId, on);
  return mayWithdrawReport(actor, { buyerId: payerId, foundationId }, proof?.ownerId ?? null);
}
