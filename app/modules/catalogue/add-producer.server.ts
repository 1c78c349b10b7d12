import { actingOrganisation } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { regionByCode } from "../regions/region-reads.server.ts";
import { mayAddProducer } from "./catalogue.policy.ts";
import { AddProducer } from "./catalogue.schema.ts";

/** Enters a farmer or maker whose goods the caller's organisation sells. They need no account. */
export const addProducer = command({
  name: "catalogue.addProducer",
  input: AddProducer,
  secret: ["phone"],
  permit: async (_tx, call) => {
    if (!mayAddProducer(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    const organisationId = actingOrganisation(call.actor);
    invariant(organisationId, "a seller acts for an organisation");
    if (input.regionCode && !(await regionByCode(input.regionCode, tx)))
      throw new Missing("regions.missing", { code: input.regionCode });
    const organisation = await organisationById(organisationId, tx);
    invariant(organisation, "a seller stands in the register");
    const producerId = newId("producer");
    await tx.insert(producers).values({
      id: producerId,
      organisationId,
      name: input.name,
      phone: input.phone ?? null,
      regionCode: input.regionCode ?? null,
      isDemo: organisation.isDemo,
      createdAt: call.at,
    });
    return { producerId };
  },
});
