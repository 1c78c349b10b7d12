import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Transport } from "#app/modules/matching/simplex/transport.ts";

/** What another solver needed for a transport, in milliseconds of processor time, and the least cost it found. */
export type OtherAnswer = { readonly milliseconds: number; readonly objective: bigint };

/** LEMON's NetworkSimplex, built here; null where there is no compiler or no `liblemon-dev`. */
export function lemon(): ((transport: Transport, runs: number) => OtherAnswer) | null {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lumbung-lemon-"));
  const program = path.join(folder, "lemon");
  const source = path.join(import.meta.dirname, "lemon-network-simplex.cpp");
  if (spawnSync("g++", ["-O2", "-march=native", "-o", program, source], { stdio: "ignore" }).status !== 0)
    return null;
  return (transport, runs) => {
    const file = path.join(folder, "transport.bin");
    const { lineCount, offerCount, demand, capacity, unfilledCost, columns } = transport;
    const parts = [
      Float64Array.of(lineCount, offerCount, columns.arcs.length / 2),
      demand,
      capacity,
      unfilledCost,
      columns.start,
      Int32Array.from(columns.arcs),
    ];
    writeFileSync(
      file,
      Buffer.concat(
        parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
      ),
    );
    const [milliseconds, objective] = execFileSync(program, [file, String(runs)], { encoding: "utf8" }).split(
      " ",
    );
    return { milliseconds: Number(milliseconds), objective: BigInt((objective ?? "0").trim()) };
  };
}

/** HiGHS in WebAssembly, given the model as arrays. Its doubles hold the objective only roughly. */
export async function highs(): Promise<(transport: Transport) => number> {
  const { default: load } = await import("highs");
  const solver = await load();
  return ({ lineCount, offerCount, demand, capacity, unfilledCost, columns: { start, arcs } }) => {
    const pairs = arcs.length / 2;
    const starts: number[] = [];
    const indices: number[] = [];
    const cost: number[] = [];
    for (let line = 0; line < lineCount; line++) {
      for (let at = start[line] as number; at < (start[line + 1] as number); at += 2) {
        starts.push(indices.length);
        indices.push(line, arcs[at] as number);
        cost.push(arcs[at + 1] as number);
      }
    }
    // What stays unfilled costs less here than in the exact model, so that doubles can bear it.
    const dearest = cost.reduce((most, each) => Math.max(most, each), 0);
    const step = Math.min(...unfilledCost);
    for (let line = 0; line < lineCount; line++) {
      starts.push(indices.length);
      indices.push(line);
      cost.push(Math.round((unfilledCost[line] as number) / step) * 10 * (dearest + 1));
    }
    starts.push(indices.length);
    const columns = pairs + lineCount;
    const rows = lineCount + offerCount;
    const from = process.cpuUsage().user;
    solver.withModel(
      {
        numCols: columns,
        numRows: rows,
        colCost: cost,
        colLower: new Array(columns).fill(0),
        colUpper: new Array(columns).fill(solver.infinity),
        rowLower: [...demand, ...new Array(offerCount).fill(0)],
        rowUpper: [...demand, ...capacity],
        matrix: {
          format: "csc",
          numCols: columns,
          numRows: rows,
          starts,
          indices,
          values: indices.map(() => 1),
        },
      },
      (model) => {
        model.options.set({ output_flag: false });
        model.run();
      },
    );
    return (process.cpuUsage().user - from) / 1000;
  };
}
