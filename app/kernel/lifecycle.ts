import { Conflict } from "./errors.ts";

/**
 * A lifecycle is a table: state → event → next state. A state is a promise, not a measurement: what can be
 * computed ("overdue", "80 % received") is never a state. Databases repeat the states as a CHECK.
 */
export type Lifecycle<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

type Table = Readonly<Record<string, Readonly<Partial<Record<string, string>>>>>;
type StateIn<T extends Table> = keyof T & string;
type EventIn<T extends Table> = { [State in keyof T]: keyof T[State] }[keyof T] & string;

/** The state after `event`; refuses with `<code>` when the table has no such move. */
export function nextState<T extends Table>(
  lifecycle: T,
  from: StateIn<T>,
  event: EventIn<T>,
  code: string,
): StateIn<T> {
  const to = lifecycle[from]?.[event];
  if (to === undefined) throw new Conflict(code, { state: from, event });
  return to as StateIn<T>;
}

/** The events that `state` accepts: what a screen may offer, before policy. */
export function eventsFrom<T extends Table>(lifecycle: T, state: StateIn<T>): EventIn<T>[] {
  return Object.keys(lifecycle[state] ?? {}) as EventIn<T>[];
}

export function statesOf<State extends string>(
  lifecycle: Readonly<Record<State, unknown>>,
): [State, ...State[]] {
  return Object.keys(lifecycle) as [State, ...State[]];
}
