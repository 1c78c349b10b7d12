import { db, type Executor } from "#db/client.server.ts";
import type { PeriodRecapFacts } from "../documents/papers/period-recap-paper.ts";
import { portionDaysOf, spendingOnPaper } from "./period-paper-reads.server.ts";
import { dayViews } from "./period-papers.ts";
import { type BudgetPeriod, envelopeOf } from "./period-reads.server.ts";

/** A budget as its books stand now: where the money is, and what each day came to beside what its portions allow. */
export type PeriodView = {
  readonly budgetRupiah: bigint;
  readonly spentRupiah: bigint;
  readonly heldRupiah: bigint;
  readonly leftRupiah: bigint;
  readonly days: PeriodRecapFacts["days"];
};

export async function periodViewOf(budget: BudgetPeriod, at: Date, on: Executor = db()): Promise<PeriodView> {
  const [envelope, spending, portions] = await Promise.all([
    envelopeOf(budget, on),
    spendingOnPaper(budget, on),
    portionDaysOf(budget, at, on),
  ]);
  return {
    ...envelope,
    spentRupiah: envelope.budgetRupiah - envelope.heldRupiah - envelope.leftRupiah,
    days: dayViews(spending, portions.days),
  };
}
