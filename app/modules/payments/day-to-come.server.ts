import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";

/** Today, where this organisation is. */
export async function todayOf(organisationId: string, call: Call, on: Executor): Promise<BusinessDay> {
  return dayOf(call.at, await clockOf(organisationId, on));
}

/**
 * Refuses a day on which money is said to have moved that has not come where its payer is (`payments.dayToCome`): it would stand in the
 * books of another time, and could not come back before that.
 */
export async function refuseDayToCome(
  on: Executor,
  call: Call,
  payerId: string,
  day: BusinessDay,
): Promise<void> {
  if (day > (await todayOf(payerId, call, on))) throw new RuleBroken("payments.dayToCome", { day });
}
