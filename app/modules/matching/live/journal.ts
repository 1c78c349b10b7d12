import type { Column } from "./column.ts";

/**
 * Remembers what stood where, so that a trial can be taken back to the last bit. Costs nothing while no trial runs.
 */
export class Journal {
  private isOpen = false;
  private readonly undo: (() => void)[] = [];
  private readonly columns: Column[] = [];
  private readonly positions: number[] = [];
  private readonly before: number[] = [];

  /** Called before the number at `position` of a column changes. */
  note(column: Column, position: number): void {
    if (!this.isOpen) return;
    this.columns.push(column);
    this.positions.push(position);
    this.before.push(column.at[position] as number);
  }

  /** Called when something other than a number in a column has changed; `undo` must set it back. */
  noteChange(undo: () => void): void {
    if (this.isOpen) this.undo.push(undo);
  }

  /** Runs a trial and takes back everything it changed, whether it answers or throws. Trials do not nest. */
  trial<Answer>(attempt: () => Answer): Answer {
    if (this.isOpen) throw new Error("one trial at a time");
    this.isOpen = true;
    try {
      return attempt();
    } finally {
      this.isOpen = false;
      this.takeBack();
    }
  }

  // Changes go back newest first. Columns and other changes never depend on one another, so each kind goes alone.
  private takeBack(): void {
    for (let at = this.columns.length - 1; at >= 0; at--) {
      const column = this.columns[at] as Column;
      column.at[this.positions[at] as number] = this.before[at] as number;
    }
    for (let undo = this.undo.pop(); undo !== undefined; undo = this.undo.pop()) undo();
    this.columns.length = 0;
    this.positions.length = 0;
    this.before.length = 0;
  }
}
