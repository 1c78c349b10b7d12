import type { Transport } from "../simplex/transport.ts";
import type { Limits } from "./limits.ts";

/** Limits that limit nothing. */
export function noLimits({ lineCount, offerCount }: Transport): Limits {
  return {
    leastPart: new Float64Array(offerCount),
    partsMax: new Int32Array(lineCount),
    extraPartFee: new Float64Array(lineCount),
    shares: null,
  };
}
