import { type Basis, valueBasis } from "./basis.ts";
import { type Allowed, type Face, faceOf, isOnlyPoint } from "./face.ts";
import { optimise } from "./optimise.ts";
import { type SearchTerms, searchTerms } from "./search.ts";
import { type Columns, refuseUnlessExact, type Transport } from "./transport.ts";

/** What a pair costs in a round of tie-breaking: a whole number from 0 to `TIE_MAX`. Later rounds settle what earlier ones left. */
export type TieBreak = (line: number, offer: number, round: number) => number;

/** Twenty bits. */
export const TIE_MAX = 0xfffff;

// Two different answers agree in one round about once in a million ties. Four rounds in a row never happen;
// were it to happen, the answer would still be optimal and the same for every order of the lists.
const ROUNDS_MAX = 4;

/**
 * Moves an optimal basis to the canonical optimum: among all optima the one with the smallest sum of quantity × tie.
 *
 * Works by a second simplex on the face of the optima: only arcs whose reduced cost is zero may enter, so neither the
 * cost nor the values of the first simplex change. They are restored at the end. Returns whether the optimum was
 * the only one to begin with. `walk` is the simplex that suits the transport: the second has as many nodes as the first.
 */
export function settleTies(
  transport: Transport,
  basis: Basis,
  tie: TieBreak,
  walk: (transport: Transport, basis: Basis, terms: SearchTerms) => void = optimise,
): boolean {
  const everyOffer = new Uint8Array(transport.offerCount).fill(1);
  const { columns, unfilledCost } = transport;
  let face = faceOf({ columns, unfilledCost, mayReturn: everyOffer }, basis);
  const unique = isOnlyPoint(face, basis, transport);
  if (unique) return true;
  refuseUnlessExact(2 * TIE_MAX * Math.min(transport.lineCount, transport.offerCount));
  const prices = basis.value.slice();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const allowed = tiedArcs(face, basis.lineCount, (line, offer) => tie(line, offer, round));
    valueBasis(basis, allowed.unfilledCost, (line, offer) => tie(line, offer, round));
    walk(transport, basis, searchTerms(allowed, 8 * TIE_MAX * basis.root));
    face = faceOf(allowed, basis);
    if (isOnlyPoint(face, basis, transport)) break;
  }
  basis.value.set(prices);
  return false;
}

function tiedArcs(face: Face, lineCount: number, tie: (line: number, offer: number) => number): Allowed {
  const columns: Columns = { start: face.columns.start, arcs: face.columns.arcs.slice() };
  for (let line = 0; line < lineCount; line++) {
    for (let arc = columns.start[line] as number; arc < (columns.start[line + 1] as number); arc += 2) {
      columns.arcs[arc + 1] = tie(line, (columns.arcs[arc] as number) - lineCount);
    }
  }
  return {
    columns,
    unfilledCost: Float64Array.from(face.mayGiveUp, (open) => (open === 1 ? 0 : Number.POSITIVE_INFINITY)),
    mayReturn: face.mayReturn,
  };
}
