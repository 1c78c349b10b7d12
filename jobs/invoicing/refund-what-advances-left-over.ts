import { contractEnded, contractTerminated } from "#app/modules/contracts/contracts.events.ts";
import { contractOfInvoice } from "#app/modules/invoicing/basis-reads.server.ts";
import { invoiceIssued } from "#app/modules/invoicing/invoicing.events.ts";
import { refundAdvances } from "#app/modules/invoicing/refund-advances.server.ts";
import { invoicesPaidBy } from "#app/modules/payments/payment-reads.server.ts";
import { paymentVerified } from "#app/modules/payments/payments.events.ts";
import { on, part } from "../reaction.ts";

/** When a contract has run out, what its advances left over goes back to the buyer. */
export const refundEndedContract = on(
  contractEnded,
  { queue: "invoicing", name: "refund-ended-contract" },
  (call, { contractId }) => refundAdvances(call, { contractId }),
);

/** The same when it was broken off; goods on their way still take from the advances first. */
export const refundTerminatedContract = on(
  contractTerminated,
  { queue: "invoicing", name: "refund-terminated-contract" },
  (call, { contractId }) => refundAdvances(call, { contractId }),
);

/** The last invoice of a contract that is over leaves over what nobody will take off any more. */
export const refundAfterLastInvoice = on(
  invoiceIssued,
  { queue: "invoicing", name: "refund-after-last-invoice" },
  async (call, { invoiceId }) => {
    const contractId = await contractOfInvoice(invoiceId);
    return contractId && refundAdvances(call, { contractId });
  },
);

/** An advance that is paid after its contract was broken off has no goods to be taken off from. */
export const refundLateAdvance = on(
  paymentVerified,
  { queue: "invoicing", name: "refund-late-advance" },
  async (call, { paymentId }) => {
    const invoiceIds = await invoicesPaidBy(paymentId);
    const found = await Promise.all(invoiceIds.map((invoiceId) => contractOfInvoice(invoiceId)));
    const contractIds = new Set(found.filter((contractId) => contractId !== null));
    for (const contractId of contractIds) await refundAdvances(part(call, contractId), { contractId });
  },
);
