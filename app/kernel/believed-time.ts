const OLDEST_MS = 7 * 86_400_000;

/**
 * When something happened, as far as the clock of a phone can be believed: never after the house learnt of it, and no more
 * than a week before; what lies outside is the nearest of the two. Nothing said: now.
 */
export function believedTime(said: Date | null, toldAt: Date): Date {
  if (said === null) return toldAt;
  const at = Math.min(said.getTime(), toldAt.getTime());
  return new Date(Math.max(at, toldAt.getTime() - OLDEST_MS));
}
