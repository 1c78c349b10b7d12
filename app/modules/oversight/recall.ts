import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { MemberActor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

/**
 * A recall follows food both ways: from a meal back to the lots, their sellers and growers, and from a lot on to the kitchens,
 * days and schools that ate of it. Who looks decides how far: the agency of the city sees all of it, a kitchen its own meals up
 * to the sellers, a seller its own lots up to the kitchens, whoever bought them in between. Growers are for whoever bought from
 * them and the agency, schools for the kitchen and the agency.
 */
export type RecallSight = {
  /** Whose meals may be followed back: of these kitchens. */
  readonly meals: "city" | "own" | "none";
  /** Whose lots may be followed on. */
  readonly lots: "city" | "own" | "eaten";
  readonly seesGrowers: boolean;
  readonly seesSchools: boolean;
};

/** How far somebody may follow food; null for whoever may not at all. */
export function recallSight(actor: MemberActor): RecallSight | null {
  if (!may(actor, "recalls.read")) return null;
  if (actor.organisationKind === "agency")
    return { meals: "city", lots: "city", seesGrowers: true, seesSchools: true };
  if (actor.organisationKind === "kitchen")
    return { meals: "own", lots: "eaten", seesGrowers: false, seesSchools: true };
  return { meals: "none", lots: "own", seesGrowers: true, seesSchools: false };
}

/** Whether a place was served on a day. */
export function wasServed(
  school: { readonly servedFrom: BusinessDay; readonly servedTo: BusinessDay | null },
  day: BusinessDay,
): boolean {
  return school.servedFrom <= day && (school.servedTo === null || day <= school.servedTo);
}
