import { expect } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { ratingsFrom } from "#app/modules/oversight/rating.ts";
import { deliveryFactsOf } from "#app/modules/oversight/rating-reads.server.ts";
import { supplierRules, suppliersOf } from "#app/modules/oversight/supplier-reads.server.ts";
import { appealAgainst } from "#app/modules/shipments/appeal-reads.server.ts";
import { decideAppeal } from "#app/modules/shipments/decide-appeal.server.ts";
import { openAppeal } from "#app/modules/shipments/open-appeal.server.ts";
import type { TestDatabase } from "./database.ts";
import { type Deal, deliveries } from "./deliveries.ts";
import type { Member } from "./rows.ts";

/** A file that begins like a PNG, which is all that is looked at. */
export const PICTURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);

type Cause = "short" | "refused";

/** Deliveries that a kitchen did not accept whole, and what their seller may do about it. */
export function weighings(database: TestDatabase) {
  const { promised, dispatched, lineOf, receive, photoOf } = deliveries(database);

  /** 100 kg of eggs loaded, 98 kg weighed and 5 kg of them refused: 93 kg accepted. */
  async function weighed(disposition: "destroyed" | "returned" = "destroyed") {
    const deal = await promised();
    const shipmentId = await dispatched(deal);
    await receive(deal, shipmentId, {
      deliveredBase: "98000",
      rejectedBase: "5000",
      rejectReason: "cracked",
      disposition,
      photoId: await photoOf(deal.kitchen, deal.town),
    });
    const { id: shipmentLineId } = await lineOf(deal, shipmentId);
    const { fileId: photoId } = await uploadFile(deal.town.callOf(deal.seller.chair), {
      purpose: "appeal_photo",
      fileName: "timbangan.png",
      bytes: PICTURE,
    });
    const ask = (
      parts: readonly (readonly [Cause, string])[],
      by: Member = deal.seller.chair,
      key: string | null = null,
      more: object = {},
    ) =>
      openAppeal(deal.town.callOf(by, key), {
        shipmentId,
        lines: parts.map(([cause, askedBase]) => ({
          shipmentLineId,
          cause,
          askedBase,
          reason: "Surat jalan dan foto timbangan kami",
          photoId,
          ...more,
        })),
      });
    const answer = async (granted: readonly string[], by: Member = deal.kitchen.head) => {
      const appeal = await appealAgainst(deal.seller.id, shipmentId);
      return decideAppeal(deal.town.callOf(by), {
        appealId: appeal?.id ?? "",
        words: "Timbangan kami kurang tepat",
        lines: (appeal?.lines ?? []).map((line, at) => ({
          appealLineId: line.id,
          grantedBase: granted[at] ?? "0",
        })),
      });
    };
    return { deal, shipmentId, shipmentLineId, photoId, ask, answer };
  }

  async function tasksOf({ town }: Deal, member: Member, kind: string) {
    const { actor } = town.callOf(member);
    if (actor.kind !== "member") throw new Error("an organisation has members");
    return (await tasksFor(actor, town.at)).filter((task) => task.kind === kind);
  }

  /** How the kitchen's rating of this koperasi stands, as both sides see it. */
  async function judged({ town, seller, kitchen }: Deal) {
    const period = { from: addDays(town.today, -60), to: addDays(town.today, 60) };
    const { counting } = await supplierRules({ day: town.today });
    const [rating] = ratingsFrom(await deliveryFactsOf(seller.id, period, counting));
    const [row] = await suppliersOf(kitchen.id, period, counting);
    expect(row).toMatchObject({
      acceptedRupiah: rating?.acceptedRupiah,
      deliveredRupiah: rating?.deliveredRupiah,
      trueWeight: rating?.trueWeight,
    });
    return { accepted: rating?.acceptedRupiah, delivered: rating?.deliveredRupiah };
  }

  return { weighed, tasksOf, judged };
}
