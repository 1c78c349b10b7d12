import { expect, test } from "vitest";
import { askPurchaseBundle } from "#app/modules/accountability/ask-purchase-bundle.server.ts";
import { filesOfBundle } from "#app/modules/accountability/bundle-reads.server.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import { documentForRendering } from "#app/modules/documents/document-reads.server.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { decidePriceEvidence } from "#app/modules/orders/decide-price-evidence.server.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { dearDraft } from "#tests/support/dear-draft.ts";
import { world } from "#tests/support/world.ts";

// Goal: an auditor is shown what was known and decided when a dear order was sent, and nothing of today. Method: eggs above their
// legal price, explained and approved; a survey that comes later moves nothing.
const database = await testDatabase({ poolSize: 6 });
const town = world(database);

test("the review of a purchase says what was known when it was sent, and no price of today", async () => {
  const kitchen = await town.kitchen();
  const operator = await town.operator();
  const survey = (priceRupiah: string, onDay = town.today) =>
    recordPrices(town.callOf(operator.admin), {
      regionCode: "35.72",
      onDay,
      source: `Survei ${onDay}`,
      prices: [{ commodityCode: "TLR", priceRupiah, basePerUnit: "1000" }],
    });
  await survey("27400");
  const budgetId = await town.budget(kitchen);
  const { dearId: orderId, evidenceId } = await dearDraft(town, kitchen, budgetId);
  const ask = () => askPurchaseBundle(town.callOf(kitchen.finance), { orderId });
  await expect(ask()).rejects.toMatchObject({ code: "accountability.orderNotSent" });
  await decidePriceEvidence(town.callOf(kitchen.head), { evidenceId, verdict: "approved" });
  await submitOrder(town.callOf(kitchen.finance), { orderId });

  const first = await ask();
  const { kind, facts } = (await documentForRendering(first.documentId)) ?? {};
  expect(kind).toBe("BPK");
  const review = factsOf("BPK", facts);
  expect(review.lines).toMatchObject([
    {
      askedRupiah: 31_000n,
      legalRupiah: 30_000n,
      reference: { rupiah: 27_400n, source: `Survei ${town.today}`, onDay: town.today },
      unquestionedRupiah: 30_000n,
      overrideReason: "Pasar naik",
      agreed: [],
    },
  ]);
  expect(review.evidences).toMatchObject([
    { askedRupiah: 31_000n, reason: "barang langka di pasar", verdict: "Disetujui" },
  ]);
  expect(review.deeds.map(({ deed }) => deed)).toEqual(["Disusun", "Diajukan"]);
  const [file] = review.files;
  const [stored] = await database.sql`select sha256 from stored_files where file_name = 'papan-harga.png'`;
  expect(file).toEqual({ purpose: "Bukti harga", name: "papan-harga.png", sha256: stored?.["sha256"] });
  expect(
    (await filesOfBundle(first.bundleId)).map(({ path, form }) => [
      path.replace(/\d+-BPK.*\./, "BPK."),
      form,
    ]),
  ).toEqual([
    ["01-pemeriksaan/BPK.pdf", "paper"],
    ["08-bukti/Bukti-harga-papan-harga.png", "file"],
  ]);

  // The market falls the day after: what was known then is what is shown.
  town.advance(86_400_000);
  await survey("24000");
  expect(await ask()).toEqual(first);
  await expect(askPurchaseBundle(town.callOf(kitchen.field), { orderId })).rejects.toMatchObject({
    kind: "forbidden",
  });
  const stranger = await town.kitchen();
  await expect(askPurchaseBundle(town.callOf(stranger.head), { orderId })).rejects.toMatchObject({
    code: "orders.missing",
  });
});
