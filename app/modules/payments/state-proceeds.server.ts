import { and, asc, between, eq } from "drizzle-orm";
import { date, rupiah } from "#app/i18n/format.ts";
import { addDays } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { StateProceeds } from "../invoicing/receivable.schema.ts";
import { statableAssignment, writeProceeds } from "../invoicing/write-proceeds.server.ts";
import { OtherMoney } from "./bank.schema.ts";
import { PROCEEDS_DAYS } from "./bank-proceeds.ts";
import type { StatedProceeds } from "./bank-suggestion.ts";
import { lineBookedLike } from "./proceeds-ground-reads.server.ts";

/**
 * As `lineBookedLike`, with every line of that sum held: whoever books one of them at the same time waits, and is asked about what is
 * stated here; or was first, and is seen here.
 */
async function heldLineBookedLike(
  tx: LatestTransaction,
  organisationId: string,
  said: Pick<StatedProceeds, "came" | "moneyRupiah" | "paidOn">,
) {
  const sen = said.moneyRupiah * 100n;
  await hold(
    tx,
    bankLines,
    and(
      eq(bankLines.organisationId, organisationId),
      eq(bankLines.amountSen, said.came ? sen : -sen),
      between(bankLines.onDay, addDays(said.paidOn, -PROCEEDS_DAYS), addDays(said.paidOn, PROCEEDS_DAYS)),
    ),
    asc(bankLines.id),
  );
  return lineBookedLike(organisationId, said, tx);
}

/**
 * Whoever paid says what went between seller and assignee for an assigned claim, as `writeProceeds` says; nothing is booked yet. Asks first
 * where a line of the own bank of the same sum was booked otherwise already, as a fee that the bank took or as somebody's payment: the same
 * money would be in the own books twice once the other side says that it came. Whoever says that it is other money is heeded, and that
 * stays written.
 */
export const stateProceeds = command({
  name: "payments.stateProceeds",
  input: StateProceeds.extend({ isOtherMoney: OtherMoney }),
  isolation: "read committed",
  permit: async (tx, call, input) => {
    await statableAssignment(tx, call, input);
  },
  run: async (tx, call, { isOtherMoney, ...input }) => {
    const { sellerId } = await statableAssignment(tx, call, input);
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId } = call.actor;
    // A seller says for an institution outside of the house what it gave: then the money came to who states it.
    const came = (sellerId === organisationId) === (input.direction === "given");
    const line = await heldLineBookedLike(tx, organisationId, { ...input, came });
    if (line && !isOtherMoney)
      throw new RuleBroken("payments.statedBooked", {
        amount: rupiah(input.moneyRupiah),
        day: date(line.onDay),
        words: line.words,
        field: "isOtherMoney",
      });
    return { proceedsId: await writeProceeds(tx, call, { ...input, isBesideStatedLine: line !== null }) };
  },
});
