import { clockTime, dateLong, quantity, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { RepeatDoubt, RepeatLine, RepeatOrder } from "../repeat-week.ts";

/** An order of last week as it would be asked for again; what nobody offers now stands apart, to be kept or left out. */
export function RepeatCard({ order }: { readonly order: RepeatOrder }) {
  const gone = order.lines.filter(({ isOffered }) => !isOffered);
  return (
    <li className="rounded-lg border border-line bg-card px-4 py-2 shadow-card sm:px-6">
      <input type="hidden" name={`seen[${order.sourceId}]`} value={order.seenOrders} />
      <Checkbox
        name="order"
        value={order.sourceId}
        defaultChecked={order.doubt === null}
        disabled={order.doubt === "late"}
        label={
          <>
            <span className="font-bold">{dateLong(order.deliveryDay)}</span>{" "}
            <span className="text-ink-soft">
              {m.orders_list_window({ from: clockTime(order.windowStart), to: clockTime(order.windowEnd) })}
            </span>
          </>
        }
        hint={order.doubt === null ? undefined : doubtWords(order.doubt, order.seenOrders)}
      />
      <ul className="tabular divide-y divide-line border-t border-line text-sm">
        {order.lines
          .filter(({ isOffered }) => isOffered)
          .map((line) => (
            <li key={line.position} className="py-1.5">
              <LineWords line={line} />
            </li>
          ))}
      </ul>
      {gone.length === 0 ? null : (
        <div className="border-t border-line py-2">
          <p className="flex items-start gap-1.5 text-sm font-semibold text-rice-800">
            <Icon name="alert" size={18} /> {m.orders_repeat_gone()}
          </p>
          {gone.map((line) => (
            <Checkbox
              key={line.position}
              name="line"
              value={`${order.sourceId}/${line.position}`}
              label={<LineWords line={line} />}
            />
          ))}
        </div>
      )}
    </li>
  );
}

function doubtWords(doubt: NonNullable<RepeatDoubt>, count: number): string {
  switch (doubt) {
    case "late":
      return m.orders_repeat_late();
    case "closed":
      return m.orders_repeat_closed();
    case "ordered":
      return m.orders_repeat_ordered({ count });
  }
}

function LineWords({ line }: { readonly line: RepeatLine }) {
  const { ceilingRupiah, beforeRupiah, unit } = line;
  const price =
    ceilingRupiah === null ? m.orders_week_no_price() : `${rupiah(ceilingRupiah)}/${unitWords(unit)}`;
  const isChanged = beforeRupiah !== null && ceilingRupiah !== null && beforeRupiah !== ceilingRupiah;
  return (
    <span className="flex flex-wrap justify-between gap-x-4">
      <span className="font-medium">
        {line.commodity} · {quantity(line.quantityBase, unit, line.basePerUnit)}
      </span>
      <span className="text-ink-soft">
        {price}
        {isChanged ? ` (${m.orders_repeat_before({ price: rupiah(beforeRupiah) })})` : ""}
      </span>
    </span>
  );
}
