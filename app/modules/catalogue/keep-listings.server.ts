import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold, holdFound } from "#db/hold.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { listingImportRows, listingImports } from "#db/schema/catalogue-listing-imports.ts";
import { listingGround } from "./listing-ground-reads.server.ts";
import { IMPORT_ROWS_AT_ONCE } from "./listing-import.ts";
import { judgeGoods } from "./listing-judge.ts";
import { RowGoods } from "./listing-row.ts";
import { tellReady } from "./tell-ready.server.ts";
import { settleRows, type ToWrite, writeListings } from "./write-listings.server.ts";

/**
 * Puts what is good in a file on the market, some hundred rows to a transaction, until none is left. A row that is done says so in
 * the same transaction, so that a worker that stopped in the middle goes on where it was and nothing is listed twice.
 */
export async function keepListings(call: Call, { importId }: { readonly importId: string }): Promise<void> {
  let isLeft = true;
  while (isLeft) ({ isLeft } = await keepSomeListings({ ...call, key: null }, { importId }));
}

/**
 * Lists the next rows of a file that its seller let onto the market. Each is held against the rules once more: a ceiling, a licence or
 * another phone may have come between. The files of one seller go one at a time, so that the same goods in two of them are one.
 */
const keepSomeListings = command({
  name: "catalogue.keepListings",
  input: z.object({ importId: idOf("listingImport") }),
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { importId }) => {
    const ofSeller = sql`${listingImports.organisationId} = (select i.organisation_id from ${listingImports} i where i.id = ${importId})`;
    const held = await hold(tx, listingImports, ofSeller, sql`${listingImports.id}`);
    const file = held.find((row) => row.id === importId);
    if (file?.state !== "asked" || file.askedBy === null) return { importId, isLeft: false };
    const rows = await tx
      .select()
      .from(listingImportRows)
      .where(
        and(eq(listingImportRows.importId, importId), inArray(listingImportRows.outcome, ["new", "changed"])),
      )
      .orderBy(asc(listingImportRows.rowNumber))
      .limit(IMPORT_ROWS_AT_ONCE);
    if (rows.length === 0) {
      await tx
        .update(listingImports)
        .set({ state: "kept", finishedAt: call.at })
        .where(eq(listingImports.id, importId));
      await tellReady(tx, call, { ...file, state: "kept" }, file.askedBy);
      return { importId, isLeft: false };
    }
    const goods = rows.map((row) => RowGoods.parse(row.goods));
    const ground = await listingGround(file.organisationId, goods, call.at, tx);
    const judged = rows.map((row, at) => {
      const one = goods[at];
      invariant(one, "every good row was read");
      return { rowNumber: row.rowNumber, goods: one, judged: judgeGoods(one, ground) };
    });
    const still = await stillOpen(tx, judged);
    const written = await writeListings(
      tx,
      call,
      { sellerId: file.organisationId, personId: file.askedBy },
      still,
    );
    await settleRows(tx, importId, written.rows);
    await tx
      .update(listingImports)
      .set({
        workDone: sql`${listingImports.workDone} + ${rows.length}`,
        opened: sql`${listingImports.opened} + ${written.opened}`,
        updated: sql`${listingImports.updated} + ${written.updated}`,
        lotsBrought: sql`${listingImports.lotsBrought} + ${written.lotsBrought}`,
      })
      .where(eq(listingImports.id, importId));
    return { importId, isLeft: true };
  },
});

/** Takes the listings that are to change; one that somebody took off the market a moment ago is left as it is. */
async function stillOpen(tx: Transaction, rows: readonly ToWrite[]): Promise<ToWrite[]> {
  const ids = rows.flatMap(({ judged }) => (judged.kind === "changed" ? [judged.listingId] : []));
  if (ids.length === 0) return [...rows];
  const found = await holdFound(
    tx,
    sql`select ${listings.id} as id from ${listings} where ${listings.id} = any(${sql.param(ids)}::text[]) and ${listings.state} = 'open' order by ${listings.id}`,
    { change: listings },
  );
  const open = new Set(found.map((row) => row["id"]));
  return rows.map((row) =>
    row.judged.kind === "changed" && !open.has(row.judged.listingId)
      ? { ...row, judged: { kind: "bad", fault: { code: "catalogue.moved", params: {} } } }
      : row,
  );
}
