import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { m } from "#app/i18n/paraglide/messages.js";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { EntryCard } from "#app/modules/ledger/ui/entry-card.tsx";
import { tracesOf, tradeTrace } from "#app/modules/oversight/trace-reads.server.ts";
import { bandWords } from "#app/modules/oversight/ui/trace-views.tsx";
import Trace from "#app/routes/agency/trace.tsx";
import { claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { drawnPage } from "#tests/support/drawn-page.ts";
import { locked } from "#tests/support/loads.ts";
import type { Member } from "#tests/support/rows.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";

// Goal: a band of the picture of a trade leads to the entries that it was read from, and to no others. Method: the page as its loader answers
// it is drawn, the link of a band is followed as a browser would, and the page that it leads to is drawn too.
const database = await testDatabase();
const { delivered, invoiced } = claimsOn(database);
const road = deliveries(database);

const PAGE = { pattern: "/:workspace/jejak/:subjectId", Component: Trace };

/** Pages as somebody of an organisation sees them, and where that organisation's traces stand. */
async function seenBy({ actor, personId }: Member) {
  const [own] = await database.sql<{ slug: string }[]>`
    select slug from organisations where id = ${actor.organisationId}`;
  const browser = await signedInVisitor(personId);
  const show = async (path: string) => {
    const answer = await browser.get(path);
    expect(answer.status).toBe(200);
    return drawnPage(PAGE, path, answer.body);
  };
  return { browser, show, at: (id: string) => `/${own?.slug}/jejak/${id}` };
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
  const { show, at } = await seenBy(officer);
  const base = at(deal.callOffId);
  const trace = await tradeTrace(officer.actor, deal.callOffId);
  if (trace === null) throw new Error("an agency follows the trades of its city");
  const { entries } = trace;
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

test("of a lot that was sold in several trades, a band of the picture leads to the entries of all of them that it was read from", async () => {
  const first = await road.promised();
  const { town, kitchen, seller, goods, budgetId } = first;
  const orderId = await town.order(kitchen, { budgetId });
  const commitmentId = await town.promise(seller, orderId, {
    lotId: goods.lotId,
    quantityBase: 100_000n,
    priceRupiah: 27_200n,
  });
  const second = { ...first, orderId, commitmentId };
  for (const deal of [first, second]) {
    const shipmentId = await road.dispatched(deal);
    await road.receive(deal, shipmentId, { deliveredBase: "100000" });
    const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
    await issueInvoice(town.callOf(seller.treasurer), { invoiceId: invoiceId ?? "" });
  }
  const { browser, show, at } = await seenBy(seller.treasurer);
  const base = at(goods.lotId);
  const { traces } = await tracesOf(seller.treasurer.actor, goods.lotId);
  expect(traces.map(({ trade }) => trade.id).sort()).toEqual([first.orderId, second.orderId].sort());
  const together = {
    bands: traces.flatMap(({ bands }) => bands),
    names: Object.assign({}, ...traces.map(({ names }) => names)) as Record<string, string>,
  };
  const all = traces.flatMap(({ entries }) => entries);

  // Nothing is chosen yet: the picture, and how to come to its journal.
  const page = await show(base);
  expect(entriesIn(page)).toBe(0);
  expect(page).toContain('id="jurnal"');
  const links = bandLinks(page);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    const target = new URL(link, `http://localhost${base}`);
    expect([target.pathname, target.hash]).toEqual([base, "#jurnal"]);
    const band = bandWords(together, target.searchParams.get("pita") ?? "");
    if (band === null) throw new Error(`${link} names no band`);
    // Both trades have a part in it.
    const own = all.filter(({ id }) => band.entryIds.includes(id));
    expect(new Set(own.map(({ id }) => id)).size).toBe(band.entryIds.length);
    expect(band.entryIds.length).toBeGreaterThan(1);
    const html = await show(`${target.pathname}${target.search}`);
    expect(entriesIn(html), link).toBe(band.entryIds.length);
    for (const entry of own)
      expect(html).toContain(
        renderToStaticMarkup(
          createElement(EntryCard, { entry, zone: "Asia/Jakarta", book: entry.organisationName }),
        ),
      );
  }
  expect(entriesIn(await show(`${base}?pita=tidak-ada`))).toBe(0);

  // The file beneath it has every band of every trade, with the ids of its entries.
  const { body } = await browser.get(`${base}/csv`);
  const lines = String(body["text"]).trim().split("\r\n").slice(1);
  const told = lines.map((line) => line.split(",")).map((cells) => [cells[0], ...cells.slice(-2)].join());
  const booked = traces.flatMap(({ trade, bands }) =>
    bands.map(({ amount, entryIds }) => [trade.id, amount, entryIds.join(" ")].join()),
  );
  expect(told.sort()).toEqual(booked.sort());
});

test("of a lot that was brought in several trades and invoiced in none, the page says so instead of an empty picture", async () => {
  const first = await road.promised();
  const { town, kitchen, seller, goods, budgetId } = first;
  const orderId = await town.order(kitchen, { budgetId });
  const commitmentId = await town.promise(seller, orderId, {
    lotId: goods.lotId,
    quantityBase: 100_000n,
    priceRupiah: 27_200n,
  });
  for (const deal of [first, { ...first, orderId, commitmentId }])
    await road.receive(deal, await road.dispatched(deal), { deliveredBase: "100000" });
  const { show, at } = await seenBy(seller.treasurer);
  expect(await show(at(goods.lotId))).toContain(m.oversight_flow_empty());
});
