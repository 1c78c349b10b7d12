import { z } from "zod";

/**
 * A whole number from `least` to `most`, as programs send it (1200) or as people here write it ("1200", "1.200"): a dot groups
 * thousands. Anything else is refused, never rounded or cut short: "1.000" is a thousand and not one, "1,5" and "1.5" are none,
 * and so is a box left empty.
 * Refused with `error` where one is told, else by what is wrong: not there, not whole, too low, too high.
 */
export function wholeNumber(least: number, most: number, error?: string) {
  const said = (usual: string) => ({ error: error ?? usual, abort: true });
  const notRead = {
    error: (issue: { readonly input?: unknown }) =>
      error ?? (issue.input === undefined ? "kernel.required" : "kernel.notWhole"),
  };
  return z.codec(
    z.union([z.number(), z.string().trim()], notRead),
    z
      .number(notRead)
      .int(said("kernel.notWhole"))
      .min(least, said("kernel.tooLow"))
      .max(most, said("kernel.tooHigh")),
    {
      decode: (told) => (typeof told === "number" ? told : (wholeIn(told) ?? Number.NaN)),
      encode: (whole) => whole,
    },
  );
}

/** Null where it is none; a minus may be that of a keyboard or of print. */
function wholeIn(text: string): number | null {
  const read = /^([-\u2212]?)(\d{1,9}|[1-9]\d{0,2}(?:\.\d{3}){1,2})$/.exec(text);
  if (!read) return null;
  const size = Number(read[2]?.replaceAll(".", ""));
  return read[1] ? -size : size;
}
