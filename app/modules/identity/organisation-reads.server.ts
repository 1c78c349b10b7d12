import { and, asc, desc, eq, getTableColumns, gt, ilike, inArray, isNull, or, sql } from "drizzle-orm";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import {
  memberships,
  organisations,
  persons,
  verificationDecisions,
  verificationPapers,
} from "#db/schema/identity.ts";
import { storedFiles } from "#db/schema/platform.ts";
import { regions } from "#db/schema/regions.ts";
import type { OrganisationState } from "./organisation.ts";
import type { Role } from "./roles.ts";

/** An organisation as it stands in the register, with the clock of its region. */
export type Organisation = typeof organisations.$inferSelect & {
  readonly timeZone: TimeZone;
  readonly regionName: string;
};

const organisationColumns = {
  ...getTableColumns(organisations),
  timeZone: regions.timeZone,
  regionName: regions.name,
};

export async function organisationById(
  organisationId: string,
  on: Executor = db(),
): Promise<Organisation | null> {
  const [row] = await on
    .select(organisationColumns)
    .from(organisations)
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(eq(organisations.id, organisationId));
  return row ?? null;
}

/** The organisations with these ids, by id; ids that name none are left out. */
export async function organisationsById(
  organisationIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, Organisation>> {
  if (organisationIds.length === 0) return new Map();
  const rows = await on
    .select(organisationColumns)
    .from(organisations)
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(inArray(organisations.id, [...new Set(organisationIds)]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Organisations of a kind that may trade now, in one city or everywhere, by name. */
export async function activeOrganisations(
  filter: { readonly kind: OrganisationKind; readonly cityCode?: string },
  on: Executor = db(),
): Promise<Organisation[]> {
  return on
    .select(organisationColumns)
    .from(organisations)
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(
      and(
        eq(organisations.kind, filter.kind),
        eq(organisations.state, "active"),
        filter.cityCode === undefined ? undefined : eq(organisations.cityCode, filter.cityCode),
      ),
    )
    .orderBy(asc(organisations.name), asc(organisations.id));
}

export type RegisterFilter = {
  readonly kinds?: readonly OrganisationKind[];
  readonly states?: readonly OrganisationState[];
  /** Only this city; left out, the whole country: for operators. */
  readonly cityCode?: string;
  readonly search?: string;
};

/** A page of the register in the order of registration; for agencies (their city) and operators. */
export async function registeredOrganisations(
  filter: RegisterFilter,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<Organisation>> {
  const search = filter.search?.trim().replace(/[\\%_]/g, (mark) => `\\${mark}`);
  const rows = await on
    .select(organisationColumns)
    .from(organisations)
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(
      and(
        filter.kinds ? inArray(organisations.kind, [...filter.kinds]) : undefined,
        filter.states ? inArray(organisations.state, [...filter.states]) : undefined,
        filter.cityCode === undefined ? undefined : eq(organisations.cityCode, filter.cityCode),
        search
          ? or(ilike(organisations.name, `%${search}%`), ilike(organisations.shortName, `%${search}%`))
          : undefined,
        page.after ? gt(organisations.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(organisations.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

/** How many organisations of each state the register holds, in one city or everywhere. */
export async function registerCounts(
  cityCode: string | null,
  on: Executor = db(),
): Promise<{ kind: OrganisationKind; state: OrganisationState; count: number }[]> {
  return on
    .select({
      kind: organisations.kind,
      state: organisations.state,
      count: sql<number>`count(*)::int`,
    })
    .from(organisations)
    .where(cityCode === null ? undefined : eq(organisations.cityCode, cityCode))
    .groupBy(organisations.kind, organisations.state);
}

export type HandedInPaper = {
  readonly id: string;
  readonly kind: (typeof verificationPapers.$inferSelect)["kind"];
  readonly fileId: string;
  readonly fileName: string;
  readonly byteCount: number;
  readonly expiresOn: string | null;
  readonly createdAt: Date;
};

/** What the organisation handed in to be verified, oldest first. */
export async function papersOf(organisationId: string, on: Executor = db()): Promise<HandedInPaper[]> {
  return on
    .select({
      id: verificationPapers.id,
      kind: verificationPapers.kind,
      fileId: verificationPapers.fileId,
      fileName: storedFiles.fileName,
      byteCount: storedFiles.byteCount,
      expiresOn: verificationPapers.expiresOn,
      createdAt: verificationPapers.createdAt,
    })
    .from(verificationPapers)
    .innerJoin(storedFiles, eq(storedFiles.id, verificationPapers.fileId))
    .where(eq(verificationPapers.organisationId, organisationId))
    .orderBy(asc(verificationPapers.createdAt), asc(verificationPapers.id));
}

export type Decision = typeof verificationDecisions.$inferSelect & { readonly decider: string | null };

/** Every change of the organisation's state, newest first, with the name of whoever decided. */
export async function decisionsOf(organisationId: string, on: Executor = db()): Promise<Decision[]> {
  return on
    .select({ ...getTableColumns(verificationDecisions), decider: persons.fullName })
    .from(verificationDecisions)
    .leftJoin(persons, eq(persons.id, verificationDecisions.decidedBy))
    .where(eq(verificationDecisions.organisationId, organisationId))
    .orderBy(desc(verificationDecisions.decidedAt), desc(verificationDecisions.id));
}

export type Addressee = {
  readonly personId: string;
  readonly fullName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly locale: "id" | "en";
};

/** The people who hold one of these roles in the organisation now: whom news of it is for. */
export async function peopleWithRole(
  organisationId: string,
  roles: readonly Role[],
  on: Executor = db(),
): Promise<Addressee[]> {
  if (roles.length === 0) return [];
  return on
    .selectDistinct({
      personId: persons.id,
      fullName: persons.fullName,
      email: persons.email,
      phone: persons.phone,
      locale: persons.locale,
    })
    .from(memberships)
    .innerJoin(persons, eq(persons.id, memberships.personId))
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        inArray(memberships.role, [...roles]),
        isNull(memberships.endedAt),
        isNull(persons.disabledAt),
      ),
    )
    .orderBy(asc(persons.id));
}

/** The clock that an organisation lives by: the zone of its region. Throws when there is no such organisation. */
export async function clockOf(organisationId: string, on: Executor = db()): Promise<TimeZone> {
  const organisation = await organisationById(organisationId, on);
  invariant(organisation, `${organisationId} is an organisation`);
  return organisation.timeZone;
}

/** The NPWP of an organisation, as it was written down; null where nobody did. */
export async function taxNumberOf(organisationId: string, on: Executor = db()): Promise<string | null> {
  return (await organisationById(organisationId, on))?.taxNumber ?? null;
}

/** Whether an organisation is registered for VAT (PKP) today, and so may make tax invoices. */
export async function isVatRegistered(organisationId: string, on: Executor = db()): Promise<boolean> {
  return (await organisationById(organisationId, on))?.isVatRegistered ?? false;
}

/** Whether a treasurer of the government buys for an organisation, and so keeps its sellers' VAT. */
export async function hasTreasurer(organisationId: string, on: Executor = db()): Promise<boolean> {
  return (await organisationById(organisationId, on))?.hasTreasurer ?? false;
}

export type PaperFile = {
  readonly organisationId: string;
  readonly kind: OrganisationKind;
  readonly cityCode: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
};

/** A paper with its bytes, and whose it is: who may read it is for the policy to say. */
export async function paperFile(paperId: string, on: Executor = db()): Promise<PaperFile | null> {
  const [row] = await on
    .select({
      organisationId: organisations.id,
      kind: organisations.kind,
      cityCode: organisations.cityCode,
      fileName: storedFiles.fileName,
      mediaType: storedFiles.mediaType,
      bytes: storedFiles.bytes,
    })
    .from(verificationPapers)
    .innerJoin(organisations, eq(organisations.id, verificationPapers.organisationId))
    .innerJoin(storedFiles, eq(storedFiles.id, verificationPapers.fileId))
    .where(eq(verificationPapers.id, paperId));
  return row ?? null;
}
