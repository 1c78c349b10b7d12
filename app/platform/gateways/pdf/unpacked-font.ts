import { inflateSync } from "node:zlib";
import { invariant } from "#app/kernel/errors.ts";

const WOFF_SIGNATURE = 0x774f4646;
const HEADER_BYTES = 44;
const ENTRY_BYTES = 20;

type Table = { readonly tag: Buffer; readonly checksum: number; readonly bytes: Buffer };

/**
 * The font inside a WOFF file, as the plain OpenType file it was packed from. The PDF library can read WOFF itself,
 * but unpacks every table in script and does so anew for every paper, which takes longer than all the drawing.
 */
export function unpackedFont(woff: Buffer): Buffer {
  invariant(woff.readUInt32BE(0) === WOFF_SIGNATURE, "a font comes as WOFF");
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, at) => tableAt(woff, HEADER_BYTES + at * ENTRY_BYTES));
  const directoryBytes = 12 + count * 16;
  const directory = Buffer.alloc(directoryBytes);
  directory.writeUInt32BE(woff.readUInt32BE(4), 0);
  directory.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(2 ** power * 16, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE((count - 2 ** power) * 16, 10);
  const parts: Buffer[] = [directory];
  let offset = directoryBytes;
  tables.forEach((table, at) => {
    const entry = 12 + at * 16;
    table.tag.copy(directory, entry);
    directory.writeUInt32BE(table.checksum, entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(table.bytes.length, entry + 12);
    // Tables begin on a multiple of four.
    const padding = Buffer.alloc((4 - (table.bytes.length % 4)) % 4);
    parts.push(table.bytes, padding);
    offset += table.bytes.length + padding.length;
  });
  return Buffer.concat(parts);
}

function tableAt(woff: Buffer, entry: number): Table {
  const offset = woff.readUInt32BE(entry + 4);
  const packedLength = woff.readUInt32BE(entry + 8);
  const length = woff.readUInt32BE(entry + 12);
  const packed = woff.subarray(offset, offset + packedLength);
  const bytes = packedLength < length ? inflateSync(packed) : packed;
  invariant(bytes.length === length, "a font table unpacks to its stated length");
  return { tag: woff.subarray(entry, entry + 4), checksum: woff.readUInt32BE(entry + 16), bytes };
}
