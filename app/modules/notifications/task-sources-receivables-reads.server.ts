import { aliasedTable, and, asc, eq, isNotNull, isNull, ne, or, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import {
  assignmentProceeds,
  receivableAssignments,
  verifiedReceivables,
} from "#db/schema/invoicing-receivables.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

const DAY_MS = 86_400_000;
const seller = aliasedTable(organisations, "seller");
const holder = alias(organisations, "holder");

type Kind = "receivable.check" | "receivable.take" | "receivable.acknowledge";

/** Assignments that wait for a step, the oldest first; each is due a day after it was proposed. */
async function waiting(kind: Kind, where: SQL | undefined, on: Executor): Promise<Task[]> {
  const rows = await on
    .select({
      id: receivableAssignments.id,
      receivableId: receivableAssignments.receivableId,
      amount: receivableAssignments.amountRupiah,
      proposedAt: receivableAssignments.proposedAt,
      institution: receivableAssignments.institution,
      number: verifiedReceivables.number,
      hub: seller.name,
      holder: holder.name,
    })
    .from(receivableAssignments)
    .innerJoin(verifiedReceivables, eq(verifiedReceivables.id, receivableAssignments.receivableId))
    .innerJoin(seller, eq(seller.id, receivableAssignments.sellerId))
    .leftJoin(holder, eq(holder.id, receivableAssignments.holderId))
    .where(where)
    .orderBy(asc(receivableAssignments.proposedAt), asc(receivableAssignments.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind,
      subjectId: row.id,
      path: `piutang/${row.receivableId}`,
      due: new Date(row.proposedAt.getTime() + DAY_MS),
      params: {
        number: row.number,
        hub: row.hub,
        payee: row.holder ?? row.institution ?? "",
        amount: row.amount.toString(),
      },
    }),
  );
}

/** Claims that somebody else of the house wants to give away. */
export const assignmentsToCheck: TaskSource = ({ organisationId, personId }, on) =>
  waiting(
    "receivable.check",
    and(
      eq(receivableAssignments.sellerId, organisationId),
      eq(receivableAssignments.state, "proposed"),
      or(isNull(receivableAssignments.proposedBy), ne(receivableAssignments.proposedBy, personId)),
    ),
    on,
  );

/** Claims that this BUMD is asked to take. */
export const assignmentsToTake: TaskSource = ({ organisationId }, on) =>
  waiting(
    "receivable.take",
    and(eq(receivableAssignments.holderId, organisationId), eq(receivableAssignments.state, "offered")),
    on,
  );

/** Invoices that are to be paid to somebody else, and nobody who pays has said that they know. */
export const assignmentsToAcknowledge: TaskSource = ({ organisationId }, on) =>
  waiting(
    "receivable.acknowledge",
    and(
      isOwnOrKitchens(receivableAssignments.buyerId, organisationId, on),
      eq(receivableAssignments.state, "notified"),
    ),
    on,
  );

/** Money between seller and assignee that one side stated and the other has not answered, the oldest first. */
async function proceedsWaiting(where: SQL | undefined, personId: string, on: Executor): Promise<Task[]> {
  const rows = await on
    .select({
      id: assignmentProceeds.id,
      direction: assignmentProceeds.direction,
      money: assignmentProceeds.moneyRupiah,
      statedAt: assignmentProceeds.statedAt,
      receivableId: receivableAssignments.receivableId,
      institution: receivableAssignments.institution,
      number: verifiedReceivables.number,
      hub: seller.name,
      holder: holder.name,
    })
    .from(assignmentProceeds)
    .innerJoin(receivableAssignments, eq(receivableAssignments.id, assignmentProceeds.assignmentId))
    .innerJoin(verifiedReceivables, eq(verifiedReceivables.id, receivableAssignments.receivableId))
    .innerJoin(seller, eq(seller.id, receivableAssignments.sellerId))
    .leftJoin(holder, eq(holder.id, receivableAssignments.holderId))
    .where(and(eq(assignmentProceeds.state, "stated"), ne(assignmentProceeds.statedBy, personId), where))
    .orderBy(asc(assignmentProceeds.statedAt), asc(assignmentProceeds.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "proceeds.answer",
      subjectId: row.id,
      path: `piutang/${row.receivableId}`,
      due: new Date(row.statedAt.getTime() + DAY_MS),
      params: {
        number: row.number,
        // Whom the money came from.
        name:
          row.direction === "back" && row.holder !== null ? row.hub : (row.holder ?? row.institution ?? ""),
        amount: row.money.toString(),
      },
    }),
  );
}

/** Money that another organisation of the house says it paid for a claim, or gave back. */
export const proceedsToAnswer: TaskSource = ({ organisationId, personId }, on) =>
  proceedsWaiting(
    and(
      isNotNull(receivableAssignments.holderId),
      or(
        and(eq(assignmentProceeds.direction, "given"), eq(receivableAssignments.sellerId, organisationId)),
        and(eq(assignmentProceeds.direction, "back"), eq(receivableAssignments.holderId, organisationId)),
      ),
    ),
    personId,
    on,
  );

/** What somebody of the own house says of an institution that keeps no books here. */
export const outsideProceedsToAnswer: TaskSource = ({ organisationId, personId }, on) =>
  proceedsWaiting(
    and(isNull(receivableAssignments.holderId), eq(receivableAssignments.sellerId, organisationId)),
    personId,
    on,
  );
