import { parentPort, workerData } from "node:worker_threads";
import { syntheticMarket } from "#scripts/synthetic/market.ts";
import { shuffleRows } from "#scripts/synthetic/shuffle.ts";
import type { MadeMarket, MadeMarketWish } from "./make-market.ts";

const { wish } = workerData as { readonly wish: MadeMarketWish };
const before = process.cpuUsage();
const rows = syntheticMarket(wish);
const { user, system } = process.cpuUsage(before);
const shuffled = wish.shuffle ? shuffleRows(rows, wish.seed) : null;
parentPort?.postMessage({ rows, shuffled, cpuSeconds: (user + system) / 1e6 } satisfies MadeMarket);
