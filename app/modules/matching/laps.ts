/** What a clearing spends its time on, in the order of work. */
export const phases = [
  "rows",
  "pairs",
  "components",
  "first tree",
  "exchanges",
  "ties",
  "least values",
  "proof",
  "reading back",
  "plan within limits",
  "reasons",
  "seal",
] as const;
export type Phase = (typeof phases)[number];

/** Is told whenever a phase is over, so that who measures can read a clock; the solver itself knows of none. */
export type Laps = (over: Phase) => void;

export const noLaps: Laps = () => {};
