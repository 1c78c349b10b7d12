import type { TransactionSql } from "postgres";
import { fixedId } from "./fixed-id.ts";
import { referenceParameters } from "./parameters.ts";
import type { ReferencePart } from "./reference-part.ts";

async function load(tx: TransactionSql): Promise<void> {
  const rows = referenceParameters.map((parameter) => ({
    id: fixedId("parameter", `${parameter.key}@${parameter.validFrom}`),
    key: parameter.key,
    value: tx.json(parameter.value),
    valid_from: parameter.validFrom,
    source: parameter.source,
    needs_checking: parameter.needsChecking ?? false,
  }));
  // An end that an operator has set since, and rows of an operator's own, stay as they are.
  await tx`
    insert into parameters ${tx(rows)}
    on conflict (key, region_code, valid_from) do update
    set value = excluded.value, source = excluded.source, needs_checking = excluded.needs_checking
    where parameters.id = excluded.id`;
}

/** Rates, caps and thresholds in force, each with its source. */
export const parametersPart: ReferencePart = { table: "parameters", version: "2026-07 / 3", load };
