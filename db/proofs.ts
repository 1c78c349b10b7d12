// npm run proofs: every query of db/proofs/ must return no row.

import { proveDatabase } from "./prove.server.ts";

const SHOWN_ROWS = 20;

const url = process.env["DATABASE_URL"];
if (!url) throw new Error("DATABASE_URL is not set");
const results = await proveDatabase(url);
const broken = results.filter((result) => result.rows.length > 0);
for (const { name, claim, rows } of results) {
  console.log(`${rows.length === 0 ? "ok   " : "GAGAL"} ${name}: ${claim}`);
  if (rows.length > 0) console.table(rows.slice(0, SHOWN_ROWS));
  if (rows.length > SHOWN_ROWS) console.log(`      … ${rows.length - SHOWN_ROWS} baris lagi`);
}
console.log(`${results.length - broken.length} bukti terpenuhi, ${broken.length} dilanggar`);
if (broken.length > 0) process.exitCode = 1;
