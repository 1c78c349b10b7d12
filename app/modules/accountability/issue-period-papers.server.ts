import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { storedFacts } from "../documents/paper-of.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayMakeReports } from "./accountability.policy.ts";
import { periodPapersOf } from "./period-paper-reads.server.ts";
import { type PeriodKind, periodKinds } from "./period-papers.ts";
import { type BudgetPeriod, budgetPeriodFor } from "./period-reads.server.ts";

/**
 * Draws up the papers of a budget as the books stand now, in the caller's transaction: a paper that says what the standing
 * one says is that one. Answers their ids in the order of `periodKinds`.
 */
export async function currentPeriodPapers(
  tx: Transaction,
  call: Call,
  budget: BudgetPeriod,
): Promise<{ readonly kind: PeriodKind; readonly documentId: string }[]> {
  const on = dayOf(call.at, await clockOf(budget.organisationId, tx));
  const papers = await periodPapersOf(budget, { day: on, at: call.at }, tx);
  const readers = await payersOf(budget.organisationId, tx);
  const stored: Readonly<Record<PeriodKind, Record<string, unknown>>> = {
    RAB: storedFacts("RAB", papers.RAB),
    BKU: storedFacts("BKU", papers.BKU),
    BPB: storedFacts("BPB", papers.BPB),
    BANK: storedFacts("BANK", papers.BANK),
    REKAP: storedFacts("REKAP", papers.REKAP),
    DPS: storedFacts("DPS", papers.DPS),
  };
  const about = { organisationId: budget.organisationId, subjectId: budget.id, on, readers };
  const issued: { readonly kind: PeriodKind; readonly documentId: string }[] = [];
  for (const kind of periodKinds)
    issued.push({
      kind,
      documentId: await issueCurrent(
        tx,
        call,
        { ...about, kind, facts: stored[kind] },
        voidReasonWords.booksMoved,
      ),
    });
  return issued;
}

/**
 * Issues RAB, Buku Kas Umum, Buku Pembantu Bahan Pangan and Bank, recap and supplier list of a budget, as the ledger stands. Asked
 * again while nothing moved, it changes nothing; else new papers take the place of the old, which are voided.
 */
export const issuePeriodPapers = command({
  name: "accountability.issuePeriodPapers",
  input: z.object({ budgetId: idOf("budget") }),
  permit: async (tx, call, { budgetId }) => {
    if (!mayMakeReports(call.actor)) throw new Forbidden("accountability.forbidden");
    await ownBudget(tx, call, budgetId);
  },
  run: async (tx, call, { budgetId }) => {
    const papers = await currentPeriodPapers(tx, call, await ownBudget(tx, call, budgetId));
    return { budgetId, documentIds: papers.map(({ documentId }) => documentId) };
  },
});

/** The caller's own budget; to anyone else there is none. */
export async function ownBudget(tx: Transaction, call: Call, budgetId: string): Promise<BudgetPeriod> {
  invariant(call.actor.kind === "member", "permitted before");
  const { organisationId } = call.actor;
  const budget = await budgetPeriodFor(organisationId, budgetId, tx);
  if (!budget || budget.organisationId !== organisationId) throw new Missing("accountability.budgetMissing");
  return budget;
}
