import { Conflict, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { parameters } from "#db/schema/regions.ts";
import { correcting } from "#db/written-once.ts";
import { CorrectParameter } from "./parameter.schema.ts";
import { particularRules, valueLike } from "./parameter.ts";
import { type ParameterRow, parameterRecord, recordedParameter } from "./parameter-reads.server.ts";
import { refuseAllButOperators } from "./rule-keeper.ts";

/**
 * Answers a wrong value of a rule with the right one, and a reason, for the same place and first day; without a value the
 * wrong row holds no more and the one before it does. The wrong row stays on record, and what was decided by it stays
 * decided. Only operators. Refuses a row that was corrected already, and to leave a rule without any value everywhere.
 */
export const correctParameter = command({
  name: "regions.correctParameter",
  input: CorrectParameter,
  permit: async (tx, call, { parameterId }) => {
    refuseAllButOperators(call.actor);
    if (!(await recordedParameter(parameterId, tx))) throw new Missing("regions.parameterRowMissing");
  },
  run: async (tx, call, input) => {
    const wrong = await recordedParameter(input.parameterId, tx);
    if (!wrong) throw new Missing("regions.parameterRowMissing");
    if (wrong.correctedBy !== null) throw new Conflict("regions.parameterCorrected");
    const { parameter } = wrong;
    if (input.value === undefined) await refuseLast(tx, parameter);
    const parameterId = newId("parameter");
    await tx.insert(parameters).values({
      ...parameter,
      id: parameterId,
      value:
        input.value === undefined ? parameter.value : valueLike(parameter.value, input.value, parameter.key),
      source: input.source,
      needsChecking: input.needsChecking === "true",
      ...correcting(call, parameter, { reason: input.reason, annuls: input.value === undefined }),
    });
    return { parameterId, key: parameter.key };
  },
});

/** Trade asks for every rule by its key: an older value has to hold where this one holds no more. */
async function refuseLast(tx: Transaction, wrong: ParameterRow): Promise<void> {
  if (wrong.regionCode !== null || particularRules.has(wrong.key)) return;
  const hasOlder = (await parameterRecord(wrong.key, tx)).some(
    ({ parameter, correctedBy }) =>
      correctedBy === null &&
      !parameter.annuls &&
      parameter.regionCode === null &&
      parameter.validFrom < wrong.validFrom,
  );
  if (!hasOlder) throw new RuleBroken("regions.parameterLast", { key: wrong.key });
}
