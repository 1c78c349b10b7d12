import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { goodsClasses } from "#app/kernel/goods-class.ts";
import { calendarReasons, servings } from "#app/modules/menus/kitchen-calendar.ts";
import { dishGroups, menuDayReasons } from "#app/modules/menus/recipe.ts";
import { commodities } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

/** What foods hold: the national table, and what a kitchen found itself. Figures are tenths, per 100 g edible. */
export const foods = pgTable(
  "foods",
  {
    id: id().primaryKey(),
    /** Null: of the national table, for everybody. */
    organisationId: id().references(() => organisations.id),
    name: text().notNull(),
    foodGroup: text().notNull(),
    energyTenths: integer(),
    proteinTenths: integer(),
    fatTenths: integer(),
    carbohydrateTenths: integer(),
    /** Of what is bought, in tenths of a percent; null where nobody has said. */
    ediblePermille: smallint(),
    source: text().notNull(),
    /** Its figures do not fit each other (`odditiesOf`): no recipe uses it without a reason. */
    isOdd: boolean().notNull(),
    createdBy: id().references(() => persons.id),
    createdAt: moment(),
  },
  (t) => [
    index("foods_organisation").on(t.organisationId),
    check(
      "foods_figures",
      sql`coalesce(${t.energyTenths}, 0) >= 0 and coalesce(${t.proteinTenths}, 0) >= 0 and coalesce(${t.fatTenths}, 0) >= 0 and coalesce(${t.carbohydrateTenths}, 0) >= 0`,
    ),
    check("foods_edible", sql`${t.ediblePermille} between 1 and 1000`),
    check("foods_author", sql`(${t.organisationId} is null) = (${t.createdBy} is null)`),
  ],
);

/** Which goods a food is on the market, and the unit in which kitchens order it; a kitchen may say its own. */
export const foodGoods = pgTable(
  "food_goods",
  {
    id: id().primaryKey(),
    /** Null: for everybody. */
    organisationId: id().references(() => organisations.id),
    foodId: id()
      .notNull()
      .references(() => foods.id),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text().notNull(),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    mgPerBase: baseQuantity().notNull(),
    piecesPerUnit: integer(),
  },
  (t) => [
    unique("food_goods_once").on(t.foodId, t.organisationId).nullsNotDistinct(),
    check("food_goods_sizes", sql`${t.basePerUnit} > 0 and ${t.mgPerBase} > 0 and ${t.piecesPerUnit} > 0`),
  ],
);

export const recipes = pgTable(
  "recipes",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    dishGroup: word(dishGroups).notNull(),
    note: text(),
    version: integer().notNull().default(1),
    createdBy: id()
      .notNull()
      .references(() => persons.id),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("recipes_name").on(t.organisationId, sql`lower(${t.name})`),
    check("recipes_dish_group", oneOf(t.dishGroup, dishGroups)),
  ],
);

/** What a recipe card holds: foods by weight, or another card by its portion. */
export const recipeParts = pgTable(
  "recipe_parts",
  {
    recipeId: id()
      .notNull()
      .references(() => recipes.id),
    position: smallint().notNull(),
    foodId: id().references(() => foods.id),
    dishId: id().references(() => recipes.id),
    /** Milligrams on the tray, per portion; of a food. */
    smallMg: baseQuantity(),
    largeMg: baseQuantity(),
    yieldPercent: smallint().notNull().default(100),
    /** Thousandths of a piece, or of a portion of the other card. */
    smallThousandths: baseQuantity(),
    largeThousandths: baseQuantity(),
    allowanceBasisPoints: smallint().notNull().default(0),
    cutSpec: text(),
    /** Why a food whose figures are odd is used all the same. */
    oddityReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.recipeId, t.position] }),
    index("recipe_parts_food").on(t.foodId),
    index("recipe_parts_dish").on(t.dishId),
    check("recipe_parts_one_thing", sql`(${t.foodId} is null) <> (${t.dishId} is null)`),
    check(
      "recipe_parts_amounts",
      sql`case when ${t.foodId} is null
        then coalesce(${t.smallThousandths}, -1) >= 0 and coalesce(${t.largeThousandths}, -1) >= 0
          and ${t.smallThousandths} + ${t.largeThousandths} > 0
        else coalesce(${t.smallMg}, -1) >= 0 and coalesce(${t.largeMg}, -1) >= 0 and ${t.smallMg} + ${t.largeMg} > 0
          and (${t.smallThousandths} is null) = (${t.largeThousandths} is null) end`,
    ),
    check("recipe_parts_yield", sql`${t.yieldPercent} between 10 and 500`),
    check("recipe_parts_allowance", sql`${t.allowanceBasisPoints} between 0 and 5000`),
  ],
);

/** A menu that goes round: so many days of cooking, from a day on. The one that began last holds. */
export const menuCycles = pgTable(
  "menu_cycles",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    startsOn: day().notNull(),
    dayCount: smallint().notNull(),
    /** A month of packages has a menu of its own, beside the one that waits. */
    serves: word(servings).notNull().default("fresh"),
    createdBy: id()
      .notNull()
      .references(() => persons.id),
    createdAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("menu_cycles_start").on(t.organisationId, t.startsOn, t.serves),
    check("menu_cycles_serves", oneOf(t.serves, servings)),
    check("menu_cycles_days", sql`${t.dayCount} between 1 and 40`),
  ],
);

export const menuDishes = pgTable(
  "menu_dishes",
  {
    cycleId: id()
      .notNull()
      .references(() => menuCycles.id),
    dayNumber: smallint().notNull(),
    position: smallint().notNull(),
    recipeId: id()
      .notNull()
      .references(() => recipes.id),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.dayNumber, t.position] }),
    uniqueIndex("menu_dishes_once").on(t.cycleId, t.dayNumber, t.recipeId),
    index("menu_dishes_recipe").on(t.recipeId),
    check("menu_dishes_day", sql`${t.dayNumber} >= 1`),
  ],
);

/** Every menu that a day of a cycle ever had, the newest last; written once. */
export const menuDayVersions = pgTable(
  "menu_day_versions",
  {
    cycleId: id()
      .notNull()
      .references(() => menuCycles.id),
    dayNumber: smallint().notNull(),
    version: integer().notNull(),
    recipeIds: text().array().notNull(),
    reason: word(menuDayReasons).notNull(),
    setBy: id()
      .notNull()
      .references(() => persons.id),
    setAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.dayNumber, t.version] }),
    check("menu_day_versions_reason", oneOf(t.reason, menuDayReasons)),
    check("menu_day_versions_number", sql`${t.dayNumber} >= 1 and ${t.version} >= 1`),
  ],
);

/** What a kitchen said about its days. Rows are written once; of what was said about a day the newest holds. */
export const calendarMarks = pgTable(
  "calendar_marks",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    fromDay: day().notNull(),
    toDay: day(),
    /** Digits of the days of the week, Monday is 1: "12345". */
    weekdays: text().notNull(),
    operates: boolean(),
    serves: word(servings),
    smallHeads: integer(),
    largeHeads: integer(),
    reason: word(calendarReasons).notNull(),
    note: text(),
    recordedBy: id()
      .notNull()
      .references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    index("calendar_marks_organisation").on(t.organisationId, t.fromDay),
    check("calendar_marks_period", sql`${t.toDay} is null or ${t.toDay} >= ${t.fromDay}`),
    check("calendar_marks_weekdays", sql`${t.weekdays} ~ '^1?2?3?4?5?6?7?$' and ${t.weekdays} <> ''`),
    check(
      "calendar_marks_says",
      sql`${t.operates} is not null or ${t.smallHeads} is not null or ${t.serves} is not null`,
    ),
    check("calendar_marks_serves", oneOf(t.serves, servings)),
    check(
      "calendar_marks_heads",
      sql`(${t.smallHeads} is null) = (${t.largeHeads} is null) and (${t.smallHeads} is null or (${t.smallHeads} >= 0 and ${t.largeHeads} >= 0 and ${t.smallHeads} + ${t.largeHeads} between 1 and 20000))`,
    ),
    check("calendar_marks_reason", oneOf(t.reason, calendarReasons)),
  ],
);

/**
 * When a kitchen takes a class of goods: so many days before they are cooked, between two hours of its clock. Rows are written
 * once, of each class the newest holds; one without hours says that the region's rule holds again.
 */
export const receivingWindows = pgTable(
  "receiving_windows",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    goodsClass: word(goodsClasses).notNull(),
    daysBefore: smallint(),
    windowStart: text(),
    windowEnd: text(),
    recordedBy: id()
      .notNull()
      .references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    index("receiving_windows_organisation").on(t.organisationId, t.goodsClass, t.recordedAt),
    check("receiving_windows_class", oneOf(t.goodsClass, goodsClasses)),
    check(
      "receiving_windows_whole",
      sql`(${t.daysBefore} is null) = (${t.windowStart} is null) and (${t.windowStart} is null) = (${t.windowEnd} is null)`,
    ),
    check(
      "receiving_windows_hours",
      sql`${t.windowStart} is null or (${t.daysBefore} between 0 and 7 and ${t.windowStart} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and ${t.windowEnd} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and ${t.windowStart} < ${t.windowEnd})`,
    ),
  ],
);

/** Where a kitchen's trays go: schools, and posts for mothers and toddlers. Whom to call when something was wrong with a meal. */
export const schools = pgTable(
  "schools",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    smallHeads: integer().notNull(),
    largeHeads: integer().notNull(),
    contactName: text().notNull(),
    contactPhone: text().notNull(),
    servedFrom: day().notNull(),
    /** The last day on which it was served; null while it is. */
    servedTo: day(),
    recordedBy: id()
      .notNull()
      .references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("schools_name").on(t.organisationId, sql`lower(${t.name})`).where(sql`served_to is null`),
    index("schools_served").on(t.organisationId, t.servedFrom),
    check(
      "schools_heads",
      sql`${t.smallHeads} >= 0 and ${t.largeHeads} >= 0 and ${t.smallHeads} + ${t.largeHeads} between 1 and 20000`,
    ),
    check("schools_period", sql`${t.servedTo} is null or ${t.servedTo} >= ${t.servedFrom}`),
  ],
);

/**
 * What a kitchen's menu needs of a commodity in a week, by the day on which it is to be at the door: reckoned every night for the
 * weeks to come, out of menu, children and edible part, before its store. A read model: the truth is the menu.
 */
export const plannedDemands = pgTable(
  "planned_demands",
  {
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    /** Its Monday. */
    week: day().notNull(),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    needBase: baseQuantity().notNull(),
    reckonedAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.week, t.commodityCode] }),
    index("planned_demands_week").on(t.week, t.commodityCode),
    check("planned_demands_need", sql`${t.needBase} >= 0`),
    check("planned_demands_monday", sql`extract(isodow from ${t.week}) = 1`),
  ],
);
