import { believedTime } from "#app/kernel/believed-time.ts";
import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { driverMarks } from "#db/schema/shipments-drive.ts";
import { linkOwner } from "../identity/access-link-reads.server.ts";
import { arriveAtDoor } from "./arrive-at-door.server.ts";
import { driveOf, isAt } from "./drive-reads.server.ts";
import { MarkStop } from "./shipment.schema.ts";

/**
 * The driver says at one of his stops that he is there, has loaded or has handed over, with a photo and the signature of who
 * took it. What was said first stays; saying it again changes nothing, so a phone may send what it kept twice. It moves no
 * goods: the receiver weighs them. Photo and signature belong to whoever handed out the link. Refuses a stop that is
 * not on his way.
 */
export const markStop = command({
  name: "shipments.markStop",
  input: MarkStop,
  secret: ["photo", "signature"],
  permit: async (_tx, call) => {
    if (call.actor.kind !== "link" || call.actor.purpose !== "drive")
      throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, said) => {
    invariant(call.actor.kind === "link", "permitted above");
    const { subjectId, linkId } = call.actor;
    const drive = await driveOf(call.actor, tx);
    const stop = drive?.stops.find((one) => isAt(said, one));
    if (!drive || !stop) throw new RuleBroken("shipments.notYourStop");
    if (stop.marks.some((mark) => mark.deed === said.deed)) return { subjectId, isNew: false };
    const ownerId = await linkOwner(linkId, tx);
    const keep = async (bytes: Uint8Array | undefined, fileName: string) =>
      bytes === undefined || bytes.length === 0
        ? null
        : await keepFile(tx, call, { ownerId, purpose: "drive_photo", fileName, bytes });
    const happenedAt = believedTime(said.happenedAt ?? null, call.at);
    const written = await tx
      .insert(driverMarks)
      .values({
        id: newId("driverMark"),
        tripId: drive.of === "trip" ? subjectId : null,
        rideId: drive.of === "ride" ? subjectId : null,
        shipmentId: drive.of === "shipment" ? subjectId : null,
        place: said.place,
        organisationId: said.organisationId,
        round: said.round,
        deed: said.deed,
        happenedAt,
        toldAt: call.at,
        linkId,
        note: said.note ?? null,
        photoId: await keep(said.photo, "foto.jpg"),
        signedName: said.signedName ?? null,
        signatureId: await keep(said.signature, "tanda-tangan.png"),
      })
      .onConflictDoNothing()
      .returning({ id: driverMarks.id });
    if (said.place === "dropoff")
      await arriveAtDoor(tx, call, {
        shipmentIds: stop.loads.map((load) => load.shipment.id),
        at: happenedAt,
      });
    return { subjectId, isNew: written.length > 0 };
  },
});
