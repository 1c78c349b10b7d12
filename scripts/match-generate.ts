/**
 * Writes a synthetic market: `npm run --silent match:generate -- --seed S --scale small|city|province|nation --output market.json`.
 * Any seed; the same seed gives the same file everywhere. Without `--output`, or with `-`, it goes to standard output.
 * A nation's night is a file of more than a gigabyte, written as it is found; `npm run bench -- match-night` makes the
 * same market in memory.
 */
import { parseArgs } from "node:util";
import { instanceText } from "#app/modules/matching/cell-file.ts";
import { runCommand, writeText } from "./steps/json-files.ts";
import { type Scale, scales, syntheticMarket, syntheticRules } from "./synthetic/market.ts";

const names = Object.keys(scales) as Scale[];

await runCommand("match:generate", 2, async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: "string" },
      scale: { type: "string", default: "small" },
      radius: { type: "string", default: "0.4" },
      output: { type: "string", default: "-" },
    },
  });
  const { seed, output } = values;
  const scale = names.find((each) => each === values.scale);
  const radius = Number(values.radius);
  if (seed === undefined) throw new Error("--seed is missing; any text will do");
  if (scale === undefined) throw new Error(`--scale is one of ${names.join(", ")}`);
  if (!(radius > 0 && radius <= 10)) throw new Error("--radius is a factor above 0, at most 10");
  await writeText(output, instanceText(syntheticMarket({ seed, scale, radius }), syntheticRules));
});
