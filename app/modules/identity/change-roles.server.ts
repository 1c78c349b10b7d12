import { and, eq, inArray, isNull } from "drizzle-orm";
import { Invalid, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { memberships } from "#db/schema/identity.ts";
import { actingMember } from "./acting-member.ts";
import { addMembership } from "./add-organisation.server.ts";
import { ChangeRoles } from "./member.schema.ts";
import { rolesHolding } from "./permissions.ts";
import { type Role, rolesOf } from "./roles.ts";

/** Gives a member of one's own organisation exactly these roles. Somebody must remain who keeps the members. */
export const changeRoles = command({
  name: "identity.changeRoles",
  input: ChangeRoles,
  subject: (input) => input.personId,
  // Two keepers who remove each other at once change different rows; only as a whole are they a contradiction.
  isolation: "serializable",
  permit: async (_tx, call) => {
    actingMember(call, "members.keep");
  },
  run: async (tx, call, input) => {
    const { organisationId, organisationKind } = actingMember(call, "members.keep");
    const held = await rolesHeld(tx, organisationId, input.personId);
    if (held.length === 0) throw new Missing("kernel.missing");
    if (!input.roles.every((role) => rolesOf(organisationKind).includes(role)))
      throw new Invalid({ roles: ["identity.notRole"] });
    const gone = held.filter((role) => !input.roles.includes(role));
    if (gone.length > 0) await endRoles(tx, { organisationId, personId: input.personId }, gone, call.at);
    const added = input.roles.filter((role) => !held.includes(role));
    if (added.length > 0)
      await addMembership(tx, call, { organisationId, personId: input.personId, roles: added });
    await refuseKeeperless(tx, organisationId);
    return { personId: input.personId };
  },
});

export async function rolesHeld(tx: Transaction, organisationId: string, personId: string): Promise<Role[]> {
  const rows = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        eq(memberships.personId, personId),
        isNull(memberships.endedAt),
      ),
    );
  return rows.map((row) => row.role);
}

export async function endRoles(
  tx: Transaction,
  member: { readonly organisationId: string; readonly personId: string },
  roles: readonly Role[],
  at: Date,
): Promise<void> {
  await tx
    .update(memberships)
    .set({ endedAt: at })
    .where(
      and(
        eq(memberships.organisationId, member.organisationId),
        eq(memberships.personId, member.personId),
        inArray(memberships.role, [...roles]),
        isNull(memberships.endedAt),
      ),
    );
}

/** Refuses what would leave an organisation without anybody who may invite and remove people. */
export async function refuseKeeperless(tx: Transaction, organisationId: string): Promise<void> {
  const [keeper] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        inArray(memberships.role, [...rolesHolding("members.keep")]),
        isNull(memberships.endedAt),
      ),
    )
    .limit(1);
  if (!keeper) throw new RuleBroken("identity.lastKeeper");
}
