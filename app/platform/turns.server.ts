const last = new Map<string, Promise<unknown>>();

/**
 * Does one piece of work of a name at a time within this process, in the order asked: for work of which whoever comes
 * second finds most of it done. Other processes do not wait, so this saves work and guards nothing.
 */
export async function inTurn<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
  const before = last.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  last.set(name, mine);
  try {
    return await mine;
  } finally {
    if (last.get(name) === mine) last.delete(name);
  }
}
