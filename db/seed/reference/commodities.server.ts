import type { TransactionSql } from "postgres";
import { referenceCommodities } from "./commodities.ts";
import type { ReferencePart } from "./reference-part.ts";

async function load(tx: TransactionSql): Promise<void> {
  const commodities = referenceCommodities.map((commodity) => ({
    code: commodity.code,
    name: commodity.name,
    name_en: commodity.nameEn,
    category: commodity.category,
    base_unit: commodity.baseUnit,
    tax_class: commodity.taxClass,
    storage_class: commodity.storageClass,
    shelf_life_days: commodity.shelfLifeDays,
    is_catch_weight: commodity.isCatchWeight,
    goods_class: commodity.goodsClass,
  }));
  await tx`
    insert into commodities ${tx(commodities)}
    on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, category = excluded.category,
      base_unit = excluded.base_unit, tax_class = excluded.tax_class, storage_class = excluded.storage_class,
      shelf_life_days = excluded.shelf_life_days, is_catch_weight = excluded.is_catch_weight,
      goods_class = excluded.goods_class`;
  const grades = referenceCommodities.flatMap((commodity) =>
    commodity.grades.map(([code, name], rank) => ({ commodity_code: commodity.code, code, name, rank })),
  );
  await tx`
    insert into grades ${tx(grades)}
    on conflict (commodity_code, code) do update set name = excluded.name, rank = excluded.rank`;
  const units = referenceCommodities.flatMap((commodity) =>
    commodity.units.map(([unit, size, weight], at) => ({
      commodity_code: commodity.code,
      unit,
      base_per_unit: size,
      is_default: at === 0,
      weight_grams: weight ?? null,
    })),
  );
  await tx`
    insert into commodity_units ${tx(units)}
    on conflict (commodity_code, unit) do update
    set base_per_unit = excluded.base_per_unit, is_default = excluded.is_default, weight_grams = excluded.weight_grams`;
}

/** Commodities with their grades and usual trading units. */
export const commoditiesPart: ReferencePart = { table: "commodities", version: "2026-11 / 2", load };
