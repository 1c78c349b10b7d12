import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile } from "#app/platform/files.server.ts";
import { mayKeepPhotos } from "./shipment.policy.ts";
import { KeepPhoto } from "./shipment.schema.ts";

/** Keeps a photo taken at a handover for the acting organisation; the receipt that names it comes after. */
export const keepPhoto = command({
  name: "shipments.keepPhoto",
  input: KeepPhoto,
  secret: ["bytes"],
  permit: async (_tx, call) => {
    if (!mayKeepPhotos(call.actor)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { fileName, bytes }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const ownerId = call.actor.organisationId;
    const fileId = await keepFile(tx, call, { ownerId, purpose: "handover", fileName, bytes });
    return { fileId };
  },
});
