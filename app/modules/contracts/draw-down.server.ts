import { and, eq, sql } from "drizzle-orm";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { contractMonths } from "#db/schema/contracts.ts";

/**
 * Draws base units from a month of a contract's line, all or nothing: one update that finds the row only while the limit
 * holds, with the table's CHECK behind it. Refuses with the packs that the month has left.
 */
export async function drawDown(
  tx: Transaction,
  draw: {
    readonly contractLineId: string;
    readonly month: string;
    readonly base: bigint;
    readonly limitBase: bigint;
    readonly pack: { readonly unit: string; readonly base: bigint };
  },
): Promise<void> {
  const here = and(
    eq(contractMonths.contractLineId, draw.contractLineId),
    eq(contractMonths.month, draw.month),
  );
  await tx
    .insert(contractMonths)
    .values({
      contractLineId: draw.contractLineId,
      month: draw.month,
      drawnBase: 0n,
      limitBase: draw.limitBase,
    })
    .onConflictDoNothing();
  const drawn = await tx
    .update(contractMonths)
    .set({ drawnBase: sql`${contractMonths.drawnBase} + ${draw.base}` })
    .where(and(here, sql`${contractMonths.drawnBase} + ${draw.base} <= ${contractMonths.limitBase}`))
    .returning({ drawnBase: contractMonths.drawnBase });
  if (drawn.length === 1) return;
  const [month] = await tx.select().from(contractMonths).where(here);
  invariant(month, "the month was opened above");
  throw new RuleBroken("contracts.monthExceeded", {
    month: draw.month,
    left: ((month.limitBase - month.drawnBase) / draw.pack.base).toString(),
    unit: draw.pack.unit,
  });
}
