import { and, asc, desc, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { memberships, organisations, persons } from "#db/schema/identity.ts";
import { notices } from "#db/schema/notifications.ts";
import type { Permission } from "../identity/permission-names.ts";
import { permissionsOf } from "../identity/permissions.ts";
import { type Role, roles } from "../identity/roles.ts";
import { type NoticeKind, news } from "./notice.ts";

export type Reader = { readonly email: string; readonly locale: "id" | "en"; readonly slug: string };

/** The people who may act on this kind of news, each once, by the organisation they work in. */
export async function readersOf(
  kind: NoticeKind,
  organisationIds: ReadonlySet<string>,
  on: Executor,
): Promise<ReadonlyMap<string, readonly Reader[]>> {
  const readers: readonly Permission[] = news[kind].readers;
  const able: Role[] = roles.filter((role) => permissionsOf(role).some((held) => readers.includes(held)));
  const rows = await on
    .selectDistinct({
      organisationId: organisations.id,
      email: persons.email,
      locale: persons.locale,
      slug: organisations.slug,
    })
    .from(memberships)
    .innerJoin(persons, and(eq(persons.id, memberships.personId), isNull(persons.disabledAt)))
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(
      and(
        inArray(memberships.organisationId, [...organisationIds]),
        isNull(memberships.endedAt),
        inArray(memberships.role, able),
      ),
    )
    .orderBy(asc(persons.email));
  const readersIn = new Map<string, Reader[]>();
  for (const { organisationId, ...reader } of rows)
    readersIn.set(organisationId, [...(readersIn.get(organisationId) ?? []), reader]);
  return readersIn;
}

/** One person as a reader of what an organisation is told; null for whoever does not work there any more. */
export async function readerIn(
  organisationId: string,
  personId: string,
  on: Executor,
): Promise<Reader | null> {
  const [reader] = await on
    .select({ email: persons.email, locale: persons.locale, slug: organisations.slug })
    .from(memberships)
    .innerJoin(persons, and(eq(persons.id, memberships.personId), isNull(persons.disabledAt)))
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        eq(memberships.personId, personId),
        isNull(memberships.endedAt),
      ),
    )
    .limit(1);
  return reader ?? null;
}

export type NoticeRow = typeof notices.$inferSelect & { readonly kind: NoticeKind };

/** What an organisation was told, and in it this person alone where one is named; newest first. */
export async function noticesOf(
  organisationId: string,
  page: PageRequest & { readonly personId?: string },
  on: Executor = db(),
): Promise<Page<NoticeRow>> {
  const rows = await on
    .select()
    .from(notices)
    .where(
      and(
        eq(notices.organisationId, organisationId),
        or(isNull(notices.personId), page.personId ? eq(notices.personId, page.personId) : undefined),
        page.after ? lt(notices.id, page.after) : undefined,
      ),
    )
    .orderBy(desc(notices.id))
    .limit(page.limit + 1);
  return pageOf(rows as NoticeRow[], page.limit, (row) => row.id);
}
