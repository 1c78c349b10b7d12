import type { FormFields } from "#app/http/form.server.ts";
import { parseQuantity } from "#app/i18n/parse.ts";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { Missing } from "#app/kernel/errors.ts";
import { type GradeRef, gradeKey } from "#app/modules/catalogue/commodity-reads.server.ts";
import { unitsOfGoods } from "#app/modules/menus/goods-unit-reads.server.ts";

/** The day whose meal is looked at: the one asked for, at most tomorrow's, for which cooking begins at night. */
export function dayAsked(url: URL, today: BusinessDay): BusinessDay {
  const asked = BusinessDayText.safeDecode(url.searchParams.get("hari") ?? "");
  return asked.success && asked.data <= addDays(today, 1) ? asked.data : today;
}

/** `BRS.M` names goods in an address and in a form. */
export function goodsOf(text: string | undefined): GradeRef {
  const [commodityCode = "", gradeCode = ""] = (text ?? "").split(".");
  if (commodityCode === "" || gradeCode === "") throw new Missing("stock.goodsMissing");
  return { commodityCode, gradeCode };
}

/** What somebody typed in the kitchen's unit of some goods, as text of base units; what cannot be read stays as it is. */
export async function baseTyped(organisationId: string, goods: GradeRef, text: string): Promise<string> {
  return inBase((await unitsOfGoods(organisationId, [goods])).get(gradeKey(goods)), text);
}

function inBase(unit: { readonly basePerUnit: bigint } | undefined, text: string): string {
  return (unit && parseQuantity(text, unit.basePerUnit)?.toString()) ?? text;
}

/** The rows of a meal's form; an empty box says that nothing was used. */
export async function usedGoods(organisationId: string, form: FormFields) {
  const rows = form
    .rows("goods")
    .map((row) => ({ goods: goodsOf(row.text("goods")), text: row.text("amount") ?? "0" }));
  const units = await unitsOfGoods(
    organisationId,
    rows.map(({ goods }) => goods),
  );
  return rows.map(({ goods, text }) => ({ ...goods, usedBase: inBase(units.get(gradeKey(goods)), text) }));
}
