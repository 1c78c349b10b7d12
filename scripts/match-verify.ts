/**
 * Checks an answer to a market: `npm run --silent match:verify -- --input instance.json --result result.json`.
 * Shares no code with the solver. Exit 0 when the answer is proven optimal, 1 and one line otherwise.
 */
import { verify } from "#app/modules/matching/verify.ts";
import { bytesOf, fileArguments, runCommand } from "./steps/json-files.ts";

await runCommand("match:verify", 1, async () => {
  const { input, result } = fileArguments(["input", "result"]);
  if (input === "-" && result === "-")
    throw new Error("only one of --input and --result can be standard input");
  const verdict = verify(bytesOf(input), bytesOf(result));
  if (!verdict.ok) throw new Error(verdict.because);
  process.stdout.write("proven: every quantity is respected and nothing better exists\n");
});
