import { z } from "zod";

const aboutOrganisation = z.object({ organisationId: z.string() });

export const organisationRegistered = { name: "organisation.registered", payload: aboutOrganisation };
export const organisationVerified = { name: "organisation.verified", payload: aboutOrganisation };
export const organisationRejected = { name: "organisation.rejected", payload: aboutOrganisation };
export const organisationSuspended = { name: "organisation.suspended", payload: aboutOrganisation };
export const organisationReinstated = { name: "organisation.reinstated", payload: aboutOrganisation };
export const memberInvited = {
  name: "member.invited",
  payload: z.object({ organisationId: z.string(), invitationId: z.string() }),
};
/** Somebody asked for the only leader of an organisation to be let back in; a second officer decides. */
export const recoveryAsked = { name: "recovery.asked", payload: z.object({ recoveryId: z.string() }) };
