/**
 * Solves a market in a file: `npm run --silent match -- --input instance.json --output result.json`.
 * Needs no database. Exit 0, or 2 with one line on standard error. Format: `lumbung-match/1`.
 */
import { readMarketFile } from "#app/modules/matching/read-market.ts";
import { solveColumns } from "#app/modules/matching/solve-market.ts";
import { fileArguments, readBytes, runCommand, writeText } from "./steps/json-files.ts";

await runCommand("match", 2, async () => {
  const { input, output } = fileArguments(["input", "output"]);
  await writeText(output, solveColumns(readMarketFile(await readBytes(input))));
});
