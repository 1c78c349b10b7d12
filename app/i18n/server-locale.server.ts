import { AsyncLocalStorage } from "node:async_hooks";
import { DEFAULT_LOCALE, type Locale } from "#app/i18n/locale.ts";
import { overwriteGetLocale } from "#app/i18n/paraglide/runtime.js";

/**
 * Whose language is being spoken, per request or job. Two requests rendering at the same moment must never mix,
 * so the locale travels with the asynchronous call and not in a variable.
 *
 * The web process loads this file twice: once in the server bundle, once inside the Remix build. The store is
 * therefore registered under a process-wide symbol; a second copy finds the first one's store.
 */
type Spoken = { locale: Locale };

const STORE = Symbol.for("lumbung.locale");
const shared = globalThis as unknown as { [STORE]?: AsyncLocalStorage<Spoken> };
shared[STORE] ??= new AsyncLocalStorage<Spoken>();
const spoken = shared[STORE];

overwriteGetLocale(() => spoken.getStore()?.locale ?? DEFAULT_LOCALE);

/** Runs `act` with every message and format in `locale`, through all its awaits. */
export function withLocale<T>(locale: Locale, act: () => T): T {
  return spoken.run({ locale }, act);
}

/**
 * Changes the language of the request that is under way, once the signed-in person's own wish is known.
 * Outside `withLocale` it does nothing: there is nobody to speak to.
 */
export function preferLocale(locale: Locale): void {
  const current = spoken.getStore();
  if (current) current.locale = locale;
}
