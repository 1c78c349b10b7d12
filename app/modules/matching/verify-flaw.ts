/** What is wrong with a file, said for a person. */
export class Flaw extends Error {}

/** Stops the check at the first thing that is wrong. */
export function fail(because: string): never {
  throw new Flaw(because);
}
