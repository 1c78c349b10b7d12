import { and, eq } from "drizzle-orm";
import { rupiah } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { assignmentProceeds } from "#db/schema/invoicing-receivables.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { entriesAbout } from "../ledger/ledger-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { reverseEntry } from "../ledger/reverse-entry.server.ts";
import { mayAnswerProceeds, mayStateProceeds } from "./assignment-proceeds.policy.ts";
import {
  flawOfProceeds,
  flawOfUnbooking,
  type ProceedsEvent,
  proceedsLifecycle,
  standingOf,
} from "./assignment-proceeds.ts";
import {
  type AssignmentRow,
  heldAssignment,
  knownAssignment,
  proceedsUnder,
} from "./hold-assignment.server.ts";
import { EndProceeds } from "./receivable.schema.ts";
import { proceedsEntries } from "./receivable-postings.ts";
import {
  proceedsAcknowledged,
  proceedsRefused,
  proceedsStated,
  proceedsUnbooked,
} from "./receivables.events.ts";

type Part = typeof assignmentProceeds.$inferSelect;

/** What was stated, for the two sides of it. To the buyer and everybody else it does not exist: what is given is between the two. */
async function knownProceeds(
  tx: LatestTransaction,
  call: Call,
  proceedsId: string,
): Promise<{ readonly part: Part; readonly assignment: AssignmentRow }> {
  const [part] = await tx.select().from(assignmentProceeds).where(eq(assignmentProceeds.id, proceedsId));
  if (!part) throw new Missing("invoicing.proceedsMissing");
  const assignment = await knownAssignment(tx, call, part.assignmentId);
  const mine = call.actor.kind === "member" ? call.actor.organisationId : null;
  if (mine !== assignment.sellerId && mine !== assignment.holderId)
    throw new Missing("invoicing.proceedsMissing");
  return { part, assignment };
}

/** As `knownProceeds`, with the assignment held: whoever states, answers, credits or releases it waits. */
export async function heldProceeds(tx: LatestTransaction, call: Call, proceedsId: string) {
  const { part } = await knownProceeds(tx, call, proceedsId);
  await heldAssignment(tx, call, part.assignmentId);
  return knownProceeds(tx, call, proceedsId);
}

async function permitReceiver(
  tx: LatestTransaction,
  call: Call,
  { proceedsId }: { readonly proceedsId: string },
): Promise<void> {
  const { part, assignment } = await knownProceeds(tx, call, proceedsId);
  if (!mayAnswerProceeds(call.actor, assignment, part)) throw new Forbidden("invoicing.proceedsReceiver");
}

async function endProceeds(
  tx: LatestTransaction,
  call: Call,
  part: Part,
  {
    event,
    ...answer
  }: { readonly event: ProceedsEvent; readonly reason: string | null; readonly isBesideLine?: boolean },
): Promise<void> {
  invariant(call.actor.kind === "member", "permitted above");
  const state = nextState(proceedsLifecycle, part.state, event, "invoicing.proceedsMoved");
  const moved = await tx
    .update(assignmentProceeds)
    .set({ ...answer, state, answeredAt: call.at, answeredBy: call.actor.personId })
    .where(and(eq(assignmentProceeds.id, part.id), eq(assignmentProceeds.state, "stated")))
    .returning({ id: assignmentProceeds.id });
  if (moved.length !== 1) throw new Conflict("invoicing.proceedsMoved");
}

/**
 * What was stated, to whom it was paid: held with its assignment until the transaction ends. Refuses everybody else, and who stated it.
 */
export async function receivedProceeds(tx: LatestTransaction, call: Call, proceedsId: string) {
  await permitReceiver(tx, call, { proceedsId });
  return heldProceeds(tx, call, proceedsId);
}

/**
 * The money came, says whoever was paid: it stands in both books, and so much less of the claim is left between the two. Refuses who
 * stated it, and what is more than is left by now because the buyer was credited meanwhile. For the command of `payments` that has looked
 * at the bank first: whether the same money is in the books already is known only there.
 */
export async function bookProceeds(
  tx: LatestTransaction,
  call: Call,
  { proceedsId, isBesideLine }: { readonly proceedsId: string; readonly isBesideLine: boolean },
): Promise<void> {
  const { part, assignment } = await receivedProceeds(tx, call, proceedsId);
  const due = assignment.amountRupiah - assignment.returnedRupiah;
  const standing = standingOf(due, await proceedsUnder(tx, assignment.id));
  const flaw = flawOfProceeds(part, standing);
  if (part.state === "stated" && flaw !== null)
    throw new RuleBroken(flaw, {
      left: rupiah(part.direction === "given" ? standing.leftRupiah : standing.settledRupiah),
    });
  await endProceeds(tx, call, part, { event: "acknowledge", reason: null, isBesideLine });
  const on = dayOf(call.at, await clockOf(assignment.sellerId, tx));
  for (const entry of proceedsEntries({
    ...assignment,
    ...part,
    subjectId: proceedsId,
    on,
    narration: part.bankReference,
  }))
    await postEntry(tx, call, entry);
  await announce(tx, call, proceedsAcknowledged, { proceedsId });
}

/**
 * What was acknowledged was said of other money: its mirror is booked in both books today, and what the payer stated waits for its receiver
 * anew, in the same words and with the same proof. Refuses while another statement waits, and what later words were built on. For the
 * command of `payments` that has parted the line by which it was acknowledged.
 */
export async function unbookProceeds(
  tx: LatestTransaction,
  call: Call,
  { proceedsId, reason }: { readonly proceedsId: string; readonly reason: string },
): Promise<void> {
  const { part, assignment } = await heldProceeds(tx, call, proceedsId);
  const state = nextState(proceedsLifecycle, part.state, "unbook", "invoicing.proceedsMoved");
  if (assignment.state !== "effective") throw new RuleBroken("invoicing.proceedsNotAssigned");
  const parts = await proceedsUnder(tx, assignment.id);
  const mistaken = parts.find(({ id }) => id === proceedsId);
  invariant(mistaken, "held above");
  const flaw = flawOfUnbooking(assignment.amountRupiah, parts, mistaken);
  if (flaw !== null) throw new RuleBroken(flaw);
  await tx.update(assignmentProceeds).set({ state, reason }).where(eq(assignmentProceeds.id, proceedsId));
  const occurredOn = dayOf(call.at, await clockOf(assignment.sellerId, tx));
  const books = [assignment.sellerId, assignment.holderId].filter((id) => id !== null);
  for (const entry of await entriesAbout(books, [proceedsId], tx))
    await reverseEntry(tx, call, {
      entryId: entry.id,
      ...(part.direction === "given"
        ? { kind: "receivable.settled.reversed" }
        : { kind: "receivable.refunded.reversed" }),
      occurredOn,
      narration: reason,
    });
  const againId = newId("assignmentProceeds");
  const { answeredAt, answeredBy, ...said } = part;
  await tx.insert(assignmentProceeds).values({
    ...said,
    id: againId,
    state: "stated",
    reason: null,
    isBesideLine: false,
  });
  await announce(tx, call, proceedsUnbooked, { proceedsId });
  await announce(tx, call, proceedsStated, { proceedsId: againId });
}

/** Whoever was to be paid says that no such money came, and why. Nothing was booked; the same proof may come again. */
export const refuseProceeds = command({
  name: "invoicing.refuseProceeds",
  input: EndProceeds,
  isolation: "read committed",
  permit: permitReceiver,
  run: async (tx, call, { proceedsId, reason }) => {
    const { part } = await heldProceeds(tx, call, proceedsId);
    await endProceeds(tx, call, part, { event: "refuse", reason });
    await announce(tx, call, proceedsRefused, { proceedsId });
    return { proceedsId };
  },
});

/** Whoever stated it takes it back while nobody has answered. */
export const withdrawProceeds = command({
  name: "invoicing.withdrawProceeds",
  input: EndProceeds,
  isolation: "read committed",
  permit: async (tx, call, { proceedsId }) => {
    const { part, assignment } = await knownProceeds(tx, call, proceedsId);
    if (!mayStateProceeds(call.actor, assignment, part.direction)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { proceedsId, reason }) => {
    const { part } = await heldProceeds(tx, call, proceedsId);
    await endProceeds(tx, call, part, { event: "withdraw", reason });
    return { proceedsId };
  },
});
