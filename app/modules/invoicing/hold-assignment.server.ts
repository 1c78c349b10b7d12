import { and, asc, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { hold } from "#db/hold.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { assignmentProceeds, receivableAssignments } from "#db/schema/invoicing-receivables.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { foundationBehind } from "../identity/foundation-reads.server.ts";
import { mayKnowAssignment } from "./receivable.policy.ts";
import { type AssignmentEvent, assignmentLifecycle } from "./receivable.ts";

export type AssignmentRow = typeof receivableAssignments.$inferSelect & {
  readonly foundationId: string | null;
};

/** The assignment, if the caller has to do with it. Missing otherwise. */
export async function knownAssignment(
  tx: LatestTransaction,
  call: Call,
  assignmentId: string,
): Promise<AssignmentRow> {
  const [row] = await tx
    .select()
    .from(receivableAssignments)
    .where(eq(receivableAssignments.id, assignmentId));
  if (!row) throw new Missing("invoicing.assignmentMissing");
  const assignment = { ...row, foundationId: await foundationBehind(row.buyerId, tx) };
  if (!mayKnowAssignment(call.actor, assignment)) throw new Missing("invoicing.assignmentMissing");
  return assignment;
}

/** As `knownAssignment`, held with its invoice, the invoice first: whoever pays, credits or assigns it waits, and sees what was decided. */
export async function heldAssignment(tx: LatestTransaction, call: Call, assignmentId: string) {
  const { invoiceId } = await knownAssignment(tx, call, assignmentId);
  const [invoice] = await hold(tx, invoices, eq(invoices.id, invoiceId));
  await hold(tx, receivableAssignments, eq(receivableAssignments.id, assignmentId));
  const assignment = await knownAssignment(tx, call, assignmentId);
  if (!invoice) throw new Missing("invoicing.assignmentMissing");
  return { assignment, invoice };
}

/** What was said to have gone between seller and assignee, the earliest first; whoever decides by it holds the assignment. */
export async function proceedsUnder(tx: LatestTransaction, assignmentId: string) {
  return tx
    .select()
    .from(assignmentProceeds)
    .where(eq(assignmentProceeds.assignmentId, assignmentId))
    .orderBy(asc(assignmentProceeds.id));
}

/** Moves a held assignment on, with who did it and when; refuses a step that its state does not know. */
export async function moveAssignment(
  tx: LatestTransaction,
  assignment: AssignmentRow,
  event: AssignmentEvent,
  facts: Partial<typeof receivableAssignments.$inferInsert>,
): Promise<void> {
  const state = nextState(assignmentLifecycle, assignment.state, event, "invoicing.assignmentMoved");
  const moved = await tx
    .update(receivableAssignments)
    .set({ ...facts, state, version: assignment.version + 1 })
    .where(
      and(eq(receivableAssignments.id, assignment.id), eq(receivableAssignments.version, assignment.version)),
    )
    .returning({ id: receivableAssignments.id });
  if (moved.length !== 1) throw new Conflict("invoicing.assignmentMoved");
}
