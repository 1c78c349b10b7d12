import { createHash } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import type { SheetGrid } from "#app/kernel/sheet-cell.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { bankLines, bankStatements } from "#db/schema/payments-bank.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { lookAt, sheetsOfStatement, statementOf } from "./statement-reads.server.ts";

const LINES_AT_ONCE = 1_000;

/**
 * Lets the lines of a statement count that its account does not know yet: as often as one likes, in any order of statements and of rows,
 * and however they overlap, an account ends up with the same lines. Rows that cannot be read, and days that another template
 * brought before, are left out and listed by `lookAt`. What is known stays as it is, matched or not.
 */
export async function countStatement(
  call: Call,
  statementId: string,
): Promise<{ readonly added: number; readonly known: number }> {
  const { organisationId } = keeperOf(call);
  if (!(await statementOf(organisationId, statementId))) throw new Missing("payments.statementMissing");
  // Read before the transaction begins: a file takes as long as its sender likes.
  return countLines(call, { statementId, grids: await sheetsOfStatement(statementId) });
}

const countLines = command({
  name: "payments.countStatement",
  input: z.object({
    statementId: idOf("bankStatement"),
    grids: z.custom<readonly SheetGrid[]>((value) => Array.isArray(value)),
  }),
  secret: ["grids"],
  isolation: "read committed",
  permit: async (tx, call, { statementId }) => {
    const { organisationId } = keeperOf(call);
    if (!(await statementOf(organisationId, statementId, tx))) throw new Missing("payments.statementMissing");
  },
  run: async (tx, call, { statementId, grids }) => {
    const { organisationId } = keeperOf(call);
    const statement = await statementOf(organisationId, statementId, tx);
    invariant(statement, "permitted above");
    // One statement of an account after another: what is known is read after the one before has written.
    await hold(
      tx,
      bankStatements,
      and(eq(bankStatements.organisationId, organisationId), eq(bankStatements.account, statement.account)),
      asc(bankStatements.id),
    );
    const today = dayOf(call.at, await clockOf(organisationId, tx));
    const { added, known } = await lookAt(grids, { ...statement, today }, tx);
    const rows = added.map((line) => ({
      id: newId("bankLine"),
      organisationId,
      account: statement.account,
      statementId,
      layout: statement.layout,
      onDay: line.onDay,
      description: line.words,
      amountSen: line.amountSen,
      balanceSen: line.balanceSen,
      fingerprint: createHash("sha256").update(`${statement.account}|${line.key}`).digest("hex"),
      state: "open" as const,
      recordedAt: call.at,
    }));
    for (let from = 0; from < rows.length; from += LINES_AT_ONCE)
      await tx.insert(bankLines).values(rows.slice(from, from + LINES_AT_ONCE));
    await tx
      .update(bankStatements)
      .set({
        countedAt: call.at,
        lineCount: rows.length + known.length,
        addedCount: statement.countedAt === null ? rows.length : statement.addedCount + rows.length,
      })
      .where(eq(bankStatements.id, statementId));
    return { added: rows.length, known: known.length };
  },
});
