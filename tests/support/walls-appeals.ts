import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { appealAgainst } from "#app/modules/shipments/appeal-reads.server.ts";
import { openAppeal } from "#app/modules/shipments/open-appeal.server.ts";
import { withdrawAppeal } from "#app/modules/shipments/withdraw-appeal.server.ts";
import type { Kitchen, Koperasi, World } from "./world.ts";

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A koperasi's appeal against what was refused of a delivery; it waits for the kitchen. */
export async function appealedAgainst(
  town: World,
  { kitchen, koperasi }: { readonly kitchen: Kitchen; readonly koperasi: Koperasi },
  { shipmentId, lineId }: { readonly shipmentId: string; readonly lineId: string },
): Promise<Record<string, string>> {
  const { fileId: appealPhotoId } = await uploadFile(town.callOf(koperasi.chair), {
    purpose: "appeal_photo",
    fileName: "banding.png",
    bytes: PNG,
  });
  const reason = "Kemasan utuh saat berangkat";
  const { appealId } = await openAppeal(town.callOf(koperasi.chair), {
    shipmentId,
    lines: [{ shipmentLineId: lineId, cause: "refused", askedBase: "1000", reason, photoId: appealPhotoId }],
  });
  const shown = await appealAgainst(kitchen.id, shipmentId);
  return {
    appealId,
    appealLineId: shown?.lines[0]?.id ?? "",
    appealedId: shipmentId,
    appealedLineId: lineId,
    appealPhotoId,
  };
}

/** An appeal that its koperasi took back: it is over, and has its minutes. */
export async function appealTakenBack(
  town: World,
  side: { readonly kitchen: Kitchen; readonly koperasi: Koperasi },
  delivery: { readonly shipmentId: string; readonly lineId: string },
): Promise<void> {
  const { appealId = "" } = await appealedAgainst(town, side, delivery);
  await withdrawAppeal(town.callOf(side.koperasi.chair), { appealId, words: "Sudah sepakat dengan dapur" });
}
