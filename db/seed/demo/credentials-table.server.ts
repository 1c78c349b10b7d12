import { and, eq, inArray, isNull } from "drizzle-orm";
import { db } from "#db/client.server.ts";
import { memberships, organisations, persons } from "#db/schema/identity.ts";
import { DEMO_PASSWORD, demoGuide } from "./credentials.ts";

/** Whom to sign in as, one line for each: address, what there is to do, where. The password once, above. */
export async function credentialsTable(): Promise<string> {
  const rows = await db()
    .select({ email: persons.email, slug: organisations.slug, kind: organisations.kind })
    .from(memberships)
    .innerJoin(persons, eq(persons.id, memberships.personId))
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(
      and(
        isNull(memberships.endedAt),
        inArray(
          persons.email,
          demoGuide.map(([mailbox]) => `${mailbox}@contoh.test`),
        ),
      ),
    )
    .orderBy(memberships.id);
  const lines = demoGuide.flatMap(([mailbox, what]) => {
    const email = `${mailbox}@contoh.test`;
    const own = rows.filter((row) => row.email === email);
    const first = own.at(-1);
    if (!first) return [];
    const path = first.kind === "operator" ? "/operator" : `/${first.slug}`;
    return [[email, what, path] as const];
  });
  const width = (column: 0 | 1) => Math.max(0, ...lines.map((line) => line[column].length));
  const told = lines.map(
    ([email, what, path]) => `  ${email.padEnd(width(0))}  ${what.padEnd(width(1))}  ${path}`,
  );
  return [`Masuk dengan sandi: ${DEMO_PASSWORD}`, ...told].join("\n");
}
