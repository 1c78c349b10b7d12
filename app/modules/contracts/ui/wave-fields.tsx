import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { buttonClass } from "#app/ui/form/button.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow } from "#app/ui/form/form.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { surveyedUnit } from "./measure-words.tsx";

export type WaveFieldsProps = {
  /** What the goods are counted in, when all of the contract's goods are counted alike. */
  readonly counted: { readonly packUnit: string; readonly baseUnit: BaseUnit } | null;
  readonly firstDay: string;
  readonly min: string;
  readonly max: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

const MORE_WAVES = 5;

/** The delivery days of a call-off: one, and under a fold as many more as are called off at the same time. */
export function WaveFields(props: WaveFieldsProps) {
  const { counted, values, errors } = props;
  const later = Array.from({ length: MORE_WAVES }, (_, at) => at + 1);
  const isOpen = later.some((at) => values[`waves[${at}].deliveryDay`] || errors[`waves[${at}].amount`]);
  return (
    <>
      <WaveRow {...props} at={0} />
      {counted && counted.baseUnit !== "piece" ? (
        <Measured packUnit={counted.packUnit} baseUnit={counted.baseUnit} values={values} />
      ) : null}
      <details className="rounded-lg border border-line p-4" open={isOpen}>
        <summary className={buttonClass("secondary", "small")}>
          <Icon name="plus" /> {m.contracts_waves_more()}
        </summary>
        <p className="mt-2 text-sm text-ink-soft">{m.contracts_waves_more_hint()}</p>
        <div className="mt-3 grid gap-4">
          {later.map((at) => (
            <WaveRow key={at} {...props} at={at} />
          ))}
        </div>
      </details>
    </>
  );
}

function WaveRow({
  at,
  counted,
  firstDay,
  min,
  max,
  errors,
  values,
}: WaveFieldsProps & { readonly at: number }) {
  const isFirst = at === 0;
  const [day, amount] = [`waves[${at}].deliveryDay`, `waves[${at}].amount`];
  const label = counted ? m.contracts_packs_of({ unit: unitWords(counted.packUnit) }) : m.contracts_packs();
  return (
    <FieldRow>
      <DateInput
        name={day}
        label={isFirst ? m.contracts_delivery_day() : m.contracts_wave_day({ number: at + 1 })}
        min={min}
        max={max}
        optional={!isFirst}
        defaultValue={values[day] ?? (isFirst ? firstDay : undefined)}
        error={errors[day]}
      />
      <TextInput
        name={amount}
        label={isFirst ? label : m.contracts_wave_amount()}
        inputMode="decimal"
        maxLength={12}
        optional={!isFirst}
        defaultValue={values[amount] ?? (isFirst ? "100" : undefined)}
        error={errors[amount]}
      />
    </FieldRow>
  );
}

/** Whether the amounts are packs or a weight, which has to come out in whole packs. */
function Measured({
  packUnit,
  baseUnit,
  values,
}: {
  readonly packUnit: string;
  readonly baseUnit: BaseUnit;
  readonly values: Readonly<Record<string, string>>;
}) {
  const unit = surveyedUnit(baseUnit);
  return (
    <>
      <input type="hidden" name="measureBase" value={unit.base.toString()} />
      <Choice
        name="countedIn"
        label={m.contracts_counted_in()}
        layout="row"
        defaultValue={values["countedIn"] ?? "packs"}
        options={[
          { value: "packs", label: unitWords(packUnit) },
          { value: "measure", label: unit.word },
        ]}
      />
    </>
  );
}
