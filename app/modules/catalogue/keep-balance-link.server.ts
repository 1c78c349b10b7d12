import { actingOrganisation } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { openAccessLink, revokeAccessLinks } from "../identity/open-access-link.server.ts";
import { mayAddProducer } from "./catalogue.policy.ts";
import { KeepBalanceLink } from "./harvest.schema.ts";
import { producerOf } from "./listing-reads.server.ts";

/** A month: until the next settlement of whoever is paid least often. */
const BALANCE_LINK_DAYS = 31;

/**
 * Opens a producer's link to their own balance, or closes it. A new one closes those before it: an address that was handed to
 * the wrong person opens nothing once the right one is made.
 */
export const keepBalanceLink = command({
  name: "catalogue.keepBalanceLink",
  input: KeepBalanceLink,
  permit: async (tx, call, { producerId }) => {
    const sellerId = actingOrganisation(call.actor) ?? "";
    if (!(await producerOf(sellerId, producerId, tx))) throw new Missing("catalogue.producerMissing");
    if (!mayAddProducer(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { producerId, open }) => {
    const subject = { purpose: "balance" as const, subjectId: producerId };
    await revokeAccessLinks(tx, call, subject);
    const organisationId = actingOrganisation(call.actor) ?? "";
    if (open === "true")
      await openAccessLink(tx, call, { ...subject, organisationId, days: BALANCE_LINK_DAYS });
    return { producerId };
  },
});
