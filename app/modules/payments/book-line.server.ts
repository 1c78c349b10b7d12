import { and, eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nearestRupiah } from "#app/kernel/minor-units.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { cardPayouts, cardShares } from "#db/schema/payments-cards.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { reverseEntryAbout } from "../ledger/reverse-entry-about.server.ts";
import { askAboutPaid } from "./ask-about-paid.server.ts";
import { BookLine, MatchShare, UndoBooking } from "./bank.schema.ts";
import { bankBookingEntry } from "./bank-postings.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { cardArrivalEntry } from "./card-postings.ts";
import { askAboutBooked } from "./match-line.server.ts";
import { ownMatch, partMatch } from "./part-match.server.ts";
import { settleLines } from "./settle-lines.server.ts";

/** What a bank rounds otherwise than the provider: a rupiah for what was sent and one for what came. */
const ROUNDED_MAX = 2n;

/** A whole open line of the own bank, held, with its size to the nearest rupiah. Somebody else's is Missing. */
async function wholeLine(tx: LatestTransaction, call: Call, lineId: string) {
  const { organisationId } = keeperOf(call);
  const [line] = await hold(
    tx,
    bankLines,
    and(eq(bankLines.id, lineId), eq(bankLines.organisationId, organisationId)),
  );
  if (!line) throw new Missing("payments.lineMissing");
  if (line.state !== "open") throw new Conflict("payments.lineMoved");
  const sizeRupiah = nearestRupiah(line.amountSen < 0n ? -line.amountSen : line.amountSen);
  if (sizeRupiah === 0n) throw new RuleBroken("payments.lineTiny");
  return { ...line, sizeRupiah };
}

async function matched(
  tx: LatestTransaction,
  call: Call,
  match: Pick<typeof bankMatches.$inferInsert, "lineId" | "shareId" | "booked"> & {
    readonly amountRupiah: Rupiah;
    readonly reasons?: string[];
  },
): Promise<string> {
  const id = newId("bankMatch");
  const written = await tx
    .insert(bankMatches)
    .values({ reasons: [], id, ...match, matchedBy: keeperOf(call).personId, matchedAt: call.at })
    .onConflictDoNothing()
    .returning({ id: bankMatches.id });
  if (written.length !== 1) throw new Conflict("payments.alreadyMatched");
  await settleLines(tx, [match.lineId]);
  return id;
}

/**
 * Says that a line of the bank is the money that the card provider sent, or fetched where more went back to cards than came: it is no
 * longer on its way, and in cash as the bank says, to the nearest rupiah. Refuses a share that is matched already or whose payout failed, and a line of another sum.
 */
export const matchShare = command({
  name: "payments.matchShare",
  input: MatchShare,
  isolation: "read committed",
  permit: async (tx, call, { lineId }) => {
    await wholeLine(tx, call, lineId);
  },
  run: async (tx, call, { lineId, cardShareId }) => {
    const line = await wholeLine(tx, call, lineId);
    const [share] = await hold(
      tx,
      cardShares,
      and(eq(cardShares.id, cardShareId), eq(cardShares.payeeId, line.organisationId)),
    );
    if (!share) throw new Missing("payments.missing");
    const [payout] = await hold(tx, cardPayouts, eq(cardPayouts.id, share.payoutId));
    if (payout?.state !== "booked") throw new Conflict("payments.moved");
    const cameRupiah = line.amountSen < 0n ? -line.sizeRupiah : line.sizeRupiah;
    const off = share.amountRupiah - cameRupiah;
    // A share below nothing is what the provider fetched from the bank: more went back to cards than came.
    if (line.amountSen < 0n !== share.amountRupiah < 0n || off > ROUNDED_MAX || off < -ROUNDED_MAX)
      throw new RuleBroken("payments.matchSum", {
        came: cameRupiah.toString(),
        reported: share.amountRupiah.toString(),
      });
    const matchId = await matched(tx, call, {
      lineId,
      shareId: cardShareId,
      amountRupiah: line.sizeRupiah,
    });
    await postEntry(
      tx,
      call,
      cardArrivalEntry(
        line.organisationId,
        { shareRupiah: share.amountRupiah, cameRupiah },
        { subjectId: matchId, on: line.onDay, narration: line.description },
      ),
    );
    return { lineId };
  },
});

/**
 * Books what the bank did by itself, on the day of its line and to the nearest rupiah: a fee, interest, or the tax kept of that. Refuses
 * interest that went, a fee that came, and a line of which something is matched.
 */
export const bookLine = command({
  name: "payments.bookLine",
  input: BookLine,
  isolation: "read committed",
  permit: async (tx, call, { lineId }) => {
    await wholeLine(tx, call, lineId);
  },
  run: async (tx, call, { lineId, as, isOtherMoney }) => {
    const line = await wholeLine(tx, call, lineId);
    if (line.amountSen > 0n !== (as === "interest")) throw new RuleBroken("payments.lineOtherWay");
    const asked = { ...line, restRupiah: line.sizeRupiah };
    const taken = [{ payerId: null, amountRupiah: line.sizeRupiah }];
    const other = await askAboutBooked(tx, asked, isOtherMoney);
    const paid = await askAboutPaid(tx, asked, taken, isOtherMoney);
    const matchId = await matched(tx, call, {
      lineId,
      booked: as,
      amountRupiah: line.sizeRupiah,
      reasons: [...new Set([...other, ...paid])],
    });
    const [settled] = await tx.select().from(bankLines).where(eq(bankLines.id, lineId));
    if (settled?.state !== "matched") throw new Conflict("payments.lineMoved");
    await postEntry(
      tx,
      call,
      bankBookingEntry({
        matchId,
        organisationId: line.organisationId,
        as,
        amountRupiah: line.sizeRupiah,
        on: line.onDay,
        narration: line.description,
      }),
    );
    return { lineId };
  },
});

async function ownBooking(tx: LatestTransaction, call: Call, matchId: string) {
  const { match, organisationId, personId } = await ownMatch(tx, call, matchId);
  if (!match.booked) throw new Missing("payments.lineMissing");
  if (match.matchedBy === personId) throw new Forbidden("payments.secondPerson");
  return { match, organisationId, personId };
}

/** A second person takes a fee or interest out of the books again, and says why: its mirror is booked today, and its line is open. */
export const undoBooking = command({
  name: "payments.undoBooking",
  input: UndoBooking,
  isolation: "read committed",
  permit: async (tx, call, { matchId }) => {
    await ownBooking(tx, call, matchId);
  },
  run: async (tx, call, { matchId, reason }) => {
    const { match, organisationId, personId } = await ownBooking(tx, call, matchId);
    await partMatch(tx, call, { matchId, personId, reason });
    await reverseEntryAbout(
      tx,
      call,
      { organisationId, subjectId: matchId, kind: "bank.booked" },
      {
        kind: "bank.booked.reversed",
        occurredOn: dayOf(call.at, await clockOf(organisationId, tx)),
        narration: reason,
      },
    );
    await settleLines(tx, [match.lineId]);
    return { lineId: match.lineId };
  },
});
