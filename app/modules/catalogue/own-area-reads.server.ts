import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import type { Executor } from "#db/client.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { cityCodeOf } from "../regions/region.ts";

/** True for the operator everywhere, and for others in the city that they are of. */
export async function isOwnArea(on: Executor, call: Call, regionCode: string): Promise<boolean> {
  if (call.actor.kind === "member" && call.actor.organisationKind === "operator") return true;
  const organisation = await organisationById(actingOrganisation(call.actor) ?? "", on);
  return organisation !== null && cityCodeOf(regionCode) === organisation.cityCode;
}
