/**
 * An order while it is being written: what stands in the boxes, as text. Rows keep their number for as long as the
 * form is open, so that taking one out moves nothing that somebody typed elsewhere.
 */
export type LineDraft = {
  /** The row's number in the names of its fields. */
  readonly at: number;
  readonly commodityCode: string;
  readonly gradeCode: string;
  /** Unit and its size together: "kg|1000". */
  readonly pack: string;
  readonly quantity: string;
  readonly ceiling: string;
  readonly dishGroup: string;
  readonly specification: string;
  readonly overrideReason: string;
};

export type OrderDraft = {
  readonly deliveryDay: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly budgetId: string;
  readonly urgencyClass: string;
  /** Empty for no limit of the buyer's own. */
  readonly suppliersPerLineMax: string;
  readonly note: string;
  /** The version of the kept order that the writer has seen; empty for a new one. */
  readonly version: string;
  readonly lines: readonly LineDraft[];
};

export type Pack = { readonly unit: string; readonly basePerUnit: bigint };

export function packText(pack: Pack): string {
  return `${pack.unit}|${pack.basePerUnit}`;
}

/** Null when the text was not made by `packText`. */
export function packFrom(text: string): Pack | null {
  const match = /^([^|]{1,30})\|([1-9]\d{0,14})$/.exec(text);
  return match?.[1] && match[2] ? { unit: match[1], basePerUnit: BigInt(match[2]) } : null;
}

type Values = Readonly<Record<string, string>>;

/** Reads the boxes of a form that was sent, whatever they hold. */
export function draftFrom(values: Values): OrderDraft {
  const text = (name: string) => (values[name] ?? "").trim();
  const numbers = new Set<number>();
  for (const name of Object.keys(values)) {
    const number = /^lines\[(\d{1,3})\]\.commodityCode$/.exec(name)?.[1];
    if (number !== undefined) numbers.add(Number(number));
  }
  return {
    deliveryDay: text("deliveryDay"),
    windowStart: text("windowStart"),
    windowEnd: text("windowEnd"),
    budgetId: text("budgetId"),
    urgencyClass: text("urgencyClass") || "1",
    suppliersPerLineMax: text("suppliersPerLineMax"),
    note: text("note"),
    version: text("version"),
    lines: [...numbers].sort((a, b) => a - b).map((at) => lineFrom(values, at)),
  };
}

function lineFrom(values: Values, at: number): LineDraft {
  const text = (name: string) => (values[`lines[${at}].${name}`] ?? "").trim();
  return {
    at,
    commodityCode: text("commodityCode"),
    gradeCode: text("gradeCode"),
    pack: text("pack"),
    quantity: text("quantity"),
    ceiling: text("ceiling"),
    dishGroup: text("dishGroup"),
    specification: text("specification"),
    overrideReason: text("overrideReason"),
  };
}

/** The draft with one more row at its end, under a number that no row had. */
export function withLine(draft: OrderDraft, line: Omit<LineDraft, "at">): OrderDraft {
  const at = Math.max(-1, ...draft.lines.map((each) => each.at)) + 1;
  return { ...draft, lines: [...draft.lines, { ...line, at }] };
}

export function withoutLine(draft: OrderDraft, at: number): OrderDraft {
  return { ...draft, lines: draft.lines.filter((line) => line.at !== at) };
}

type Errors = Readonly<Record<string, readonly string[]>>;

/** Commands number lines from nought without gaps; the form has its own numbers. Puts errors beside the right row. */
export function errorsByRow(errors: Errors, draft: OrderDraft): Errors {
  return Object.fromEntries(
    Object.entries(errors).map(([name, said]) => {
      const match = /^lines\[(\d+)\](.*)$/.exec(name);
      const line = match ? draft.lines[Number(match[1])] : undefined;
      return [line && match ? `lines[${line.at}]${match[2]}` : name, said];
    }),
  );
}

/** What the boxes of one row come to. */
export type LineTally = {
  /** The most the goods of the row can cost, before tax; null while it cannot be reckoned. */
  readonly worstRupiah: bigint | null;
  /** Per unit. */
  readonly legalRupiah: bigint | null;
  readonly lastRupiah: bigint | null;
  readonly lastOn: string | null;
  readonly isAbove: boolean;
  /** The price above which a kitchen has to bring evidence, where the row is above it. */
  readonly questionedAbove: bigint | null;
};

export type Tally = {
  readonly byRow: Readonly<Record<number, LineTally>>;
  /** The most that the whole can cost, as a budget holds it: with the most tax there can be. */
  readonly worstRupiah: bigint;
  /** The tax in it. */
  readonly worstTaxRupiah: bigint;
};
