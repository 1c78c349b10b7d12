import { and, asc, desc, eq, lte } from "drizzle-orm";
import { addDays, type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { menuCycles, menuDayVersions, menuDishes } from "#db/schema/menus.ts";
import { calendarOf, daysOf } from "./calendar-reads.server.ts";
import type { PlannedDay } from "./demand.ts";
import { cycleDays, servings } from "./kitchen-calendar.ts";
import { ingredientsOf, type RecipeBook } from "./recipe.ts";
import { recipeBookOf } from "./recipe-reads.server.ts";

export type CycleRow = typeof menuCycles.$inferSelect;

/** A kitchen's cycles, the one that begins last first. */
export async function cyclesOf(organisationId: string, on: Executor = db()): Promise<CycleRow[]> {
  return on
    .select()
    .from(menuCycles)
    .where(eq(menuCycles.organisationId, organisationId))
    .orderBy(desc(menuCycles.startsOn))
    .limit(50);
}

/** One cycle; null when this kitchen has none of that id. */
export async function cycleOf(
  organisationId: string,
  cycleId: string,
  on: Executor = db(),
): Promise<CycleRow | null> {
  const [row] = await on
    .select()
    .from(menuCycles)
    .where(and(eq(menuCycles.id, cycleId), eq(menuCycles.organisationId, organisationId)));
  return row ?? null;
}

/** The ids of the dishes of each day of a cycle, in their order on the tray. */
export async function dishesOf(cycleId: string, on: Executor = db()): Promise<Map<number, string[]>> {
  const rows = await on
    .select()
    .from(menuDishes)
    .where(eq(menuDishes.cycleId, cycleId))
    .orderBy(asc(menuDishes.dayNumber), asc(menuDishes.position));
  const found = new Map<number, string[]>();
  for (const row of rows) found.set(row.dayNumber, [...(found.get(row.dayNumber) ?? []), row.recipeId]);
  return found;
}

const VERSIONS_SHOWN = 20;

/** What a day of a cycle was set to, the newest first. */
export async function versionsOfDay(
  { cycleId, dayNumber }: { readonly cycleId: string; readonly dayNumber: number },
  on: Executor = db(),
): Promise<(typeof menuDayVersions.$inferSelect)[]> {
  return on
    .select()
    .from(menuDayVersions)
    .where(and(eq(menuDayVersions.cycleId, cycleId), eq(menuDayVersions.dayNumber, dayNumber)))
    .orderBy(desc(menuDayVersions.version))
    .limit(VERSIONS_SHOWN);
}

export type PlannedMenuDay = PlannedDay & {
  /** Which day of the cycle it is; null where nothing is planned or nothing is cooked. */
  readonly cycleDay: number | null;
};

/**
 * What a kitchen cooks on `count` days from `from` on: its calendar, and the cycle that holds on each day. A day that no
 * cycle speaks of has no dishes.
 */
export async function plannedDays(
  organisationId: string,
  from: BusinessDay,
  count: number,
  at: Date,
  on: Executor = db(),
): Promise<PlannedMenuDay[]> {
  const last = addDays(from, count - 1);
  const [calendar, book, cycles] = await Promise.all([
    calendarOf(organisationId, at, on),
    recipeBookOf(organisationId, on),
    on
      .select()
      .from(menuCycles)
      .where(and(eq(menuCycles.organisationId, organisationId), lte(menuCycles.startsOn, last)))
      .orderBy(desc(menuCycles.startsOn))
      .limit(20),
  ]);
  const speaking = servings.flatMap((serves) =>
    speakingOf(
      cycles.filter((cycle) => cycle.serves === serves),
      from,
    ),
  );
  const numbers = new Map<BusinessDay, { cycleId: string; number: number }>();
  for (const serves of servings)
    for (const cycle of speaking.filter((one) => one.serves === serves).reverse()) {
      const days = daysOf(calendar, cycle.startsOn, daysBetween(cycle.startsOn, last) + 1);
      for (const [day, number] of cycleDays(cycle, days)) numbers.set(day, { cycleId: cycle.id, number });
    }
  const dishes = new Map(
    await Promise.all(speaking.map(async (cycle) => [cycle.id, await dishesOf(cycle.id, on)] as const)),
  );
  return daysOf(calendar, from, count).map((day) => {
    const at = numbers.get(day.day);
    const ids = at ? (dishes.get(at.cycleId)?.get(at.number) ?? []) : [];
    return { ...day, cycleDay: at?.number ?? null, dishes: ids.map((id) => plannedDish(book, id)) };
  });
}

/** Of cycles of one serving, the last to begin first: the one that began before a day, and whatever begins after it. */
function speakingOf(cycles: readonly CycleRow[], from: BusinessDay): readonly CycleRow[] {
  const first = cycles.findIndex((cycle) => cycle.startsOn <= from);
  return cycles.slice(0, first < 0 ? cycles.length : first + 1);
}

function plannedDish(book: RecipeBook, recipeId: string) {
  return { name: book.get(recipeId)?.name ?? recipeId, parts: ingredientsOf(book, recipeId) };
}
