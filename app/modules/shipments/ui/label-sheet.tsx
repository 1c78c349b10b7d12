import { dateLong, quantity, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type BoxedDelivery, type BoxedLine, lotWords, shareWords, timeWords } from "./packing-list.tsx";

export type Label = {
  readonly line: BoxedLine & { readonly delivery: Omit<BoxedDelivery, "lines"> };
  readonly number: number;
  readonly base: bigint;
};

/** Labels to be printed and stuck on boxes, two to a row on paper. What stands there is for whoever carries the box: no price and no person. */
export function LabelSheet({
  labels,
  qrs,
  day,
  sellerName,
}: {
  readonly labels: readonly Label[];
  /** Images by delivery: the way to the public check of the paper that a box belongs to. */
  readonly qrs: Readonly<Record<string, string>>;
  readonly day: string;
  readonly sellerName: string;
}) {
  return (
    <ol className="grid grid-cols-1 gap-3 sm:grid-cols-2 print:grid-cols-2 print:gap-2">
      {labels.map(({ line, number, base }) => {
        const { delivery } = line;
        const qr = qrs[delivery.shipmentId];
        return (
          <li
            key={`${line.id} ${line.lotId} ${number}`}
            className="flex min-h-40 break-inside-avoid gap-3 rounded-md border border-line-strong bg-card p-3"
          >
            <div className="flex min-w-0 flex-1 flex-col gap-0.5">
              <strong className="text-lg leading-tight">{delivery.buyerName}</strong>
              <span className="text-sm">
                {[dateLong(day), timeWords(delivery)].filter(Boolean).join(", ")}
              </span>
              {delivery.share === null ? null : <span className="text-sm">{shareWords(delivery)}</span>}
              <span className="mt-1 font-bold">{line.description}</span>
              {line.specification === null ? null : <span className="text-sm">{line.specification}</span>}
              <span className="tabular font-bold">{quantity(base, line.unit, line.basePerUnit)}</span>
              <span className="text-sm">{lotWords(line)}</span>
              <span className="mt-auto text-sm">{sellerName}</span>
            </div>
            <div className="flex w-28 shrink-0 flex-col items-center gap-1 text-center text-sm">
              {qr === undefined ? null : (
                <img src={qr} width={108} height={108} alt={m.shipments_pack_qr()} className="size-27" />
              )}
              <span className="tabular font-bold">
                {m.shipments_pack_number({ number: whole(number), count: whole(line.boxes.count) })}
              </span>
              {delivery.order === null ? null : <span className="break-all">{delivery.order.number}</span>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
