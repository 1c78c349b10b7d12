import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import { activeOrganisations } from "../identity/organisation-reads.server.ts";
import { demandDue } from "./menus.events.ts";

/** Calls up every kitchen whose menus are to be reckoned: each by a job of its own, so that one that fails stops no other. */
export const callDemands = command({
  name: "menus.callDemands",
  input: z.object({}),
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("menus.forbidden");
  },
  run: async (tx, call) => {
    const kitchens = await activeOrganisations({ kind: "kitchen" }, tx);
    await announceAll(
      tx,
      call,
      demandDue,
      kitchens.map(({ id }) => ({ organisationId: id })),
    );
    return { called: kitchens.length };
  },
});
