import { and, asc, eq, ne } from "drizzle-orm";
import { bookClosings } from "#db/schema/ledger-closings.ts";
import type { Task } from "./task.ts";
import type { TaskSource } from "./task-source.server.ts";

const DAY_MS = 86_400_000;
/** Whoever handed in a month wants to hear of it within three days. */
const ANSWER_MS = 3 * DAY_MS;

/** A month of the own books that somebody else asked to close: a second person looks at it and says yes or no. */
export const closingsToAgree: TaskSource = async ({ organisationId, personId }, on) => {
  const rows = await on
    .select({ id: bookClosings.id, through: bookClosings.through, askedAt: bookClosings.askedAt })
    .from(bookClosings)
    .where(
      and(
        eq(bookClosings.organisationId, organisationId),
        eq(bookClosings.state, "asked"),
        ne(bookClosings.askedBy, personId),
      ),
    )
    .orderBy(asc(bookClosings.through), asc(bookClosings.id))
    .limit(1);
  return rows.map(
    (row): Task => ({
      kind: "closing.agree",
      subjectId: row.id,
      path: "tutup-buku",
      due: new Date(row.askedAt.getTime() + ANSWER_MS),
      params: { day: row.through },
    }),
  );
};
