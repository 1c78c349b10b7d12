import { dateShort, packs, quantity, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { WeekLine } from "../week-draft.ts";

type Errors = Readonly<Record<string, readonly string[]>>;

/** One kind of goods of a delivery: what will be ordered, on one line; its boxes unfold where a price is missing or on a tap. */
export function WeekLineFields({
  line,
  latest,
  errors,
}: {
  readonly line: WeekLine;
  /** The newest reckoning of the same line. */
  readonly latest: WeekLine;
  readonly errors: Errors;
}) {
  const { unit, basePerUnit } = line.goods;
  const amount = (base: bigint) => quantity(roundedUp(base, basePerUnit), unit, basePerUnit);
  const isWrong = ["stock", "units", "ceiling"].some((box) => errors[`lines[${line.key}].${box}`]);
  const isOpen = (line.units > 0n && line.ceiling === null) || isWrong;
  return (
    <li className="border-t border-line first:border-t-0">
      <details open={isOpen}>
        <summary className="flex min-h-14 cursor-pointer items-center gap-3 py-2.5">
          <span className="min-w-0 grow">
            <span className="block font-bold">{line.name}</span>
            <span className="block text-sm text-ink-soft">{line.dishes.join(", ")}</span>
          </span>
          <span className="tabular shrink-0 text-right">
            <span className="block font-extrabold">{packs(Number(latest.units), unit)}</span>
            <span className="block text-sm text-ink-soft">
              {m.orders_week_need({ amount: amount(line.needBase) })}
            </span>
          </span>
          <span className="text-ink-faint transition-transform in-open:rotate-90">
            <Icon name="chevron" size={18} />
          </span>
        </summary>
        <Boxes line={line} latest={latest} errors={errors} />
      </details>
      <Remarks line={latest} amount={amount} />
    </li>
  );
}

const UNIT_BESIDE_MAX = 6;

/** Up to a tenth of a unit: nobody weighs finer, and what is needed is never said too small. */
function roundedUp(base: bigint, basePerUnit: bigint): bigint {
  const step = basePerUnit >= 10n ? basePerUnit / 10n : 1n;
  return ((base + step - 1n) / step) * step;
}

function Boxes({
  line,
  latest,
  errors,
}: {
  readonly line: WeekLine;
  readonly latest: WeekLine;
  readonly errors: Errors;
}) {
  const name = (field: string) => `lines[${line.key}].${field}`;
  const { unit } = line.goods;
  const days = line.cookedOn.map((day) => dateShort(day)).join(", ");
  // "papan isi 144" leaves no room for a figure in half of a phone.
  const isWide = unitWords(unit).length > UNIT_BESIDE_MAX;
  return (
    <div className="grid gap-3 pb-4">
      <p className="text-sm text-ink-soft">
        {[m.orders_week_cooked({ days }), ...line.cutSpecs].join(" · ")}
        {" · "}
        {line.nowRupiah === null
          ? m.orders_week_no_price()
          : m.orders_week_now({ price: rupiah(line.nowRupiah), unit: unitWords(unit) })}
      </p>
      <div className={`grid items-start gap-3 lg:grid-cols-3 ${isWide ? "sm:grid-cols-2" : "grid-cols-2"}`}>
        <QuantityInput
          name={name("stock")}
          label={m.orders_week_stock()}
          unit={unit}
          defaultValue={line.typed.stock}
          error={errors[name("stock")] ?? null}
          optional
        />
        <QuantityInput
          // What was reckoned anew stands in the box, unless somebody wrote their own figure there.
          key={latest.units.toString()}
          name={name("units")}
          label={m.orders_week_order()}
          unit={unit}
          decimals={0}
          defaultValue={latest.wrong.units ? latest.typed.units : latest.units.toString()}
          error={errors[name("units")] ?? null}
        />
        <div className="max-lg:col-span-full">
          <RupiahInput
            name={name("ceiling")}
            label={m.orders_week_ceiling({ unit: unitWords(unit) })}
            defaultValue={line.typed.ceiling || (line.ceilingRupiah?.toString() ?? "")}
            error={errors[name("ceiling")] ?? null}
          />
        </div>
        <input type="hidden" name={name("reckoned")} value={latest.reckoned.toString()} />
        <input type="hidden" name={name("ordered")} value={latest.orderedBase.toString()} />
      </div>
    </div>
  );
}

/** What one should know without unfolding: what is ordered already, too much of it, a pack far beyond the need. */
function Remarks({ line, amount }: { readonly line: WeekLine; readonly amount: (base: bigint) => string }) {
  const { basePerUnit, unit } = line.goods;
  const isPackLarge = line.units === 1n && line.needBase * 2n < basePerUnit;
  const warnings = [
    line.surplusBase > 0n ? m.orders_week_surplus({ amount: amount(line.surplusBase) }) : null,
    isPackLarge
      ? line.leftoverRupiah === null
        ? m.orders_week_pack_large({ unit: unitWords(unit), left: amount(line.leftoverBase) })
        : m.orders_week_pack_large_cost({
            unit: unitWords(unit),
            left: amount(line.leftoverBase),
            cost: rupiah(line.leftoverRupiah),
          })
      : null,
  ].filter((text) => text !== null);
  if (line.orderedBase === 0n && warnings.length === 0) return null;
  return (
    <div className="tabular pb-3 text-sm">
      {line.orderedBase > 0n ? (
        <p className="text-ink-soft">{m.orders_week_ordered({ amount: amount(line.orderedBase) })}</p>
      ) : null}
      {warnings.map((text) => (
        <p key={text} className="mt-1 flex items-start gap-1.5 font-semibold text-rice-800">
          <Icon name="alert" size={18} /> {text}
        </p>
      ))}
    </div>
  );
}
