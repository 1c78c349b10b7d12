/** The only reader of the clock. Commands get their moment in the Call; this is where the rim takes it from. */
let clock: (() => Date) | null = null;

export function now(): Date {
  return clock ? clock() : new Date();
}

/** Sets the clock for tests and for the demo world; null gives it back to the machine. */
export function setClock(next: (() => Date) | null): void {
  clock = next;
}
