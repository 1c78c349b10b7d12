import { and, asc, eq, inArray, ne, notExists, notInArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "#db/client.server.ts";
import { leaderRecoveries, organisations, persons } from "#db/schema/identity.ts";
import { operatorKinds } from "../identity/organisation.policy.ts";
import { decisionPath, recoveryPath } from "./decision-path.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskScope, type TaskSource } from "./task-source.server.ts";

const VERIFY_WITHIN_MS = 3 * 24 * 3_600_000;
const RESTORE_WITHIN_MS = 24 * 3_600_000;

/** What an agency decides about: the organisations of its city, but for those that only the operator verifies. */
function underAgency(cityCode: string): SQL | undefined {
  return and(eq(organisations.cityCode, cityCode), notInArray(organisations.kind, [...operatorKinds]));
}

/** Organisations of this city that asked to be verified, and that an agency may decide about. */
export const organisationsToVerify: TaskSource = async ({ cityCode }, on) => {
  const rows = await registered(underAgency(cityCode), on);
  return rows.map((row) => verifying(row, decisionPath("agency", row.id)));
};

/** What only the operator verifies: agencies and trade centers, and whoever registered where there is no agency yet. */
export const organisationsForOperator: TaskSource = async (_scope, on) => {
  const agency = alias(organisations, "agency");
  const anyAgency = on
    .select({ one: sql`1` })
    .from(agency)
    .where(
      and(eq(agency.kind, "agency"), eq(agency.state, "active"), eq(agency.cityCode, organisations.cityCode)),
    );
  const rows = await registered(
    or(inArray(organisations.kind, [...operatorKinds]), notExists(anyAgency)),
    on,
  );
  return rows.map((row) => verifying(row, decisionPath("operator", row.id)));
};

type Registered = { readonly id: string; readonly name: string; readonly since: Date };

function registered(whose: SQL | undefined, on: Executor): Promise<Registered[]> {
  return on
    .select({ id: organisations.id, name: organisations.name, since: organisations.stateChangedAt })
    .from(organisations)
    .where(and(eq(organisations.state, "registered"), whose))
    .orderBy(asc(organisations.stateChangedAt))
    .limit(TASKS_MAX);
}

function verifying({ id, name, since }: Registered, path: string): Task {
  return {
    kind: "organisation.verify",
    subjectId: id,
    path,
    due: new Date(since.getTime() + VERIFY_WITHIN_MS),
    params: { name },
  };
}

/** Leaders of this city whom another officer asked to let back in. */
export const recoveriesForAgency: TaskSource = (scope, on) =>
  recoveries("agency", scope, underAgency(scope.cityCode), on);

/** Leaders anywhere whom another officer asked to let back in: an agency may have one officer only. */
export const recoveriesForOperator: TaskSource = (scope, on) => recoveries("operator", scope, undefined, on);

async function recoveries(
  by: "agency" | "operator",
  { personId }: TaskScope,
  whose: SQL | undefined,
  on: Executor,
): Promise<Task[]> {
  const rows = await on
    .select({
      id: leaderRecoveries.id,
      organisationId: organisations.id,
      name: organisations.name,
      asker: persons.fullName,
      askedAt: leaderRecoveries.askedAt,
    })
    .from(leaderRecoveries)
    .innerJoin(organisations, eq(organisations.id, leaderRecoveries.organisationId))
    .innerJoin(persons, eq(persons.id, leaderRecoveries.askedBy))
    .where(and(eq(leaderRecoveries.state, "asked"), ne(leaderRecoveries.askedBy, personId), whose))
    .orderBy(asc(leaderRecoveries.askedAt))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "recovery.decide",
      subjectId: row.id,
      path: recoveryPath(by, row.organisationId),
      due: new Date(row.askedAt.getTime() + RESTORE_WITHIN_MS),
      params: { name: row.name, asker: row.asker },
    }),
  );
}
