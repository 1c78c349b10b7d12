import { and, asc, desc, eq, inArray, lt, notInArray, or } from "drizzle-orm";
import type { BusinessDay, TimeZone } from "#app/kernel/calendar.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { budgets } from "#db/schema/orders.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { accountBalance } from "../ledger/ledger-reads.server.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import type { FundedKitchen } from "./funding.policy.ts";
import { type CashStanding, cashStanding, type SafeBalance } from "./funding.ts";

export type FundingRow = typeof fundings.$inferSelect;
export type FundingView = FundingRow & { readonly kitchenName: string; readonly fund: string };

const shown = (on: Executor) =>
  on
    .select({ funding: fundings, kitchenName: organisations.name, fund: budgets.fund })
    .from(fundings)
    .innerJoin(organisations, eq(organisations.id, fundings.kitchenId))
    .innerJoin(budgets, eq(budgets.id, fundings.budgetId));

const flat = ({ funding, ...names }: { funding: FundingRow; kitchenName: string; fund: string }) => ({
  ...funding,
  ...names,
});

/** What came into a kitchen's account, or into those that a foundation looks after, the latest report first. */
export async function fundingsOf(
  organisationId: string,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<FundingView>> {
  const rows = await shown(on)
    .where(
      and(
        isOwnOrKitchens(fundings.kitchenId, organisationId, on),
        page.after ? lt(fundings.id, page.after) : undefined,
      ),
    )
    .orderBy(desc(fundings.id))
    .limit(page.limit + 1);
  return pageOf(rows.map(flat), page.limit, (row) => row.id);
}

/** One funding for its kitchen and the foundation behind it; null for anyone else. */
export async function fundingVisibleTo(
  organisationId: string,
  fundingId: string,
  on: Executor = db(),
): Promise<FundingView | null> {
  const [row] = await shown(on).where(
    and(eq(fundings.id, fundingId), isOwnOrKitchens(fundings.kitchenId, organisationId, on)),
  );
  return row ? flat(row) : null;
}

/**
 * The kitchen whose budget this is, held until the transaction ends, so that two people do not write down the same money at
 * once; null where no kitchen has such a budget.
 */
export async function heldFundedKitchen(
  tx: LatestTransaction,
  budgetId: string,
): Promise<(FundedKitchen & { readonly timeZone: TimeZone }) | null> {
  const owners = tx.select({ id: budgets.organisationId }).from(budgets).where(eq(budgets.id, budgetId));
  const [kitchen] = await hold(
    tx,
    organisations,
    and(inArray(organisations.id, owners), eq(organisations.kind, "kitchen")),
  );
  return kitchen
    ? { kitchenId: kitchen.id, foundationId: kitchen.foundationId, timeZone: await clockOf(kitchen.id, tx) }
    : null;
}

/** Whether the same proof, or the same line of the bank, stands for another funding of this kitchen. */
export async function sameFundingExists(
  funding: Pick<FundingRow, "kitchenId" | "proofSha256" | "reference" | "receivedOn" | "amountRupiah">,
  on: Executor,
): Promise<boolean> {
  const rows = await on
    .select({ id: fundings.id })
    .from(fundings)
    .where(
      and(
        eq(fundings.kitchenId, funding.kitchenId),
        notInArray(fundings.state, ["rejected", "reversed"]),
        or(
          eq(fundings.proofSha256, funding.proofSha256),
          and(
            eq(fundings.reference, funding.reference),
            eq(fundings.receivedOn, funding.receivedOn),
            eq(fundings.amountRupiah, funding.amountRupiah),
          ),
        ),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

const SAFE_KEYS = ["kitchen.fund_initial_rupiah", "kitchen.fund_threshold_rupiah"] as const;

export type KitchenCash = {
  readonly kitchenId: string;
  readonly name: string;
  readonly cashRupiah: bigint;
  readonly standing: CashStanding;
} & SafeBalance;

/** The cash of a kitchen as its books say, or of each that a foundation looks after, beside what is kept safe on that day. */
export async function kitchenCash(
  organisationId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<KitchenCash[]> {
  const rows = await on
    .select({
      kitchenId: organisations.id,
      name: organisations.name,
      regionCode: organisations.regionCode,
    })
    .from(organisations)
    .where(and(eq(organisations.kind, "kitchen"), isOwnOrKitchens(organisations.id, organisationId, on)))
    .orderBy(asc(organisations.name));
  return Promise.all(
    rows.map(async ({ regionCode, ...kitchen }) => {
      const rules = await parametersOn(on, SAFE_KEYS, { regionCode, day: today });
      const amount = (key: keyof typeof rules) => BigInt(asNumber(key, rules[key]));
      const safe: SafeBalance = {
        initialRupiah: amount("kitchen.fund_initial_rupiah"),
        thresholdRupiah: amount("kitchen.fund_threshold_rupiah"),
      };
      const cashRupiah = await accountBalance(kitchen.kitchenId, "cash", null, on);
      return { ...kitchen, ...safe, cashRupiah, standing: cashStanding(cashRupiah, safe) };
    }),
  );
}

export type FundedBudget = {
  readonly id: string;
  readonly kitchenName: string;
  readonly fund: string;
  readonly startsOn: BusinessDay;
  readonly endsOn: BusinessDay;
};

/** The budgets that money can be said to have come for, the latest period first. */
export async function fundedBudgets(organisationId: string, on: Executor = db()): Promise<FundedBudget[]> {
  return on
    .select({
      id: budgets.id,
      kitchenName: organisations.name,
      fund: budgets.fund,
      startsOn: budgets.startsOn,
      endsOn: budgets.endsOn,
    })
    .from(budgets)
    .innerJoin(
      organisations,
      and(eq(organisations.id, budgets.organisationId), eq(organisations.kind, "kitchen")),
    )
    .where(isOwnOrKitchens(budgets.organisationId, organisationId, on))
    .orderBy(desc(budgets.startsOn), asc(organisations.name))
    .limit(100);
}
