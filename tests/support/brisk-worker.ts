// The worker process with its whole catalogue, at a tempo for tests that kill it.

import { runWorkerProcess } from "#jobs/worker-process.ts";
import { briskTempo } from "./brisk-tempo.ts";

await runWorkerProcess({ tempo: { ...briskTempo, lockMs: 1_500, stalledEveryMs: 200 } });
