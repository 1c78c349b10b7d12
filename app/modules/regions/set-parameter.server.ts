import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { parameters } from "#db/schema/regions.ts";
import { writtenBy } from "#db/written-once.ts";
import { SetParameter } from "./parameter.schema.ts";
import { particularRules, valueLike } from "./parameter.ts";
import { parameterRecord } from "./parameter-reads.server.ts";
import { regionByCode } from "./region-reads.server.ts";
import { refuseAllButOperators } from "./rule-keeper.ts";

/**
 * Gives a rule a new value from a day on, everywhere or in one region and below. Nothing is changed: of one rule in one
 * place the row that began last holds, so this one closes the one before. Only operators; only known rules; never for days
 * that have passed; and not for a day on which a row of the rule begins already: a wrong row is corrected.
 */
export const setParameter = command({
  name: "regions.setParameter",
  input: SetParameter,
  permit: async (_tx, call) => refuseAllButOperators(call.actor),
  run: async (tx, call, input) => {
    // Indonesia's first clock to strike midnight decides what has passed.
    if (input.validFrom < dayOf(call.at, "Asia/Jayapura"))
      throw new RuleBroken("regions.parameterInPast", { day: input.validFrom });
    const regionCode = input.regionCode ?? null;
    if (regionCode !== null && !(await regionByCode(regionCode, tx)))
      throw new Missing("regions.missing", { code: regionCode });
    const record = await parameterRecord(input.key, tx);
    // Of a class of goods nothing may have been said yet: its value is of the kind of the general rule's.
    const general = particularRules.get(input.key)?.general;
    const [known] = record.length > 0 || general === undefined ? record : await parameterRecord(general, tx);
    if (!known) throw new Missing("regions.parameterMissing", { key: input.key, day: "" });
    const isTaken = record.some(
      ({ parameter, correctedBy }) =>
        correctedBy === null &&
        parameter.regionCode === regionCode &&
        parameter.validFrom === input.validFrom,
    );
    if (isTaken) throw new Conflict("regions.parameterThatDay", { key: input.key, day: input.validFrom });
    const parameterId = newId("parameter");
    await tx.insert(parameters).values({
      id: parameterId,
      key: input.key,
      regionCode,
      value: valueLike(known.parameter.value, input.value, input.key),
      validFrom: input.validFrom,
      source: input.source,
      needsChecking: input.needsChecking === "true",
      ...writtenBy(call),
    });
    return { parameterId };
  },
});
