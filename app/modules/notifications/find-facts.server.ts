import type { Executor } from "#db/client.server.ts";
import type { NoticeFacts } from "./notice.ts";

/** Whom an event about a subject concerns, read from the truth as it is now. */
export type FindFacts = (subjectId: string, on: Executor) => Promise<NoticeFacts[]>;
