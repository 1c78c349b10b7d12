/**
 * Writes a synthetic market: `npm run --silent match:generate -- --seed S --scale small|city|province --output market.json`.
 * Any seed; the same seed gives the same file everywhere. Without `--output`, or with `-`, it goes to standard output.
 * The whole nation is too long for a file: `npm run bench -- match-night` makes it in memory.
 */
import { parseArgs } from "node:util";
import { instanceText } from "#app/modules/matching/cell-file.ts";
import { runCommand, writeText } from "./steps/json-files.ts";
import { type Scale, syntheticMarket, syntheticRules } from "./synthetic/market.ts";

const WRITTEN: readonly Scale[] = ["small", "city", "province"];

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
  const scale = WRITTEN.find((each) => each === values.scale);
  const radius = Number(values.radius);
  if (seed === undefined) throw new Error("--seed is missing; any text will do");
  if (values.scale === "nation") throw new Error("--scale nation is made by: npm run bench -- match-night");
  if (scale === undefined) throw new Error(`--scale is one of ${WRITTEN.join(", ")}`);
  if (!(radius > 0 && radius <= 10)) throw new Error("--radius is a factor above 0, at most 10");
  await writeText(output, instanceText(syntheticMarket({ seed, scale, radius }), syntheticRules));
});
