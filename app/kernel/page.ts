import { z } from "zod";
import { wholeNumber } from "./whole-text.ts";

/** One screenful of a longer list, found by key and not by offset, so that page 500 costs what page 1 costs. */
export type Page<T> = { readonly rows: readonly T[]; readonly next: string | null };

const PAGE_SIZE_MAX = 200;

/** What a list takes: how many, and after which cursor. */
export const PageRequest = z.object({
  limit: wholeNumber(1, PAGE_SIZE_MAX).default(50),
  after: z.string().max(200).optional(),
});
export type PageRequest = z.output<typeof PageRequest>;

/** Cuts `limit + 1` fetched rows into a page; the cursor is the sort key of the last row shown. */
export function pageOf<T>(fetched: readonly T[], limit: number, keyOf: (row: T) => string): Page<T> {
  const rows = fetched.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: fetched.length > limit && last !== undefined ? keyOf(last) : null };
}
