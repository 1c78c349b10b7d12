import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { permissionsOf } from "#app/modules/identity/permissions.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type HouseRoute, houseRoutes } from "#tests/support/route-map.ts";
import { routePolicy } from "#tests/support/route-policy.ts";
import type { RouteRule, Subjects, Who, WriteRule } from "#tests/support/route-rule.ts";
import { type Answer, signedInVisitor, type Visitor, visitor } from "#tests/support/visitor.ts";
import { proposedDivision } from "#tests/support/walls-cooperative.ts";
import { everyPaper, type Side, tradingSide } from "#tests/support/walls-world.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: only what the policy says is allowed, on every route of the house, for every role, with one's own ids and with
// those of others.
// Method: the routes come from routes.ts itself and the expectation from tests/support/route-policy.ts. Two sets of
// organisations trade in one city, each only with itself. Every page and every form is tried by every role of the
// first set, in its own workspace with its own subjects, in its own workspace with the others' subjects, and in the
// others' workspace; by the agency of another city; by somebody who belongs nowhere, or still owes the second factor; and
// by a stranger. Whatever is refused must have changed nothing: no deed may stand in the audit trail.
const routes = houseRoutes();
const database = await testDatabase({ poolSize: 10 });
fixClock(WORLD_STARTS);
const town = world(database);

afterAll(closeMatchingThreads);
type Person = {
  readonly personId: string;
  readonly role: Role;
  readonly kind: OrganisationKind;
  readonly slug: string;
  /** The workspace of the same kind on the other side. */
  readonly foreignSlug: string;
  readonly browser: Visitor;
};

let people: Person[] = [];
/** The agency of another city. */
let far: Person[] = [];
let homeless: Visitor;
let half: Visitor;
const stranger = visitor({ address: "203.0.113.99" });
let ours: Side;
let theirs: Side;
let slugs: ReadonlyMap<string, string>;

beforeAll(async () => {
  const sideIn = async (village?: string): Promise<Side> => {
    const bare = await tradingSide(town, village);
    const distributionId = await proposedDivision(town, bare.koperasi);
    const side = await everyPaper(town, bare);
    return { ...side, subjects: { ...side.subjects, distributionId } };
  };
  [ours, theirs] = [await sideIn(), await sideIn("35.71.01.1001")];
  const failureId = newId("failure");
  await database.sql`
    insert into job_failures (id, queue, job, job_id, payload, message, attempts, failed_at)
    values (${failureId}, 'upkeep', 'uji', 'evt_x.uji', '{}', 'gagal', 3, now())`;
  ours = { ...ours, subjects: { ...ours.subjects, failureId, closingId: await askedClosing(ours) } };
  theirs = { ...theirs, subjects: { ...theirs.subjects, closingId: await askedClosing(theirs) } };
  const rows = await database.sql<{ id: string; slug: string }[]>`select id, slug from organisations`;
  slugs = new Map(rows.map((row) => [row.id, row.slug]));
  people = await peopleOf(ours, theirs);
  far = (await peopleOf(theirs, ours)).filter(({ kind }) => kind === "agency");
  half = await signedInVisitor(people[0]?.personId ?? "", { isComplete: false, address: "203.0.113.98" });
  const personId = newId("person");
  await database.sql`
    insert into persons (id, full_name, email, created_at) values (${personId}, 'Tanpa Organisasi', 'tanpa@contoh.test', now())`;
  homeless = await signedInVisitor(personId, { address: "203.0.113.97" });
}, 120_000);

/** A month of the koperasi that waits for its second person: the world's own first month is not over yet. */
async function askedClosing({ koperasi }: Side): Promise<string> {
  const closingId = newId("closing");
  await database.sql`
    insert into book_closings (id, organisation_id, through, state, asked_by, asked_at)
    values (${closingId}, ${koperasi.id}, '2026-06-30', 'asked', ${koperasi.treasurer.actor.personId}, ${WORLD_STARTS})`;
  return closingId;
}

async function peopleOf(side: Side, other: Side): Promise<Person[]> {
  const pairs = [
    [side.kitchen, other.kitchen],
    [side.kitchen.foundation, other.kitchen.foundation],
    [side.koperasi, other.koperasi],
    [side.hub, other.hub],
    [side.bumd, other.bumd],
    [side.agency, other.agency],
    [side.operator, other.operator],
  ] as const;
  const found: Person[] = [];
  for (const [own, foreign] of pairs) {
    const members = await database.sql<{ personId: string; role: Role }[]>`
      select person_id as "personId", role from memberships
      where organisation_id = ${own.id} and ended_at is null order by created_at, id`;
    for (const { personId, role } of members)
      found.push({
        personId,
        role,
        kind: own.kind,
        slug: slugs.get(own.id) ?? "",
        foreignSlug: slugs.get(foreign.id) ?? "",
        // An address of one's own: tries are counted by it.
        browser: await signedInVisitor(personId, { address: `198.51.100.${found.length}` }),
      });
  }
  return found;
}

/** The address of a route with its parameters filled in; those the subjects do not name get an id that nobody has. */
function addressOf(route: HouseRoute, slug: string, subjects: Subjects): string {
  const query = routePolicy[route.path]?.query?.(subjects);
  const path = route.path
    .replace("/*", `/${subjects["*"] ?? "tidak/ada"}`)
    .replace(/:(\w+)/g, (_whole, name: string) =>
      name === "workspace" ? slug : (subjects[name] ?? "tidak-ada"),
    );
  return query ? `${path}?${new URLSearchParams(query)}` : path;
}

function holds(role: Role, who: Who): boolean {
  if (typeof who === "string") return who !== "nobody" && who !== "operator";
  if (who.except?.includes(role)) return false;
  const wanted = typeof who.needs === "string" ? [who.needs] : who.needs;
  return wanted.some((permission) => permissionsOf(role).includes(permission));
}

function isParty(kind: OrganisationKind, who: Who): boolean {
  return typeof who === "string" || who.parties === undefined || who.parties.includes(kind);
}

const REFUSED = [403, 404];
/** There; or, of a paper that is still being drawn, that it will be. */
const SHOWN = [200, 202];
const isSubject = (route: HouseRoute) => /:(?!workspace)\w+/.test(route.path);
const isWorkspace = (route: HouseRoute) => route.path.startsWith("/:workspace");

/** Deeds that were done since; the sessions of this test itself do not count. */
async function deeds(): Promise<number> {
  const [row] = await database.sql`select count(*)::int as count from audit_events`;
  return row?.["count"] as number;
}

/** Runs tries that must all be refused, and makes sure that none of them did anything. */
async function refused(tries: () => Promise<void>): Promise<void> {
  const before = await deeds();
  await tries();
  const done = await database.sql`select command, actor from audit_events order by at desc, id desc limit 3`;
  expect(await deeds(), `something was done: ${JSON.stringify(done)}`).toBe(before);
}

function expectSignIn(answer: Answer, what: string): void {
  expect(answer.status, what).toBe(302);
  expect(answer.location, what).toMatch(/^\/masuk(\/kode)?\?/);
}

test("every route has a rule, and every rule a route", () => {
  const known = new Set(Object.keys(routePolicy));
  const paths = new Set(routes.map((route) => route.path));
  expect([...paths].filter((path) => !known.has(path))).toEqual([]);
  expect([...known].filter((path) => !paths.has(path))).toEqual([]);
});

// Loading the whole house takes longer than a test usually may.
test("every loader and every action is ruled, and no rule is about nothing", async () => {
  for (const route of routes) {
    const rule = routePolicy[route.path];
    if (!rule) continue;
    const { loader, action } = await route.load();
    const isRead = rule.read !== undefined || rule.cases !== undefined;
    expect(isRead || route.isLayout, `${route.path} reads`).toBe(loader !== undefined || route.isLayout);
    expect(rule.writes !== undefined, `${route.path} writes`).toBe(action !== undefined);
  }
}, 60_000);

const OPEN: readonly Who[] = ["everybody", "bearer"];
const SHUT: readonly Who[] = ["nobody", "program"];
const NO_TOKEN = "x".repeat(43);

/** What does not depend on roles: the same answer to everyone. */
const SPECIAL: Readonly<Record<string, readonly number[]>> = {
  nobody: [404],
  program: [401],
  bearer: SHOWN,
  halfSignedIn: [302],
};

type Reading = HouseRoute & { readonly rule: RouteRule; readonly who: Who; readonly name: string };

const reads = routes.flatMap((route): Reading[] => {
  const rule = routePolicy[route.path];
  if (!rule) return [];
  const { read, cases, ...rest } = rule;
  if (read) return [{ ...route, rule, who: read, name: "" }];
  return (cases ?? []).map(({ name, read: who, params }) => ({
    ...route,
    rule: { ...rest, params },
    who,
    name,
  }));
});
const writes = routes.flatMap((route) => {
  const rule = routePolicy[route.path];
  const own = route.isLayout && route.path !== "/operator/galeri" ? [] : (rule?.writes ?? []);
  return own.flatMap((one) => (rule ? [{ ...route, rule, one, name: one.name }] : []));
});
const isOpen = ({ one }: { readonly one: WriteRule }) => OPEN.includes(one.who);
const isClosed = ({ one }: { readonly one: WriteRule }) => SHUT.includes(one.who);
const guarded = writes.filter((write) => !isOpen(write) && !isClosed(write));

describe.each(reads)("$path $name ($id)", ({ rule, who, ...route }) =>
  SPECIAL[String(who)] ? specialWalls(route, rule, String(who)) : readWalls(route, rule, who),
);
describe.each(guarded)("$path, $name", ({ rule, one, ...route }) => writeWalls(route, rule, one));
test.each(writes.filter(isClosed))("$path, $name is done by nobody", async ({ rule, one, ...route }) => {
  await refused(async () => {
    for (const who of everyone()) {
      const { status } = await send(who.browser, route, who.slug, ours, rule, one);
      expect([401, 404, 405], `${who.role}: ${status}`).toContain(status);
    }
  });
});
test.each(writes.filter(isOpen))(
  "$path, $name is answered to anybody, and moves nothing of any organisation",
  async ({ rule, one, ...route }) => {
    const before = await deedsOfOrganisations();
    for (const who of await everyoneAnew()) {
      const side = one.who === "bearer" ? { ...ours, subjects: { token: NO_TOKEN } } : ours;
      const { status } = await send(who.browser, route, who.slug, side, rule, one);
      expect(status, `${who.role} at ${route.path}`).toBeLessThan(500);
    }
    expect(await deedsOfOrganisations()).toBe(before);
  },
);
// Last, because these deeds are done.
test.each(guarded)("$path, $name is within reach of somebody", async ({ rule, one, ...route }) => {
  const statuses: number[] = [];
  for (const person of people)
    if (mayDo(person, one))
      statuses.push((await send(person.browser, route, person.slug, ours, rule, one)).status);
  expect(
    statuses.some((status) => !REFUSED.includes(status)),
    String(statuses),
  ).toBe(true);
  for (const status of statuses) expect(status).toBeLessThan(500);
});

type Visiting = { readonly role: string; readonly slug: string; readonly browser: Visitor };

/** Whoever there is: our people, the agency of another city, who belongs nowhere, who is half signed in, a stranger. */
function everyone(): Visiting[] {
  const slug = people[0]?.slug ?? "";
  const outsiders = { "nobody's member": homeless, "half signed in": half, "a stranger": stranger };
  return [
    ...people,
    ...far,
    ...Object.entries(outsiders).map(([role, browser]) => ({ role, slug, browser })),
  ];
}

/** The same with sessions of their own, for what would end the session. */
async function everyoneAnew(): Promise<Visiting[]> {
  const anew: Visiting[] = [];
  for (const { personId, role, slug } of people)
    anew.push({ role, slug, browser: await signedInVisitor(personId, { address: "198.51.100.250" }) });
  return [
    ...anew,
    { role: "a stranger", slug: people[0]?.slug ?? "", browser: visitor({ address: "198.51.100.251" }) },
  ];
}

async function deedsOfOrganisations(): Promise<number> {
  const [row] = await database.sql`
    select count(*)::int as count from audit_events where organisation_id is not null`;
  return row?.["count"] as number;
}

function specialWalls(route: HouseRoute, rule: RouteRule, who: string): void {
  test("answers everybody alike, whatever they are signed in as", async () => {
    await refused(async () => {
      for (const { browser, role, slug } of everyone()) {
        const { status } = await browser.ask(route, addressOf(route, slug, subjectsOf(ours, rule)));
        const expected = who === "halfSignedIn" && browser === half ? [200] : SPECIAL[who];
        expect(expected, `${role}: ${status}`).toContain(status);
      }
    });
  });
  if (who !== "bearer") return;
  test("opens nothing without the secret", async () => {
    await refused(async () => {
      for (const { browser, role, slug } of everyone()) {
        const { status, body } = await browser.ask(route, addressOf(route, slug, { token: NO_TOKEN }));
        expect([200, 404], role).toContain(status);
        for (const side of [ours, theirs])
          for (const id of Object.values(side.subjects))
            if (id !== "") expect(shownText(body).includes(id), role).toBe(false);
      }
    });
  });
}

function subjectsOf(side: Side, rule: RouteRule, one?: WriteRule): Subjects {
  return { ...side.subjects, ...rule.params?.(side.subjects), ...one?.params?.(side.subjects) };
}

/** Opens a page; a redirect to another page of the same workspace is followed, as a browser would. */
async function opened(
  browser: Visitor,
  route: HouseRoute,
  slug: string,
  subjects: Subjects,
): Promise<Answer> {
  const answer = await browser.ask(route, addressOf(route, slug, subjects));
  const isOwn = answer.status === 302 && `${answer.location}/`.startsWith(`/${slug}/`);
  return isOwn ? browser.get(answer.location ?? "") : answer;
}

function readWalls(route: HouseRoute, rule: RouteRule, who: Who): void {
  test("is read by whom the policy names, and by nobody else", async () => {
    const subjects = subjectsOf(ours, rule);
    await refused(async () => {
      for (const person of people) {
        const what = `${person.role} at ${route.path}`;
        const { status, body } = await opened(person.browser, route, person.slug, subjects);
        if (who === "everybody") expectAnswer(status, what);
        else if (who === "operator") expect(status, what).toBe(person.kind === "operator" ? 200 : 404);
        else if (!holds(person.role, who)) expect(REFUSED, `${what}: ${status}`).toContain(status);
        else expect(isParty(person.kind, who) ? SHOWN : [404], `${what}: ${status}`).toContain(status);
        if (SHOWN.includes(status)) expectNoLeak(person, body, rule, what);
      }
      const slug = people[0]?.slug ?? "";
      for (const unknown of [stranger, half]) {
        const answer = await opened(unknown, route, slug, subjects);
        if (who === "everybody") expectAnswer(answer.status, "a stranger");
        else expectSignIn(answer, "a stranger");
      }
      const nowhere = await opened(homeless, route, slug, subjects);
      if (isWorkspace(route) || typeof who !== "string" || who === "operator")
        expect(nowhere.status, "nobody's member").toBe(404);
      else expectAnswer(nowhere.status, "nobody's member");
      if (!isSubject(route) || who === "person" || who === "everybody") return;
      for (const person of far) {
        const { status } = await opened(person.browser, route, person.slug, subjects);
        expect(REFUSED, `${person.role} of another city: ${status}`).toContain(status);
      }
    });
  });

  if (!isWorkspace(route) && typeof who === "string") return;
  test("shows nothing of others, in one's own workspace or in theirs", async () => {
    const subjects = subjectsOf(theirs, rule);
    await refused(async () => {
      for (const person of people) {
        if (isWorkspace(route)) {
          const foreign = await opened(person.browser, route, person.foreignSlug, subjects);
          expect(foreign.status, `${person.role} in another's workspace`).toBe(404);
        }
        if (!isSubject(route) || seesTheCity(person)) continue;
        const { status } = await opened(person.browser, route, person.slug, subjects);
        const expected = holds(person.role, who) ? [404] : REFUSED;
        expect(expected, `${person.role} with another's id: ${status}`).toContain(status);
      }
    });
  });
}

/** An agency watches over all organisations of its city, an operator over all there are. */
function seesTheCity(person: Person): boolean {
  return person.kind === "agency" || person.kind === "operator";
}

/** What is on the market is for everybody to see; all else of the others' is not. */
const PUBLIC = ["listingId", "lotId", "listingPhotoId", "organisationId", "partnerId", "spareId", "token"];

/** An answer in order; that something outside is down (503) is one, too. */
function expectAnswer(status: number, what: string): void {
  expect(status < 500 || status === 503, `${what}: ${status}`).toBe(true);
}

function shownText(body: unknown): string {
  return JSON.stringify(body, (_name, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}

function expectNoLeak(person: Person, body: unknown, rule: RouteRule, what: string): void {
  if (seesTheCity(person)) return;
  const shown = shownText(body);
  const meant = [...PUBLIC, ...(rule.shows ?? [])];
  for (const [name, id] of Object.entries(theirs.subjects))
    if (!meant.includes(name) && id !== "")
      expect(shown.includes(id), `${what} shows another's ${name}`).toBe(false);
}

function send(
  browser: Visitor,
  route: HouseRoute,
  slug: string,
  side: Side,
  rule: RouteRule,
  one: WriteRule,
): Promise<Answer> {
  const subjects = subjectsOf(side, rule, one);
  return browser.post(addressOf(route, slug, subjects), one.fields(subjects));
}

function mayDo(person: Person, { who }: WriteRule): boolean {
  if (who === "operator") return person.kind === "operator";
  return holds(person.role, who) && isParty(person.kind, who);
}

function writeWalls(route: HouseRoute, rule: RouteRule, one: WriteRule): void {
  test("is refused to everyone whom the policy does not name", async () => {
    await refused(async () => {
      for (const person of people) {
        if (mayDo(person, one)) continue;
        const { status } = await send(person.browser, route, person.slug, ours, rule, one);
        expect(REFUSED, `${person.role} at ${route.path}: ${status}`).toContain(status);
      }
      const slug = people[0]?.slug ?? "";
      for (const unknown of [stranger, half])
        expectSignIn(await send(unknown, route, slug, ours, rule, one), "a stranger");
      if (one.params || isSubject(route))
        for (const person of far) {
          const { status } = await send(person.browser, route, person.slug, ours, rule, one);
          expect(REFUSED, `${person.role} of another city: ${status}`).toContain(status);
        }
      if (isWorkspace(route) || one.who === "operator") {
        const { status } = await send(homeless, route, slug, ours, rule, one);
        expect(status, "nobody's member").toBe(404);
      }
    });
  });

  if (!isWorkspace(route)) return;
  test("cannot be done to what is others', nor in their workspace", async () => {
    await refused(async () => {
      for (const person of people) {
        const foreign = await send(person.browser, route, person.foreignSlug, theirs, rule, one);
        expect(foreign.status, `${person.role} in another's workspace`).toBe(404);
        const namesSubject = typeof one.who !== "string" && one.who.parties !== undefined;
        if (!namesSubject || seesTheCity(person)) continue;
        const { status } = await send(person.browser, route, person.slug, theirs, rule, one);
        expect(REFUSED, `${person.role} with another's id: ${status}`).toContain(status);
      }
    });
  });
}
