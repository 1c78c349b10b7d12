import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type HouseRoute, houseRoutes } from "#tests/support/route-map.ts";
import { routePolicy } from "#tests/support/route-policy.ts";
import type { Subjects } from "#tests/support/route-rule.ts";
import { signedInVisitor, type Visitor } from "#tests/support/visitor.ts";
import { everyPaper, tradingSide } from "#tests/support/walls-world.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: whatever stands behind the question mark of an address, a page answers with itself or with a refusal.
// Method: the names come from the routes' own text. Every page of a workspace is opened, by somebody who gets it, with all
// names set to something that fits nowhere, and once more with each of its own names alone.
const sources = import.meta.glob<string>("../../app/routes/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});
const names = [
  ...new Set(
    Object.values(sources).flatMap((text) =>
      [...text.matchAll(/\.get\("([a-z]+)"\)/g)].map(([, name]) => name ?? ""),
    ),
  ),
].sort();

const WRONG = ["2026-99-99", "-1", "x".repeat(5_000), "\u0000", "ord_0'; --", "9".repeat(40)];
/** What is tried on each name by itself, so that the refusal of one name does not hide the next. */
const ALONE = ["2026-99-99", "\u0000"];

const database = await testDatabase({ poolSize: 10 });
fixClock(WORLD_STARTS);
const town = world(database);
afterAll(closeMatchingThreads);

type Person = { readonly kind: OrganisationKind; readonly slug: string; readonly browser: Visitor };
const people: Person[] = [];
let subjects: Subjects = {};

beforeAll(async () => {
  const side = await everyPaper(town, await tradingSide(town));
  subjects = side.subjects;
  const houses = [
    side.kitchen,
    side.kitchen.foundation,
    side.koperasi,
    side.hub,
    side.bumd,
    side.agency,
    side.operator,
  ];
  for (const { id, kind } of houses) {
    const members = await database.sql<{ personId: string; role: Role; slug: string }[]>`
      select person_id as "personId", role, slug
      from memberships join organisations on organisations.id = organisation_id
      where organisation_id = ${id} and ended_at is null order by memberships.created_at, memberships.id`;
    for (const { personId, slug } of members)
      people.push({
        kind,
        slug,
        browser: await signedInVisitor(personId, { address: `198.51.100.${people.length}` }),
      });
  }
}, 120_000);

function pathOf(route: HouseRoute, slug: string): string {
  const own = { ...subjects, ...routePolicy[route.path]?.params?.(subjects) };
  return route.path
    .replace("/*", "/tidak/ada")
    .replace(/:(\w+)/g, (_whole, name: string) => (name === "workspace" ? slug : (own[name] ?? "tidak-ada")));
}

/** Every name with one value, over what the page needs to be itself. */
function asked(route: HouseRoute, value: string, only: readonly string[] = names): string {
  const query = new URLSearchParams(routePolicy[route.path]?.query?.(subjects));
  for (const name of only) query.set(name, value);
  return String(query);
}

/** The first who gets this page when it is asked for plainly. */
async function readerOf(route: HouseRoute): Promise<Person | undefined> {
  const query = new URLSearchParams(routePolicy[route.path]?.query?.(subjects));
  for (const person of people) {
    const { status } = await person.browser.ask(route, `${pathOf(route, person.slug)}?${query}`);
    if (status === 200) return person;
  }
  return undefined;
}

test("the names that pages ask for are found in their text", () => {
  expect(names).toEqual(expect.arrayContaining(["after", "cari", "dari", "sampai"]));
});

const pages = houseRoutes().filter(({ path, isLayout }) => path.startsWith("/:workspace") && !isLayout);

test.each(pages)("$path answers a wrong address with itself or a refusal", async (route) => {
  const reader = await readerOf(route);
  if (!reader) return;
  const queries = [
    ...WRONG.map((value) => asked(route, value)),
    ...namesIn(route).flatMap((name) => ALONE.map((value) => asked(route, value, [name]))),
  ];
  for (const query of queries) {
    const { status } = await reader.browser.ask(route, `${pathOf(route, reader.slug)}?${query}`);
    expect(status, `${reader.kind} at ${route.path}?${query.slice(0, 200)}`).toBeLessThan(500);
  }
});

/** What a page's own text, or the server's part of its folder, asks for. */
function namesIn(route: HouseRoute): string[] {
  const folder = route.id.split("/").slice(0, -1).join("/");
  const text = Object.entries(sources)
    .filter(
      ([file]) =>
        file.includes(`/routes/${route.id}.`) ||
        (file.endsWith(".server.ts") && file.includes(`/routes/${folder}/`)),
    )
    .map(([, source]) => source)
    .join("\n");
  return names.filter((name) => text.includes(`.get("${name}")`));
}
