import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { Refusal } from "#app/kernel/errors.ts";
import { readSheets } from "#app/platform/read-sheets.server.ts";
import { db } from "#db/client.server.ts";
import { beginLook } from "./begin-look.server.ts";
import { fullCommodities } from "./commodity-reads.server.ts";
import { finishLook } from "./finish-look.server.ts";
import { listingGround } from "./listing-ground-reads.server.ts";
import { IMPORT_ROWS_AT_ONCE } from "./listing-import.ts";
import { fileOfImport } from "./listing-import-reads.server.ts";
import { judgeGoods, type ListingGround } from "./listing-judge.ts";
import { RowGoods } from "./listing-row.ts";
import { readListingSheets, type SheetRow } from "./listing-sheet.ts";
import { type LookedRow, recordLooked } from "./record-looked.server.ts";

/**
 * Looks at a seller's file of goods: every row gets its answer, and nothing is listed. The file is opened in a thread, and rows are
 * written down some hundred at a time, so that whoever waits sees how far it is. What stopped in the middle begins anew; a file
 * that does not wait is left alone.
 */
export async function lookAtListings(call: Call, { importId }: { readonly importId: string }): Promise<void> {
  // Each attempt is a new one, also of the same piece of news.
  const anew: Call = { ...call, key: null };
  const file = await fileOfImport(importId);
  if (!file) return;
  const { rows, refusal } = await rowsOf(Uint8Array.from(file.bytes));
  const { attempt } = await beginLook(anew, { importId, rowCount: rows.length });
  if (attempt === 0) return;
  const read = rows.flatMap((row) => ("goods" in row.read ? [row.read.goods] : []));
  const ground = await listingGround(file.sellerId, read, call.at, db());
  for (let from = 0; from < rows.length; from += IMPORT_ROWS_AT_ONCE) {
    const some = rows.slice(from, from + IMPORT_ROWS_AT_ONCE).map((row) => lookedRow(row, ground));
    await recordLooked(anew, { importId, attempt, rows: some });
  }
  await finishLook(anew, { importId, attempt, refusal });
}

async function rowsOf(bytes: Uint8Array): Promise<{ rows: readonly SheetRow[]; refusal: string | null }> {
  const none = (refusal: string) => ({ rows: [], refusal });
  try {
    const read = readListingSheets(await readSheets(bytes), await fullCommodities());
    if (read.kind === "read")
      return read.rows.length === 0 ? none("catalogue.bulkEmpty") : { rows: read.rows, refusal: null };
    return none(read.because === "tooLong" ? "catalogue.bulkTooLong" : "catalogue.bulkNoHeader");
  } catch (error) {
    if (error instanceof Refusal) return none(error.code);
    throw error;
  }
}

function lookedRow({ read, ...where }: SheetRow, ground: ListingGround): LookedRow {
  const bad = (fault: { code: string; params: LookedRow["faultParams"] }) => ({
    ...where,
    outcome: "bad" as const,
    fault: fault.code,
    ...(fault.params ? { faultParams: fault.params } : {}),
  });
  if ("fault" in read) return bad(read.fault);
  const goods = z.encode(RowGoods, read.goods);
  const judged = judgeGoods(read.goods, ground);
  if (judged.kind === "bad") {
    const { kind } = judged.fault;
    return { ...bad(judged.fault), ...(kind ? read.kindCells[kind] : {}), goods };
  }
  return {
    ...where,
    outcome: judged.kind,
    goods,
    ...(judged.kind === "new" ? {} : { listingId: judged.listingId }),
  };
}
