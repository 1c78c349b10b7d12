import { decimalOf } from "#app/i18n/format.ts";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { unquestionedPrice } from "../catalogue/price-yardstick.ts";
import type { ShelfGoods } from "../catalogue/shelf.ts";
import { type VatRule, vatOn } from "../catalogue/vat.ts";
import {
  type LineDraft,
  type LineTally,
  type OrderDraft,
  packFrom,
  packText,
  type Tally,
} from "./order-draft.ts";

/** From what stands in the boxes to what the order commands take; what cannot be read is left for them to refuse. */
export function wishFrom(draft: OrderDraft) {
  const { budgetId, note, suppliersPerLineMax, lines, version, ...rest } = draft;
  return {
    ...rest,
    ...(version ? { version } : {}),
    ...(budgetId ? { budgetId } : {}),
    ...(note ? { note } : {}),
    ...(suppliersPerLineMax ? { suppliersPerLineMax } : {}),
    lines: lines.map(lineWish),
  };
}

function lineWish(line: LineDraft) {
  const pack = packFrom(line.pack);
  const quantity = pack ? parseQuantity(line.quantity, pack.basePerUnit) : null;
  const price = parseRupiah(line.ceiling);
  return {
    commodityCode: line.commodityCode,
    gradeCode: line.gradeCode,
    unit: pack?.unit ?? "",
    basePerUnit: pack?.basePerUnit.toString() ?? "",
    quantityBase: quantity?.toString() ?? line.quantity,
    ceilingRupiah: price?.toString() ?? line.ceiling,
    ...(line.dishGroup ? { dishGroup: line.dishGroup } : {}),
    ...(line.specification ? { specification: line.specification } : {}),
    ...(line.overrideReason ? { overrideReason: line.overrideReason } : {}),
  };
}

/** Where the boxes of the form are called otherwise than the input of the commands. */
export const wishFieldNames = {
  quantityBase: "quantity",
  ceilingRupiah: "ceiling",
  unit: "pack",
  basePerUnit: "pack",
} as const;

type KeptOrder = {
  readonly deliveryDay: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly budgetId: string | null;
  readonly urgencyClass: number;
  readonly suppliersPerLineMax: number | null;
  readonly note: string | null;
  readonly version: number;
  readonly lines: readonly {
    readonly commodityCode: string;
    readonly gradeCode: string;
    readonly unit: string;
    readonly basePerUnit: bigint;
    readonly quantityBase: bigint;
    /** Null where nobody knows what it costs. */
    readonly ceilingRupiah: bigint | null;
    readonly dishGroup: string | null;
    readonly specification: string | null;
    readonly overrideReason: string | null;
  }[];
};

/** A kept order as the boxes that wrote it: for changing it, or as the start of the next. */
export function draftOf(order: KeptOrder): OrderDraft {
  return {
    deliveryDay: order.deliveryDay,
    windowStart: order.windowStart,
    windowEnd: order.windowEnd,
    budgetId: order.budgetId ?? "",
    urgencyClass: String(order.urgencyClass),
    suppliersPerLineMax: order.suppliersPerLineMax?.toString() ?? "",
    note: order.note ?? "",
    version: String(order.version),
    lines: order.lines.map((line, at) => ({
      at,
      commodityCode: line.commodityCode,
      gradeCode: line.gradeCode,
      pack: packText(line),
      quantity: decimalOf(line.quantityBase, line.basePerUnit).replaceAll(".", ""),
      ceiling: line.ceilingRupiah?.toString() ?? "",
      dishGroup: line.dishGroup ?? "",
      specification: line.specification ?? "",
      overrideReason: line.overrideReason ?? "",
    })),
  };
}

/** A row for goods just picked: best grade, usual unit, and the most to pay that nobody questions, else the last price. */
export function freshLine(goods: ShelfGoods): Omit<LineDraft, "at"> {
  const [grade] = goods.grades;
  const [unit] = goods.units;
  const unquestioned = grade && unit ? unquestionedPrice(grade.yardstick, unit.basePerUnit) : null;
  const last = grade?.last && unit ? ceilingPerUnit(grade.last, unit.basePerUnit) : null;
  return {
    commodityCode: goods.code,
    gradeCode: grade?.code ?? "",
    pack: unit ? packText(unit) : "",
    quantity: "",
    ceiling: (unquestioned ?? last)?.toString() ?? "",
    dishGroup: "",
    specification: "",
    overrideReason: "",
  };
}

/** Reckons every row and the whole, as submitting would: the whole with the most tax there can be. */
export function tallyOf(draft: OrderDraft, shelf: readonly ShelfGoods[], rule: VatRule): Tally {
  const byRow: Record<number, LineTally> = {};
  let goodsRupiah = 0n;
  let worstTaxRupiah = 0n;
  for (const line of draft.lines) {
    const tally = lineTally(line, shelf);
    byRow[line.at] = tally;
    const worst = tally.worstRupiah ?? 0n;
    const taxClass = shelf.find((goods) => goods.code === line.commodityCode)?.taxClass ?? "exempt";
    goodsRupiah += worst;
    worstTaxRupiah += vatOn(worst, taxClass, { isVatRegistered: true }, rule);
  }
  return { byRow, worstRupiah: goodsRupiah + worstTaxRupiah, worstTaxRupiah };
}

function lineTally(line: LineDraft, shelf: readonly ShelfGoods[]): LineTally {
  const grade = shelf
    .find((goods) => goods.code === line.commodityCode)
    ?.grades.find(({ code }) => code === line.gradeCode);
  const pack = packFrom(line.pack);
  const asked = pack ? parseQuantity(line.quantity, pack.basePerUnit) : null;
  const price = parseRupiah(line.ceiling);
  const perUnit = (from: { priceRupiah: bigint; basePerUnit: bigint } | null | undefined) =>
    from && pack ? ceilingPerUnit(from, pack.basePerUnit) : null;
  const legalRupiah = perUnit(grade?.yardstick.legal);
  const unquestioned = grade && pack ? unquestionedPrice(grade.yardstick, pack.basePerUnit) : null;
  return {
    worstRupiah:
      pack && asked !== null && price !== null && price >= 0n
        ? priceOf(asked, price, pack.basePerUnit)
        : null,
    legalRupiah,
    lastRupiah: perUnit(grade?.last),
    lastOn: grade?.last?.onDay ?? null,
    isAbove: legalRupiah !== null && price !== null && price > legalRupiah,
    questionedAbove: unquestioned !== null && price !== null && price > unquestioned ? unquestioned : null,
  };
}
