import { and, eq, lte, sql } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf, momentOf } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { lastProofs } from "#app/platform/proof-results.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { levyRemittances, payments, payouts } from "#db/schema/payments.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import { taxRemittances } from "#db/schema/payments-taxes.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { type BookProof, proveBook } from "../ledger/book-proof-reads.server.ts";
import { nextToClose } from "../ledger/closing.ts";
import { closedThrough } from "../ledger/closing-reads.server.ts";
import { booksBegin } from "../ledger/statement-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";

/** What stands between a month and its closing. */
export type ClosingGround = {
  /** The last day of the month that is next. */
  readonly through: BusinessDay;
  /** From this day on it may be closed: by then late papers have come. */
  readonly from: BusinessDay;
  readonly isTime: boolean;
  /**
   * Invoices drafted in it and not issued, and of a seller registered for VAT those over a period of it, which are booked into it; payments,
   * funds, remitted taxes and levies on their way of it that nobody has checked, and payouts that were approved in it and of which nobody said that
   * they went: whoever says so later books them on the day of the bank.
   */
  readonly open: {
    readonly drafts: number;
    readonly payments: number;
    readonly fundings: number;
    readonly taxes: number;
    readonly levies: number;
    readonly payouts: number;
  };
  /** Lines of the bank until the end of the month that are nobody's: told, and no hindrance, for what a line is may be known only later. */
  readonly openLines: number;
  /** The nightly proofs: whether they ran since the month ended, and those that do not hold. */
  readonly isProven: boolean;
  readonly broken: readonly string[];
  readonly proof: BookProof;
};

/** The month of an organisation's books that is next to be closed, and what stands in its way; null while the books are empty. */
export async function closingGround(
  organisationId: string,
  at: Date,
  on: Executor = db(),
): Promise<ClosingGround | null> {
  const through = nextToClose(await closedThrough(organisationId, on), await booksBegin(organisationId, on));
  if (through === null) return null;
  const zone = await clockOf(organisationId, on);
  const today = dayOf(at, zone);
  const days = await numberParameter(on, "books.closing_after_days", {
    regionCode: (await organisationById(organisationId, on))?.regionCode ?? "",
    day: today,
  });
  const from = addDays(through, Math.max(1, days));
  const proofs = await lastProofs(on);
  return {
    through,
    from,
    isTime: today >= from,
    open: await openItems(organisationId, through, momentOf(addDays(through, 1), "00:00", zone), on),
    openLines: await openLinesUntil(organisationId, through, on),
    isProven: proofs.at !== null && proofs.at >= momentOf(addDays(through, 1), "00:00", zone),
    broken: proofs.broken,
    proof: await proveBook(organisationId, through, on),
  };
}

async function openItems(
  organisationId: string,
  through: BusinessDay,
  end: Date,
  on: Executor,
): Promise<ClosingGround["open"]> {
  const [row] = await on.execute<ClosingGround["open"]>(sql`
    select
      (select count(*) from ${invoices} where seller_id = ${organisationId} and state = 'draft'
        and (drafted_at < ${end.toISOString()}::timestamptz or period_through <= ${through}::date
          and (select is_vat_registered from ${organisations} where id = seller_id)))::int as drafts,
      (select count(*) from ${payments} where (payee_id = ${organisationId} or payer_id = ${organisationId})
        and state = 'reported' and transferred_on <= ${through}::date)::int as payments,
      (select count(*) from ${fundings} where kitchen_id = ${organisationId} and state = 'reported'
        and received_on <= ${through}::date)::int as fundings,
      (select count(*) from ${taxRemittances} where organisation_id = ${organisationId} and state = 'reported'
        and paid_on <= ${through}::date)::int as taxes,
      (select count(*) from ${levyRemittances} where hub_id = ${organisationId} and state = 'requested'
        and requested_at < ${end.toISOString()}::timestamptz)::int as levies,
      (select count(*) from ${payouts} where payer_id = ${organisationId} and state = 'approved'
        and approved_at < ${end.toISOString()}::timestamptz)::int as payouts`);
  return row ?? { drafts: 0, payments: 0, fundings: 0, taxes: 0, levies: 0, payouts: 0 };
}

async function openLinesUntil(organisationId: string, through: BusinessDay, on: Executor): Promise<number> {
  return on.$count(
    bankLines,
    and(
      eq(bankLines.organisationId, organisationId),
      eq(bankLines.state, "open"),
      lte(bankLines.onDay, through),
    ),
  );
}

/** The first thing that stands in the way of a closing, as it is refused; null when nothing does. */
function hindranceOf(ground: ClosingGround | null): RuleBroken | null {
  if (ground === null) return new RuleBroken("accountability.closingNothing");
  if (!ground.isTime) return new RuleBroken("accountability.closingTooEarly", { day: ground.from });
  if (Object.values(ground.open).some((count) => count > 0))
    return new RuleBroken("accountability.closingOpen", ground.open);
  if (!ground.isProven) return new RuleBroken("accountability.closingUnproven");
  if (ground.broken.length > 0)
    return new RuleBroken("accountability.closingBroken", { proof: ground.broken.join(", ") });
  const { flaw } = ground.proof;
  return flaw === null ? null : new RuleBroken("accountability.closingFlaw", { day: flaw.day });
}

export function isClosable(ground: ClosingGround | null): boolean {
  return hindranceOf(ground) === null;
}

/** Refuses, with what is in the way, a month that cannot be closed yet. */
export function mustBeClosable(ground: ClosingGround | null): asserts ground is ClosingGround {
  const hindrance = hindranceOf(ground);
  if (hindrance !== null) throw hindrance;
}
