// Opens the night of the database it is pointed at and clears it, two packs at a time; what another process left undone
// is taken up. It may be killed at any moment.

import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { waitingPacks } from "./waiting-packs.ts";

const LANES = 2;
const url = process.env["DATABASE_URL"] ?? "";
const pool = pointPoolAt(url, 10);
const call = () => ({
  actor: { kind: "system" as const, name: "bench" },
  at: new Date(),
  key: null,
  causation: null,
});

await openNights(call(), {});
const packs = await waitingPacks(url);
const lane = async () => {
  for (let next = packs.shift(); next; next = packs.shift()) await clearNight(call(), next);
};
await Promise.all(Array.from({ length: LANES }, lane));
await closeMatchingThreads();
await pool.close();
