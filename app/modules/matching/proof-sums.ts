import { idAt } from "./id-column.ts";
import type { CellRules } from "./market.ts";
import { orderCell } from "./order-cell.ts";
import type { MatchResult } from "./result.ts";
import type { CellRows } from "./rows.ts";

/**
 * What an answer comes to, and the bound that its prices prove: equal, and nothing better exists (`formats` of the
 * published files). Both in milli-rupiah, unfilled quantities at their penalty.
 */
export function proofSums(
  { lines, lots }: CellRows,
  rules: CellRules,
  { cost, unfilled, certificate }: Pick<MatchResult, "cost" | "unfilled" | "certificate">,
): { readonly primal: bigint; readonly dual: bigint } {
  const cell = orderCell({ lines, lots }, rules);
  const penalty = BigInt(certificate.penalty);
  const classes = lines.urgency.reduce((most, urgency) => Math.max(most, urgency + 1), 1);
  const missing = new Map(unfilled.map(({ line, quantity }) => [line, BigInt(quantity)]));
  let primal = BigInt(cost);
  let dual = 0n;
  for (const row of cell.lineRow) {
    const id = idAt(lines.id, row);
    primal += penalty * BigInt(classes - (lines.urgency[row] as number)) * (missing.get(id) ?? 0n);
    dual += BigInt(lines.quantity[row] as number) * BigInt(certificate.lineValue[id] ?? 0);
  }
  for (const [lot, row] of cell.lotRow.entries())
    dual -= BigInt(cell.canGive[lot] as number) * BigInt(certificate.offerRent[idAt(lots.id, row)] ?? 0);
  return { primal, dual };
}
