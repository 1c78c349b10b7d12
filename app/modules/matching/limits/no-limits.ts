import type { Transport } from "../simplex/transport.ts";
import type { Limits } from "./limits.ts";

/** Limits that limit nothing. */
export function noLimits({ lineCount, offerCount }: Transport): Limits {
  return {
    leastPart: new Float64Array(offerCount),
    leastOfPair: null,
    supplierOf: Int32Array.from({ length: offerCount }, (_, offer) => offer),
    suppliersMax: new Int32Array(lineCount),
    extraFee: new Float64Array(lineCount),
    shares: null,
  };
}
