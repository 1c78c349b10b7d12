import { inArray } from "drizzle-orm";
import { type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { referencePerUnit, unquestionedPrice } from "../catalogue/price-yardstick.ts";
import { yardsticksFor } from "../catalogue/yardstick-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import type { OrderView } from "./order-reads.server.ts";
import { evidenceStanding } from "./price-evidence.ts";
import { type EvidenceView, evidenceViewsOf } from "./price-evidence-reads.server.ts";
import type { LinePrices } from "./price-words.ts";

export type OrderPrices = {
  readonly byLine: Readonly<Record<string, LinePrices>>;
  readonly evidences: readonly EvidenceView[];
};

/** Prices of an order beside the law and the market: of today for a draft, else as its lines remember them. */
export async function orderPrices(
  order: OrderView,
  at: Date,
  zone: TimeZone,
  on: Executor = db(),
): Promise<OrderPrices> {
  const evidences = await evidenceViewsOf(order.id, on);
  const known = evidences.map(({ evidence, verdict }) => ({
    ...evidence,
    verdict: verdict?.verdict ?? null,
  }));
  const pricesOf =
    order.state === "draft" ? await pricesNow(order, dayOf(at, zone), on) : await pricesKept(order, on);
  const byLine: Record<string, LinePrices> = {};
  for (const line of order.lines) {
    const prices = pricesOf(line);
    const standing = evidenceStanding(line, prices.unquestionedRupiah, known);
    byLine[line.id] = {
      ...prices,
      standing: standing.kind,
      evidenceId: "evidence" in standing ? standing.evidence.id : null,
    };
  }
  return { byLine, evidences };
}

type Line = OrderView["lines"][number];
type PricesOf = (line: Line) => Omit<LinePrices, "standing" | "evidenceId">;

async function pricesNow(order: OrderView, today: BusinessDay, on: Executor): Promise<PricesOf> {
  const buyer = await organisationById(order.buyerId, on);
  const yardstickOf = await yardsticksFor(order.lines, buyer?.regionCode ?? order.cityCode, today, on);
  return (line) => {
    const yardstick = yardstickOf(line);
    const rupiah = referencePerUnit(yardstick, line.basePerUnit);
    return {
      legalRupiah: yardstick.legal && ceilingPerUnit(yardstick.legal, line.basePerUnit),
      reference:
        yardstick.reference && rupiah !== null
          ? { rupiah, source: yardstick.reference.source, onDay: yardstick.reference.onDay }
          : null,
      unquestionedRupiah: buyer?.kind === "kitchen" ? unquestionedPrice(yardstick, line.basePerUnit) : null,
    };
  };
}

async function pricesKept(order: OrderView, on: Executor): Promise<PricesOf> {
  const ids = order.lines.flatMap((line) => line.referenceId ?? []);
  const rows =
    ids.length === 0 ? [] : await on.select().from(referencePrices).where(inArray(referencePrices.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (line) => {
    const row = byId.get(line.referenceId ?? "");
    return {
      legalRupiah: line.legalCeilingRupiah,
      reference:
        row && line.referenceRupiah !== null
          ? { rupiah: line.referenceRupiah, source: row.source, onDay: row.onDay }
          : null,
      unquestionedRupiah: line.unquestionedRupiah,
    };
  };
}
