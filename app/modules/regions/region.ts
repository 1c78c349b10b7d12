import { z } from "zod";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";

/**
 * A region is a piece of Indonesia in the numbering of Kemendagri: province 35, city or regency 35.72, district
 * 35.72.01, kelurahan or village 35.72.01.1006. A code says whose part it is; names collide and decide nothing.
 */
export const regionLevels = { province: 1, city: 2, district: 3, village: 4 } as const;
export type RegionLevel = (typeof regionLevels)[keyof typeof regionLevels];

const CODE = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/;

export const RegionCodeText = z.string().trim().regex(CODE, { error: "regions.notCode" });
/** A kelurahan or village. */
export const VillageCodeText = z
  .string()
  .trim()
  .regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, { error: "regions.notVillage" });
/** The codes of a region and of all that it lies in, the province first. */
export function ancestryOf(code: string): string[] {
  invariant(CODE.test(code), `${code} is a region code`);
  const parts = code.split(".");
  return parts.map((_, at) => parts.slice(0, at + 1).join("."));
}

export function levelOf(code: string): RegionLevel {
  return ancestryOf(code).length as RegionLevel;
}

/** The city or regency that a region lies in, or is; null for a province. */
export function cityCodeOf(code: string): string | null {
  return ancestryOf(code)[1] ?? null;
}

const EAST = new Set(["81", "82", "91", "92", "93", "94", "95", "96"]);
const MIDDLE = new Set(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"]);

/** The clock of a region: Indonesia's zones run along the borders of provinces. */
export function zoneOfProvince(code: string): TimeZone {
  const province = code.slice(0, 2);
  if (EAST.has(province)) return "Asia/Jayapura";
  return MIDDLE.has(province) ? "Asia/Makassar" : "Asia/Jakarta";
}
