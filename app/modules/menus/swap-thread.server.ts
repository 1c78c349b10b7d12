// What the thread runs that looks for the cheapest swap of a day's dishes: one day at a time. The solver is a WebAssembly
// program that holds a thread until it is done; that is why it has one.

import loadHighs from "highs";
import { serveThread } from "#app/platform/serve-thread.server.ts";
import { cheapestSwap, type Swap, type SwapQuestion } from "./swap.ts";

const highs = await loadHighs();

/** Without any tolerance of the optimum: the answer is the best there is. */
const EXACT = { mip_rel_gap: 0, mip_abs_gap: 0, output_flag: false } as const;
const HALF = 0.5;

serveThread((question: SwapQuestion): Swap | null =>
  cheapestSwap(question, (program) => {
    const solved = highs.solve(program, EXACT);
    if (solved.Status !== "Optimal") return null;
    const columns = Object.entries(solved.Columns).filter(([, { Primal }]) => (Primal ?? 0) > HALF);
    return new Set(columns.map(([name]) => name));
  }),
);
