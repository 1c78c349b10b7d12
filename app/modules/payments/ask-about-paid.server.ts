import { asc } from "drizzle-orm";
import { date, rupiah } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { transfersLike, withoutLineOf } from "./paid-like-reads.server.ts";

type Line = {
  readonly organisationId: string;
  readonly amountSen: bigint;
  readonly onDay: BusinessDay;
  readonly restRupiah: Rupiah;
};

/** For whose money a line, or a part of it, is taken; null for nobody's who buys. */
type Taken = { readonly payerId: string | null; readonly amountRupiah: Rupiah };

/**
 * Asks before a line that came, which the caller holds, is taken for new money though a transfer of as much was reported, or checked by hand,
 * within days and stands on no line: one of the same buyer where it is to be a payment, anybody's where the bank is to have given it. What is
 * asked about is held, so that whoever checks or matches it at the same time is waited for. Answers the reason that the match keeps where it was said
 * to be other money.
 */
export async function askAboutPaid(
  tx: LatestTransaction,
  line: Line,
  taken: readonly Taken[],
  isOtherMoney: boolean,
): Promise<readonly "otherMoney"[]> {
  if (line.amountSen < 0n) return [];
  const sums = [...new Set([line.restRupiah, ...taken.map(({ amountRupiah }) => amountRupiah)])];
  const like = transfersLike(line.organisationId, { onDay: line.onDay, sums });
  const held = await hold(tx, payments, like, asc(payments.id));
  // Read again after the wait: a match is a row of its own.
  const free = await withoutLineOf(
    held.map(({ id }) => id),
    tx,
  );
  const said = free.find((payment) =>
    taken.some(
      ({ payerId, amountRupiah }) =>
        (payerId ?? payment.payerId) === payment.payerId &&
        (payment.amountRupiah === amountRupiah || payment.amountRupiah === line.restRupiah),
    ),
  );
  if (!said) return [];
  if (isOtherMoney) return ["otherMoney"];
  throw new RuleBroken("payments.lineIsPayment", {
    name: said.payerName,
    amount: rupiah(said.amountRupiah),
    day: date(said.transferredOn),
    reference: said.reference,
    field: "isOtherMoney",
  });
}
