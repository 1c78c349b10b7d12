/**
 * Splits a call-off in a file: `npm run --silent allot -- --input instance.json --output result.json`.
 * Needs no database. Exit 0, or 2 with one line on standard error. Format: `lumbung-allot/1`.
 */
import { allot } from "#app/modules/allotment/allot.ts";
import { readAllotInstance } from "#app/modules/allotment/allot-instance.ts";
import { becauseText } from "./steps/allot-because.ts";
import { fileArguments, readJson, runCommand, writeJson } from "./steps/json-files.ts";

await runCommand("allot", 2, async () => {
  const { input, output } = fileArguments(["input", "output"]);
  const result = allot(readAllotInstance(await readJson(input)));
  const because = result.because.map((reason) => ({ member: reason.member, text: becauseText(reason) }));
  await writeJson(output, { ...result, because });
});
