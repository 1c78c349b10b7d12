import { z } from "zod";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { boxesOf } from "#app/modules/shipments/packing.ts";
import { daysToPack, deliveriesToPack } from "#app/modules/shipments/packing-reads.server.ts";
import type { BoxedDelivery } from "#app/modules/shipments/ui/packing-list.tsx";

/** What one person lifts and carries from a truck to a door, in kilograms; whoever packs may choose another. */
const BOX_KG = 20;

const Address = z.object({
  hari: BusinessDayText.optional(),
  kotak: wholeNumber(1, 100).default(BOX_KG),
  kiriman: z.string().max(60).optional(),
  mulai: wholeNumber(0, 1_000_000).default(0),
});

/** A day's deliveries in boxes, as the address asks: the nearest day, and boxes of twenty kilograms, where it does not. */
export async function packedDay(request: Request, slug: string | undefined) {
  const member: Member = await requirePermission(request, slug, "shipments.read");
  const asked = new URL(request.url).searchParams;
  const wish = readAddress(Address, {
    hari: asked.get("hari") || undefined,
    kotak: asked.get("kotak") || undefined,
    kiriman: asked.get("kiriman") || undefined,
    mulai: asked.get("mulai") || undefined,
  });
  const sellerId = member.organisation.id;
  const days = await daysToPack(sellerId);
  const day = wish.hari ?? days[0]?.day ?? null;
  const found = day === null ? [] : await deliveriesToPack(sellerId, day);
  const deliveries: BoxedDelivery[] = found
    .filter(({ shipmentId }) => wish.kiriman === undefined || shipmentId === wish.kiriman)
    .map(({ lines, ...delivery }) => ({
      ...delivery,
      lines: lines.map((line) => ({ ...line, boxes: boxesOf(line, BigInt(wish.kotak) * 1000n) })),
    }));
  return { member, days, day, deliveries, boxKg: wish.kotak, skip: wish.mulai, only: wish.kiriman ?? null };
}
