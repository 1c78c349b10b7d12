import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";

/** How far scales may differ where this organisation weighs, in basis points, on the day of `at`. */
export async function weighingTolerance(
  organisationId: string,
  at: Date,
  on: Executor = db(),
): Promise<number> {
  const organisation = await organisationById(organisationId, on);
  invariant(organisation, `${organisationId} is an organisation`);
  const scope = { regionCode: organisation.regionCode, day: dayOf(at, organisation.timeZone) };
  return numberParameter(on, "receiving.tolerance_basis_points", scope);
}
