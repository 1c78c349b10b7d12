import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveQuantityText } from "#app/kernel/quantity-text.ts";
import { RegionCodeText } from "../regions/region.ts";

const line = (min: number, max: number) =>
  z.string().trim().min(min, { error: "kernel.tooShort" }).max(max, { error: "kernel.tooLong" });
const Hour = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "catalogue.notHour" });
/** Degrees as a phone's map shows them, with a point or a comma. */
const degrees = (limit: number) =>
  z
    .string()
    .trim()
    .regex(/^[-\u2212]?\d{1,3}([.,]\d{1,12})?$/, { error: "identity.notCoordinate", abort: true })
    .transform((text) => Number(text.replace(",", ".").replace("\u2212", "-")))
    .pipe(
      z
        .number()
        .min(-limit, { error: "identity.notCoordinate" })
        .max(limit, { error: "identity.notCoordinate" }),
    );

const particulars = {
  name: line(2, 60),
  address: line(5, 300),
  cityCode: RegionCodeText,
  latitude: degrees(90).optional(),
  longitude: degrees(180).optional(),
  opensAt: Hour,
  closesAt: Hour,
  /** What it can hand out in a day over all goods, in grams; absent where nothing limits it. */
  gramsPerDay: PositiveQuantityText.optional(),
};
const hoursOpen = (input: { readonly opensAt: string; readonly closesAt: string }) =>
  input.closesAt > input.opensAt;
const closesFirst = { path: ["closesAt"], error: "catalogue.closesFirst" };

export const OpenWarehouse = z.object(particulars).refine(hoursOpen, closesFirst);
export const ChangeWarehouse = z
  .object({ warehouseId: idOf("warehouse"), ...particulars })
  .refine(hoursOpen, closesFirst);
export type WarehouseParticulars = Omit<z.output<typeof OpenWarehouse>, never>;
export const CloseWarehouse = z.object({ warehouseId: idOf("warehouse") });
/** Without a warehouse, to the seller's own address. */
export const MovePart = z.object({
  lotId: idOf("lot"),
  warehouseId: idOf("warehouse").optional(),
  quantityBase: PositiveQuantityText,
});
/** As `MovePart`, of all that a listing has. */
export const MoveListing = z.object({
  listingId: idOf("listing"),
  warehouseId: idOf("warehouse").optional(),
});
