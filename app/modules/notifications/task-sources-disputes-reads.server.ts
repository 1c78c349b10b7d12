import { aliasedTable, and, asc, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import { callOffs } from "#db/schema/contracts.ts";
import { disputeLines, disputes } from "#db/schema/disputes.ts";
import { organisations } from "#db/schema/identity.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import type { DisputeState } from "../disputes/dispute-lifecycle.ts";
import { debitPayables } from "../payments/payable-reads.server.ts";
import type { Task, TaskKind } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

const buyer = aliasedTable(organisations, "buyer");
const koperasi = aliasedTable(organisations, "koperasi");

function waitingIn(
  states: readonly DisputeState[],
  kind: Extract<TaskKind, "dispute.decide" | "dispute.answer">,
): TaskSource {
  const party = kind === "dispute.decide" ? disputes.hubId : disputes.koperasiId;
  const name = kind === "dispute.decide" ? koperasi.name : buyer.name;
  return async ({ organisationId }, on) => {
    const rows = await on
      .select({
        id: disputes.id,
        number: callOffs.number,
        name,
        dueAt: disputes.dueAt,
        amount: sql<string>`(select coalesce(sum(l.asked_rupiah), 0)::text from ${disputeLines} l where l.dispute_id = ${disputes.id})`,
      })
      .from(disputes)
      .innerJoin(callOffs, eq(callOffs.id, disputes.callOffId))
      .innerJoin(buyer, eq(buyer.id, disputes.buyerId))
      .innerJoin(koperasi, eq(koperasi.id, disputes.koperasiId))
      .where(and(eq(party, organisationId), inArray(disputes.state, [...states])))
      .orderBy(asc(disputes.dueAt), asc(disputes.id))
      .limit(TASKS_MAX);
    return rows.map(
      (row): Task => ({
        kind,
        subjectId: row.id,
        path: `klaim/${row.id}`,
        due: row.dueAt,
        params: { number: row.number, name: row.name, amount: row.amount },
      }),
    );
  };
}

/** Claims that wait for the trade center: to be answered, or to be decided after the koperasi was heard. */
export const disputesToDecide = waitingIn(["open", "answered"], "dispute.decide");

/** Claims on this koperasi's goods about which it is asked. */
export const disputesToAnswer = waitingIn(["hearing"], "dispute.answer");

/** Debit notes that wait for this koperasi's answer. */
export const debitNotesToAnswer: TaskSource = async ({ organisationId, at }, on) => {
  const rows = await on
    .select({
      id: debitNotes.id,
      number: debitNotes.number,
      name: organisations.name,
      dueAt: debitNotes.dueAt,
      amountRupiah: debitNotes.amountRupiah,
    })
    .from(debitNotes)
    .innerJoin(organisations, eq(organisations.id, debitNotes.hubId))
    .where(
      and(
        eq(debitNotes.carrierId, organisationId),
        isNull(debitNotes.takenBackAt),
        isNull(debitNotes.answeredAt),
        gte(debitNotes.dueAt, at),
        sql`${debitNotes.paidRupiah} < ${debitNotes.amountRupiah}`,
      ),
    )
    .orderBy(asc(debitNotes.dueAt), asc(debitNotes.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "debitNote.answer",
      subjectId: row.id,
      path: `nota-debit/${row.id}`,
      due: row.dueAt,
      params: { number: row.number, name: row.name, amount: row.amountRupiah.toString() },
    }),
  );
};

/** Debit notes that this koperasi took upon itself and has not paid. */
export const debitNotesToPay: TaskSource = async ({ organisationId }, on) => {
  const due = await debitPayables(organisationId, on);
  return due.flatMap((payable) =>
    payable.to === "debitNote" && payable.isAccepted
      ? [
          {
            kind: "debitNote.pay" as const,
            subjectId: payable.id,
            path: "bayar-produsen",
            due: null,
            params: { number: payable.about, name: payable.name, amount: payable.dueRupiah.toString() },
          },
        ]
      : [],
  );
};
