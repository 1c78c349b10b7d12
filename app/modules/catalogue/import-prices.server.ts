import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import type { SheetGrid } from "#app/kernel/sheet-cell.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { priceImports } from "#db/schema/catalogue-imports.ts";
import { correcting, writtenBy } from "#db/written-once.ts";
import { timeZoneOf } from "../regions/region-reads.server.ts";
import { mayRecordPrices } from "./catalogue.policy.ts";
import { isOwnArea } from "./own-area-reads.server.ts";
import type { JudgedPrice } from "./price-import.ts";
import { type BroughtFile, broughtFile, judgedPrices, sheetsOfImport } from "./price-import-reads.server.ts";

const ROWS_AT_ONCE = 1_000;

/**
 * Lets the good prices of a file that was brought count: those that read as a price of known goods on a day and lie near the last.
 * Where the survey said something else of the same goods and day, the file corrects it, with itself as the reason; a file that
 * was kept before corrects nothing again. Everything else is left out, and listed by `judgedPrices`. Nothing is counted twice.
 */
export async function importPriceFile(
  call: Call,
  importId: string,
): Promise<{ recorded: number; corrected: number }> {
  // Read before the transaction begins: a file takes as long as its sender likes.
  return importPrices(call, { importId, grids: await sheetsOfImport(importId) });
}

const importPrices = command({
  name: "catalogue.importPrices",
  input: z.object({
    importId: idOf("priceImport"),
    grids: z.custom<readonly SheetGrid[]>((value) => Array.isArray(value)),
  }),
  secret: ["grids"],
  permit: async (tx, call, { importId }) => {
    if (!mayRecordPrices(call.actor)) throw new Forbidden("catalogue.forbidden");
    const file = await broughtFile(importId, tx);
    if (!file || !(await isOwnArea(tx, call, file.regionCode)))
      throw new Missing("catalogue.priceFileMissing");
  },
  run: async (tx, call, { importId, grids }) => {
    const file = await broughtFile(importId, tx);
    if (!file) throw new Missing("catalogue.priceFileMissing");
    const today = dayOf(call.at, await timeZoneOf(file.regionCode, tx));
    const rows = await judgedPrices(grids, { ...file, today, mayCorrect: file.keptAt === null }, tx);
    const counts = await writeRows(tx, call, file, rows);
    if (counts.recorded + counts.corrected > 0 || file.keptAt === null)
      await tx
        .update(priceImports)
        .set({
          keptAt: call.at,
          recorded: sql`${priceImports.recorded} + ${counts.recorded}`,
          corrected: sql`${priceImports.corrected} + ${counts.corrected}`,
        })
        .where(eq(priceImports.id, importId));
    return counts;
  },
});

async function writeRows(
  tx: Transaction,
  call: Call,
  file: BroughtFile,
  rows: readonly JudgedPrice[],
): Promise<{ recorded: number; corrected: number }> {
  const { regionCode, source, level } = file;
  const added = rows.flatMap(({ outcome }) => {
    if (outcome.kind !== "good" && outcome.kind !== "corrects") return [];
    const { commodityCode, gradeCode, onDay, priceRupiah, basePerUnit } = outcome;
    const said =
      outcome.kind === "corrects"
        ? correcting(call, outcome.before, { reason: `Berkas ${file.fileName}`, annuls: false })
        : writtenBy(call);
    return [
      {
        id: newId("referencePrice"),
        ...{ commodityCode, gradeCode, onDay, priceRupiah, basePerUnit },
        ...{ regionCode, source, level, importId: file.id },
        ...said,
      },
    ];
  });
  for (let from = 0; from < added.length; from += ROWS_AT_ONCE)
    await tx.insert(referencePrices).values(added.slice(from, from + ROWS_AT_ONCE));
  const corrected = added.filter((row) => "correctsId" in row).length;
  return { recorded: added.length - corrected, corrected };
}
