import { m } from "#app/i18n/paraglide/messages.js";

/** How many lines of an order are fully promised: a short bar and the figures. */
export function FilledBar({ filled, count }: { readonly filled: number; readonly count: number }) {
  const share = count === 0 ? 0 : (filled / count) * 100;
  return (
    <span className="inline-flex min-w-32 items-center gap-2">
      <span aria-hidden="true" className="h-2.5 flex-1 overflow-hidden rounded-full bg-line">
        <span
          className={`block h-full rounded-full ${filled === count ? "bg-leaf-500" : "bg-rice-400"}`}
          style={{ width: `${share}%` }}
        />
      </span>
      <span className="tabular text-sm whitespace-nowrap">{m.orders_list_filled_of({ filled, count })}</span>
    </span>
  );
}
