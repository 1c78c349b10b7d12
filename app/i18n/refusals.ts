import { date, groupDigits, keptTogether, monthName } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";

/**
 * Turns a refusal code into a sentence in the language of this request. It looks its message up by name and so
 * holds all of them; only loaders, actions, `http/` and jobs may call it, or a phone would download every word.
 */
type Params = Readonly<Record<string, string | number>>;
type Sentence = (params: Params) => string;

/** Codes of the house's own machinery speak with the kit's words. */
const KIT_OWNERS = new Set(["kernel", "platform", "http", "kit"]);

/**
 * Where a code's sentence may stand: `orders.belowMinimum` → `orders_error_belowMinimum`, else the kit's word for
 * that reason, so that `orders.missing` and `payments.missing` need not be written twenty times.
 */
function messageKeys(code: string): readonly string[] {
  const [owner = "kit", ...rest] = code.split(".");
  const reason = rest.join("_");
  return KIT_OWNERS.has(owner)
    ? [`kit_error_${reason}`]
    : [`${owner}_error_${reason}`, `kit_error_${reason}`];
}

function sentenceOf(code: string): Sentence | undefined {
  const sentences = m as unknown as Readonly<Record<string, Sentence | undefined>>;
  return messageKeys(code)
    .map((key) => sentences[key])
    .find((sentence) => sentence !== undefined);
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Rules give days and months as a program writes them; a sentence says them as its reader does. Everything else stays. */
function sayable(value: string | number): string | number {
  if (typeof value !== "string") return value;
  if (DAY.test(value)) return date(value);
  return MONTH.test(value) ? monthName(value) : value;
}

/** Amounts that a sentence calls rupiah: "1500000 rupiah" → "1.500.000 rupiah". */
function groupedAmounts(sentence: string): string {
  return sentence.replaceAll(/(?<![\d.,])\d{4,}(?= rupiah)/g, groupDigits);
}

/** True when the code has a sentence. */
export function canSayRefusal(code: string): boolean {
  return sentenceOf(code) !== undefined;
}

/**
 * The sentence for `code`, with its days, months and amounts written as the reader writes them; an unknown code still tells the person
 * that nothing was changed, and names the code.
 */
export function sayRefusal(code: string, params: Params = {}): string {
  const said = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, sayable(value)]));
  return keptTogether(groupedAmounts(sentenceOf(code)?.(said) ?? m.kit_error_unknown({ code })));
}
