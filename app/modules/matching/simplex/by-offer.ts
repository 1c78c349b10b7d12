import { type Columns, sameStore } from "./transport.ts";

/** The arcs by offer instead of by line: row `offer` is `[line, cost, line, cost, …]`. */
export function byOffer({ start, arcs }: Columns, offerCount: number): Columns {
  const lineCount = start.length - 1;
  const offerStart = new Int32Array(offerCount + 1);
  for (let arc = 0; arc < arcs.length; arc += 2) {
    const after = (arcs[arc] as number) - lineCount + 1;
    offerStart[after] = (offerStart[after] as number) + 2;
  }
  for (let offer = 0; offer < offerCount; offer++)
    offerStart[offer + 1] = (offerStart[offer + 1] as number) + (offerStart[offer] as number);
  const next = offerStart.slice();
  const offerArcs = sameStore(arcs, arcs.length);
  for (let line = 0; line < lineCount; line++) {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
      const offer = (arcs[arc] as number) - lineCount;
      const at = next[offer] as number;
      offerArcs[at] = line;
      offerArcs[at + 1] = arcs[arc + 1] as number;
      next[offer] = at + 2;
    }
  }
  return { start: offerStart, arcs: offerArcs };
}
