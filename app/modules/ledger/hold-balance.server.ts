import { and, eq, isNull } from "drizzle-orm";
import { holdWithPointers } from "#db/hold.server.ts";
import { accountBalances, accounts } from "#db/schema/ledger.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { type AccountName, planOf } from "./chart.ts";

/**
 * The balance of an account in whole rupiah, debit positive, as it is now and stays until the transaction ends: whoever
 * posts to it waits. 0 when the account was never used.
 */
export async function holdBalance(
  tx: LatestTransaction,
  organisationId: string,
  account: AccountName,
  subjectId: string | null,
): Promise<bigint> {
  const [held] = await holdWithPointers(
    tx,
    accounts,
    and(
      eq(accounts.organisationId, organisationId),
      eq(accounts.code, planOf(account).code),
      subjectId === null ? isNull(accounts.subjectId) : eq(accounts.subjectId, subjectId),
    ),
  );
  if (!held) return 0n;
  const [row] = await tx
    .select({ balance: accountBalances.balance })
    .from(accountBalances)
    .where(eq(accountBalances.accountId, held.id));
  return row?.balance ?? 0n;
}
