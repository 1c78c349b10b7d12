import { and, eq, sql } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import { isAmong } from "#db/among.ts";
import { hold } from "#db/hold.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { chargeLosses } from "./charge-losses.server.ts";
import { settlementDue } from "./consignment.events.ts";
import { CallSettlements } from "./consignment.schema.ts";
import { lastPeriodEnd } from "./consignment.ts";
import { consignmentsWithLosses } from "./loss-reads.server.ts";
import { accountsToSettle } from "./settlement-reads.server.ts";

/**
 * Calls up every account of a keeper and a consignor whose period is over and has lines that nobody settled, also of periods that
 * ended while nobody looked: each is settled by a job of its own. Losses that were written on a lot's own page, or at a buyer's
 * door, are charged first, of so many consignments at once and of no other is anything held: while some may be left (`isAllCharged` false) no
 * account is called up, and whoever calls calls again. Called again, it finds what is still open and nothing else.
 */
export const callSettlements = command({
  name: "consignment.callSettlements",
  input: CallSettlements,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { atOnce }) => {
    const lossy = await consignmentsWithLosses(atOnce, tx);
    const found = and(isAmong(consignments.id, lossy), eq(consignments.state, "held"));
    for (const consignment of await hold(tx, consignments, found, sql`${consignments.id}`))
      await chargeLosses(tx, call, consignment);
    if (lossy.length === atOnce) return { called: 0, isAllCharged: false };
    const accounts = await accountsToSettle(tx);
    const today = new Map<string, BusinessDay>();
    for (const keeperId of new Set(accounts.map((one) => one.keeperId)))
      today.set(keeperId, dayOf(call.at, await clockOf(keeperId, tx)));
    const due = accounts.flatMap(({ firstOn, ...account }) => {
      const endsOn = lastPeriodEnd(account.period, today.get(account.keeperId) ?? firstOn);
      return firstOn <= endsOn ? [{ ...account, endsOn }] : [];
    });
    await announceAll(tx, call, settlementDue, due);
    return { called: due.length, isAllCharged: true };
  },
});
