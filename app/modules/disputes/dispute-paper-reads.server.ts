import { asc, count, eq } from "drizzle-orm";
import { z } from "zod";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { Executor } from "#db/client.server.ts";
import { disputePhotos, disputeWords } from "#db/schema/disputes.ts";
import { ClaimMinutesFacts } from "../documents/papers/claim-minutes-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { type DisputeRow, disputeLinesOf, handoverGround } from "./dispute-facts-reads.server.ts";

/** Everything that was said about a claim, oldest first. */
export async function wordsOf(disputeId: string, on: Executor) {
  return on
    .select()
    .from(disputeWords)
    .where(eq(disputeWords.disputeId, disputeId))
    .orderBy(asc(disputeWords.saidAt), asc(disputeWords.id));
}

async function photoCount(disputeId: string, on: Executor): Promise<number> {
  const [row] = await on
    .select({ photos: count() })
    .from(disputePhotos)
    .where(eq(disputePhotos.disputeId, disputeId));
  return row?.photos ?? 0;
}

/** Everything that the Berita Acara Klaim of a claim says, as JSON; its verdict is written down already. */
export async function claimMinutesFacts(
  dispute: DisputeRow,
  issuedOn: BusinessDay,
  on: Executor,
): Promise<Record<string, unknown>> {
  const ground = await handoverGround(dispute.shipmentId, on);
  const parties = await paperPartiesOf([dispute.hubId, dispute.buyerId, dispute.koperasiId], on);
  const [hub, buyer] = [parties.get(dispute.hubId), parties.get(dispute.buyerId)];
  const koperasi = parties.get(dispute.koperasiId);
  invariant(ground && hub && buyer && koperasi, "a claim has a handover and three parties");
  const lines = await disputeLinesOf(dispute.id, on);
  const said = await wordsOf(dispute.id, on);
  return z.encode(ClaimMinutesFacts, {
    issuer: hub.party,
    place: hub.place,
    issuedOn,
    buyer: buyer.party,
    koperasi: koperasi.party,
    contractNumber: ground.contractNumber,
    callOffNumber: ground.callOffNumber,
    handoverNumber: ground.receiptNumber,
    handedOverOn: dayOf(ground.receivedAt, ground.buyerTimeZone),
    deliveryTerms: ground.terms,
    lines: lines.map((line) => ({
      description: line.description,
      unit: { name: line.unit, base: ground.baseUnit, size: line.basePerUnit },
      cause: line.cause,
      reason: line.reason,
      claimedBase: line.claimedBase,
      allowanceBase: line.allowanceBase,
      grantedBase: line.grantedBase ?? 0n,
      grantedRupiah: line.grantedRupiah ?? 0n,
      bearer: line.bearer === "buyer" ? null : line.bearer,
    })),
    said: said.map(({ saidAt, deed, words }) => ({ on: dayOf(saidAt, hub.timeZone), deed, words })),
    photoCount: await photoCount(dispute.id, on),
    totalRupiah: sumOf(lines.map((line) => line.grantedRupiah ?? 0n)),
    claimedBy: { name: await signatoryName(dispute.openedBy, on), role: "Pembeli" },
    heard: { name: null, role: "Pengurus" },
    decidedBy: { name: await signatoryName(dispute.decidedBy, on), role: "Pusat perdagangan" },
  });
}
