import { type SQL, sql } from "drizzle-orm";
import type { DayShare, LotShare } from "./reservation.ts";

function texts(values: readonly string[]): SQL {
  return sql`${sql.param([...values])}::text[]`;
}

const digits = (share: { readonly quantityBase: bigint }) => share.quantityBase.toString();

/** Lot shares as a table expression of (lot_id, base). */
export function lotShareRows(shares: readonly LotShare[]): SQL {
  return sql`unnest(${texts(shares.map((share) => share.lotId))}, ${texts(shares.map(digits))}::bigint[])`;
}

/** Day shares as a table expression of (listing_id, day, base). */
export function dayShareRows(shares: readonly DayShare[]): SQL {
  return sql`unnest(${texts(shares.map((share) => share.listingId))},
    ${texts(shares.map((share) => share.day))}::date[], ${texts(shares.map(digits))}::bigint[])`;
}
