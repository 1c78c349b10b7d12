import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile, sha256Of } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { bankStatements } from "#db/schema/payments-bank.ts";
import { BringStatement } from "./bank.schema.ts";
import { mayKeepStatements } from "./payment.policy.ts";
import { sameStatement } from "./statement-reads.server.ts";

/** The organisation of a call whose bank is spoken of; refuses who may not keep its statements. */
export function keeperOf(call: Call): { readonly organisationId: string; readonly personId: string } {
  if (call.actor.kind !== "member" || !mayKeepStatements(call.actor, call.actor.organisationId))
    throw new Forbidden("payments.forbidden");
  return call.actor;
}

/**
 * Keeps a statement of the own bank with its hash, before any of its lines count. The same bytes for the same account are the statement
 * that was brought before, whatever the file is called. Refuses what is no CSV or XLSX.
 */
export const bringStatement = command({
  name: "payments.bringStatement",
  input: BringStatement,
  secret: ["account", "bytes"],
  permit: async (_tx, call) => {
    keeperOf(call);
  },
  run: async (tx, call, { account, layout, fileName, bytes }) => {
    const { organisationId, personId } = keeperOf(call);
    const before = await sameStatement(organisationId, account, sha256Of(bytes), tx);
    if (before !== null) return { statementId: before, isKnown: true };
    const fileId = await keepFile(tx, call, {
      ownerId: organisationId,
      purpose: "bank_statement",
      fileName,
      bytes,
      isSheet: true,
    });
    const statementId = newId("bankStatement");
    const brought = await tx
      .insert(bankStatements)
      .values({
        id: statementId,
        organisationId,
        account,
        layout,
        fileId,
        broughtBy: personId,
        broughtAt: call.at,
      })
      .returning({ id: bankStatements.id });
    invariant(brought.length === 1, "a statement is brought once");
    return { statementId, isKnown: false };
  },
});
