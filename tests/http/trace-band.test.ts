import { createRequire } from "node:module";
import { UNSAFE_RemixContext } from "@remix-run/react";
import { createElement, type FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { EntryCard } from "#app/modules/ledger/ui/entry-card.tsx";
import { tradeTrace } from "#app/modules/oversight/trace-reads.server.ts";
import { bandWords } from "#app/modules/oversight/ui/trace-views.tsx";
import Trace from "#app/routes/agency/trace.tsx";
import { claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { locked } from "#tests/support/loads.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";

// Goal: a band of the picture of a trade leads to the entries that it was read from, and to no others. Method: the page as its loader answers
// it is drawn, the link of a band is followed as a browser would, and the page that it leads to is drawn too.
const database = await testDatabase();
const { delivered, invoiced } = claimsOn(database);

const requireOfRemix = createRequire(createRequire(import.meta.url).resolve("@remix-run/react"));
const { createStaticHandler } = requireOfRemix("@remix-run/router") as {
  createStaticHandler(routes: object[]): { dataRoutes: object[]; query(request: Request): Promise<object> };
};
const { createStaticRouter, StaticRouterProvider } = requireOfRemix("react-router-dom/server.js") as {
  createStaticRouter(routes: object[], context: object): object;
  StaticRouterProvider: FunctionComponent<{ router: object; context: object; hydrate: boolean }>;
};

const PATH = "/:workspace/jejak/:subjectId";

/** The page as a browser without scripts shows it. */
async function drawn(path: string, body: unknown): Promise<string> {
  const handler = createStaticHandler([{ id: "trace", path: PATH, loader: () => body, Component: Trace }]);
  const context = await handler.query(new Request(new URL(path, "http://localhost")));
  const remix = { manifest: { routes: {} }, routeModules: {}, future: {}, isSpaMode: false };
  return renderToStaticMarkup(
    createElement(
      UNSAFE_RemixContext.Provider,
      { value: remix as never },
      createElement(StaticRouterProvider, {
        router: createStaticRouter(handler.dataRoutes, context),
        context,
        hydrate: false,
      }),
    ),
  );
}

const bandLinks = (html: string) =>
  [...new Set([...html.matchAll(/href="([^"]*\?pita=[^"]*)"/g)].map(([, href = ""]) => href))].map((href) =>
    href.replaceAll("&amp;", "&"),
  );
const entriesIn = (html: string) => (html.match(/<article /g) ?? []).length;

test("a band of the picture leads to the entries that it was read from and no others; a band that is not there, to all of them", async () => {
  const deal = await locked(database);
  await delivered(deal);
  await invoiced(deal);
  const { officer } = await deal.town.agency();
  const [agency] = await database.sql<{ slug: string }[]>`
    select slug from organisations where id = ${officer.actor.organisationId}`;
  const base = `/${agency?.slug}/jejak/${deal.callOffId}`;
  const trace = await tradeTrace(officer.actor, deal.callOffId);
  if (trace === null) throw new Error("an agency follows the trades of its city");
  const { entries } = trace;
  const browser = await signedInVisitor(officer.personId);
  const show = async (path: string) => {
    const answer = await browser.get(path);
    expect(answer.status).toBe(200);
    return drawn(path, answer.body);
  };
  const page = await show(base);
  expect(entriesIn(page)).toBe(entries.length);
  const links = bandLinks(page);
  expect(links.length).toBeGreaterThan(1);
  let narrowed = 0;
  for (const link of links) {
    const target = new URL(link, `http://localhost${base}`);
    expect([target.pathname, target.hash]).toEqual([base, "#jurnal"]);
    const band = bandWords(trace, target.searchParams.get("pita") ?? "");
    if (band === null) throw new Error(`${link} names no band`);
    const html = await show(`${target.pathname}${target.search}`);
    expect(html).toContain('id="jurnal"');
    expect(html).toContain(renderToStaticMarkup(createElement("span", null, band.fromWords)).slice(6, -7));
    const own = entries.filter(({ id }) => band.entryIds.includes(id));
    expect(own.length).toBeGreaterThan(0);
    expect(entriesIn(html), link).toBe(own.length);
    for (const entry of own)
      expect(html).toContain(
        renderToStaticMarkup(
          createElement(EntryCard, { entry, zone: "Asia/Jakarta", book: entry.organisationName }),
        ),
      );
    if (own.length < entries.length) narrowed += 1;
  }
  expect(narrowed).toBeGreaterThan(0);
  expect(entriesIn(await show(`${base}?pita=tidak-ada`))).toBe(entries.length);
});
