import { and, eq, isNull, sql } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { parameters } from "#db/schema/regions.ts";
import { SetParameter } from "./parameter.schema.ts";
import { valueLike } from "./parameter.ts";
import { parameterHistory } from "./parameter-reads.server.ts";
import { regionByCode } from "./region-reads.server.ts";

/**
 * Gives a rule a new value from a day on, everywhere or in one region and below. What held before ends the day before
 * and stays on record. Only operators; only known rules; never for days that have passed.
 */
export const setParameter = command({
  name: "regions.setParameter",
  input: SetParameter,
  permit: async (_tx, call) => {
    const isOperator = call.actor.kind === "member" && call.actor.organisationKind === "operator";
    if (!isOperator || !call.actor.organisationActive) throw new Forbidden("regions.forbidden");
  },
  run: async (tx, call, input) => {
    // Indonesia's first clock to strike midnight decides what has passed.
    if (input.validFrom < dayOf(call.at, "Asia/Jayapura"))
      throw new RuleBroken("regions.parameterInPast", { day: input.validFrom });
    const regionCode = input.regionCode ?? null;
    if (regionCode !== null && !(await regionByCode(regionCode, tx)))
      throw new Missing("regions.missing", { code: regionCode });
    const value = valueLike(await presentValue(tx, input.key), input.value, input.key);
    await endPeriods(tx, input.key, regionCode, input.validFrom);
    const parameterId = newId("parameter");
    await tx.insert(parameters).values({
      id: parameterId,
      key: input.key,
      regionCode,
      value,
      validFrom: input.validFrom,
      source: input.source,
      needsChecking: input.needsChecking === "true",
    });
    return { parameterId };
  },
});

async function presentValue(tx: Transaction, key: string) {
  const [present] = await tx
    .select({ value: parameters.value })
    .from(parameters)
    .where(eq(parameters.key, key))
    .limit(1);
  if (!present) throw new Missing("regions.parameterMissing", { key, day: "" });
  return present.value;
}

/** Lets the period that is open on `day` end the day before. A period that begins on `day` or later is not overwritten. */
async function endPeriods(
  tx: Transaction,
  key: string,
  regionCode: string | null,
  day: BusinessDay,
): Promise<void> {
  const periods = await parameterHistory(key, regionCode, tx);
  const later = periods.find((period) => period.validFrom >= day);
  if (later) throw new Conflict("regions.parameterLater", { key, day: later.validFrom });
  await tx
    .update(parameters)
    .set({ validTo: addDays(day, -1) })
    .where(
      and(
        eq(parameters.key, key),
        regionCode === null ? isNull(parameters.regionCode) : eq(parameters.regionCode, regionCode),
        sql`(${parameters.validTo} is null or ${parameters.validTo} >= ${day})`,
      ),
    );
}
