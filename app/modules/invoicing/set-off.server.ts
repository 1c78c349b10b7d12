import { and, eq, isNull, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { koperasiStatements, statementSetOffs } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { disputedRupiah } from "../disputes/dispute-reads.server.ts";
import { owedRupiah } from "./owed.server.ts";
import { leftOf } from "./standing.ts";

/**
 * Sets off, in the caller's transaction, what a koperasi was paid too much on some of its statements against what it is still
 * owed on others, the oldest first. Nothing is booked: it is one account with the trade center. What a claim holds of a statement
 * is not owed yet, and one of which money is on its way is left alone.
 */
export async function setOffOverpaid(
  tx: LatestTransaction,
  call: Call,
  { hubId, koperasiId }: { readonly hubId: string; readonly koperasiId: string },
): Promise<void> {
  const statements = await hold(
    tx,
    koperasiStatements,
    and(
      eq(koperasiStatements.hubId, hubId),
      eq(koperasiStatements.koperasiId, koperasiId),
      isNull(koperasiStatements.takenBackAt),
      sql`${owedRupiah} <> ${koperasiStatements.paidRupiah} + ${koperasiStatements.setOffRupiah}`,
    ),
    sql`${koperasiStatements.id}`,
  );
  const rest = new Map(statements.map((row) => [row.id, leftOf(row)]));
  if (![...rest.values()].some((left) => left < 0n)) return;
  const held = new Map<string, Rupiah>();
  for (const row of statements) held.set(row.id, await disputedRupiah(row, tx));
  for (const from of statements) {
    for (const to of statements) {
      const tooMuch = -(rest.get(from.id) ?? 0n);
      const owed = to.underwayRupiah > 0n ? 0n : (rest.get(to.id) ?? 0n) - (held.get(to.id) ?? 0n);
      const amountRupiah = tooMuch < owed ? tooMuch : owed;
      if (amountRupiah <= 0n) continue;
      await tx
        .insert(statementSetOffs)
        .values({ id: newId("setOff"), fromId: from.id, toId: to.id, amountRupiah, setOffAt: call.at });
      for (const [statementId, change] of [
        [from.id, -amountRupiah],
        [to.id, amountRupiah],
      ] as const) {
        rest.set(statementId, (rest.get(statementId) ?? 0n) - change);
        await tx
          .update(koperasiStatements)
          .set({ setOffRupiah: sql`${koperasiStatements.setOffRupiah} + ${change}` })
          .where(eq(koperasiStatements.id, statementId));
      }
    }
  }
}
