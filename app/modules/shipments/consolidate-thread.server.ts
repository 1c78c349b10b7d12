// What the thread runs that puts loads onto vehicles: one plan at a time.

import { serveThread } from "#app/platform/serve-thread.server.ts";
import { consolidate, type Proposal } from "./consolidate.ts";
import type { Consolidation } from "./fleet.ts";

serveThread((asked: Consolidation): Proposal[] => consolidate(asked));
