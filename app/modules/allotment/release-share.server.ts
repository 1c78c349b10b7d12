import { and, eq } from "drizzle-orm";
import { Conflict, Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { isShareable } from "../contracts/schedule.ts";
import { allotmentReleased } from "./allotment.events.ts";
import { mayExcuseShare, mayReleaseShare } from "./allotment.policy.ts";
import { ReleaseShare } from "./allotment.schema.ts";
import { allotmentLifecycle } from "./allotment-lifecycle.ts";
import { allotmentFacts } from "./allotment-reads.server.ts";
import { settleRound } from "./settle-round.server.ts";

/**
 * A koperasi that accepted a share will bring less of it, or nothing: it says so itself, or the trade center does for it.
 * Everyone else keeps what they have; what was given back is shared again among those with room. It counts as offered,
 * so nobody earns by failing, unless the trade center excuses it. Refuses once the truck has left, and a share that
 * would not become smaller.
 */
export const releaseShare = command({
  name: "allotment.release",
  input: ReleaseShare,
  isolation: "read committed",
  permit: async (tx, call, { allotmentId, excused }) => {
    const { actor } = call;
    const allotment = await allotmentFacts(allotmentId, tx);
    const isParty =
      actor.kind === "member" &&
      (actor.organisationId === allotment?.koperasiId || actor.organisationId === allotment?.hubId);
    if (!allotment || !isParty) throw new Missing("allotment.missing");
    if (!mayReleaseShare(actor, allotment)) throw new Forbidden("allotment.forbidden");
    if (excused === "true" && !mayExcuseShare(actor, allotment)) throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { allotmentId, keptPacks, reason, excused }) => {
    const before = await allotmentFacts(allotmentId, tx);
    invariant(before, "permitted above");
    const callOff = await holdCallOff(tx, before.callOffId);
    const allotment = await allotmentFacts(allotmentId, tx);
    invariant(allotment, "permitted above");
    if (!isShareable(callOff)) throw new RuleBroken("contracts.callOffNotOpen");
    if (allotment.state !== "accepted") throw new Conflict("allotment.moved");
    const accepted = allotment.acceptedPacks ?? 0;
    if (keptPacks >= accepted) throw new Invalid({ keptPacks: ["allotment.notLess"] }, "allotment.notLess");
    const givenBack = accepted - keptPacks;
    const released = await tx
      .update(allotments)
      .set({
        state:
          keptPacks > 0 ? "accepted" : nextState(allotmentLifecycle, "accepted", "break", "allotment.moved"),
        acceptedPacks: keptPacks,
        excusedPacks: excused === "true" ? allotment.excusedPacks + givenBack : allotment.excusedPacks,
        reason,
        version: allotment.version + 1,
      })
      .where(and(eq(allotments.id, allotmentId), eq(allotments.version, allotment.version)))
      .returning({ id: allotments.id });
    if (released.length === 0) throw new Conflict("allotment.moved");
    await announce(tx, call, allotmentReleased, { allotmentId });
    await settleRound(tx, call, callOff);
    return { allotmentId, callOffId: callOff.id, givenBack };
  },
});
