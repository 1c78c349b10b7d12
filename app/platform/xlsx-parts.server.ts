import { unzipSync } from "fflate";
import { Parser } from "saxen";
import { textOf } from "#app/kernel/csv-grid.ts";

/** The texts of an XLSX by their paths; or why there are none. */
export type XlsxParts = ReadonlyMap<string, string> | "notTable" | "tooLarge";

/** Unpacked, a table that people made is far smaller; what is larger was packed to hurt. */
const UNPACKED_BYTES_MAX = 60 * 1024 * 1024;

/** Where cells, their texts and their forms stand in an archive; pictures and drawings are left packed. */
const CELLS = /^xl\/(?:workbook|sharedStrings|styles|worksheets\/|_rels\/).*\.(?:xml|rels)$/i;

/**
 * Unpacks what of an XLSX holds its cells. A part takes no more room than the directory of the archive says, and they are
 * added up before anything is unpacked: an archive that lies about itself comes out cut off, and not larger.
 */
export function xlsxParts(bytes: Uint8Array): XlsxParts {
  let sum = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!CELLS.test(name)) return false;
        sum += originalSize;
        return sum <= UNPACKED_BYTES_MAX;
      },
    });
    if (sum > UNPACKED_BYTES_MAX) return "tooLarge";
    return new Map(Object.entries(parts).map(([name, content]) => [name, textOf(content) ?? ""]));
  } catch {
    // Whatever it stumbles over, it is no archive that anybody could open.
    return "notTable";
  }
}

export type XmlHeed = {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/** Reads XML tag by tag, names without their prefix. Entities other than those of XML itself are not known, so none unfolds. */
export function readXml(xml: string, heed: XmlHeed): void {
  const parser = new Parser();
  const bare = (name: string) => name.slice(name.indexOf(":") + 1);
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("openTag", (name, attributesOf, decode) => {
    if (!heed.open) return;
    const attributes: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributesOf())) attributes[bare(key)] = decode(value);
    heed.open(bare(name), attributes);
  });
  parser.on("closeTag", (name) => heed.close?.(bare(name)));
  parser.on("text", (text, decode) => heed.text?.(decode(text)));
  parser.on("cdata", (text) => heed.text?.(text));
  parser.parse(xml);
}
