import { z } from "zod";

/**
 * A whole number, not below nothing, as programs send it (1200) or as people here write it ("1200", "1.200"): a dot groups thousands.
 * Anything else is refused with `error`: "1.2" is no number of children, and "1.000" is a thousand of them, not one.
 */
export function wholeNumber(error?: string) {
  const said = error === undefined ? {} : { error };
  return z
    .union([z.number(said), z.string().trim()], said)
    .transform((told) => (typeof told === "number" ? told : (wholeIn(told) ?? Number.NaN)))
    .pipe(z.number(said).int(said).min(0, said));
}

/** Null where it is none. */
function wholeIn(text: string): number | null {
  return /^(\d{1,9}|[1-9]\d{0,2}(\.\d{3}){1,2})$/.test(text) ? Number(text.replaceAll(".", "")) : null;
}
