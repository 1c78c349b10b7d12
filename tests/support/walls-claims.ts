import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { disputeVisibleTo } from "#app/modules/disputes/dispute-reads.server.ts";
import { openDispute } from "#app/modules/disputes/open-dispute.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditDispute } from "#app/modules/invoicing/credit-dispute.server.ts";
import { issueDebitNote } from "#app/modules/invoicing/issue-debit-note.server.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import type { Bumd, Hub, Koperasi, World } from "./world.ts";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Claims of the buyer on one koperasi's share of a call-off: one refused with its minutes, one lost on the road for more than the
 * koperasi that drove has of its statement, so that a debit note asks for the rest, and one that waits.
 */
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
  const lost = await claim("110000");
  await decideDispute(town.callOf(hub.head), {
    disputeId: lost.disputeId,
    note: "Rusak di jalan",
    lines: [{ lineId: lost.disputeLineId, grantedBase: "110000", stage: "road" }],
  });
  await creditDispute(town.systemCall(), { disputeId: lost.disputeId });
  const { debitNoteId } = await issueDebitNote(town.callOf(hub.cashier), { disputeId: lost.disputeId });
  return { ...(await claim("30000")), claimShipmentId: shipmentId, debitNoteId };
}

/** A koperasi's truck, so dear that its owner's statement does not bear the whole loss of a claim. */
export async function dearTruck(town: World, koperasi: Koperasi): Promise<void> {
  await addVehicle(town.callOf(koperasi.business), {
    kind: "Fuso",
    plate: `AG 1 ${koperasi.shortName}`,
    payloadGrams: "8000000",
    costRupiahPerKm: "1",
    costRupiahMin: "2000000",
  });
}
