import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { refunds } from "#db/schema/invoicing.ts";
import { holdContract } from "../contracts/hold-contract.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { advancesLeft, goodsToInvoice } from "./advance-reads.server.ts";
import { RefundAdvances } from "./invoice.schema.ts";
import { refundEntries } from "./invoice-postings.ts";

/**
 * Owes the buyer what its advances under a contract left over, once the contract is over and nothing more will be taken off
 * them: booked with both parties, and paid by the payout of a cashier and a second person. Answers how many refunds there are;
 * none while the contract runs or goods of it are still to be invoiced (the last invoice asks again). Doing it again changes
 * nothing.
 */
export const refundAdvances = command({
  name: "invoicing.refundAdvances",
  input: RefundAdvances,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { contractId }) => {
    // Two that ask at once would each give the same rest back; whoever comes second sees what the first one gave.
    const contract = await holdContract(tx, contractId);
    if (!contract) throw new RuleBroken("invoicing.missing");
    const isOver = contract.state === "ended" || contract.state === "terminated";
    if (!isOver || (await goodsToInvoice(contractId, tx))) return { refunds: 0 };
    const left = await advancesLeft(contractId, tx);
    const on = dayOf(call.at, await clockOf(contract.hubId, tx));
    for (const { advanceId, number, leftRupiah } of left) {
      const refund = {
        id: newId("refund"),
        hubId: contract.hubId,
        buyerId: contract.buyerId,
        invoiceId: advanceId,
        amountRupiah: leftRupiah,
      };
      await tx.insert(refunds).values({ ...refund, createdAt: call.at });
      for (const entry of refundEntries({ ...refund, on, narration: number }))
        await postEntry(tx, call, entry);
    }
    return { refunds: left.length };
  },
});
