import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { levyRemittanceLines, levyRemittances } from "#db/schema/payments.ts";
import { recordLevyGathered } from "../invoicing/record-payout.server.ts";
import { holdBalance } from "../ledger/hold-balance.server.ts";
import { mayRequestPayout } from "./payment.policy.ts";
import { RemitLevies } from "./payment.schema.ts";
import { leviesDue } from "./remittance-reads.server.ts";

/**
 * Gathers every levy that was taken and not handed on yet into one remittance to the region's treasury. Somebody else says
 * that it was paid in; nothing is booked before. Refuses when nothing is due.
 */
export const remitLevies = command({
  name: "payments.remitLevies",
  input: RemitLevies,
  isolation: "read committed",
  permit: async (_tx, call) => {
    const { actor } = call;
    if (actor.kind !== "member" || actor.organisationKind !== "trade_center")
      throw new Forbidden("payments.forbidden");
    if (!mayRequestPayout(actor, actor.organisationId)) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { treasury }) => {
    if (call.actor.kind !== "member") throw new Forbidden("payments.forbidden");
    const hubId = call.actor.organisationId;
    // Whoever gathers at the same moment waits here, and then finds nothing left.
    await holdBalance(tx, hubId, "levyPayable", null);
    const due = await leviesDue(hubId, tx);
    if (due.length === 0) throw new RuleBroken("payments.noLevyDue");
    const remittanceId = newId("remittance");
    await tx.insert(levyRemittances).values({
      id: remittanceId,
      hubId,
      state: "requested",
      amountRupiah: sumOf(due.map((levy) => levy.amountRupiah)),
      treasury,
      requestedBy: call.actor.personId,
      requestedAt: call.at,
    });
    await tx
      .insert(levyRemittanceLines)
      .values(due.map(({ statementId, amountRupiah }) => ({ remittanceId, statementId, amountRupiah })));
    await recordLevyGathered(
      tx,
      due.map((levy) => levy.statementId),
      true,
    );
    return { remittanceId };
  },
});
