/**
 * Reads a quantity while it is being typed. The box shows dots of its own between thousands, so what a dot means
 * depends on who put it there: our own group and are dropped; one that somebody types is the decimal mark of an
 * English keypad and becomes a comma; unless three digits follow it, for then it was meant to group, the way
 * thousands are written here (no thousands begin with a nought). The box always shows what will be understood.
 */
export type QuantityReading = {
  /** What is sent: "1500", "1,5", "". */
  readonly plain: string;
  /** True while the comma in `plain` was typed as a dot. */
  readonly fromDot: boolean;
};

export type QuantityKeystroke = {
  readonly text: string;
  /** Where the caret stands after it. */
  readonly caret: number;
  /** The character just typed; null for a deletion; undefined when the whole text is new: pasted, or from the server. */
  readonly inserted: string | null | undefined;
};

const WHOLE_DIGITS_MAX = 9;

function tidy(text: string, decimals: number): string {
  const [whole = "", ...rest] = text.replace(/[^\d,]/g, "").split(",");
  const digits = whole.replace(/^0+(?=\d)/, "").slice(0, WHOLE_DIGITS_MAX);
  if (rest.length === 0 || decimals === 0) return digits;
  return `${digits === "" ? "0" : digits},${rest.join("").slice(0, decimals)}`;
}

/** A whole new text: dots in groups of three group, a lone other dot is a decimal mark. */
function readFresh(text: string, decimals: number): string {
  const groups = text.includes(",") || /^\s*[1-9]\d{0,2}(\.\d{3})+\s*$/.test(text);
  return tidy(groups ? text : text.replace(".", ","), decimals);
}

export function readQuantity(
  stroke: QuantityKeystroke,
  before: QuantityReading,
  decimals: number,
): QuantityReading {
  const { text, caret, inserted } = stroke;
  if (inserted === undefined) return { plain: readFresh(text, decimals), fromDot: false };
  const marks = inserted === "." && !text.includes(",") && text.charAt(caret - 1) === ".";
  const marked = marks ? `${text.slice(0, caret - 1)},${text.slice(caret)}` : text;
  const plain = tidy(marked, decimals);
  const [whole = "", fraction] = plain.split(",");
  const fromDot = fraction !== undefined && inserted !== "," && (marks || before.fromDot);
  const groups = fromDot && inserted !== null && !marks && fraction.length === 3 && whole !== "0";
  return groups ? { plain: tidy(whole + fraction, decimals), fromDot: false } : { plain, fromDot };
}
