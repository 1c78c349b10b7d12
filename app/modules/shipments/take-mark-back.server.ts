import { and, eq, inArray, isNull } from "drizzle-orm";
import { Conflict, Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { driverMarks } from "#db/schema/shipments-drive.ts";
import { deedsAt } from "./drive.ts";
import { driveOf, isAt } from "./drive-reads.server.ts";
import { TakeMarkBack } from "./shipment.schema.ts";

/**
 * The driver pressed the wrong button: what he said last at one of his stops counts no longer, and he may say it again when it is
 * true. The mark stays on record. With the last word at a door its goods do not stand there any more, and are late again when
 * their time is over. Refuses what he has not said, what another word of his builds on, and a stop whose goods were received:
 * their receipt says more than he does.
 */
export const takeMarkBack = command({
  name: "shipments.takeMarkBack",
  input: TakeMarkBack,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "link" || call.actor.purpose !== "drive")
      throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, said) => {
    invariant(call.actor.kind === "link", "permitted above");
    const drive = await driveOf(call.actor, tx);
    const stop = drive?.stops.find((one) => isAt(said, one));
    if (!stop) throw new RuleBroken("shipments.notYourStop");
    const mark = stop.marks.find((one) => one.deed === said.deed);
    if (!mark) throw new RuleBroken("shipments.nothingSaid");
    const order = deedsAt(said.place);
    if (stop.marks.some((one) => order.indexOf(one.deed) > order.indexOf(said.deed)))
      throw new RuleBroken("shipments.markBuiltOn");
    if (stop.loads.some((load) => load.shipment.state === "received"))
      throw new RuleBroken("shipments.markReceived");
    const taken = await tx
      .update(driverMarks)
      .set({ takenBackAt: call.at })
      .where(and(eq(driverMarks.id, mark.id), isNull(driverMarks.takenBackAt)))
      .returning({ id: driverMarks.id });
    if (taken.length !== 1) throw new Conflict("shipments.nothingSaid");
    if (said.place === "dropoff" && stop.marks.length === 1)
      await tx
        .update(shipments)
        .set({ arrivedAt: null })
        .where(
          and(
            inArray(
              shipments.id,
              stop.loads.map((load) => load.shipment.id),
            ),
            eq(shipments.state, "dispatched"),
            eq(shipments.arrivedAt, mark.happenedAt),
          ),
        );
    return { subjectId: call.actor.subjectId };
  },
});
