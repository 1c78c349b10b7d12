import { readFile } from "node:fs/promises";
import type { TransactionSql } from "postgres";
import { odditiesOf } from "#app/modules/menus/food.ts";
import { fixedId } from "./fixed-id.ts";
import { referenceFoodGoods } from "./food-goods.ts";
import type { ReferencePart } from "./reference-part.ts";

/** Read when the program runs, like the migrations. */
const TABLE = "./db/seed/reference/tkpi-2017.csv";
const SOURCE = "Tabel Komposisi Pangan Indonesia 2017";

/** The fields of a line of CSV; the table quotes what holds a comma, and holds no quotes and no line breaks itself. */
export function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
}

/** A figure with one decimal as tenths; null where the table says nothing. */
function tenths(text: string | undefined): number | null {
  return text === undefined || text === "" ? null : Math.round(Number(text) * 10);
}

async function loadFoods(tx: TransactionSql): Promise<void> {
  const [head = "", ...lines] = (await readFile(TABLE, "utf8")).trim().split(/\r?\n/);
  const columns = fieldsOf(head);
  const rows = lines.map((line) => {
    const fields = fieldsOf(line);
    const said = Object.fromEntries(columns.map((name, at) => [name, fields[at]]));
    const per100 = {
      energy: tenths(said["energy_kcal"]),
      protein: tenths(said["protein_g"]),
      fat: tenths(said["fat_g"]),
      carbohydrate: tenths(said["carbohydrate_g"]),
    };
    return {
      id: said["code"] ?? "",
      name: said["name"] ?? "",
      food_group: said["group"] ?? "",
      energy_tenths: per100.energy,
      protein_tenths: per100.protein,
      fat_tenths: per100.fat,
      carbohydrate_tenths: per100.carbohydrate,
      edible_permille: tenths(said["edible_percent"]),
      source: `${SOURCE}, ${said["code"]}`,
      is_odd: odditiesOf({ per100 }).length > 0,
    };
  });
  await tx`
    insert into foods ${tx(rows)}
    on conflict (id) do update set name = excluded.name, food_group = excluded.food_group,
      energy_tenths = excluded.energy_tenths, protein_tenths = excluded.protein_tenths, fat_tenths = excluded.fat_tenths,
      carbohydrate_tenths = excluded.carbohydrate_tenths, edible_permille = excluded.edible_permille,
      source = excluded.source, is_odd = excluded.is_odd`;
}

/** The national table of what foods hold, as it was printed; rows whose figures do not fit are marked, not mended. */
export const foodsPart: ReferencePart = { table: "foods", version: "2017 / 1", load: loadFoods };

async function loadFoodGoods(tx: TransactionSql): Promise<void> {
  const rows = referenceFoodGoods.map((link) => ({
    id: fixedId("foodGoods", link.foodId),
    food_id: link.foodId,
    commodity_code: link.commodityCode,
    grade_code: link.gradeCode,
    unit: link.unit,
    base_per_unit: link.basePerUnit,
    mg_per_base: link.mgPerBase,
    pieces_per_unit: link.piecesPerUnit,
  }));
  await tx`
    insert into food_goods ${tx(rows)}
    on conflict (id) do update set commodity_code = excluded.commodity_code, grade_code = excluded.grade_code,
      unit = excluded.unit, base_per_unit = excluded.base_per_unit, mg_per_base = excluded.mg_per_base,
      pieces_per_unit = excluded.pieces_per_unit`;
}

/** Which goods the foods of the table are, for everybody; a kitchen may say its own. */
export const foodGoodsPart: ReferencePart = {
  table: "food_goods",
  version: "2026-11 / 1",
  load: loadFoodGoods,
};
