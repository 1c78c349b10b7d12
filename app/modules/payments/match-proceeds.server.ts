import { and, eq, isNull } from "drizzle-orm";
import { date, rupiah } from "#app/i18n/format.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { bookProceeds, heldProceeds, receivedProceeds } from "../invoicing/answer-proceeds.server.ts";
import { AcknowledgeProceeds, MatchProceeds } from "./bank.schema.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { heldLines } from "./match-line.server.ts";
import { sameProofPaid } from "./payment-reads.server.ts";
import { lineBookedLike } from "./proceeds-ground-reads.server.ts";
import { settleLines } from "./settle-lines.server.ts";

/** What one said went between seller and assignee, for the command that decides about it; the assignment is held. */
async function heldFor(tx: LatestTransaction, call: Call, proceedsId: string) {
  const { organisationId } = keeperOf(call);
  const found = await heldProceeds(tx, call, proceedsId);
  // Only who was paid may book it by its line; either side may find again what both said.
  if (found.part.state === "stated") await receivedProceeds(tx, call, proceedsId);
  else if (found.part.state !== "acknowledged") throw new Conflict("invoicing.proceedsMoved");
  const came = (found.assignment.sellerId === organisationId) === (found.part.direction === "given");
  return { ...found, came };
}

/**
 * Says that a line of the own bank is the money that went between seller and assignee for a claim. What both said is in the books, and is
 * only found again; what waits for its receiver is acknowledged by the line, as by `acknowledgeProceeds`, and booked once. Refuses a line
 * that went the other way or of another sum, and money that is known to be another line.
 */
export const matchProceeds = command({
  name: "payments.matchProceeds",
  input: MatchProceeds,
  isolation: "read committed",
  permit: async (tx, call, { lineId, proceedsId }) => {
    await heldLines(tx, call, [lineId]);
    await heldFor(tx, call, proceedsId);
  },
  run: async (tx, call, { lineId, proceedsId, reasons }) => {
    const { organisationId, personId } = keeperOf(call);
    const [line] = await heldLines(tx, call, [lineId]);
    const { part, came } = await heldFor(tx, call, proceedsId);
    if (!line || line.amountSen > 0n !== came)
      throw new RuleBroken(came ? "payments.lineWent" : "payments.lineCame");
    if (part.moneyRupiah !== line.restRupiah)
      throw new RuleBroken("payments.matchSum", {
        came: line.restRupiah.toString(),
        reported: part.moneyRupiah.toString(),
      });
    const known = await tx
      .select({ id: bankMatches.id })
      .from(bankMatches)
      .innerJoin(bankLines, eq(bankLines.id, bankMatches.lineId))
      .where(
        and(
          eq(bankMatches.proceedsId, proceedsId),
          isNull(bankMatches.undoneAt),
          eq(bankLines.organisationId, organisationId),
        ),
      )
      .limit(1);
    if (known.length > 0) throw new Conflict("payments.alreadyMatched");
    if (part.state === "stated") {
      await refuseUsedProof(tx, organisationId, part.proofSha256);
      await bookProceeds(tx, call, { proceedsId, isBesideLine: false });
    }
    await tx.insert(bankMatches).values({
      id: newId("bankMatch"),
      lineId,
      proceedsId,
      isAcknowledgement: part.state === "stated",
      amountRupiah: part.moneyRupiah,
      reasons,
      matchedBy: personId,
      matchedAt: call.at,
    });
    await settleLines(tx, [lineId]);
    return { lineId, booked: part.state === "stated" ? 1 : 0 };
  },
});

async function refuseUsedProof(tx: LatestTransaction, organisationId: string, sha256: string): Promise<void> {
  if (await sameProofPaid(organisationId, sha256, tx)) throw new Conflict("payments.proofUsed");
}

/**
 * Whoever was paid says that the money came, without a line of the bank: booked as `bookProceeds` says. Asks first where a line of the same
 * sum was booked by hand already, because the same money would be in the books twice: whoever says that it is other money is heeded, and
 * that stays written. Refuses a proof that shows a payment to the same receiver already.
 */
export const acknowledgeProceeds = command({
  name: "payments.acknowledgeProceeds",
  input: AcknowledgeProceeds,
  isolation: "read committed",
  permit: async (tx, call, { proceedsId }) => {
    await receivedProceeds(tx, call, proceedsId);
  },
  run: async (tx, call, { proceedsId, isOtherMoney }) => {
    const { part, assignment } = await receivedProceeds(tx, call, proceedsId);
    const receiverId = part.direction === "given" ? assignment.sellerId : assignment.holderId;
    let isBesideLine = false;
    if (receiverId !== null && part.state === "stated") {
      await refuseUsedProof(tx, receiverId, part.proofSha256);
      const line = await lineBookedLike(receiverId, { ...part, came: true }, tx);
      if (line && !isOtherMoney)
        throw new RuleBroken("payments.proceedsBooked", {
          amount: rupiah(part.moneyRupiah),
          day: date(line.onDay),
          words: line.words,
        });
      isBesideLine = line !== null;
    }
    await bookProceeds(tx, call, { proceedsId, isBesideLine });
    return { proceedsId };
  },
});
