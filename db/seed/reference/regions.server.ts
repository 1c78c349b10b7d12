import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { TransactionSql } from "postgres";
import { levelOf, zoneOfProvince } from "#app/modules/regions/region.ts";
import { cityCentres } from "./city-centres.ts";
import type { ReferencePart } from "./reference-part.ts";

const FILES = ["provinces.csv", "regencies.csv", "districts.csv", "villages.csv"];
/** Abbreviations that stay in capitals when "DKI JAKARTA" becomes a name to read. */
const CAPITALS = new Set(["DKI"]);

function readable(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .split(" ")
    .map((part) => (CAPITALS.has(part) ? part : part.charAt(0) + part.slice(1).toLowerCase()))
    .join(" ");
}

/** One row for COPY: the file writes the Madurese glottal stop as a double quote, people write an apostrophe. */
function copyRow(csvLine: string): string {
  const fields = csvLine.split(",");
  const code = fields[0] ?? "";
  const name = readable((fields.at(-1) ?? "").trim().replaceAll('"', "'"));
  const parentCode = fields.length === 3 ? (fields[1] ?? "") : "\\N";
  const centre = cityCentres[code];
  const point = centre ? [centre.latitude, centre.longitude] : ["\\N", "\\N"];
  return `${[code, levelOf(code), name, parentCode, zoneOfProvince(code), ...point].join("\t")}\n`;
}

async function* copyRows(): AsyncGenerator<string> {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve("idn-area-data/package.json")),
    "data",
  );
  for (const file of FILES) {
    const text = await readFile(path.join(folder, file), "utf8");
    const lines = text.split("\n").slice(1).filter(Boolean);
    yield lines.map(copyRow).join("");
  }
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
