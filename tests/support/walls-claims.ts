import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { disputeVisibleTo } from "#app/modules/disputes/dispute-reads.server.ts";
import { openDispute } from "#app/modules/disputes/open-dispute.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import type { Bumd, Hub, World } from "./world.ts";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A claim of the buyer on one koperasi's share of a call-off that was refused with its minutes, and one that waits. */
export async function claimedOn(
  town: World,
  { hub, bumd }: { readonly hub: Hub; readonly bumd: Bumd },
  shipmentId: string,
): Promise<Record<string, string>> {
  const [line] = await town.database.sql`select id from shipment_lines where shipment_id = ${shipmentId}`;
  const claim = async (grams: string) => {
    const { fileId } = await uploadFile(town.callOf(bumd.warehouse), {
      purpose: "receiving_photo",
      fileName: "klaim.png",
      bytes: Uint8Array.from([...PNG, ...new TextEncoder().encode(`${shipmentId} ${grams}`)]),
    });
    const { disputeId } = await openDispute(town.callOf(bumd.warehouse), {
      shipmentId,
      note: "Pecah di dasar tumpukan",
      photoIds: [fileId],
      lines: [
        {
          shipmentLineId: String(line?.["id"]),
          cause: "quality",
          reason: "bruised",
          claimedBase: grams,
        },
      ],
    });
    const shown = await disputeVisibleTo(hub.id, disputeId);
    return { disputeId, disputeLineId: shown?.lines[0]?.id ?? "", claimPhotoId: fileId };
  };
  const refused = await claim("15000");
  await decideDispute(town.callOf(hub.head), {
    disputeId: refused.disputeId,
    note: "Foto menunjukkan barang yang baik",
    lines: [{ lineId: refused.disputeLineId, grantedBase: "0" }],
  });
  return { ...(await claim("30000")), claimShipmentId: shipmentId };
}
