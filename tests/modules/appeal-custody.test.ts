import { expect, test } from "vitest";
import { callSettlements } from "#app/modules/consignment/call-settlements.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftAppealInvoice } from "#app/modules/invoicing/draft-appeal-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { appealBeforeSeller } from "#app/modules/shipments/appeal-reads.server.ts";
import { decideAppeal } from "#app/modules/shipments/decide-appeal.server.ts";
import { openAppeal } from "#app/modules/shipments/open-appeal.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { PICTURE } from "#tests/support/weighings.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: whoever keeps other people's goods appeals for them like for its own, and what is granted undoes its loss; the maker is owed
// once. Method: of 40 kg of crackers at Rp 22.000 to their maker, 20 kg leave at Rp 24.500; 19 kg are weighed and 2 kg of them
// destroyed, so 17 kg are accepted. The kilo that was short is granted, and one of the two that were destroyed.
const database = await testDatabase({ poolSize: 8 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const stall = consigning(database);

const MAKERS = 22_000n;
const OVER = 24_500n - MAKERS;

async function weighed() {
  const goods = await stall.crackers();
  const { town, kitchen, seller } = goods;
  const deal = await stall.dispatched(goods, 20_000n);
  const { shipmentId } = deal;
  await road.receive(deal, shipmentId, {
    deliveredBase: "19000",
    rejectedBase: "2000",
    rejectReason: "cracked",
    disposition: "destroyed",
    photoId: await road.photoOf(kitchen, town),
  });
  const { parts } = await appealBeforeSeller(town.callOf(seller.chair).actor, shipmentId);
  expect(parts.map(({ cause, mostBase }) => [cause, mostBase])).toEqual([
    ["short", 1_000n],
    ["refused", 2_000n],
  ]);
  const { fileId: photoId } = await uploadFile(town.callOf(seller.chair), {
    purpose: "appeal_photo",
    fileName: "timbangan.png",
    bytes: PICTURE,
  });
  const { appealId } = await openAppeal(town.callOf(seller.chair), {
    shipmentId,
    lines: parts.map(({ shipmentLineId, cause, mostBase }) => ({
      shipmentLineId,
      cause,
      askedBase: mostBase.toString(),
      reason: "Utuh waktu dimuat",
      photoId,
    })),
  });
  const lines =
    await database.sql`select id from appeal_lines where appeal_id = ${appealId} order by position`;
  await decideAppeal(town.callOf(kitchen.head), {
    appealId,
    words: "Sebagian benar",
    lines: lines.map((line) => ({ appealLineId: String(line["id"]), grantedBase: "1000" })),
  });
  const issue = async ({ invoiceId }: { readonly invoiceId: string | null }) => {
    await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
    return invoiceId ?? "";
  };
  return {
    ...goods,
    issueDelivery: async () => issue(await draftShipmentInvoice(town.systemCall(), { shipmentId })),
    issueAppeal: async () => issue(await draftAppealInvoice(town.systemCall(), { appealId })),
    night: () => callSettlements(town.systemCall(), {}),
    books: async () => ({
      maker: -(await stall.balance(seller.id, "payableConsignor")),
      loss: await stall.balance(seller.id, "custodyLossCost"),
      commission: -(await stall.balance(seller.id, "commissionIncome")),
      sales: await stall.balance(seller.id, "sales"),
    }),
  };
}

const WHOLE = { maker: 20n * MAKERS, loss: MAKERS, commission: 19n * OVER, sales: 0n };

test("what is granted undoes the loss of its keeper, whose maker was owed for it already", async () => {
  const { town, seller, consignmentId, ...deal } = await weighed();
  await deal.issueDelivery();
  await deal.night();
  // Charged by what the door weighed, though the appeal was granted before the night that charged it.
  expect(await deal.books()).toEqual({ ...WHOLE, loss: 3n * MAKERS, commission: 17n * OVER });
  const invoiceId = await deal.issueAppeal();
  expect(await deal.books()).toEqual(WHOLE);
  expect(await stall.goods(consignmentId)).toMatchObject({ sold: 17_000n, damaged: 3_000n, left: 20_000n });

  // Taken back, it is a loss again, and nothing again once it is written anew.
  await creditInvoice(town.callOf(seller.secretary), { invoiceId, reason: "Salah alamat tagihan" });
  expect(await deal.books()).toEqual({ ...WHOLE, loss: 3n * MAKERS, commission: 17n * OVER });
  await deal.issueAppeal();
  expect(await deal.books()).toEqual(WHOLE);
});

test("an appeal's invoice that comes before the night charges the loss itself, once", async () => {
  const { consignmentId, ...deal } = await weighed();
  await deal.issueAppeal();
  expect(await deal.books()).toEqual({ ...WHOLE, maker: 3n * MAKERS, commission: 2n * OVER });
  await deal.night();
  await deal.issueDelivery();
  await deal.night();
  expect(await deal.books()).toEqual(WHOLE);
  const charged = await database.sql`
    select kind, sum(quantity_base)::int as base from consignment_lines where consignment_id = ${consignmentId} group by 1 order by 1`;
  expect(charged.map((row) => [row["kind"], row["base"]])).toEqual([
    ["lost", 3_000],
    ["sold", 17_000],
  ]);
});
