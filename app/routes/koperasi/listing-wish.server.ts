import { type FormFields, uploadOf } from "#app/http/form.server.ts";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import type { Call } from "#app/kernel/call.ts";
import { isDivisibleUnit } from "#app/modules/catalogue/commodity.ts";
import type { SellingGround } from "#app/modules/catalogue/selling-reads.server.ts";
import { contentUnit } from "#app/modules/catalogue/ui/base-words.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { kindPricesWish, tierFieldNames, tiersWish } from "./listing-tiers.server.ts";

/** Where the boxes of the form are called otherwise than the input of the command. */
export const listingFieldNames = {
  gradeCode: "grade",
  priceRupiah: "price",
  costRupiah: "cost",
  capacityBasePerDay: "perDay",
  minOrderBase: "minOrder",
  basePerUnit: "content",
  radiusMetres: "radius",
  leadTimeHours: "leadTime",
  priceValidUntil: "validUntil",
  photoId: "photo",
  warehouseId: "warehouse",
  ...tierFieldNames,
} as const;

const METRES_PER_KM = 1_000n;

/** From the boxes to what opening a listing takes; what cannot be read is left for it to refuse. */
export async function listingWish(form: FormFields, ground: SellingGround, call: Call) {
  const { commodity, goods } = ground;
  const unit = form.text("unit") ?? "";
  const usual = goods.units.find((each) => each.unit === unit)?.basePerUnit ?? 1n;
  const content = form.text("content");
  const basePerUnit =
    content === undefined || isDivisibleUnit(unit)
      ? usual.toString()
      : (parseQuantity(content, contentUnit(commodity.baseUnit).base)?.toString() ?? content);
  const base = (name: string) => {
    const text = form.text(name) ?? "";
    return (/^\d+$/.test(basePerUnit) && parseQuantity(text, BigInt(basePerUnit))?.toString()) || text;
  };
  const amount = (text: string) => parseRupiah(text)?.toString() ?? text;
  const cost = form.text("cost");
  const radius = form.text("radius");
  const grade = goods.grades.find((each) => each.code === form.text("grade"));
  const name = goods.grades.length > 1 && grade ? `${goods.name} ${grade.name}` : goods.name;
  const upload = await uploadOf(form.file("photo"));
  const kept = upload && (await uploadFile(call, { purpose: "listing_photo", ...upload }));
  return {
    commodityCode: commodity.code,
    gradeCode: form.text("grade") ?? "",
    title: form.text("title") ?? name.slice(0, 80),
    unit,
    basePerUnit,
    priceRupiah: amount(form.text("price") ?? ""),
    tiers: tiersWish(form, /^[1-9]\d*$/.test(basePerUnit) ? BigInt(basePerUnit) : null),
    kindPrices: kindPricesWish(form),
    ...(cost === undefined ? {} : { costRupiah: amount(cost) }),
    capacityBasePerDay: base("perDay"),
    minOrderBase: base("minOrder"),
    radiusMetres:
      radius === undefined ? undefined : (parseQuantity(radius, METRES_PER_KM)?.toString() ?? radius),
    leadTimeHours: form.text("leadTime") ?? "0",
    priceValidUntil: form.text("validUntil") ?? ground.renewUntil,
    ...(form.text("note") === undefined ? {} : { note: form.text("note") }),
    ...(form.text("warehouse") === undefined ? {} : { warehouseId: form.text("warehouse") }),
    ...(kept ? { photoId: kept.fileId } : {}),
  };
}
