import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { foodGoods } from "#db/schema/menus.ts";
import { gradedCommodity, unitOf } from "../catalogue/commodity-reads.server.ts";
import { foodsById } from "./food-reads.server.ts";
import { LinkFood } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";

/**
 * Says for this kitchen which goods a food is, of which grade, and in which unit it is ordered. What holds for everybody
 * stays; of the kitchen's own word the newest stands.
 */
export const linkFood = command({
  name: "menus.linkFood",
  input: LinkFood,
  permit: permitKeeping,
  run: async (tx, call, input) => {
    const { organisationId } = plannerOf(call);
    const found = await foodsById(organisationId, [input.foodId], tx);
    if (!found.has(input.foodId)) throw new Missing("menus.foodMissing");
    if (!(await gradedCommodity(input.commodityCode, input.gradeCode, tx)))
      throw new RuleBroken("menus.goodsUnknown", { field: "commodityCode" });
    const unit = await unitOf(input.commodityCode, input.unit, tx);
    if (!unit) throw new RuleBroken("menus.unitUnknown", { field: "unit" });
    const said = {
      commodityCode: input.commodityCode,
      gradeCode: input.gradeCode,
      unit: unit.unit,
      basePerUnit: unit.basePerUnit,
      mgPerBase: input.gramsPerBase,
      piecesPerUnit: input.piecesPerUnit ?? null,
    };
    await tx
      .insert(foodGoods)
      .values({ id: newId("foodGoods"), organisationId, foodId: input.foodId, ...said })
      .onConflictDoUpdate({ target: [foodGoods.foodId, foodGoods.organisationId], set: said });
    return { foodId: input.foodId };
  },
});
