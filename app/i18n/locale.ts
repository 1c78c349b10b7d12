/**
 * The two languages of the house. Indonesian is the source and the default; English is complete.
 * The choice is: what the person's profile says, else the cookie of this browser, else what the browser asks for.
 */
const locales = ["id", "en"] as const;
export type Locale = (typeof locales)[number];

export const DEFAULT_LOCALE: Locale = "id";
const LOCALE_COOKIE = "lumbung_locale";

/** The locale that `text` names ("en", "en-GB"), or null when the house does not speak it. */
export function localeFrom(text: string | null | undefined): Locale | null {
  const language = text?.trim().toLowerCase().split(/[-_]/)[0];
  return locales.find((locale) => locale === language) ?? null;
}

function localeInCookies(cookies: string | null | undefined): Locale | null {
  for (const pair of (cookies ?? "").split(";")) {
    const [name, value] = pair.split("=");
    if (name?.trim() === LOCALE_COOKIE) return localeFrom(value);
  }
  return null;
}

/** The first language of an Accept-Language header, by weight, that the house speaks. */
function localeInHeader(header: string | null | undefined): Locale | null {
  const wishes = (header ?? "").split(",").map((wish, at) => {
    const [tag, ...rest] = wish.split(";");
    const weight = Number(/q=([\d.]+)/.exec(rest.join(";"))?.[1] ?? "1");
    return { locale: localeFrom(tag), weight: Number.isNaN(weight) ? 0 : weight, at };
  });
  wishes.sort((a, b) => b.weight - a.weight || a.at - b.at);
  return wishes.find((wish) => wish.locale !== null && wish.weight > 0)?.locale ?? null;
}

/** Profile, then cookie, then header, then Indonesian. */
export function negotiateLocale(wish: {
  readonly profile?: string | null | undefined;
  readonly cookies?: string | null | undefined;
  readonly acceptLanguage?: string | null | undefined;
}): Locale {
  return (
    localeFrom(wish.profile) ??
    localeInCookies(wish.cookies) ??
    localeInHeader(wish.acceptLanguage) ??
    DEFAULT_LOCALE
  );
}

/** The Set-Cookie value that keeps a choice for a year. It is no secret, so no signature. */
export function localeCookie(locale: Locale): string {
  return `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}
