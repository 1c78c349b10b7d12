import { eq } from "drizzle-orm";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { marketDays, matchNights } from "#db/schema/matching.ts";
import { PublishNight } from "./match.schema.ts";
import { nightPublished } from "./matching.events.ts";
import { nightCells, waitingCells } from "./night-reads.server.ts";
import { nightRoot } from "./seal-cell.ts";

/**
 * Publishes a night when every one of its cells is cleared: its counts, its root, and that its cities are done. Does
 * nothing while a cell waits, or when it is published already, so every job of the night may ask for it at its end.
 */
export const publishNight = command({
  name: "matching.publishNight",
  input: PublishNight,
  // The hold below decides who is last; only the newest state tells that one whether others are done.
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("matching.forbidden");
  },
  run: async (tx, call, { nightId }) => {
    const [night] = await hold(tx, matchNights, eq(matchNights.id, nightId));
    if (!night) throw new Missing("matching.missing");
    if (night.state === "published") return { nightId, root: night.root };
    if ((await waitingCells(nightId, null, tx)).length > 0) return { nightId, root: null };
    const cells = await nightCells(nightId, tx);
    const root = nightRoot(cells);
    const sum = (of: (cell: (typeof cells)[number]) => number) =>
      cells.reduce((total, cell) => total + of(cell), 0);
    await tx
      .update(matchNights)
      .set({
        state: "published",
        publishedAt: call.at,
        lineCount: sum((cell) => cell.lineCount),
        offerCount: sum((cell) => cell.offerCount),
        assignmentCount: sum((cell) => cell.assignmentCount),
        componentCount: sum((cell) => cell.components.length),
        root,
      })
      .where(eq(matchNights.id, nightId));
    await tx.update(marketDays).set({ clearedAt: call.at }).where(eq(marketDays.nightId, nightId));
    await announce(tx, call, nightPublished, { nightId, deliveryDay: night.deliveryDay, root });
    return { nightId, root };
  },
});
