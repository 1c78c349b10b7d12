import { expect, test } from "vitest";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type HouseRoute, houseRoutes } from "#tests/support/route-map.ts";
import { visitor } from "#tests/support/visitor.ts";

// Goal: while the database is away every screen says so (503 and when to come back), and none breaks (500).
// Method: the pool points where nothing listens; a browser with a session asks every page and sends every form.
await testDatabase();
pointPoolAt("postgres://nobody@127.0.0.1:1/none");
const browser = visitor();
browser.cookies.set("lumbung_session", "x".repeat(43));

const routes = houseRoutes();
const pathOf = (route: HouseRoute): string => route.path.replace("/*", "/tidak/ada").replace(/:\w+/g, "x");
const asksWho = ({ path }: HouseRoute) => /^\/(:workspace|operator|akun|pilih|dokumen|berkas)/.test(path);

// Whoever comes first loads every screen of the house.
const timeout = 60_000;

test("every page answers that the house is away, and when to come back", { timeout }, async () => {
  for (const route of routes) {
    if (!(await route.load()).loader) continue;
    const { status, headers } = await browser.ask(route, pathOf(route));
    if (!asksWho(route)) continue;
    expect([status, headers.get("retry-after")], route.path).toEqual([503, "30"]);
  }
});

test("no form breaks: what cannot be done now is answered as an outage", { timeout }, async () => {
  for (const route of routes) {
    if (!(await route.load()).action || !asksWho(route)) continue;
    const { status } = await browser.post(pathOf(route), { intent: "x" });
    expect(status, route.path).toBe(503);
  }
});
