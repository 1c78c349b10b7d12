import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";
import { Icon } from "#app/ui/icon.tsx";

export type Option = {
  readonly value: string;
  readonly label: string;
  readonly group?: string | undefined;
  readonly disabled?: boolean | undefined;
};

export type SelectProps = FieldProps & {
  readonly options: readonly Option[];
  readonly defaultValue?: string | undefined;
  /** The first, empty answer ("Pilih satuan"). Leave out when one option is always chosen. */
  readonly placeholder?: string | undefined;
};

/** One of many, by the phone's own picker. For two to five answers use Choice: all of them can be seen. */
export function Select(props: SelectProps) {
  return (
    <Field {...props}>
      <div className="relative">
        <select
          {...controlIds(props)}
          name={props.name}
          defaultValue={props.defaultValue ?? ""}
          required={!props.optional}
          className="control appearance-none pr-11"
        >
          {props.placeholder === undefined ? null : <option value="">{props.placeholder}</option>}
          <Options options={props.options} />
        </select>
        <span className="pointer-events-none absolute inset-y-0 right-3.5 flex items-center text-ink-soft">
          <Icon name="down" />
        </span>
      </div>
    </Field>
  );
}

function Options({ options }: { readonly options: readonly Option[] }) {
  const groups = [...new Set(options.map((option) => option.group))];
  const drawn = (group: string | undefined) =>
    options
      .filter((option) => option.group === group)
      .map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ));
  return groups.map((group) =>
    group === undefined ? (
      drawn(group)
    ) : (
      <optgroup key={group} label={group}>
        {drawn(group)}
      </optgroup>
    ),
  );
}
