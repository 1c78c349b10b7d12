import { giveBackSuspended } from "#app/modules/allotment/give-back-suspended.server.ts";
import { organisationSuspended } from "#app/modules/identity/identity.events.ts";
import { on } from "../reaction.ts";

/** When an organisation is suspended, its shares of call-offs go to the others. */
export const giveBackSuspendedShares = on(
  organisationSuspended,
  { queue: "allotment", name: "give-back-suspended-shares" },
  (call, { organisationId }) => giveBackSuspended(call, { organisationId }),
);
