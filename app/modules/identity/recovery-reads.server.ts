import { aliasedTable, and, desc, eq, isNull } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { invitations, leaderRecoveries, persons } from "#db/schema/identity.ts";
import { type Addressee, peopleWithRole } from "./organisation-reads.server.ts";
import { rolesHolding } from "./permissions.ts";

const leader = aliasedTable(persons, "leader");
const asker = aliasedTable(persons, "asker");
const decider = aliasedTable(persons, "decider");

export type LeaderRecovery = {
  /** What waits for a second person, or null. */
  readonly asked: {
    readonly recoveryId: string;
    readonly leader: string;
    readonly email: string;
    readonly reason: string;
    readonly askedBy: string;
    readonly askedById: string;
    readonly askedAt: Date;
  } | null;
  /** What was granted while nobody has opened its link and nobody keeps the members; it may be asked for anew. */
  readonly granted: {
    readonly leader: string;
    readonly email: string;
    readonly grantedBy: string;
    readonly openBy: Date;
  } | null;
  /** The only person who keeps the members, whom nobody inside could let back in; null while there are others. */
  readonly soleKeeper: string | null;
};

/** Where an organisation stands with its way back; only for whoever may decide about it. */
export async function leaderRecoveryOf(organisationId: string, on: Executor = db()): Promise<LeaderRecovery> {
  const [asked] = await on
    .select({
      recoveryId: leaderRecoveries.id,
      leader: leader.fullName,
      email: leaderRecoveries.email,
      reason: leaderRecoveries.reason,
      askedBy: asker.fullName,
      askedById: leaderRecoveries.askedBy,
      askedAt: leaderRecoveries.askedAt,
    })
    .from(leaderRecoveries)
    .innerJoin(leader, eq(leader.id, leaderRecoveries.personId))
    .innerJoin(asker, eq(asker.id, leaderRecoveries.askedBy))
    .where(and(eq(leaderRecoveries.organisationId, organisationId), eq(leaderRecoveries.state, "asked")));
  const [keeper, other] = await peopleWithRole(organisationId, rolesHolding("members.keep"), on);
  const granted = keeper ? null : await unopenedRecovery(organisationId, on);
  return {
    asked: asked ?? null,
    granted: granted && { ...granted, leader: granted.lost.fullName },
    soleKeeper: keeper && !other ? keeper.fullName : null,
  };
}

type UnopenedRecovery = {
  readonly invitationId: string;
  readonly lost: Addressee;
  readonly email: string;
  readonly grantedBy: string;
  readonly openBy: Date;
};

/** The latest recovery that was granted and whose link nobody has opened yet, in time or not; null where there is none. */
export async function unopenedRecovery(
  organisationId: string,
  on: Executor = db(),
): Promise<UnopenedRecovery | null> {
  const [latest] = await on
    .select({
      invitationId: invitations.id,
      lost: {
        personId: leader.id,
        fullName: leader.fullName,
        email: leader.email,
        phone: leader.phone,
        locale: leader.locale,
      },
      email: leaderRecoveries.email,
      grantedBy: decider.fullName,
      openBy: invitations.expiresAt,
    })
    .from(leaderRecoveries)
    .innerJoin(invitations, eq(invitations.id, leaderRecoveries.invitationId))
    .innerJoin(leader, eq(leader.id, leaderRecoveries.personId))
    .innerJoin(decider, eq(decider.id, leaderRecoveries.decidedBy))
    .where(
      and(
        eq(leaderRecoveries.organisationId, organisationId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .orderBy(desc(leaderRecoveries.decidedAt), desc(leaderRecoveries.id))
    .limit(1);
  return latest ?? null;
}
