import { crc32, deflateSync } from "node:zlib";

/** Proofs, papers and photos of the demo world, drawn by the house itself: no real person, bank or place is in them. */

const LINE_POINTS = 26;

/** A one-page PDF with these lines of text, marked as demo. */
export function demoPaper(title: string, lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const plain = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, "-").replaceAll(/[()\\]/g, "\\$&");
  const shown = ["DATA DEMO", ...lines].map(
    (line, at) => `BT /F1 13 Tf 60 ${690 - at * LINE_POINTS} Td (${plain(line)}) Tj ET`,
  );
  const content = [`BT /F1 22 Tf 60 740 Td (${plain(title)}) Tj ET`, ...shown].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${offset.toString().padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.indexOf("xref\n")}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

const WIDTH = 480;
const HEIGHT = 360;
const RGB = 3;

type Colour = readonly [number, number, number];

function chunk(kind: string, bytes: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), bytes]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(bytes.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/**
 * A photo that is no photo: heaps of round goods in one colour, some of them in another because they are spoiled.
 * `seed` moves the heaps, so that two pictures are never the same file.
 */
export function demoPhoto(seed: number, sound: Colour, spoiled: Colour): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  const rows = Buffer.alloc(HEIGHT * (WIDTH * RGB + 1));
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1)
      rows.set(colourAt(x + seed * 7, y, sound, spoiled), y * (WIDTH * RGB + 1) + 1 + x * RGB);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 6 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const CELL = 60;

function colourAt(x: number, y: number, sound: Colour, spoiled: Colour): Colour {
  const column = Math.floor(x / CELL);
  const row = Math.floor(y / CELL);
  const across = (x % CELL) - CELL / 2;
  const down = (y % CELL) - CELL / 2;
  const from = Math.sqrt(across * across + down * down) / (CELL / 2);
  if (from > 0.95) return [214, 205, 188];
  const base = (column * 7 + row * 5) % 4 === 0 ? spoiled : sound;
  const light = 1.1 - from * 0.45 - across / 250 - down / 250;
  return base.map((part) => Math.max(0, Math.min(255, Math.round(part * light)))) as unknown as Colour;
}
