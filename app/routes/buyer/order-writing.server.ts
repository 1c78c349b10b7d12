import { data } from "@remix-run/node";
import type { Answered, FormFields } from "#app/http/form.server.ts";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { shelfOf } from "#app/modules/catalogue/shelf-reads.server.ts";
import { vatRuleOn } from "#app/modules/catalogue/vat-rule-reads.server.ts";
import {
  draftFrom,
  errorsByRow,
  type OrderDraft,
  type Tally,
  withLine,
  withoutLine,
} from "#app/modules/orders/order-draft.ts";
import { freshLine, tallyOf } from "#app/modules/orders/order-wish.ts";
import type { GoodsChoice } from "#app/modules/orders/ui/order-line-fields.tsx";

type Place = { readonly regionCode: string; readonly timeZone: TimeZone };
type Errors = Readonly<Record<string, readonly string[]>>;

/** An order form as it stands after something was done in it. */
export type Sheet = {
  readonly draft: OrderDraft;
  readonly goods: readonly GoodsChoice[];
  readonly tally: Tally;
  readonly errors: Errors;
};

/** The draft with what its rows offer and come to, at today's prices of the place. */
export async function sheetOf(
  draft: OrderDraft,
  place: Place,
  at: Date,
  errors: Errors = {},
): Promise<Sheet> {
  const codes = draft.lines.map((line) => line.commodityCode);
  const today = dayOf(at, place.timeZone);
  // The tax of the delivery day, as submitting reckons it; of today while that day is not written yet.
  const delivery = BusinessDayText.safeDecode(draft.deliveryDay);
  const [shelf, rule] = await Promise.all([
    shelfOf(codes, place.regionCode, today),
    vatRuleOn(delivery.success ? delivery.data : today),
  ]);
  return {
    draft,
    tally: tallyOf(draft, shelf, rule),
    errors,
    goods: shelf.map(({ code, name, units, grades }) => ({
      code,
      name,
      units,
      grades: grades.map((grade) => ({ code: grade.code, name: grade.name })),
    })),
  };
}

/** Does what only changes the sheet: adding a row, taking one out, reckoning. Null when the form is to be kept. */
export async function changedSheet(form: FormFields, place: Place, at: Date): Promise<Sheet | null> {
  const intent = form.text("intent") ?? "count";
  const draft = draftFrom(form.values());
  if (intent === "count") return sheetOf(draft, place, at);
  const removed = /^remove-(\d{1,3})$/.exec(intent)?.[1];
  if (removed !== undefined) return sheetOf(withoutLine(draft, Number(removed)), place, at);
  if (intent !== "add") return null;
  const [goods] = await shelfOf([form.text("adding") ?? ""], place.regionCode, dayOf(at, place.timeZone));
  return goods
    ? sheetOf(withLine(draft, freshLine(goods)), place, at)
    : sheetOf(draft, place, at, { adding: [sayRefusal("kernel.required")] });
}

/** A refused form as a sheet again, each error beside the row it is about. */
export async function refusedSheet(answered: Answered, form: FormFields, place: Place, at: Date) {
  const draft = draftFrom(form.values());
  const sheet = await sheetOf(draft, place, at, errorsByRow(answered.data.errors, draft));
  return data(sheet, answered.init ?? undefined);
}
