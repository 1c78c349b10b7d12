import { aliasedTable, and, eq } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { leaderRecoveries, persons } from "#db/schema/identity.ts";
import { peopleWithRole } from "./organisation-reads.server.ts";
import { rolesHolding } from "./permissions.ts";

const leader = aliasedTable(persons, "leader");
const asker = aliasedTable(persons, "asker");

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
  return { asked: asked ?? null, soleKeeper: keeper && !other ? keeper.fullName : null };
}
