import { and, asc, eq, exists, inArray, isNull, lt, ne, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { momentOf } from "#app/kernel/calendar.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { jobFailures } from "#db/schema/platform.ts";
import { shipments, trips } from "#db/schema/shipments.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

const waves = alias(callOffs, "waves");

/** Contracts that one person drafted and another must sign. */
export const contractsToSign: TaskSource = async ({ organisationId, personId, zone }, on) => {
  const rows = await on
    .select({
      id: contracts.id,
      number: contracts.number,
      startsOn: contracts.startsOn,
      buyer: organisations.name,
    })
    .from(contracts)
    .innerJoin(organisations, eq(organisations.id, contracts.buyerId))
    .where(
      and(
        eq(contracts.hubId, organisationId),
        eq(contracts.state, "draft"),
        ne(contracts.createdBy, personId),
      ),
    )
    .orderBy(asc(contracts.startsOn))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "contract.sign",
      subjectId: row.id,
      path: `kontrak/${row.id}`,
      due: momentOf(row.startsOn, "00:00", zone),
      params: { number: row.number, buyer: row.buyer },
    }),
  );
};

/** Call-offs that nobody has divided yet. */
export const callOffsToAllot: TaskSource = async ({ organisationId }, on) => {
  const anyRound = on
    .select({ one: sql`1` })
    .from(allotmentRounds)
    .where(and(eq(allotmentRounds.callOffId, callOffs.scheduleId), ne(allotmentRounds.state, "discarded")));
  const earlier = on
    .select({ one: sql`1` })
    .from(waves)
    .where(
      and(
        eq(waves.scheduleId, callOffs.scheduleId),
        eq(waves.state, "open"),
        lt(waves.deliveryDay, callOffs.deliveryDay),
      ),
    );
  const rows = await on
    .select({ id: callOffs.id, number: callOffs.number, packs: callOffs.packs, answerBy: callOffs.answerBy })
    .from(callOffs)
    .where(
      and(
        eq(callOffs.hubId, organisationId),
        eq(callOffs.state, "open"),
        notExists(anyRound),
        // One task for all waves of a schedule: they are divided together.
        notExists(earlier),
      ),
    )
    .orderBy(asc(callOffs.answerBy))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "callOff.allot",
      subjectId: row.id,
      path: `panggilan/${row.id}`,
      due: row.answerBy,
      params: { number: row.number, packs: row.packs.toString() },
    }),
  );
};

/**
 * Call-offs that everyone has answered and that are still not covered: nobody has room for the rest, so the trade center
 * invites somebody else or goes with what was taken. While the house still works on a next round it is none of these.
 */
export const callOffsShort: TaskSource = async ({ organisationId }, on) => {
  const rounds = (state: "published" | "proposed" | "asked") =>
    on
      .select({ one: sql`1` })
      .from(allotmentRounds)
      .where(and(eq(allotmentRounds.callOffId, callOffs.scheduleId), eq(allotmentRounds.state, state)));
  const waiting = on
    .select({ one: sql`1` })
    .from(allotments)
    .where(and(eq(allotments.callOffId, callOffs.id), eq(allotments.state, "published")));
  const rest = sql<number>`(${callOffs.packs} - coalesce(sum(${allotments.acceptedPacks}), 0))::int`;
  const rows = await on
    .select({ id: callOffs.id, number: callOffs.number, answerBy: callOffs.answerBy, rest })
    .from(callOffs)
    .leftJoin(allotments, and(eq(allotments.callOffId, callOffs.id), eq(allotments.state, "accepted")))
    .where(
      and(
        eq(callOffs.hubId, organisationId),
        eq(callOffs.state, "open"),
        exists(rounds("published")),
        notExists(rounds("proposed")),
        notExists(rounds("asked")),
        notExists(waiting),
      ),
    )
    .groupBy(callOffs.id)
    .having(sql`${rest} > 0`)
    .orderBy(asc(callOffs.answerBy))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "callOff.short",
      subjectId: row.id,
      path: `panggilan/${row.id}`,
      due: row.answerBy,
      params: { number: row.number, packs: row.rest.toString() },
    }),
  );
};

/** Tables that were computed and wait for the head to publish them. */
export const roundsToPublish: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .select({
      id: allotmentRounds.id,
      callOffId: callOffs.id,
      number: callOffs.number,
      round: allotmentRounds.round,
      answerBy: callOffs.answerBy,
    })
    .from(allotmentRounds)
    .innerJoin(callOffs, eq(callOffs.id, allotmentRounds.callOffId))
    .where(
      and(
        eq(callOffs.hubId, organisationId),
        eq(allotmentRounds.state, "proposed"),
        exists(
          on
            .select({ one: sql`1` })
            .from(waves)
            .where(
              and(eq(waves.scheduleId, allotmentRounds.callOffId), inArray(waves.state, ["open", "locked"])),
            ),
        ),
      ),
    )
    .orderBy(asc(callOffs.answerBy), asc(allotmentRounds.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "round.publish",
      subjectId: row.id,
      path: `panggilan/${row.callOffId}/jatah/${row.id}`,
      due: row.answerBy,
      params: { number: row.number, round: row.round.toString() },
    }),
  );
};

/** Call-offs whose koperasi should be coming through the gate. */
export const callOffsToWeigh: TaskSource = async ({ organisationId, zone }, on) => {
  const rows = await on
    .select({
      id: callOffs.id,
      number: callOffs.number,
      deliveryDay: callOffs.deliveryDay,
      waiting: sql<number>`count(*)::int`,
    })
    .from(callOffs)
    .innerJoin(
      shipments,
      and(eq(shipments.callOffId, callOffs.id), eq(shipments.state, "planned"), isNull(shipments.number)),
    )
    .where(and(eq(callOffs.hubId, organisationId), eq(callOffs.state, "locked")))
    .groupBy(callOffs.id, callOffs.number, callOffs.deliveryDay)
    .orderBy(asc(callOffs.deliveryDay))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "gate.weigh",
      subjectId: row.id,
      path: `timbang/${row.id}`,
      due: momentOf(row.deliveryDay, "08:00", zone),
      params: { number: row.number, count: row.waiting.toString() },
    }),
  );
};

/** Loads that are planned and have not left. */
export const tripsToDepart: TaskSource = async ({ organisationId, zone }, on) => {
  const rows = await on
    .select({ id: trips.id, number: callOffs.number, plannedFor: trips.plannedFor })
    .from(trips)
    .innerJoin(callOffs, eq(callOffs.id, trips.callOffId))
    .where(and(eq(trips.hubId, organisationId), eq(trips.state, "planned")))
    .orderBy(asc(trips.plannedFor))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "trip.depart",
      subjectId: row.id,
      path: `perjalanan/${row.id}`,
      due: momentOf(row.plannedFor, "12:00", zone),
      params: { number: row.number },
    }),
  );
};

/** Jobs that gave up and wait for an operator. */
export const jobsToMend: TaskSource = async (_scope, on) => {
  const rows = await on
    .select({ id: jobFailures.id, job: jobFailures.job, failedAt: jobFailures.failedAt })
    .from(jobFailures)
    .where(isNull(jobFailures.resolvedAt))
    .orderBy(asc(jobFailures.failedAt))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "job.mend",
      subjectId: row.id,
      path: "/operator/pekerjaan",
      due: row.failedAt,
      params: { job: row.job },
    }),
  );
};
