import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { buildDemo } from "#db/seed/demo/build-demo.server.ts";
import { pageOf, startBrowser, startHouse } from "#tests/support/browser.ts";
import { testDatabase } from "#tests/support/database.ts";

// Goal: whoever cannot see well, or uses no mouse, can use the screens that matter most. Method: the rules of WCAG 2.2 AA
// that a machine can judge, over the main screens of the demo in a real Chromium, on a phone and on a desk; none may
// scroll sideways.

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Whose screens, and which: paths below the workspace; `>` follows the first link on the page that holds the word. */
const SCREENS: Readonly<Record<string, readonly string[]>> = {
  "keuangan.s08": [
    "",
    "pasar",
    "pesanan",
    "pesanan > /pesanan/ord_",
    "pesanan?keadaan=draft > /pesanan/ord_",
    "pesanan/baru",
    "pesanan/kirim",
    "pesanan/ulang",
    "pesanan/rutin",
    "pemasok",
    "tagihan",
    "buku",
    "laporan",
    "laporan > /laporan/pembelian/",
    "menu",
    "menu > /menu/",
    "kebutuhan",
    "kalender",
  ],
  "kepala.s08": ["pesanan/setujui", "resep", "gudang-dapur"],
  "aslap.s08": ["terima", "terima > /terima/shp_"],
  "ketua.k07": [
    "",
    "pesanan-masuk",
    "barang > /barang/lst_",
    "barang/baru?komoditas=TLR",
    "jatah > /jatah/cof_",
  ],
  "bendahara.k07": [
    "laporan-keuangan",
    "setor-pajak",
    "buku-besar?akun=1200",
    "buku-besar?akun=1100",
    "umur-piutang",
    "uang-kartu",
  ],
  "kepala.btc": ["kontrak > /kontrak/con_", " > /panggilan/cof_"],
  "dinas.blitar": ["papan", "harga", "jejak"],
};
/** Who sits at a desk; everybody else holds a phone. */
const AT_A_DESK: readonly string[] = ["dinas.blitar", "kepala.btc"];

declare global {
  interface Window {
    /** What its source leaves on the page. */
    readonly axe: typeof axe;
  }
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source); // not a script tag: the house's own policy would rightly refuse it
  return page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: "tag", values: rules } });
    // A label leads to the first field of its id: with two of one id, to the wrong one.
    const ids = [...document.querySelectorAll("main [id]")].map(({ id }) => id);
    const repeated = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
    const excess = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return [
      ...violations.flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map((node) => `${id}: ${String(node.target)} ${node.html.slice(0, 160)}`),
      ),
      ...repeated.map((id) => `repeats the id ${id}`),
      ...(excess > 0 ? [`scrolls ${excess} px sideways`] : []),
    ];
  }, RULES);
}

test("the main screens keep the rules of WCAG 2.2 AA that a machine can judge", {
  timeout: 300_000,
}, async () => {
  const database = await testDatabase();
  await buildDemo(database.url, new Date());
  const people = await database.sql`
    select p.id, split_part(p.email, '@', 1) as mailbox, min(o.slug) as slug
    from persons p join memberships m on m.person_id = p.id join organisations o on o.id = m.organisation_id
    where split_part(p.email, '@', 1) in ${database.sql(Object.keys(SCREENS))} group by 1, 2`;
  const base = await startHouse({ url: database.url });
  const browser = await startBrowser();
  const faults: Record<string, string[]> = {};
  const look = async (name: string, page: Page) => {
    const found = await faultsOf(page);
    if (found.length > 0) faults[name] = found;
  };

  for (const { id, mailbox, slug } of people) {
    const width = AT_A_DESK.includes(String(mailbox)) ? 1280 : 360;
    const page = await pageOf(browser, String(id), { base, width });
    for (const way of SCREENS[String(mailbox)] ?? []) {
      const [start = "", ...links] = way.split(" > ");
      await page.goto(`/${slug}/${start}`);
      for (const link of links) {
        const next = page.locator(`main a[href*="${link}"]`).first();
        await page.goto((await next.getAttribute("href", { timeout: 5_000 })) ?? "");
      }
      await look(`${mailbox} ${way}`, page);
    }
    await page.context().close();
  }
  const stranger = await browser.newPage({ baseURL: base, viewport: { width: 360, height: 780 } });
  for (const path of ["/", "/masuk", "/daftar", "/segel", "/segel/buku"]) {
    await stranger.goto(path);
    await look(`everybody ${path}`, stranger);
  }
  expect(faults).toEqual({});
  // The check itself must still bite.
  await stranger.evaluate(() => document.documentElement.removeAttribute("lang"));
  expect((await faultsOf(stranger)).join()).toContain("html-has-lang");
});
