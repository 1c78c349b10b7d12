import { and, asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { RuleBroken } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { callOffInvitations, callOffs } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";

export type InvitationRow = typeof callOffInvitations.$inferSelect;

const hubs = alias(organisations, "hubs");

/** The invitation of a koperasi into a call-off, which holds for its whole schedule; or null. */
export async function invitationOf(
  callOffId: string,
  koperasiId: string,
  on: Executor = db(),
): Promise<InvitationRow | null> {
  const [row] = await on
    .select({ invitation: callOffInvitations })
    .from(callOffInvitations)
    .innerJoin(callOffs, eq(callOffs.scheduleId, callOffInvitations.callOffId))
    .where(and(eq(callOffs.id, callOffId), eq(callOffInvitations.koperasiId, koperasiId)));
  return row?.invitation ?? null;
}

export type InvitationShown = InvitationRow & { readonly koperasiName: string };

/** Whom the trade center invited into its call-off, by name; nobody else is told. */
export async function invitationsInto(
  hubId: string,
  callOff: { readonly scheduleId: string; readonly hubId: string },
  on: Executor = db(),
): Promise<InvitationShown[]> {
  if (callOff.hubId !== hubId) return [];
  const rows = await on
    .select({ invitation: callOffInvitations, koperasiName: organisations.name })
    .from(callOffInvitations)
    .innerJoin(organisations, eq(organisations.id, callOffInvitations.koperasiId))
    .where(eq(callOffInvitations.callOffId, callOff.scheduleId))
    .orderBy(asc(organisations.name));
  return rows.map(({ invitation, koperasiName }) => ({ ...invitation, koperasiName }));
}

/** Whether a koperasi is of the trade center's own city. */
export async function isNeighbour(hubId: string, koperasiId: string, on: Executor): Promise<boolean> {
  const [row] = await on
    .select({ id: organisations.id })
    .from(organisations)
    .innerJoin(hubs, eq(hubs.cityCode, organisations.cityCode))
    .where(and(eq(organisations.id, koperasiId), eq(hubs.id, hubId)));
  return row !== undefined;
}

/** Refuses a koperasi of another city that was not invited, or has not agreed to come along. */
export async function refuseUninvited(
  on: Executor,
  callOff: { readonly id: string; readonly hubId: string },
  koperasiId: string,
): Promise<void> {
  if (await isNeighbour(callOff.hubId, koperasiId, on)) return;
  const invitation = await invitationOf(callOff.id, koperasiId, on);
  if (!invitation || invitation.state === "declined") throw new RuleBroken("contracts.notInvited");
  if (invitation.state === "invited") throw new RuleBroken("contracts.invitationOpen");
}
