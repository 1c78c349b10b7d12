// The worker process with its whole catalogue, at a tempo for tests that kill it.

import { catalogue } from "#jobs/catalogue.ts";
import { runWorkerProcess } from "#jobs/worker-process.ts";
import { briskTempo } from "./brisk-tempo.ts";

await runWorkerProcess(catalogue, { ...briskTempo, lockMs: 1_500, stalledEveryMs: 200 });
