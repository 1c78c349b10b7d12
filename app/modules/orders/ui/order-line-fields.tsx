import { dateShort, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { PriceHistoryLink } from "#app/modules/catalogue/ui/price-history-link.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { type LineDraft, type LineTally, packFrom, packText } from "../order-draft.ts";

/** One commodity with its grades and units, as a row offers them. */
export type GoodsChoice = {
  readonly code: string;
  readonly name: string;
  readonly grades: readonly { readonly code: string; readonly name: string }[];
  readonly units: readonly { readonly unit: string; readonly basePerUnit: bigint }[];
};

type Errors = Readonly<Record<string, readonly string[]>>;

/** One row of an order: grade, quantity, unit, and the most to pay beside what the law and the market say. */
export function OrderLineFields({
  line,
  unit,
  number,
  goods,
  tally,
  errors,
}: {
  readonly line: LineDraft;
  /** The unit chosen in the box now, which may be newer than `line`. */
  readonly unit: string;
  readonly number: number;
  readonly goods: GoodsChoice | undefined;
  readonly tally: LineTally | undefined;
  readonly errors: Errors;
}) {
  const name = (field: string) => `lines[${line.at}].${field}`;
  const error = (field: string) => errors[name(field)] ?? null;
  const per = m.orders_form_per({ unit });
  const label = goods?.name ?? line.commodityCode;
  const hasReason = tally?.isAbove || line.overrideReason !== "" || error("overrideReason") !== null;
  return (
    <li
      aria-label={m.orders_form_line({ number, goods: label })}
      className="rounded-lg border border-line bg-card p-4 shadow-card sm:p-5"
    >
      <input type="hidden" name={name("commodityCode")} value={line.commodityCode} />
      <header className="mb-3 flex items-start justify-between gap-3">
        <h3 className="min-w-0 pt-1.5 text-lg font-bold">
          <span className="tabular mr-2 text-ink-faint">{number}.</span>
          {label}
        </h3>
        <SubmitButton variant="quiet" size="small" icon="x" name="intent" value={`remove-${line.at}`}>
          {m.orders_form_remove()}
        </SubmitButton>
      </header>
      <div className="grid grid-cols-2 items-start gap-4 *:nth-[n+3]:max-sm:col-span-2">
        <QuantityInput
          name={name("quantity")}
          label={m.orders_form_quantity()}
          unit={unit}
          defaultValue={line.quantity}
          error={error("quantity")}
        />
        <Select
          name={name("pack")}
          label={m.orders_form_unit()}
          options={packOptions(line, goods)}
          defaultValue={line.pack}
          error={error("pack")}
        />
        <Select
          name={name("gradeCode")}
          label={m.orders_form_grade()}
          options={(goods?.grades ?? []).map((grade) => ({ value: grade.code, label: grade.name }))}
          defaultValue={line.gradeCode}
          error={error("gradeCode") ?? error("commodityCode")}
        />
        <RupiahInput
          name={name("ceiling")}
          label={m.orders_form_ceiling()}
          suffix={per}
          defaultValue={line.ceiling}
          error={error("ceiling")}
        />
      </div>
      <PriceWords tally={tally} per={per} />
      <PriceHistoryLink goods={line} />
      {hasReason ? (
        <div className="mt-4">
          <TextInput
            name={name("overrideReason")}
            label={m.orders_form_reason()}
            hint={m.orders_form_reason_hint()}
            defaultValue={line.overrideReason}
            maxLength={500}
            error={error("overrideReason")}
          />
        </div>
      ) : null}
      <details
        className="group mt-2"
        open={line.dishGroup !== "" || line.specification !== "" || error("specification") !== null}
      >
        <summary className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700">
          <span className="transition-transform group-open:rotate-180">
            <Icon name="down" size={18} />
          </span>
          {m.orders_form_more()}
        </summary>
        <div className="grid items-start gap-4 pt-1 sm:grid-cols-2">
          <TextInput
            name={name("dishGroup")}
            label={m.orders_form_dish()}
            placeholder={m.orders_form_dish_hint()}
            defaultValue={line.dishGroup}
            maxLength={60}
            error={error("dishGroup")}
            optional
          />
          <TextInput
            name={name("specification")}
            label={m.orders_form_specification()}
            placeholder={m.orders_form_specification_hint()}
            defaultValue={line.specification}
            maxLength={200}
            error={error("specification")}
            optional
          />
        </div>
      </details>
    </li>
  );
}

/** The usual units, and the one of a copied order when it is none of them. */
function packOptions(line: LineDraft, goods: GoodsChoice | undefined) {
  const usual = (goods?.units ?? []).map((unit) => ({ value: packText(unit), label: unit.unit }));
  const own = packFrom(line.pack);
  return own && !usual.some((option) => option.value === line.pack)
    ? [...usual, { value: line.pack, label: own.unit }]
    : usual;
}

/** What the law and the market say about the price, and what the row may cost. */
function PriceWords({ tally, per }: { readonly tally: LineTally | undefined; readonly per: string }) {
  if (!tally) return null;
  const legal = tally.legalRupiah === null ? null : `${rupiah(tally.legalRupiah)}${per}`;
  return (
    <p className="tabular mt-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm text-ink-soft">
      <span>
        {legal === null ? (
          m.orders_form_no_legal()
        ) : tally.isAbove ? (
          <span className="inline-flex items-center gap-1 font-bold text-brick-700">
            <Icon name="alert" size={16} />
            {m.orders_form_above({ price: legal })}
          </span>
        ) : (
          m.orders_form_legal({ price: legal })
        )}
        {tally.questionedAbove === null ? null : (
          <span className="inline-flex items-center gap-1 font-semibold text-rice-800">
            <Icon name="alert" size={16} />
            {m.orders_form_questioned({ price: `${rupiah(tally.questionedAbove)}${per}` })}
          </span>
        )}
        {tally.lastRupiah === null
          ? null
          : ` · ${m.orders_form_last({ price: `${rupiah(tally.lastRupiah)}${per}`, day: dateShort(tally.lastOn ?? "") })}`}
      </span>
      {tally.worstRupiah === null ? null : (
        <span className="font-semibold text-ink">
          {m.orders_form_line_worst({ amount: rupiah(tally.worstRupiah) })}
        </span>
      )}
    </p>
  );
}
