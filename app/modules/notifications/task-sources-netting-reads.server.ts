import { and, asc, eq, ne } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { nettings } from "#db/schema/payments-nettings.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

const DAY_MS = 86_400_000;

/** Nettings that another organisation proposed, the oldest first; each is due a day after that. */
export const nettingsToAnswer: TaskSource = async ({ organisationId, personId }, on) => {
  const rows = await on
    .select({
      id: nettings.id,
      name: organisations.name,
      amount: nettings.amountRupiah,
      proposedAt: nettings.proposedAt,
    })
    .from(nettings)
    .innerJoin(organisations, eq(organisations.id, nettings.proposerId))
    .where(
      and(
        eq(nettings.partnerId, organisationId),
        eq(nettings.state, "proposed"),
        ne(nettings.proposedBy, personId),
      ),
    )
    .orderBy(asc(nettings.proposedAt), asc(nettings.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "netting.answer",
      subjectId: row.id,
      path: `perjumpaan/${row.id}`,
      due: new Date(row.proposedAt.getTime() + DAY_MS),
      params: { name: row.name, amount: row.amount.toString() },
    }),
  );
};
