import type { BusinessDay } from "#app/kernel/calendar.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayKeepMembers } from "./cooperative.policy.ts";
import { heldKoperasi } from "./member-reads.server.ts";

type OwnKoperasi = {
  readonly organisationId: string;
  readonly personId: string;
  readonly today: BusinessDay;
};

/** Refuses whoever does not keep the members of a koperasi. */
export async function permitKeeper(_tx: LatestTransaction, call: Call): Promise<void> {
  if (!mayKeepMembers(call.actor)) throw new Forbidden("cooperative.forbidden");
}

/** The koperasi that the caller acts for; to others there is none. */
export function koperasiOf(call: Call): string {
  if (call.actor.kind !== "member" || call.actor.organisationKind !== "koperasi")
    throw new Forbidden("cooperative.forbidden");
  return call.actor.organisationId;
}

/** The caller's koperasi, held until the transaction ends, and what day it is there. */
export async function ownKoperasi(tx: LatestTransaction, call: Call): Promise<OwnKoperasi> {
  const organisationId = koperasiOf(call);
  const koperasi = await heldKoperasi(tx, organisationId);
  invariant(koperasi && call.actor.kind === "member", "a koperasi stands in the register");
  return { organisationId, personId: call.actor.personId, today: dayOf(call.at, koperasi.timeZone) };
}
