import { expect, test } from "vitest";
import { type UploadPurpose, uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import type { Member } from "#tests/support/rows.ts";

const database = await testDatabase();
const { promised, dispatched, receive, photoOf } = deliveries(database);
/** Begins like a picture, which is all that is looked at. */
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PDF = new TextEncoder().encode("%PDF-1.7 bukti");

test("a file is brought only by whoever may do the deed that names it", async () => {
  const { town, kitchen, seller } = await promised();
  const bring = (by: Member, purpose: UploadPurpose, bytes = purpose.endsWith("photo") ? PNG : PDF) =>
    outcomeOf(uploadFile(town.callOf(by), { purpose, fileName: "berkas", bytes }));
  expect(await bring(kitchen.finance, "payment_proof")).toBe("done");
  expect(await bring(kitchen.field, "receiving_photo")).toBe("done");
  expect(await bring(seller.business, "listing_photo")).toBe("done");
  // A paper is no photo, whatever its name, and neither is text.
  expect(await bring(kitchen.field, "receiving_photo", PDF)).toBe("kernel.notAPhoto");
  expect(await bring(kitchen.field, "receiving_photo", new TextEncoder().encode("foto"))).toBe(
    "kernel.fileKind",
  );
  expect(await bring(kitchen.field, "payment_proof")).toBe("documents.forbidden");
  expect(await bring(kitchen.finance, "listing_photo")).toBe("documents.forbidden");
  expect(await bring(seller.overseer, "listing_photo")).toBe("documents.forbidden");
  expect(await bring(seller.treasurer, "receiving_photo")).toBe("documents.forbidden");
});

test("a proof of payment does not pass for a photo of refused goods, nor does somebody else's photo", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const { fileId: proofId } = await uploadFile(deal.town.callOf(deal.kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: PDF,
  });
  const foreign = await photoOf(await deal.town.kitchen(), deal.town);
  const refuse = (photoId: string) =>
    outcomeOf(
      receive(deal, shipmentId, {
        deliveredBase: "100000",
        rejectedBase: "1000",
        rejectReason: "wilted",
        disposition: "returned",
        photoId,
      }),
    );
  for (const photoId of [proofId, foreign])
    expect(await refuse(photoId)).toBe("lines[0].photoId: shipments.photoMissing");
  expect(await refuse(await photoOf(deal.kitchen, deal.town))).toBe("done");
});
