export type ParameterValue = string | number | boolean | readonly (string | number)[];

/** A value as an operator reads it and may type it again: "12:00", "1500", "true", "0, 1, 3". */
export function parameterText(value: ParameterValue): string {
  return typeof value === "object" ? value.join(", ") : String(value);
}
