import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { getDistricts, getProvinces, getRegencies, getVillages } from "idn-area-data";
import type { TransactionSql } from "postgres";
import { levelOf, zoneOfProvince } from "#app/modules/regions/region.ts";
import { cityCentres } from "./city-centres.ts";
import type { ReferencePart } from "./reference-part.ts";

/** Abbreviations that stay in capitals when "DKI JAKARTA" becomes a name to read. */
const CAPITALS = new Set(["DKI"]);

function readable(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .split(" ")
    .map((part) => (CAPITALS.has(part) ? part : part.charAt(0) + part.slice(1).toLowerCase()))
    .join(" ");
}

type Area = { readonly code: string; readonly name: string; readonly parentCode: string | null };

/** One row for COPY: the file writes the Madurese glottal stop as a double quote, people write an apostrophe. */
function copyRow({ code, name, parentCode }: Area): string {
  const centre = cityCentres[code];
  const point = centre ? [centre.latitude, centre.longitude] : ["\\N", "\\N"];
  const clean = readable(name.trim().replaceAll('"', "'"));
  return `${[code, levelOf(code), clean, parentCode ?? "\\N", zoneOfProvince(code), ...point].join("\t")}\n`;
}

/** Level by level, so that no more than one level is held at a time. */
async function* copyRows(): AsyncGenerator<string> {
  const text = (areas: readonly Area[]) => areas.map(copyRow).join("");
  yield text((await getProvinces()).map((area) => ({ ...area, parentCode: null })));
  yield text((await getRegencies()).map((area) => ({ ...area, parentCode: area.province_code })));
  yield text((await getDistricts()).map((area) => ({ ...area, parentCode: area.regency_code })));
  yield text((await getVillages()).map((area) => ({ ...area, parentCode: area.district_code })));
}

async function load(tx: TransactionSql): Promise<void> {
  await tx`create temporary table incoming_regions (like regions including defaults) on commit drop`;
  const sink =
    await tx`copy incoming_regions (code, level, name, parent_code, time_zone, latitude, longitude) from stdin`.writable();
  await pipeline(Readable.from(copyRows()), sink);
  await tx`
    insert into regions (code, level, name, parent_code, time_zone, latitude, longitude)
    select code, level, name, parent_code, time_zone, latitude, longitude from incoming_regions order by code
    on conflict (code) do update set level = excluded.level, name = excluded.name, parent_code = excluded.parent_code,
      time_zone = excluded.time_zone, latitude = excluded.latitude, longitude = excluded.longitude
    where (regions.level, regions.name, regions.parent_code, regions.time_zone, regions.latitude, regions.longitude)
      is distinct from (excluded.level, excluded.name, excluded.parent_code, excluded.time_zone, excluded.latitude, excluded.longitude)`;
}

/** Every province, city, district and village of Indonesia. */
export const regionsPart: ReferencePart = { table: "regions", version: "idn-area-data 3.1.2 / 1", load };
