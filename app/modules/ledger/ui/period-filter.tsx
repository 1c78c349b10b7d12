import { m } from "#app/i18n/paraglide/messages.js";
import { Select } from "#app/ui/form/select.tsx";
import { Filters } from "#app/ui/table/filters.tsx";
import { periodName } from "./statement-words.tsx";

/** Which month or year of the books is shown; `keep` stays in the address beside it. */
export function PeriodFilter({
  keys,
  current,
  keep = {},
}: {
  readonly keys: readonly string[];
  readonly current: string;
  readonly keep?: Readonly<Record<string, string>>;
}) {
  return (
    <Filters active={false}>
      <Select
        key={current}
        name="periode"
        label={m.ledger_statements_period()}
        options={keys.map((key) => ({ value: key, label: periodName(key) }))}
        defaultValue={current}
      />
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </Filters>
  );
}
