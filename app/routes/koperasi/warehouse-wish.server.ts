import type { FormFields } from "#app/http/form.server.ts";
import { parseQuantity } from "#app/i18n/parse.ts";

/** Where the boxes of the form are called otherwise than the input of the command. */
export const warehouseFieldNames = { cityCode: "city", gramsPerDay: "perDay" } as const;

/** From the boxes to what is told of a warehouse; what cannot be read is left for the command to refuse. */
export function warehouseWish(form: FormFields) {
  const perDay = form.text("perDay");
  return {
    name: form.text("name"),
    address: form.text("address"),
    cityCode: form.text("city"),
    latitude: form.text("latitude"),
    longitude: form.text("longitude"),
    opensAt: form.text("opensAt"),
    closesAt: form.text("closesAt"),
    ...(perDay === undefined ? {} : { gramsPerDay: parseQuantity(perDay, 1000n)?.toString() ?? perDay }),
  };
}
