import fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { csvText } from "#app/kernel/csv-text.ts";
import {
  type CatalogueEntry,
  eKatalogSheets,
  entryGaps,
  sellerGaps,
  sheetAsText,
} from "#app/modules/oversight/e-katalog.ts";

const TODAY = businessDay("2026-07-06");
const seller = {
  name: "KKMP Tlumpu (Demo)",
  region: "Tlumpu",
  businessNumber: "0000000000007",
  taxNumber: "0000 0000 0000 0007",
  isVatRegistered: false,
};
const eggs: CatalogueEntry = {
  listingId: "lst_1",
  title: "Telur ayam ras M",
  commodity: "Telur ayam ras",
  grade: "M",
  category: "protein",
  hsCode: "0407.21",
  unit: "peti",
  unitHolds: "1 peti = 15 kg",
  priceRupiah: 408_000n,
  priceWithVatRupiah: 408_000n,
  stock: "33 peti",
  hasStock: true,
  minOrder: "1 peti",
  hasPhoto: true,
  specification: "Retak paling banyak 2 %",
  origins: ["Tlumpu"],
  deliveryReach: "Tlumpu, sampai 30 km",
  priceValidUntil: TODAY,
};

test("a whole product lacks only what is chosen over there; each thing that is taken away is asked for by its name", () => {
  expect(entryGaps(eggs, TODAY)).toEqual(["kbki"]);
  expect(sellerGaps(seller)).toEqual(["provider_account"]);
  const without: readonly (readonly [Partial<CatalogueEntry>, string])[] = [
    [{ hasPhoto: false }, "photo"],
    [{ specification: "  " }, "specification"],
    [{ hasStock: false, origins: [] }, "stock"],
    [{ priceValidUntil: businessDay("2026-07-05") }, "price_over"],
    [{ origins: [] }, "origin"],
  ];
  for (const [lack, gap] of without) expect(entryGaps({ ...eggs, ...lack }, TODAY)).toEqual(["kbki", gap]);
  expect(sellerGaps({ ...seller, businessNumber: null, taxNumber: null })).toEqual([
    "business_number",
    "tax_number",
    "provider_account",
  ]);
});

test("every row of the sheet of what is missing names the row of a product that lacks it, and all that lack are named", () => {
  const entry = fc
    .record({ hasPhoto: fc.boolean(), hasStock: fc.boolean() })
    .map((of) => ({ ...eggs, ...of }));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
      const [products, , missing] = eKatalogSheets(seller, entries, TODAY);
      expect(products?.rows.length).toBe(entries.length);
      for (const row of products?.rows ?? []) expect(row.length).toBe(products?.head.length);
      const named = (missing?.rows ?? []).flatMap(([at]) => (at?.kind === "text" ? [at.value] : []));
      const expected = entries.flatMap((one, at) => entryGaps(one, TODAY).map(() => (at + 2).toString()));
      expect(named).toEqual(["Penyedia", ...expected]);
    }),
  );
});

test("as text, a title that a spreadsheet would run is only read, and amounts are digits", () => {
  const [products] = eKatalogSheets(seller, [{ ...eggs, title: '=HYPERLINK("x")' }], TODAY);
  if (!products) throw new Error("there are products");
  const written = csvText(sheetAsText(products));
  expect(written).toContain("'=HYPERLINK");
  expect(written).toContain(",408000,408000,");
});
