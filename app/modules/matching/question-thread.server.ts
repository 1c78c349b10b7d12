// What the thread runs that answers "what if": one question at a time.

import { serveThread } from "#app/platform/serve-thread.server.ts";
import { AskedCells, type AskReply, type AskTask } from "./live/answer-question.ts";

const cells = new AskedCells();

serveThread((task: AskTask): AskReply => cells.answer(task));
