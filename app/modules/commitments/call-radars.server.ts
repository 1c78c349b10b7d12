import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import { activeOrganisations } from "../identity/organisation-reads.server.ts";
import { radarDue } from "./commitments.events.ts";

/** Calls up every koperasi and BUMD whose radar is to be looked at: each by a job of its own, so that one that fails stops no other. */
export const callRadars = command({
  name: "commitments.callRadars",
  input: z.object({}),
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call) => {
    const sellers = [
      ...(await activeOrganisations({ kind: "koperasi" }, tx)),
      ...(await activeOrganisations({ kind: "bumd" }, tx)),
    ];
    await announceAll(
      tx,
      call,
      radarDue,
      sellers.map(({ id }) => ({ organisationId: id })),
    );
    return { called: sellers.length };
  },
});
