import { and, asc, eq, lt } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { accountBalances } from "#db/schema/ledger.ts";
import { planOf } from "../ledger/chart.ts";

type Deposit = { readonly buyerId: string; readonly name: string; readonly heldRupiah: Rupiah };

/** What buyers paid this seller beyond its invoices and nobody used yet, as the books say, by name. */
export async function depositsOf(sellerId: string, on: Executor = db()): Promise<Deposit[]> {
  const rows = await on
    .select({ buyerId: organisations.id, name: organisations.name, balance: accountBalances.balance })
    .from(accountBalances)
    .innerJoin(organisations, eq(organisations.id, accountBalances.subjectId))
    .where(
      and(
        eq(accountBalances.organisationId, sellerId),
        eq(accountBalances.code, planOf("customerDeposit").code),
        lt(accountBalances.balance, 0n),
      ),
    )
    .orderBy(asc(organisations.name), asc(organisations.id));
  return rows.map(({ balance, ...row }) => ({ ...row, heldRupiah: -balance }));
}
