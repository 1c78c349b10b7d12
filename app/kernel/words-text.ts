import { z } from "zod";

/** What a person writes in a form or a program sends, without the blanks around it: between `min` and `max` characters. */
export function words(min: number, max: number) {
  return z.string().trim().min(min, { error: "kernel.tooShort" }).max(max, { error: "kernel.tooLong" });
}
