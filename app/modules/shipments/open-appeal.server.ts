import { dateTime } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Invalid, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { appealLines, appeals } from "#db/schema/shipments-appeals.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { mayOpenAppeal } from "./appeal.policy.ts";
import { OpenAppeal } from "./appeal.schema.ts";
import { askedParts, hoursAfter } from "./appeal.ts";
import { type AppealGround, appealGround } from "./appeal-facts-reads.server.ts";
import { permittedShipment } from "./permitted-shipment.server.ts";
import { ownPhotosAmong } from "./shipment-facts-reads.server.ts";
import { appealOpened } from "./shipments.events.ts";

/** Refuses what cannot be appealed against at all, and once the window has closed: then the weighing stands. */
function checkGround(ground: AppealGround | null, at: Date): asserts ground is AppealGround {
  if (!ground) throw new RuleBroken("shipments.appealNotReceived");
  if (ground.buyerKind !== "kitchen") throw new RuleBroken("shipments.appealKitchensOnly");
  if (at > ground.closesAt)
    throw new RuleBroken("shipments.appealWindowClosed", {
      hours: ground.hours,
      closed: dateTime(ground.closesAt, ground.buyerZone),
    });
}

/** Refuses a picture that the seller did not bring for an appeal. */
async function ownPhotos(
  tx: Transaction,
  sellerId: string,
  lines: readonly { readonly photoId: string }[],
): Promise<void> {
  const ids = lines.map(({ photoId }) => photoId);
  const own = await ownPhotosAmong(sellerId, ids, tx, "appeal_photo");
  const foreign = ids.findIndex((id) => !own.has(id));
  if (foreign >= 0) throw new Invalid({ [`lines[${foreign}].photoId`]: ["shipments.photoMissing"] });
}

/**
 * A seller appeals against what the kitchen's weighing took off, part by part, each with a reason and a picture: once for
 * each receipt, within the hours of a dated rule. The kitchen answers within the hours of another. Refuses after the window,
 * a second appeal, more than was refused or short, and what everybody accepted. Goods in custody are appealed for by whoever
 * keeps them, who bears their loss.
 */
export const openAppeal = command({
  name: "shipments.openAppeal",
  input: OpenAppeal,
  permit: async (tx, call, { shipmentId }) => {
    await permittedShipment(tx, call.actor, shipmentId, mayOpenAppeal);
  },
  run: async (tx, call, { shipmentId, lines }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const shipment = await permittedShipment(tx, call.actor, shipmentId, mayOpenAppeal);
    const ground = await appealGround(shipmentId, tx);
    checkGround(ground, call.at);
    const asked = askedParts(lines, ground.parts);
    await ownPhotos(tx, shipment.sellerId, lines);
    const rule = { regionCode: ground.cityCode, day: dayOf(call.at, ground.buyerZone) };
    const hours = await numberParameter(tx, "receiving.appeal_answer_hours", rule);
    const appealId = newId("appeal");
    const opened = await tx
      .insert(appeals)
      .values({
        id: appealId,
        shipmentId,
        sellerId: shipment.sellerId,
        buyerId: shipment.buyerId,
        state: "open",
        openedAt: call.at,
        openedBy: call.actor.personId,
        dueAt: hoursAfter(call.at, hours),
      })
      .onConflictDoNothing()
      .returning({ id: appeals.id });
    if (opened.length !== 1) throw new Conflict("shipments.appealStands");
    await tx
      .insert(appealLines)
      .values(asked.map((line, position) => ({ id: newId("appealLine"), appealId, position, ...line })));
    await announce(tx, call, appealOpened, { appealId });
    return { appealId };
  },
});
