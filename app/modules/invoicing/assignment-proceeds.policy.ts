import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import { isSecondPerson } from "../identity/second-person.ts";
import type { ProceedsDirection } from "./assignment-proceeds.ts";

type Sides = { readonly sellerId: string; readonly holderId: string | null };

/** Who paid: the seller of what it gives back, the assignee of what it gives. An institution outside has nobody here: its seller says it. */
function payerOf({ sellerId, holderId }: Sides, direction: ProceedsDirection): string {
  return direction === "given" ? (holderId ?? sellerId) : sellerId;
}

function receiverOf({ sellerId, holderId }: Sides, direction: ProceedsDirection): string {
  return direction === "given" ? sellerId : (holderId ?? sellerId);
}

/** Whoever paid states it: who reports payments there. */
export function mayStateProceeds(actor: Actor, sides: Sides, direction: ProceedsDirection): boolean {
  return (
    actor.kind === "member" &&
    actor.organisationId === payerOf(sides, direction) &&
    may(actor, "payments.report")
  );
}

/**
 * Whoever was paid says so, and never who stated it. Where the assignee keeps no books here, both people are the seller's, and the second
 * is one who may approve payouts.
 */
export function mayAnswerProceeds(
  actor: Actor,
  sides: Sides,
  part: { readonly direction: ProceedsDirection; readonly statedBy: string },
): boolean {
  return isSecondPerson(actor, sides.holderId === null ? "payouts.approve" : "payments.verify", {
    organisationId: receiverOf(sides, part.direction),
    by: part.statedBy,
  });
}
