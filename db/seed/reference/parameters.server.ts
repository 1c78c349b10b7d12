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
  // A row that is there already stays as it was written: a wrong one is corrected by another.
  await tx`
    insert into parameters ${tx(rows)}
    on conflict do nothing`;
}

/** Rates, caps and thresholds in force, each with its source. */
export const parametersPart: ReferencePart = { table: "parameters", version: "2026-11 / 7", load };
