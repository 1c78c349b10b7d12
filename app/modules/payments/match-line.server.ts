import { and, asc, eq, inArray } from "drizzle-orm";
import { rupiah } from "#app/i18n/format.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { MatchReports, SetLineAside, TakeLineBack } from "./bank.schema.ts";
import { restOf } from "./bank-line.ts";
import { bookedLike } from "./book-ground-reads.server.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { mayVerifyPayment } from "./payment.policy.ts";
import { railRules } from "./payment-rails.ts";
import { proceedsLike } from "./proceeds-ground-reads.server.ts";
import { matchedRupiah, settleLines } from "./settle-lines.server.ts";
import { bookPayment, type HeldPayment } from "./settle-payment.server.ts";

/** A line of the own bank that somebody holds, with what nobody has matched of it yet. */
type HeldLine = typeof bankLines.$inferSelect & { readonly restRupiah: Rupiah };

/**
 * Lines of the own bank of which something is open, held in id order until the transaction ends. Somebody else's are Missing. Refuses
 * lines that were matched or set aside meanwhile, and sums with sen, which no invoice has.
 */
export async function heldLines(
  tx: LatestTransaction,
  call: Call,
  lineIds: readonly string[],
): Promise<readonly HeldLine[]> {
  const { organisationId } = keeperOf(call);
  const ids = [...new Set(lineIds)];
  const own = and(inArray(bankLines.id, ids), eq(bankLines.organisationId, organisationId));
  const lines = await hold(tx, bankLines, own, asc(bankLines.id));
  if (lines.length !== ids.length) throw new Missing("payments.lineMissing");
  if (lines.some((line) => line.state !== "open")) throw new Conflict("payments.lineMoved");
  const matched = await tx.select({ id: bankLines.id, matchedRupiah }).from(bankLines).where(own);
  const byId = new Map(matched.map((row) => [row.id, row.matchedRupiah]));
  return lines.map((line) => {
    const restRupiah = restOf({ ...line, matchedRupiah: byId.get(line.id) ?? 0n });
    if (restRupiah === null) throw new RuleBroken("payments.lineSen");
    return { ...line, restRupiah };
  });
}

/**
 * Asks before a line is booked otherwise that is as much as what is in the books already, or will be when somebody says so: what seller and
 * assignee said went between them, tax or levies that were handed on, money that came by a payout. Answers the reason that the match
 * keeps where it was said to be other money.
 */
export async function askAboutBooked(
  tx: LatestTransaction,
  line: Pick<HeldLine, "organisationId" | "amountSen" | "onDay" | "restRupiah">,
  isOtherMoney: boolean,
): Promise<readonly "otherMoney"[]> {
  const [said] = await proceedsLike(line.organisationId, line, tx);
  const booked = said ? null : await bookedLike(line.organisationId, line, tx);
  if (!said && !booked) return [];
  if (isOtherMoney) return ["otherMoney"];
  if (said)
    throw new RuleBroken("payments.lineIsProceeds", {
      amount: rupiah(said.moneyRupiah),
      number: said.number,
      name: said.names[0] ?? "",
    });
  throw new RuleBroken("payments.lineInBooks", { amount: rupiah(line.restRupiah) });
}

/** Payments to the own organisation that were reported, or booked, and of which no line is known; held in id order. */
async function heldReports(
  tx: LatestTransaction,
  call: Call,
  paymentIds: readonly string[],
): Promise<readonly HeldPayment[]> {
  const { organisationId } = keeperOf(call);
  const ids = [...new Set(paymentIds)];
  const found = await hold(tx, payments, inArray(payments.id, ids), asc(payments.id));
  if (found.length !== ids.length || found.some((payment) => payment.payeeId !== organisationId))
    throw new Missing("payments.missing");
  for (const payment of found) {
    if (payment.state === "reported" && !mayVerifyPayment(call.actor, payment))
      throw new Forbidden("payments.secondPerson");
    if (payment.state !== "reported" && payment.state !== "verified") throw new Conflict("payments.moved");
    if (!railRules[payment.rail].isInStatements) throw new RuleBroken("payments.notTransfer");
    if (payment.assignmentId !== null) throw new RuleBroken("payments.assignedOutside");
  }
  const matched = await tx
    .select({ id: bankMatches.id })
    .from(bankMatches)
    .where(inArray(bankMatches.paymentId, ids))
    .limit(1);
  if (matched.length > 0) throw new Conflict("payments.alreadyMatched");
  return found;
}

/**
 * Says that a line of the bank is the money of reports, or several lines that of one. A report is booked by it as it is by
 * `verifyPayment`, so who reported it cannot; a payment that was booked before is only found again, and nothing is booked twice.
 * What of a line is more than its reports stays open. Refuses sums that do not fit, several lines for several reports, and what
 * was matched meanwhile.
 */
export const matchReports = command({
  name: "payments.matchReports",
  input: MatchReports,
  isolation: "read committed",
  permit: async (tx, call, { lineIds, paymentIds }) => {
    await heldLines(tx, call, lineIds);
    await heldReports(tx, call, paymentIds);
  },
  run: async (tx, call, { lineIds, paymentIds, reasons }) => {
    const { personId } = keeperOf(call);
    const lines = await heldLines(tx, call, lineIds);
    const reports = await heldReports(tx, call, paymentIds);
    const [line, report] = [lines[0], reports[0]];
    if (!line || !report || (lines.length > 1 && reports.length > 1))
      throw new RuleBroken("payments.manyToMany");
    if (lines.some((one) => one.amountSen < 0n)) throw new RuleBroken("payments.lineWent");
    const came = sumOf(lines.map((one) => one.restRupiah));
    const reported = sumOf(reports.map((one) => one.amountRupiah));
    if (lines.length === 1 ? reported > came : reported !== came)
      throw new RuleBroken("payments.matchSum", { came: came.toString(), reported: reported.toString() });
    const pairs =
      lines.length > 1
        ? lines.map((one) => ({ lineId: one.id, paymentId: report.id, amountRupiah: one.restRupiah }))
        : reports.map((one) => ({ lineId: line.id, paymentId: one.id, amountRupiah: one.amountRupiah }));
    await tx.insert(bankMatches).values(
      pairs.map((pair) => ({
        id: newId("bankMatch"),
        ...pair,
        reasons,
        matchedBy: personId,
        matchedAt: call.at,
      })),
    );
    for (const payment of reports) if (payment.state === "reported") await bookPayment(tx, call, payment);
    await settleLines(
      tx,
      lines.map((one) => one.id),
    );
    return { lineId: line.id, booked: reports.filter((one) => one.state === "reported").length };
  },
});

/** A line is none of the trade here (a fee, interest, a transfer to oneself), and why. Nothing is booked; it can be taken back. */
export const setLineAside = command({
  name: "payments.setLineAside",
  input: SetLineAside,
  isolation: "read committed",
  permit: async (_tx, call) => {
    keeperOf(call);
  },
  run: async (tx, call, { lineId, reason }) => {
    const { organisationId, personId } = keeperOf(call);
    const own = and(eq(bankLines.id, lineId), eq(bankLines.organisationId, organisationId));
    const [line] = await hold(tx, bankLines, own);
    if (!line) throw new Missing("payments.lineMissing");
    const [part] = await tx.select({ matchedRupiah }).from(bankLines).where(own);
    if (line.state !== "open" || (part && part.matchedRupiah > 0n)) throw new Conflict("payments.lineMoved");
    await tx.update(bankLines).set({ state: "aside", reason, setAsideBy: personId }).where(own);
    return { lineId };
  },
});

/** A line that was set aside is of the trade after all. */
export const takeLineBack = command({
  name: "payments.takeLineBack",
  input: TakeLineBack,
  isolation: "read committed",
  permit: async (_tx, call) => {
    keeperOf(call);
  },
  run: async (tx, call, { lineId }) => {
    const { organisationId } = keeperOf(call);
    const own = and(eq(bankLines.id, lineId), eq(bankLines.organisationId, organisationId));
    const [line] = await hold(tx, bankLines, own);
    if (!line) throw new Missing("payments.lineMissing");
    if (line.state !== "aside") throw new Conflict("payments.lineMoved");
    await tx.update(bankLines).set({ state: "open", reason: null, setAsideBy: null }).where(own);
    return { lineId };
  },
});
