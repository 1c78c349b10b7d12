import { Worker } from "node:worker_threads";
import type { CellRows } from "#app/modules/matching/rows.ts";
import type { MarketWish } from "#scripts/synthetic/market.ts";

export type MadeMarket = {
  readonly rows: CellRows;
  /** The same rows in another order, when asked for. */
  readonly shuffled: CellRows | null;
  readonly cpuSeconds: number;
};

export type MadeMarketWish = MarketWish & { readonly shuffle: boolean };

/**
 * Makes a synthetic market in a thread of its own that then ends, so that what making it leaves behind is not counted as
 * memory of the night. The rows are shared memory.
 */
export function makeMarket(wish: MadeMarketWish): Promise<MadeMarket> {
  return new Promise((resolve, reject) => {
    const maker = new Worker(new URL("./thread.mjs", import.meta.url), {
      workerData: { file: "./make-market-thread.ts", wish },
    });
    let made: MadeMarket | null = null;
    maker.on("message", (market: MadeMarket) => {
      made = market;
    });
    maker.on("error", reject);
    maker.on("exit", () => (made ? resolve(made) : reject(new Error("no market was made"))));
  });
}
