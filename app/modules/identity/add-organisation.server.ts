import { and, eq, inArray } from "drizzle-orm";
import type { Call, OrganisationKind } from "#app/kernel/call.ts";
import { Invalid, invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { memberships, organisations } from "#db/schema/identity.ts";
import { cityOf, regionByCode } from "../regions/region-reads.server.ts";
import { shortNameCandidates, slugCandidates } from "./organisation-names.ts";
import type { Role } from "./roles.ts";

type OrganisationRow = typeof organisations.$inferInsert;
type Named = { readonly slug?: string | undefined; readonly shortName?: string | undefined };
export type NewOrganisation = Omit<
  OrganisationRow,
  "id" | "slug" | "shortName" | "cityCode" | "stateChangedAt" | "createdAt"
> &
  Named;

/** Who lives in a kelurahan registers there: its agency and its one koperasi are found by it. */
const VILLAGE_KINDS: readonly OrganisationKind[] = ["koperasi", "kitchen"];
const VILLAGE_LEVEL = 4;
const CITY_LEVEL = 2;

/**
 * Writes down an organisation in the caller's transaction and returns its id. Its city follows from its region; slug
 * and short name from its name, the first that nobody has. Refuses an unknown region, one that is too large for the
 * kind, and a second koperasi in one kelurahan.
 */
export async function addOrganisation(
  tx: Transaction,
  call: Call,
  organisation: NewOrganisation,
): Promise<string> {
  const region = await regionByCode(organisation.regionCode, tx);
  if (!region) throw new Invalid({ regionCode: ["identity.regionUnknown"] });
  const isVillageKind = VILLAGE_KINDS.includes(organisation.kind);
  if (region.level < (isVillageKind ? VILLAGE_LEVEL : CITY_LEVEL))
    throw new Invalid({ regionCode: [isVillageKind ? "identity.notVillage" : "identity.notCity"] });
  if (organisation.kind === "koperasi") await refuseSecondKoperasi(tx, region.code);
  const city = await cityOf(region.code, tx);
  const slug = await freeSlug(tx, organisation, city.name);
  const shortName = await freeShortName(tx, organisation, city.code);
  const id = newId("organisation");
  // Somebody who took the same name or kelurahan in this instant is not visible yet: then nothing is inserted and the
  // database asks for a retry, which sees them.
  const added = await tx
    .insert(organisations)
    .values({
      ...organisation,
      id,
      slug,
      shortName,
      cityCode: city.code,
      stateChangedAt: call.at,
      createdAt: call.at,
    })
    .onConflictDoNothing()
    .returning({ id: organisations.id });
  if (added.length === 0) throw new Invalid({ name: ["identity.nameTaken"] });
  return id;
}

async function refuseSecondKoperasi(tx: Transaction, regionCode: string): Promise<void> {
  const [taken] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.kind, "koperasi"), eq(organisations.regionCode, regionCode)));
  if (taken) throw new Invalid({ regionCode: ["identity.regionTaken"] });
}

async function freeSlug(tx: Transaction, wish: NewOrganisation, cityName: string): Promise<string> {
  const candidates = wish.slug === undefined ? slugCandidates(wish.name, cityName) : [wish.slug];
  const rows = await tx
    .select({ slug: organisations.slug })
    .from(organisations)
    .where(inArray(organisations.slug, candidates));
  const taken = new Set(rows.map((row) => row.slug));
  const free = candidates.find((candidate) => !taken.has(candidate));
  if (free === undefined) throw new Invalid({ name: ["identity.nameTaken"] });
  return free;
}

async function freeShortName(tx: Transaction, wish: NewOrganisation, cityCode: string): Promise<string> {
  const candidates =
    wish.shortName === undefined ? shortNameCandidates(wish.kind, wish.name) : [wish.shortName];
  const rows = await tx
    .select({ shortName: organisations.shortName })
    .from(organisations)
    .where(and(inArray(organisations.shortName, candidates), eq(organisations.cityCode, cityCode)));
  const taken = new Set(rows.map((row) => row.shortName));
  const free = candidates.find((candidate) => !taken.has(candidate));
  if (free === undefined) throw new Invalid({ name: ["identity.nameTaken"] });
  return free;
}

/** Makes a person a member in these roles, in the caller's transaction; roles they have already stay as they are. */
export async function addMembership(
  tx: Transaction,
  call: Call,
  member: { readonly personId: string; readonly organisationId: string; readonly roles: readonly Role[] },
): Promise<void> {
  invariant(member.roles.length > 0, "a member has a role");
  await tx
    .insert(memberships)
    .values(
      member.roles.map((role) => ({
        id: newId("membership"),
        personId: member.personId,
        organisationId: member.organisationId,
        role,
        createdAt: call.at,
      })),
    )
    .onConflictDoNothing();
}
