import { isRealDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { type GoodsClass, goodsClasses } from "#app/kernel/goods-class.ts";

/**
 * A parameter is a rule that a government or a charter may change: a value with a period, a place and a source. Its
 * kind (number, word, yes or no, list) belongs to its key and never changes, because code reads it as that kind.
 */
type Value = string | number | boolean | readonly (string | number)[];

const NUMBER = /^-?\d{1,15}(\.\d{1,6})?$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Reads `text` as the kind of value that the rule has now; refuses with `regions.parameterKind`. */
export function valueLike(present: Value, text: string, key: string): Value {
  const refuse = () => new RuleBroken("regions.parameterKind", { key });
  if (typeof present === "number") {
    if (!NUMBER.test(text)) throw refuse();
    return Number(text);
  }
  if (typeof present === "boolean") {
    if (text !== "true" && text !== "false") throw refuse();
    return text === "true";
  }
  if (typeof present === "string") {
    if (CLOCK.test(present) && !CLOCK.test(text)) throw refuse();
    return text;
  }
  const parts = text.split(",").map((part) => part.trim());
  if (parts.some((part) => part === "")) throw refuse();
  if (isPeriod(present)) {
    if (!isPeriod(parts)) throw refuse();
    return parts;
  }
  if (!present.every((part) => typeof part === "number")) return parts;
  if (parts.some((part) => !NUMBER.test(part))) throw refuse();
  return parts.map(Number);
}

/** A first and a last day. */
function isPeriod(parts: readonly (string | number)[]): boolean {
  const [from, to, ...more] = parts.map(String);
  return (
    from !== undefined && to !== undefined && more.length === 0 && [from, to].every(isRealDay) && from <= to
  );
}

/** Rules that may say something of their own of each class of goods. */
const CLASSED = ["receiving.tolerance_basis_points"] as const;
export type ClassedRule = (typeof CLASSED)[number];

/** The key of what a rule says of one class of goods. */
export function particularRule(key: ClassedRule, goodsClass: GoodsClass): string {
  return `${key}.${goodsClass}`;
}

/** Rules that may be silent: while no row says anything of the class, the general rule speaks for it. */
export const particularRules: ReadonlyMap<
  string,
  { readonly general: ClassedRule; readonly goodsClass: GoodsClass }
> = new Map(
  CLASSED.flatMap((general) =>
    goodsClasses.map((goodsClass) => [particularRule(general, goodsClass), { general, goodsClass }]),
  ),
);
