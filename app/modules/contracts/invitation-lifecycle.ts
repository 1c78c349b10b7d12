import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/** A koperasi of another city is invited into a call-off, and says whether it comes along. */
export type InvitationState = "invited" | "accepted" | "declined";
export type InvitationEvent = "accept" | "decline";

export const invitationLifecycle = {
  invited: { accept: "accepted", decline: "declined" },
  accepted: {},
  declined: {},
} as const satisfies Lifecycle<InvitationState, InvitationEvent>;
