import { m } from "#app/i18n/paraglide/messages.js";
import type { ShuPart } from "../shu.ts";

type Said = (inputs?: Readonly<Record<string, never>>, options?: { readonly locale?: "id" | "en" }) => string;

const parts: Readonly<Record<ShuPart, Said>> = {
  reserve: m.cooperative_part_reserve,
  usage: m.cooperative_part_usage,
  capital: m.cooperative_part_capital,
  officers: m.cooperative_part_officers,
  education: m.cooperative_part_education,
  social: m.cooperative_part_social,
  development: m.cooperative_part_development,
  village: m.cooperative_part_village,
};

/** What a part of SHU is called, in the language of the request unless another is asked for. */
export function partLabel(part: ShuPart, options: { readonly locale?: "id" | "en" } = {}): string {
  return parts[part]({}, options);
}
