import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import { isSecondPerson } from "../identity/second-person.ts";
import { isPaidBy } from "./payment.policy.ts";

/** Whose account it is, and the foundation that looks after it. */
export type FundedKitchen = { readonly kitchenId: string; readonly foundationId: string | null };

/** True for the kitchen and its foundation; to everybody else the money does not exist. */
export function mayKnowFunding(actor: Actor, { kitchenId, foundationId }: FundedKitchen): boolean {
  return isPaidBy(actor, { buyerId: kitchenId, foundationId });
}

/** Who says what came into the account, and that something of it was wrong. */
export function mayReportFunding(actor: Actor, kitchen: FundedKitchen): boolean {
  return mayKnowFunding(actor, kitchen) && may(actor, "fundings.report");
}

/** The kitchen's head checks what somebody else said. */
export function mayConfirmFunding(
  actor: Actor,
  funding: { readonly kitchenId: string; readonly saidBy: string | null },
): boolean {
  return isSecondPerson(actor, "fundings.confirm", { organisationId: funding.kitchenId, by: funding.saidBy });
}
