import { invariant } from "#app/kernel/errors.ts";
import { answerDispute } from "#app/modules/disputes/answer-dispute.server.ts";
import type { Cause } from "#app/modules/disputes/bearing.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { disputeLinesOf } from "#app/modules/disputes/dispute-facts-reads.server.ts";
import { hearKoperasi } from "#app/modules/disputes/hear-koperasi.server.ts";
import { openDispute } from "#app/modules/disputes/open-dispute.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditDispute } from "#app/modules/invoicing/credit-dispute.server.ts";
import { linesOfShipments, shipmentsOfCallOff } from "#app/modules/shipments/shipment-facts-reads.server.ts";
import type { RejectReason } from "#app/modules/shipments/shipment-lifecycle.ts";
import { db } from "#db/client.server.ts";
import { demoPhoto } from "./pictures.ts";
import { houseCall, type Stage } from "./stage.server.ts";

const HUB = "B4";
const SHELL = [214, 176, 132] as const;
const STAINED = [120, 92, 60] as const;

/** A call-off that was handed over; its id is known once its agenda has come so far. */
export type HandedOver = { readonly callOffId: string };

export type Found = {
  readonly buyerKey: string;
  /** Whose goods they were. */
  readonly koperasiKey: string;
  readonly cause: Cause;
  readonly reason: RejectReason;
  readonly claimedBase: bigint;
  readonly note: string;
};

/** The buyer's warehouse looks at the goods once more and complains, with two pictures. */
export async function complain(
  stage: Stage,
  { callOffId }: HandedOver,
  found: Found,
  at: Date,
): Promise<string> {
  const call = stage.as(found.buyerKey, ["bumd_warehouse"], at);
  const koperasiId = stage.party(found.koperasiKey).organisationId;
  const shipment = (await shipmentsOfCallOff(callOffId, db())).find((one) => one.sellerId === koperasiId);
  invariant(shipment, `${found.koperasiKey} shared in it`);
  const [line] = await linesOfShipments([shipment.id], db());
  invariant(line, "a share has a line");
  const photoIds: string[] = [];
  for (const side of [1, 2]) {
    const { fileId } = await uploadFile(call, {
      purpose: "receiving_photo",
      fileName: `klaim-demo-${side}.png`,
      bytes: demoPhoto(at.getUTCDate() + side * 7, SHELL, STAINED),
    });
    photoIds.push(fileId);
  }
  const { cause, reason, claimedBase, note } = found;
  const { disputeId } = await openDispute(call, {
    shipmentId: shipment.id,
    note,
    photoIds,
    lines: [{ shipmentLineId: line.id, cause, reason, claimedBase: claimedBase.toString() }],
  });
  return disputeId;
}

/** Surabaya found stained eggs this morning: the trade center has to answer. */
export function planOpenClaim(stage: Stage, callOff: HandedOver): void {
  const at = stage.hoursAgo(3);
  stage.agenda.plan(at, async () => {
    await complain(
      stage,
      callOff,
      {
        buyerKey: "B6",
        koperasiKey: "K18",
        cause: "quality",
        reason: "off_specification",
        claimedBase: 30_000n,
        note: "Dua peti telurnya berbercak dan lembek, tidak sesuai kelas M.",
      },
      at,
    );
  });
}

/** Depok's claim went all its way: heard, granted in part, borne by the koperasi, and credited. */
export function planDecidedClaim(stage: Stage, callOff: HandedOver): void {
  const known = { disputeId: "" };
  const plan = (at: Date, step: (at: Date) => Promise<unknown>) =>
    stage.agenda.plan(at, async () => {
      await step(at);
    });
  plan(stage.on(-15, "08:00"), async (at) => {
    known.disputeId = await complain(
      stage,
      callOff,
      {
        buyerKey: "B5",
        koperasiKey: "K07",
        cause: "broken",
        reason: "packaging",
        claimedBase: 90_000n,
        note: "Enam peti di baris bawah remuk, kardusnya lembap.",
      },
      at,
    );
  });
  plan(stage.on(-15, "13:00"), (at) =>
    hearKoperasi(stage.as(HUB, ["hub_head"], at), {
      ...known,
      note: "Mohon keterangan tentang peti yang dipakai.",
    }),
  );
  plan(stage.on(-14, "09:00"), (at) =>
    answerDispute(stage.as("K07", ["koperasi_chair"], at), {
      ...known,
      isAccepted: true,
      note: "Empat peti memang peti lama. Dua yang lain berangkat dalam keadaan baik.",
    }),
  );
  plan(stage.on(-14, "14:00"), async (at) => {
    const [line] = await disputeLinesOf(known.disputeId, db());
    invariant(line, "a claim has a line");
    await decideDispute(stage.as(HUB, ["hub_head"], at), {
      ...known,
      note: "Empat peti lama ditanggung koperasi; dua peti tidak terbukti dari asal.",
      lines: [{ lineId: line.id, grantedBase: "60000", stage: "origin" }],
    });
    await creditDispute(houseCall(at), known);
  });
}
