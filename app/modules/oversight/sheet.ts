/**
 * A spreadsheet before it is one: sheets of typed cells, so that amounts, quantities and days stay numbers and days and whoever
 * opens the file can add them up. Quantities are in kilograms where goods are weighed, else as they are kept.
 */
export type SheetCell =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "rupiah"; readonly value: bigint }
  | { readonly kind: "kilograms"; readonly grams: bigint }
  | { readonly kind: "whole"; readonly value: bigint | number }
  /** A figure as another program's template has it: no format of ours. */
  | { readonly kind: "plain"; readonly value: number }
  /** "2026-07-06"; a month is its first day. */
  | { readonly kind: "day" | "month"; readonly value: string }
  | { readonly kind: "empty" };

export type Sheet = {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
};

export const text = (value: string): SheetCell => ({ kind: "text", value });
export const rupiah = (value: bigint): SheetCell => ({ kind: "rupiah", value });
export const whole = (value: bigint | number): SheetCell => ({ kind: "whole", value });
export const plain = (value: number): SheetCell => ({ kind: "plain", value });
export const day = (value: string | null): SheetCell =>
  value === null ? { kind: "empty" } : { kind: "day", value };
export const month = (value: string): SheetCell => ({ kind: "month", value: `${value}-01` });
export const measure = (base: bigint, isWeighed: boolean): SheetCell =>
  isWeighed ? { kind: "kilograms", grams: base } : whole(base);
