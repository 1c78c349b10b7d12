import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { dayListings } from "#db/schema/catalogue-days.ts";
import { listingImportRows } from "#db/schema/catalogue-listing-imports.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { listingOpened, listingRepriced, lotRegistered } from "./catalogue.events.ts";
import { KindPrices } from "./catalogue.schema.ts";
import type { ImportOutcome, RowFault } from "./listing-import.ts";
import type { JudgedGoods, Stock } from "./listing-judge.ts";
import type { RowGoods } from "./listing-row.ts";
import { usualPlaces } from "./stored-in.server.ts";

/** A row with what would come of it now. */
export type ToWrite = { readonly rowNumber: number; readonly goods: RowGoods; readonly judged: JudgedGoods };

/** What became of a row. */
export type SettledRow = {
  readonly rowNumber: number;
  readonly outcome: ImportOutcome;
  readonly listingId: string | null;
  readonly fault: RowFault | null;
};

export type Written = {
  readonly rows: readonly SettledRow[];
  readonly opened: number;
  readonly updated: number;
  readonly lotsBrought: number;
};

/**
 * Writes many judged rows of one seller in the caller's transaction: new listings, new prices, and harvests as lots of nobody in
 * particular with the first entry of their book, each in one statement. Whoever calls holds the listings that change. For a day a
 * harvest is brought once, as from a phone (050): the key of `day_listings` stops a second.
 */
export async function writeListings(
  tx: Transaction,
  call: Call,
  by: { readonly sellerId: string; readonly personId: string },
  rows: readonly ToWrite[],
): Promise<Written> {
  const settled = rows.map(settledRow);
  const opened = settled.flatMap(({ judged, listingId }) =>
    judged.kind === "new" && listingId !== null ? [{ ...judged.listing, id: listingId }] : [],
  );
  const places = opened.length === 0 ? [] : await usualPlaces(tx, by.sellerId, opened);
  if (opened.length > 0)
    await tx.insert(listings).values(
      opened.map(({ costRupiah, note, photoId: _none, warehouseId: _usual, ...listing }, at) => ({
        ...listing,
        ...places[at],
        sellerId: by.sellerId,
        costRupiah: costRupiah ?? null,
        note: note ?? null,
        state: "open" as const,
        createdAt: call.at,
        updatedAt: call.at,
      })),
    );
  const repriced = await reprice(tx, call, settled);
  const brought = await bringStock(tx, call, by, settled);
  await announceAll(
    tx,
    call,
    listingOpened,
    opened.map(({ id }) => ({ listingId: id })),
  );
  await announceAll(
    tx,
    call,
    listingRepriced,
    repriced.map((listingId) => ({ listingId })),
  );
  await announceAll(tx, call, lotRegistered, brought);
  return {
    rows: settled.map(({ row }) => row),
    opened: opened.length,
    updated: settled.filter(({ row }) => row.outcome === "updated").length,
    lotsBrought: brought.length,
  };
}

type Settled = {
  readonly row: SettledRow;
  readonly goods: RowGoods;
  readonly judged: JudgedGoods;
  readonly listingId: string | null;
};

function settledRow({ rowNumber, goods, judged }: ToWrite): Settled {
  const listingId =
    judged.kind === "bad" ? null : judged.kind === "new" ? newId("listing") : judged.listingId;
  const outcome = ({ new: "opened", changed: "updated", known: "known", bad: "bad" } as const)[judged.kind];
  const fault = judged.kind === "bad" ? judged.fault : null;
  return { goods, judged, listingId, row: { rowNumber, outcome, listingId, fault } };
}

async function reprice(tx: Transaction, call: Call, rows: readonly Settled[]): Promise<string[]> {
  const prices = rows.flatMap(({ judged }) =>
    judged.kind === "changed" && judged.price !== null ? [{ id: judged.listingId, ...judged.price }] : [],
  );
  if (prices.length === 0) return [];
  const text = (value: bigint | null) => (value === null ? null : String(value));
  const moved = await tx.execute(sql`
    update ${listings} set price_rupiah = given.price, kind_prices = given.kinds::jsonb, cost_rupiah = given.cost, price_valid_until = given.until,
      version = ${listings.version} + 1, updated_at = ${call.at.toISOString()}
    from unnest(${sql.param(prices.map(({ id }) => id))}::text[], ${sql.param(prices.map((one) => text(one.priceRupiah)))}::text[]::bigint[],
      ${sql.param(prices.map((one) => JSON.stringify(z.encode(KindPrices, one.kindPrices))))}::text[],
      ${sql.param(prices.map((one) => text(one.costRupiah)))}::text[]::bigint[], ${sql.param(prices.map((one) => one.priceValidUntil))}::text[]::date[])
      as given (id, price, kinds, cost, until)
    where ${listings.id} = given.id and ${listings.state} = 'open' returning 1`);
  invariant(moved.length === prices.length, "listings that change are held, and open");
  return prices.map(({ id }) => id);
}

async function bringStock(
  tx: Transaction,
  call: Call,
  { sellerId, personId }: { readonly sellerId: string; readonly personId: string },
  rows: readonly Settled[],
): Promise<{ lotId: string; listingId: string }[]> {
  const brought = rows.flatMap(({ goods, judged, listingId }) => {
    const stock: Stock | null = judged.kind === "new" || judged.kind === "changed" ? judged.stock : null;
    return stock === null || listingId === null
      ? []
      : [{ ...stock, lotId: newId("lot"), listingId, priceRupiah: goods.priceRupiah }];
  });
  if (brought.length === 0) return [];
  const seller = await organisationById(sellerId, tx);
  invariant(seller, "a seller stands in the register");
  await tx.insert(lots).values(
    brought.map(({ lotId: id, priceRupiah: _price, ...lot }) => ({
      ...lot,
      id,
      sellerId,
      originRegionCode: seller.regionCode,
      createdAt: call.at,
    })),
  );
  await tx.insert(lotMoves).values(
    brought.map(({ lotId, quantityBase }) => ({
      id: newId("lotMove"),
      lotId,
      kind: "brought" as const,
      quantityBase,
      recordedBy: personId,
      recordedAt: call.at,
    })),
  );
  await tx.insert(dayListings).values(
    brought.map(({ lotId, listingId, harvestedOn, quantityBase, priceRupiah }) => ({
      ...{ listingId, sellerId, lotId, quantityBase, priceRupiah },
      day: harvestedOn,
      listedBy: personId,
      listedAt: call.at,
      toldAt: call.at,
    })),
  );
  return brought.map(({ lotId, listingId }) => ({ lotId, listingId }));
}

/** Writes beside each row of the file what became of it. */
export async function settleRows(
  tx: Transaction,
  importId: string,
  rows: readonly SettledRow[],
): Promise<void> {
  await tx.execute(sql`
    update ${listingImportRows} set outcome = given.outcome, fault = given.fault, fault_params = given.params::jsonb,
      listing_id = given.listing
    from unnest(${sql.param(rows.map((row) => String(row.rowNumber)))}::text[]::int[], ${sql.param(rows.map((row) => row.outcome))}::text[],
      ${sql.param(rows.map((row) => row.fault?.code ?? null))}::text[],
      ${sql.param(rows.map((row) => JSON.stringify(row.fault?.params ?? {})))}::text[],
      ${sql.param(rows.map((row) => row.listingId))}::text[]) as given (row, outcome, fault, params, listing)
    where ${listingImportRows.importId} = ${importId} and ${listingImportRows.rowNumber} = given.row`);
}
