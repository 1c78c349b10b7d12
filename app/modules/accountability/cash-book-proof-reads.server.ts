import { sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { documentVisibleTo } from "../documents/document-reads.server.ts";
import { BookFacts } from "../documents/papers/book-paper.ts";
import { sumsIn } from "../ledger/statement-reads.server.ts";
import { type BudgetPeriod, cashBookOf } from "./period-reads.server.ts";

type Book = { readonly openingRupiah: bigint; readonly closingRupiah: bigint };

/** A cash book (BKU) added up anew, beside what the books keep of cash by the day, and what the paper that is out says. */
export type CashBookProof = {
  readonly rows: number;
  readonly lines: Book;
  readonly books: Book;
  /** Null where no paper is out. */
  readonly paper: Book | null;
  readonly flaw: "books" | "paper" | null;
};

const same = (one: Book, other: Book) =>
  one.openingRupiah === other.openingRupiah && one.closingRupiah === other.closingRupiah;

/**
 * Adds up every posting on cash in the days of a budget anew and holds it against the balances that the books keep, and against the paper
 * that was issued: a paper stays as it was when money is booked into its days afterwards, and then another is due.
 */
export async function proveCashBook(
  budget: BudgetPeriod,
  paperId: string | null,
  on: Executor = db(),
): Promise<CashBookProof> {
  const { organisationId, startsOn, endsOn } = budget;
  const { openingRupiah, rows } = await cashBookOf(organisationId, budget, on);
  const kept = (await sumsIn(organisationId, { from: startsOn, to: endsOn }, on)).find(
    ({ account }) => account === "cash",
  );
  const lines = { openingRupiah, closingRupiah: openingRupiah + sumOf(rows.map((row) => row.amountRupiah)) };
  const opening = kept?.opening ?? 0n;
  const books = {
    openingRupiah: opening,
    closingRupiah: opening + (kept?.debit ?? 0n) - (kept?.credit ?? 0n),
  };
  const document = paperId === null ? null : await documentVisibleTo(organisationId, paperId, on);
  const facts = document?.kind === "BKU" ? BookFacts.parse(document.facts) : null;
  const hasMoved = facts !== null && (facts.rows.length !== rows.length || !same(facts, lines));
  return {
    rows: rows.length,
    lines,
    books,
    paper: facts,
    flaw: same(lines, books) ? (hasMoved ? "paper" : null) : "books",
  };
}
