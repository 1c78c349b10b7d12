/**
 * Solves a market in a file: `npm run --silent match -- --input instance.json --output result.json`.
 * Needs no database. Exit 0, or 2 with one line on standard error. Format: `lumbung-match/1`.
 */
import { readInstance } from "#app/modules/matching/instance.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { fileArguments, readJson, runCommand, writeJson } from "./steps/json-files.ts";

await runCommand("match", 2, async () => {
  const { input, output } = fileArguments(["input", "output"]);
  await writeJson(output, solveMarket(readInstance(await readJson(input))));
});
