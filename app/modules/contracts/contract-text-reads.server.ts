import { asc, desc, eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import {
  contractClauses,
  contractPapers,
  contractRates,
  contractSuspensions,
  hubClauses,
} from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { type RateInForce, type RateKind, rateOn } from "./contract-rate.ts";
import { type Clause, defaultClauses } from "./default-clauses.ts";

/** What a contract says beside its terms and goods. Whoever asks was let through by the contract itself. */

export type PaperRow = typeof contractPapers.$inferSelect;
export type RateRow = typeof contractRates.$inferSelect;
export type SuspensionRow = typeof contractSuspensions.$inferSelect & { readonly noticedForName: string };

/** The papers that a contract stands on, those that were written down. */
export async function papersOf(contractId: string, on: Executor = db()): Promise<PaperRow[]> {
  return on.select().from(contractPapers).where(eq(contractPapers.contractId, contractId));
}

/** The clauses of a contract in its own words, in order. */
export async function clausesOf(contractId: string, on: Executor = db()): Promise<Clause[]> {
  return on
    .select({ heading: contractClauses.heading, body: contractClauses.body })
    .from(contractClauses)
    .where(eq(contractClauses.contractId, contractId))
    .orderBy(asc(contractClauses.position));
}

/** The clauses that new contracts of a trade center start from: its own, or the usual ones while it keeps none. */
export async function clausesOfHub(
  hubId: string,
  on: Executor = db(),
): Promise<{ readonly clauses: readonly Clause[]; readonly isOwn: boolean }> {
  const own = await on
    .select({ heading: hubClauses.heading, body: hubClauses.body })
    .from(hubClauses)
    .where(eq(hubClauses.hubId, hubId))
    .orderBy(asc(hubClauses.position));
  return own.length > 0 ? { clauses: own, isOwn: true } : { clauses: defaultClauses, isOwn: false };
}

/** Every rate that was ever written for a contract, corrected ones included, latest start first. */
export async function ratesOf(contractId: string, on: Executor = db()): Promise<RateRow[]> {
  return on
    .select()
    .from(contractRates)
    .where(eq(contractRates.contractId, contractId))
    .orderBy(desc(contractRates.fromOn), desc(contractRates.recordedAt), desc(contractRates.id));
}

/** Levy and service fee of a contract as they hold on a day. */
export async function ratesOn(
  contractId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<Readonly<Record<RateKind, RateInForce>>> {
  const rows = await ratesOf(contractId, on);
  return { levy: rateOn(rows, "levy", day), service_fee: rateOn(rows, "service_fee", day) };
}

/** Every time that force majeure suspended a contract, latest first. */
export async function suspensionsOf(contractId: string, on: Executor = db()): Promise<SuspensionRow[]> {
  const rows = await on
    .select({ suspension: contractSuspensions, noticedForName: organisations.name })
    .from(contractSuspensions)
    .innerJoin(organisations, eq(organisations.id, contractSuspensions.noticedForId))
    .where(eq(contractSuspensions.contractId, contractId))
    .orderBy(desc(contractSuspensions.startsOn));
  return rows.map(({ suspension, noticedForName }) => ({ ...suspension, noticedForName }));
}
