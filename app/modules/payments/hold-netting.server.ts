import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { hold } from "#db/hold.server.ts";
import { nettings } from "#db/schema/payments-nettings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayKnowNetting } from "./netting.policy.ts";
import { flawOfParties, type NettingEvent, nettingLifecycle } from "./netting.ts";
import { partiesOf } from "./netting-reads.server.ts";

type HeldNetting = typeof nettings.$inferSelect;

/** The netting, held, if the caller is one of its two. Missing otherwise. */
export async function heldNetting(
  tx: LatestTransaction,
  call: Call,
  nettingId: string,
): Promise<HeldNetting> {
  const [netting] = await hold(tx, nettings, eq(nettings.id, nettingId));
  if (!netting || !mayKnowNetting(call.actor, netting)) throw new Missing("payments.nettingMissing");
  return netting;
}

/** Refuses two of whom one pays with money that is not its own, or through a treasurer of the government. */
export async function refuseParties(tx: LatestTransaction, ids: readonly string[]): Promise<void> {
  const flaw = flawOfParties(await partiesOf(ids, tx));
  if (flaw !== null) throw new RuleBroken(`payments.${flaw}`);
}

/** Moves a held netting on, with whose word it was; refuses a step that its state does not know. */
export async function moveNetting(
  tx: LatestTransaction,
  netting: HeldNetting,
  event: NettingEvent,
  ended: Partial<Pick<typeof nettings.$inferInsert, "endedBy" | "endedAt" | "reason">>,
): Promise<void> {
  const state = nextState(nettingLifecycle, netting.state, event, "payments.nettingMoved");
  const moved = await tx
    .update(nettings)
    .set({ ...ended, state, version: netting.version + 1 })
    .where(and(eq(nettings.id, netting.id), eq(nettings.version, netting.version)))
    .returning({ id: nettings.id });
  if (moved.length !== 1) throw new Conflict("payments.nettingMoved");
}

/** Who speaks, and when: what an answer to a netting is written down with. */
export function spokenBy(call: Call): { readonly endedBy: string; readonly endedAt: Date } {
  invariant(call.actor.kind === "member", "permitted as a member");
  return { endedBy: call.actor.personId, endedAt: call.at };
}
