import { clockTime, date, quantity, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Section } from "#app/ui/layout/section.tsx";
import { type Boxes, picksOf } from "../packing.ts";
import type { DeliveryToPack, LineToPack } from "../packing-reads.server.ts";

export type BoxedLine = LineToPack & { readonly boxes: Boxes };
export type BoxedDelivery = Omit<DeliveryToPack, "lines"> & { readonly lines: readonly BoxedLine[] };

/** The end of a lot's id: enough to tell the lots of one store apart, short enough to write on a crate. */
export function lotMark(lotId: string): string {
  return lotId.slice(-6).toUpperCase();
}

/** "Panen 24 Mar 2026 · A1B2C3"; of a share that no lot covers, that it is not in the stock yet. */
export function lotWords(line: LineToPack): string {
  if (line.lotId === null || line.harvestedOn === null) return m.shipments_pack_no_lot();
  return m.shipments_pack_lot({ day: date(line.harvestedOn), mark: lotMark(line.lotId) });
}

/** When it has to be ready: by the hours of a door, or when the truck comes. */
export function timeWords({ window, share }: Omit<BoxedDelivery, "lines">): string | null {
  if (window !== null) return `${clockTime(window.start)}–${clockTime(window.end)}`;
  if (share === null || share.dueMinute === null) return null;
  const [hours, minutes] = [Math.floor(share.dueMinute / 60), share.dueMinute % 60];
  const time = `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
  return m.shipments_pack_fetched({ time: clockTime(time) });
}

/** The way of a share: the call-off, and through whose gate. */
export function shareWords({ share }: Omit<BoxedDelivery, "lines">): string | null {
  return share === null
    ? null
    : m.shipments_pack_share({ number: share.callOffNumber, gate: share.gateName });
}

function boxWords({ boxes, unit, basePerUnit }: BoxedLine): string {
  const of = (base: bigint) => quantity(base, unit, basePerUnit);
  const { count, eachBase, lastBase } = boxes;
  if (count === 1) return m.shipments_pack_box({ holds: of(lastBase) });
  if (lastBase === eachBase) return m.shipments_pack_boxes({ count: whole(count), holds: of(eachBase) });
  return m.shipments_pack_boxes_rest({
    count: whole(count - 1),
    holds: of(eachBase),
    rest: of(lastBase),
  });
}

/** What is fetched from a store for the whole day, lot by lot. */
export function PickList({
  deliveries,
  store,
}: {
  readonly deliveries: readonly BoxedDelivery[];
  /** The warehouse; null for a seller with one place. */
  readonly store: string | null;
}) {
  const picks = picksOf(deliveries.flatMap((delivery) => delivery.lines));
  return (
    <Section tone="card" title={store ?? m.shipments_pack_picks()} lead={m.shipments_pack_picks_lead()}>
      <ul className="flex flex-col divide-y divide-line">
        {picks.map(({ line, base }) => (
          <li
            key={`${line.lotId ?? line.description} ${line.unit}`}
            className="flex items-baseline justify-between gap-3 py-2.5 first:pt-0 last:pb-0"
          >
            <span className="min-w-0">
              <span className="block font-semibold text-pretty">{line.description}</span>
              <span className="block text-sm text-ink-soft">{lotWords(line)}</span>
            </span>
            <span className="tabular shrink-0 text-right font-bold">
              {quantity(base, line.unit, line.basePerUnit)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** One buyer's boxes, with a square to tick by hand beside each line. */
export function PackingCard({ delivery }: { readonly delivery: BoxedDelivery }) {
  const { order } = delivery;
  return (
    <Section
      tone="card"
      title={delivery.buyerName}
      lead={[
        delivery.warehouseName,
        timeWords(delivery),
        shareWords(delivery),
        order === null ? null : order.number,
        delivery.buyerAddress,
      ]
        .filter(Boolean)
        .join(" · ")}
    >
      {delivery.share === null || delivery.lines.every(({ lotId }) => lotId === null) ? null : (
        <p className="text-sm text-ink-soft">{m.shipments_pack_share_lots()}</p>
      )}
      <ul className="flex flex-col divide-y divide-line">
        {delivery.lines.map((line) => (
          <li key={`${line.id} ${line.lotId}`} className="flex items-start gap-3 py-2.5 first:pt-0 last:pb-0">
            <span
              aria-hidden="true"
              className="mt-1 size-5 shrink-0 rounded-sm border-2 border-line-strong"
            />
            <span className="min-w-0 flex-1">
              <span className="block font-semibold text-pretty">{line.description}</span>
              {line.specification === null ? null : (
                <span className="block text-sm text-ink-soft">{line.specification}</span>
              )}
              <span className="block text-sm text-ink-soft">{lotWords(line)}</span>
              <span className="tabular block text-sm">{boxWords(line)}</span>
            </span>
            <span className="tabular shrink-0 text-right font-bold">
              {quantity(line.promisedBase, line.unit, line.basePerUnit)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
