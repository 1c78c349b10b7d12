// npm runs a script through a shell. A signal sent to npm ends that shell and never reaches us: without a look
// at who our parent is, everything would run on with nobody left to stop it.

const LOOK_EVERY_MS = 500;

/**
 * Calls `onEnd` once, soon after the process that started this one has ended. A process without its first parent
 * is given another one by the system, which is how it is noticed.
 *
 * @returns {() => void} stops looking
 */
export function whenParentEnds(onEnd) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, LOOK_EVERY_MS);
  timer.unref(); // looking alone must not keep the process from ending
  return () => clearInterval(timer);
}
