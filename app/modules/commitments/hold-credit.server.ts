import { rupiah } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { hold } from "#db/hold.server.ts";
import { creditLimits } from "#db/schema/commitments-credits.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { creditLeft } from "./credit.ts";
import { creditStanding, limitFor, worthWithTax } from "./credit-reads.server.ts";

type Promised = {
  readonly sellerId: string;
  readonly buyerId: string;
  readonly orderLineId: string;
  readonly base: bigint;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
};

/**
 * Refuses a promise that would have its buyer owe more than its seller lets it, in the caller's transaction and before the promise is
 * written. Whoever promises under the same limit waits here until the other is written, so two orders at once never cross it together.
 * Says nothing where no limit is set.
 */
export async function holdCredit(tx: LatestTransaction, call: Call, promised: Promised): Promise<void> {
  const [held] = await hold(tx, creditLimits, limitFor(promised));
  if (!held || held.limitRupiah === null) return;
  const seller = await organisationById(promised.sellerId, tx);
  invariant(seller, "a seller promises");
  const day = dayOf(call.at, seller.timeZone);
  const left = creditLeft(await creditStanding(promised, day, tx));
  invariant(left !== null, "there is a limit");
  const worth = await worthWithTax(promised, seller, day, tx);
  if (worth <= left) return;
  throw new RuleBroken("commitments.creditExceeded", {
    field: "acceptedBase",
    worth: rupiah(worth),
    left: rupiah(left < 0n ? 0n : left),
    limit: rupiah(held.limitRupiah),
  });
}
