import { Conflict } from "./errors.ts";

/**
 * A lifecycle is a table: state → event → next state. A state is a promise, not a measurement: what can be
 * computed ("overdue", "80 % received") is never a state. Databases repeat the states as a CHECK.
 */
export type Lifecycle<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

/** The state after `event`; refuses with `<code>` when the table has no such move. */
export function nextState<State extends string, Event extends string>(
  lifecycle: Lifecycle<State, Event>,
  from: State,
  event: Event,
  code: string,
): State {
  const to = lifecycle[from][event];
  if (to === undefined) throw new Conflict(code, { state: from, event });
  return to;
}

/** The events that `state` accepts: what a screen may offer, before policy. */
export function eventsFrom<State extends string, Event extends string>(
  lifecycle: Lifecycle<State, Event>,
  state: State,
): Event[] {
  return Object.keys(lifecycle[state]) as Event[];
}

export function statesOf<State extends string>(
  lifecycle: Readonly<Record<State, unknown>>,
): [State, ...State[]] {
  return Object.keys(lifecycle) as [State, ...State[]];
}
