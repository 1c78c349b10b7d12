import { rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";

export type MoneyProps = {
  /** Whole rupiah; null where there is no figure (yet). */
  readonly amount: bigint | null;
  /** "kg": draws "/kg" after the price. */
  readonly per?: string | undefined;
  /** Marks a price over its ceiling, in red, with an icon and a word. */
  readonly aboveCeiling?: boolean | undefined;
  readonly strong?: boolean | undefined;
};

/** Rupiah on one line, digits of one width. */
export function Money({ amount, per, aboveCeiling = false, strong = false }: MoneyProps) {
  if (amount === null) return <span className="text-ink-faint">–</span>;
  return (
    <span
      className={`tabular inline-flex items-center gap-1 whitespace-nowrap ${strong ? "font-bold" : ""} ${aboveCeiling ? "font-bold text-brick-700" : ""}`}
    >
      {aboveCeiling ? <Icon name="alert" size={16} label={m.kit_above_ceiling()} /> : null}
      {rupiah(amount)}
      {per === undefined ? null : <span className="font-normal text-ink-faint">/{unitWords(per)}</span>}
    </span>
  );
}
