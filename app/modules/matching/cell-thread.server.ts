// What a matching thread runs: one cell at a time, from texts to texts.

import { serveThread } from "#app/platform/serve-thread.server.ts";
import { answerCell } from "./answer-cell.ts";

serveThread(answerCell);
