/** Asked so often, a statement is a habit. */
const TIMES = 3;

/** Every connection keeps what it prepares until it ends, so there is an end to what becomes a habit. */
const HABITS_MAX = 500;
const WATCHED_MAX = 2_000;

/**
 * Which statements a process asks again and again, word for word. Preparing one lets the next time take one way to the server
 * and back instead of two, and be understood already; but texts that hardly ever come again (lists of so many values)
 * would fill every connection with statements that nobody asks for any more.
 */
export class Habits {
  private readonly times = new Map<string, number>();
  private readonly habits = new Set<string>();

  /** Counts the statement, and says whether it is worth preparing. One without parameters takes one way anyhow. */
  has(query: string, parameters: number): boolean {
    if (parameters === 0) return false;
    if (this.habits.has(query)) return true;
    if (this.habits.size >= HABITS_MAX) return false;
    const times = (this.times.get(query) ?? 0) + 1;
    if (times < TIMES) {
      if (this.times.size >= WATCHED_MAX) this.times.clear();
      this.times.set(query, times);
      return false;
    }
    this.times.delete(query);
    this.habits.add(query);
    return true;
  }
}
