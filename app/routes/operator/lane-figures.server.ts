import type { FormFields } from "#app/http/form.server.ts";
import { parseQuantity } from "#app/i18n/parse.ts";

const METRES_PER_KM = 1_000n;

/** The figures of a lane as its boxes hold them; what cannot be read is left for the command to refuse. */
export function laneFigures(fields: FormFields) {
  const kilometres = fields.text("kilometres") ?? "";
  return {
    distanceMetres: parseQuantity(kilometres, METRES_PER_KM)?.toString() ?? kilometres,
    transitDays: fields.text("transitDays"),
    freightRupiahPerTonne: fields.text("freight"),
    source: fields.text("source"),
  };
}

/** Where the boxes are called otherwise than the commands' input. */
export const laneFieldNames = { distanceMetres: "kilometres", freightRupiahPerTonne: "freight" } as const;
