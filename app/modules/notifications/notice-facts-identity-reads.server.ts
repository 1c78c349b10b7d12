import { and, eq } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { leaderRecoveries, organisations, persons } from "#db/schema/identity.ts";
import { needsOperator } from "../identity/organisation.policy.ts";
import { decisionPath, recoveryPath } from "./decision-path.ts";
import type { FindFacts } from "./find-facts.server.ts";
import type { NoticeFacts } from "./notice.ts";

type Subject = Pick<typeof organisations.$inferSelect, "id" | "kind" | "cityCode">;
type Decider = { readonly organisationId: string; readonly kind: "agency" | "operator" };

/** The agencies that decide about an organisation: those of its city, and none where only the operator does. */
async function agenciesOver({ kind, cityCode }: Subject, on: Executor): Promise<Decider[]> {
  if (needsOperator(kind)) return [];
  const rows = await on
    .select({ organisationId: organisations.id })
    .from(organisations)
    .where(
      and(
        eq(organisations.kind, "agency"),
        eq(organisations.state, "active"),
        eq(organisations.cityCode, cityCode),
      ),
    );
  return rows.map(({ organisationId }) => ({ organisationId, kind: "agency" }));
}

async function operators(on: Executor): Promise<Decider[]> {
  const rows = await on
    .select({ organisationId: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.kind, "operator"), eq(organisations.state, "active")));
  return rows.map(({ organisationId }) => ({ organisationId, kind: "operator" }));
}

/** A registration, for whoever decides about it: the agencies of its city, or the operator. */
export const registered: FindFacts = async (id, on) => {
  const [subject] = await on.select().from(organisations).where(eq(organisations.id, id));
  if (subject?.state !== "registered") return [];
  const agencies = await agenciesOver(subject, on);
  const deciders = agencies.length > 0 ? agencies : await operators(on);
  return deciders.map(
    ({ organisationId, kind }): NoticeFacts => ({
      organisationId,
      subjectId: id,
      path: decisionPath(kind, id),
      params: { name: subject.name },
    }),
  );
};

/**
 * A leader to be let back in, for whoever may say yes as the second: the agencies of the city, and always the operator
 * too, because an agency may have one officer only.
 */
export const restoring: FindFacts = async (recoveryId, on) => {
  const [asked] = await on
    .select({
      id: organisations.id,
      name: organisations.name,
      kind: organisations.kind,
      cityCode: organisations.cityCode,
      asker: persons.fullName,
    })
    .from(leaderRecoveries)
    .innerJoin(organisations, eq(organisations.id, leaderRecoveries.organisationId))
    .innerJoin(persons, eq(persons.id, leaderRecoveries.askedBy))
    .where(and(eq(leaderRecoveries.id, recoveryId), eq(leaderRecoveries.state, "asked")));
  if (!asked) return [];
  const deciders = [...(await agenciesOver(asked, on)), ...(await operators(on))];
  return deciders.map(
    ({ organisationId, kind }): NoticeFacts => ({
      organisationId,
      subjectId: recoveryId,
      path: recoveryPath(kind, asked.id),
      params: { name: asked.name, asker: asked.asker },
    }),
  );
};
