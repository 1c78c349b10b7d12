import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { MatchRemittances } from "./bank.schema.ts";
import { bookTaxRemittance } from "./check-tax-remittance.server.ts";
import { knownRemittance } from "./known-remittance.server.ts";
import { knownTaxRemittance } from "./known-tax-remittance.server.ts";
import { writeEntryMatches } from "./match-entries.server.ts";
import { heldLines } from "./match-line.server.ts";
import { mayApprovePayout } from "./payment.policy.ts";
import { LEVIES_REMITTED } from "./payment-postings.ts";
import { bookRemittance } from "./settle-remittance.server.ts";
import { mayConfirmTax } from "./tax-remittance.policy.ts";
import { TAX_REMITTED } from "./tax-remittance-postings.ts";

/** What waits for a second person, held, with what books it once the line was looked at. */
async function heldWaiting(tx: LatestTransaction, call: Call, remittanceId: string) {
  if (remittanceId.startsWith("stj_")) {
    const tax = await knownTaxRemittance(tx, call, remittanceId);
    if (!mayConfirmTax(call.actor, { ...tax, saidBy: tax.reportedBy }))
      throw new Forbidden("payments.secondPerson");
    if (tax.state !== "reported") throw new Conflict("payments.moved");
    return {
      amountRupiah: tax.amountRupiah,
      kind: TAX_REMITTED,
      book: () => bookTaxRemittance(tx, call, tax),
    };
  }
  const levy = await knownRemittance(tx, call, remittanceId);
  if (!mayApprovePayout(call.actor, { payerId: levy.hubId, requestedBy: levy.requestedBy }))
    throw new Forbidden("payments.secondPerson");
  if (levy.state !== "requested") throw new Conflict("payments.moved");
  return {
    amountRupiah: levy.amountRupiah,
    kind: LEVIES_REMITTED,
    book: async (paid: Parameters<typeof bookRemittance>[3]) => {
      await bookRemittance(tx, call, levy, paid);
    },
  };
}

/** As `heldWaiting`, of several, in the order of their ids. */
async function allWaiting(tx: LatestTransaction, call: Call, remittanceIds: readonly string[]) {
  const waiting: (Awaited<ReturnType<typeof heldWaiting>> & { readonly subjectId: string })[] = [];
  for (const subjectId of [...new Set(remittanceIds)].sort())
    waiting.push({ ...(await heldWaiting(tx, call, subjectId)), subjectId });
  return waiting;
}

/**
 * A second person finds tax or levies that wait on a line of the own bank, one or several that were paid in one sum: they are booked as by
 * `confirmTaxRemittance`, on the day that was reported, or as by `confirmRemittance`, on the day of the line, and the line is matched
 * with their entries. Refuses who said that they were paid, another sum, and what was decided meanwhile.
 */
export const matchRemittances = command({
  name: "payments.matchRemittances",
  input: MatchRemittances,
  isolation: "read committed",
  permit: async (tx, call, { lineId, remittanceIds }) => {
    await heldLines(tx, call, [lineId]);
    await allWaiting(tx, call, remittanceIds);
  },
  run: async (tx, call, { lineId, remittanceIds, reasons }) => {
    const [line] = await heldLines(tx, call, [lineId]);
    const waiting = await allWaiting(tx, call, remittanceIds);
    invariant(line, "one was asked for");
    if (line.amountSen > 0n) throw new RuleBroken("payments.lineCame");
    const reported = sumOf(waiting.map(({ amountRupiah }) => amountRupiah));
    if (reported !== line.restRupiah)
      throw new RuleBroken("payments.matchSum", {
        came: line.restRupiah.toString(),
        reported: reported.toString(),
      });
    for (const { book } of waiting)
      await book({ settledOn: line.onDay, bankReference: line.description.slice(0, 60) });
    await writeEntryMatches(tx, call, { line, deeds: waiting, reasons });
    return { lineId };
  },
});
