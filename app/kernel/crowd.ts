/** Fewer than these behind one figure, and who knows the town knows whose figure it is. */
export const CROWD_MIN = 3;

/** Whether a figure that so many have a part in may be told: nobody's, or that of enough of them. */
export function isCrowd(count: number): boolean {
  return count === 0 || count >= CROWD_MIN;
}
