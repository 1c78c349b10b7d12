import { and, eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { isShareable } from "../contracts/schedule.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { allotmentDeclined, allotmentReleased } from "./allotment.events.ts";
import { GiveBackSuspended } from "./allotment.schema.ts";
import { allotmentLifecycle } from "./allotment-lifecycle.ts";
import { callOffsSharedBy, givenIn } from "./allotment-reads.server.ts";
import { settleRound } from "./settle-round.server.ts";

/** Stands beside the share in the table that everybody reads. */
const REASON = "Koperasi dibekukan";

/**
 * A koperasi that is suspended brings nothing any more: what it had accepted, and what it was still asked about, goes to
 * the others of every call-off of which no truck has left. It counts as offered, as any share that is given back; goods
 * that are on the road stay what they are. Does nothing for one that is not suspended (any more), and nothing twice.
 */
export const giveBackSuspended = command({
  name: "allotment.giveBackSuspended",
  input: GiveBackSuspended,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { organisationId }) => {
    const koperasi = await organisationById(organisationId, tx);
    if (koperasi?.state !== "suspended") return { organisationId, givenBack: 0 };
    let givenBack = 0;
    // In the order of their ids, as everyone holds call-offs who holds several.
    for (const callOffId of await callOffsSharedBy(organisationId, tx))
      givenBack += await giveBack(tx, call, { callOffId, koperasiId: organisationId });
    return { organisationId, givenBack };
  },
});

async function giveBack(
  tx: LatestTransaction,
  call: Call,
  { callOffId, koperasiId }: { readonly callOffId: string; readonly koperasiId: string },
): Promise<number> {
  const callOff = await holdCallOff(tx, callOffId);
  if (!isShareable(callOff)) return 0;
  const own = (await givenIn(callOffId, tx)).filter(
    (share) => share.koperasiId === koperasiId && (share.state === "accepted" || share.state === "published"),
  );
  for (const share of own) {
    const event = share.state === "accepted" ? "break" : "decline";
    await tx
      .update(allotments)
      .set({
        state: nextState(allotmentLifecycle, share.state, event, "allotment.moved"),
        acceptedPacks: 0,
        answeredAt: call.at,
        reason: REASON,
        version: sql`${allotments.version} + 1`,
      })
      .where(and(eq(allotments.id, share.id), eq(allotments.state, share.state)));
    const news = event === "break" ? allotmentReleased : allotmentDeclined;
    await announce(tx, call, news, { allotmentId: share.id });
  }
  if (own.length > 0) await settleRound(tx, call, callOff);
  return own.length;
}
