import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { payouts } from "#db/schema/payments.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { MatchPayout, MatchReturn } from "./bank.schema.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { writeEntryMatches } from "./match-entries.server.ts";
import { heldLines } from "./match-line.server.ts";
import { mayApprovePayout } from "./payment.policy.ts";
import { settleLines } from "./settle-lines.server.ts";
import { bookPayout, knownPayout, takeTransferBack } from "./settle-payout.server.ts";

/** Payouts of the own organisation that went out or may, held in id order; who asked for one does not also say that it went. */
async function heldPayouts(tx: LatestTransaction, call: Call, payoutIds: readonly string[]) {
  const { organisationId } = keeperOf(call);
  const ids = [...new Set(payoutIds)];
  const found = await hold(
    tx,
    payouts,
    and(inArray(payouts.id, ids), eq(payouts.payerId, organisationId)),
    asc(payouts.id),
  );
  if (found.length !== ids.length) throw new Missing("payments.missing");
  for (const payout of found) {
    if (payout.state === "approved" && !mayApprovePayout(call.actor, payout))
      throw new Forbidden("payments.secondPerson");
    if (payout.state !== "approved" && payout.state !== "confirmed" && payout.state !== "returned")
      throw new Conflict("payments.moved");
  }
  const matched = await tx
    .select({ id: bankMatches.id })
    .from(bankMatches)
    .where(and(inArray(bankMatches.payoutId, ids), isNull(bankMatches.undoneAt)))
    .limit(1);
  if (matched.length > 0) throw new Conflict("payments.alreadyMatched");
  return found;
}

/**
 * Says that a line of the bank is a payout that went out, or several that the bank sent in one sum: those that were approved are booked by it
 * as by `confirmPayout`, on the day of the line; those that were confirmed before are only found again, given back since or not. Refuses
 * a sum that is not theirs together, and with one that may not be booked by the caller all of them.
 */
export const matchPayout = command({
  name: "payments.matchPayout",
  input: MatchPayout,
  isolation: "read committed",
  permit: async (tx, call, { lineId, payoutIds }) => {
    await heldLines(tx, call, [lineId]);
    await heldPayouts(tx, call, payoutIds);
  },
  run: async (tx, call, { lineId, payoutIds, reasons }) => {
    const { personId } = keeperOf(call);
    const [line] = await heldLines(tx, call, [lineId]);
    const sent = await heldPayouts(tx, call, payoutIds);
    if (!line || line.amountSen > 0n) throw new RuleBroken("payments.lineCame");
    const reported = sumOf(sent.map((payout) => payout.amountRupiah));
    if (reported !== line.restRupiah)
      throw new RuleBroken("payments.matchSum", {
        came: line.restRupiah.toString(),
        reported: reported.toString(),
      });
    await tx.insert(bankMatches).values(
      sent.map((payout) => ({
        id: newId("bankMatch"),
        lineId,
        payoutId: payout.id,
        amountRupiah: payout.amountRupiah,
        reasons,
        matchedBy: personId,
        matchedAt: call.at,
      })),
    );
    const approved = sent.filter((payout) => payout.state === "approved");
    for (const { id: payoutId } of approved)
      await bookPayout(tx, call, {
        payoutId,
        settledOn: line.onDay,
        bankReference: line.description.slice(0, 60),
      });
    await settleLines(tx, [lineId]);
    return { lineId, booked: approved.length };
  },
});

async function heldSent(tx: LatestTransaction, call: Call, payoutId: string) {
  const payout = await knownPayout(tx, call, payoutId);
  if (!mayApprovePayout(call.actor, payout)) throw new Forbidden("payments.secondPerson");
  if (payout.state !== "confirmed") throw new Conflict("payments.moved");
  return payout;
}

/**
 * Says that money that came is a payout that the bank could not deliver: it is given back on the day of the line, as by `returnPayout`, and
 * what it paid is open again; the line is the mirror of its entry. The line by which it went stays as it is. Refuses another sum, and
 * whoever asked for the payout.
 */
export const matchReturn = command({
  name: "payments.matchReturn",
  input: MatchReturn,
  isolation: "read committed",
  permit: async (tx, call, { lineId, payoutId }) => {
    await heldLines(tx, call, [lineId]);
    await heldSent(tx, call, payoutId);
  },
  run: async (tx, call, { lineId, payoutId, reasons }) => {
    const [line] = await heldLines(tx, call, [lineId]);
    const payout = await heldSent(tx, call, payoutId);
    if (!line || line.amountSen < 0n) throw new RuleBroken("payments.lineWent");
    if (payout.amountRupiah !== line.restRupiah)
      throw new RuleBroken("payments.matchSum", {
        came: line.restRupiah.toString(),
        reported: payout.amountRupiah.toString(),
      });
    await takeTransferBack(tx, call, {
      payoutId,
      returnedOn: line.onDay,
      reason: line.description.slice(0, 500),
    });
    await writeEntryMatches(tx, call, {
      line,
      deeds: [{ kind: "payout.returned", subjectId: payoutId }],
      reasons,
    });
    return { lineId, payoutId };
  },
});
