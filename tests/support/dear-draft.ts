import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { bringPriceEvidence } from "#app/modules/orders/bring-price-evidence.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import type { Kitchen, World } from "./world.ts";

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);

/** A draft with eggs above their legal price, and evidence for that which waits for the kitchen's head. */
export async function dearDraft(town: World, kitchen: Kitchen, budgetId: string) {
  const by = () => town.callOf(kitchen.nutrition);
  const line = { ceilingRupiah: "31000", overrideReason: "Pasar naik" };
  const { orderId } = await draftOrder(by(), town.orderWish(budgetId, { line }));
  const { fileId } = await uploadFile(by(), {
    purpose: "price_evidence",
    fileName: "papan-harga.png",
    bytes: PNG,
  });
  const goods = { commodityCode: "TLR", gradeCode: "M" };
  const { evidenceId } = await bringPriceEvidence(by(), { orderId, ...goods, reasonCode: "scarce", fileId });
  return { dearId: orderId, evidenceId };
}
