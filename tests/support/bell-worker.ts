// A real worker process with the tests' own catalogue, quick to take up what a killed one left.

import { runWorkerProcess } from "#jobs/worker-process.ts";
import { bellCatalogue } from "./bells.ts";
import { briskTempo } from "./brisk-tempo.ts";

await runWorkerProcess(bellCatalogue, { ...briskTempo, lockMs: 1_000, stalledEveryMs: 150 });
