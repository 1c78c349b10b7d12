// Statements of a call-off, divided one after the other and each checked in its rows, its columns, its shares and over the
// time of its contract. `--tables N` (a million by default), `--seed N`. Exits 1 at the first flaw.

import { parseArgs } from "node:util";
import { flawInTables } from "../synthetic/statement-tables.ts";
import { report } from "./load.ts";

const { values } = parseArgs({
  options: {
    tables: { type: "string", default: "1000000" },
    seed: { type: "string", default: "7" },
    json: { type: "boolean" },
  },
});
const tables = Number(values.tables);
const seed = Number(values.seed);

let state = seed;
const began = process.cpuUsage().user;
const flaw = flawInTables((sides) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * sides);
}, tables);
const seconds = (process.cpuUsage().user - began) / 1e6;
report("statement", {
  tables,
  seed,
  flaw: flaw ?? "none",
  "µs a table, drawn, divided and checked": Math.round((seconds / tables) * 1e7) / 10,
});
if (flaw) process.exitCode = 1;
