// node scripts/verify-ledger.mjs BOOK.jsonl [DAY.json …]: checks the sealed books of one organisation as they were exported,
// and that their seals are among those that were published. It needs this file and Node, and nothing of the house.
//
// Each line of the book is {"hash":H,"entry":E} or {"seal":H,"day":D,"entries":N}. H of an entry is the SHA-256, in hex, of
// the H before it (64 zeros at first), a line break, and the bytes of E as they stand. A published day is
// {"format","day","previous","root","seals"}: its root is the SHA-256 of previous, day and each seal, a line break between.
// Prints what was found and exits 1 at the first flaw, naming its line.

import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const ENTRY = /^\{"hash":"([0-9a-f]{64})","entry":(\[.*\])\}$/;
const SEAL = /^\{"seal":"([0-9a-f]{64})","day":"(\d{4}-\d{2}-\d{2})","entries":(\d+)\}$/;

class Flaw extends Error {}

/** The published days by their name, each checked against its own root and, where both are given, against the day before. */
function publishedDays(files) {
  const days = new Map();
  for (const file of files) {
    const sealed = JSON.parse(readFileSync(file, "utf8"));
    const root = sha256([sealed.previous, sealed.day, ...sealed.seals].join("\n"));
    if (sealed.format !== "lumbung-seal/1" || root !== sealed.root)
      throw new Flaw(`${file}: the root is not that of its seals`);
    days.set(sealed.day, sealed);
  }
  const inOrder = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  for (const [at, sealed] of inOrder.entries()) {
    const before = inOrder[at - 1];
    const isNext = before && Date.parse(sealed.day) - Date.parse(before.day) === 86_400_000;
    if (isNext && sealed.previous !== before.root)
      throw new Flaw(`${sealed.day} does not follow ${before.day}`);
  }
  return days;
}

function checkEntry(text, book) {
  const [format, organisation, position, id, , , , , , , lines] = JSON.parse(text);
  if (format !== "lumbung-ledger/1") throw new Flaw("an unknown format");
  if (book.organisation !== null && organisation !== book.organisation)
    throw new Flaw("an entry of other books");
  if (position !== book.entries + 1) throw new Flaw(`entry ${position} follows entry ${book.entries}`);
  if (book.ids.has(id)) throw new Flaw(`${id} stands here twice`);
  const sum = lines.reduce((total, [, , amount]) => total + BigInt(amount), 0n);
  if (lines.length < 2 || sum !== 0n) throw new Flaw(`${id} does not balance: ${sum}`);
  book.ids.add(id);
  book.organisation = organisation;
  book.entries = position;
  for (const [code, , amount] of lines)
    book.balances.set(code, (book.balances.get(code) ?? 0n) + BigInt(amount));
}

function checkSeal(hash, day, entries, book, days) {
  if (hash !== book.hash || entries !== book.entries)
    throw new Flaw(`the seal of ${day} is not where the chain stands`);
  if (book.day !== null && day <= book.day) throw new Flaw(`the seal of ${day} follows that of ${book.day}`);
  const sealed = days.get(day);
  if (sealed && !sealed.seals.includes(hash))
    throw new Flaw(`the seal of ${day} is not among those published`);
  book.day = day;
  book.seals += 1;
  if (sealed) book.published += 1;
}

async function verify(file, publicFiles) {
  const days = publishedDays(publicFiles);
  const book = {
    organisation: null,
    entries: 0,
    hash: "0".repeat(64),
    day: null,
    seals: 0,
    published: 0,
    ids: new Set(),
    balances: new Map(),
  };
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, "utf8"), crlfDelay: 0 })) {
    line += 1;
    try {
      const entry = ENTRY.exec(text);
      const seal = SEAL.exec(text);
      if (entry) {
        const hash = sha256(`${book.hash}\n${entry[2]}`);
        if (hash !== entry[1]) throw new Flaw(`an entry was changed: it hashes to ${hash}`);
        book.hash = hash;
        checkEntry(entry[2], book);
      } else if (seal) checkSeal(seal[1], seal[2], Number(seal[3]), book, days);
      else throw new Flaw("this is neither an entry nor a seal");
    } catch (error) {
      if (error instanceof Flaw || error instanceof SyntaxError)
        throw new Flaw(`line ${line}: ${error.message}`);
      throw error;
    }
  }
  return book;
}

const [file, ...publicFiles] = process.argv.slice(2);
if (!file) {
  console.error("node scripts/verify-ledger.mjs BOOK.jsonl [DAY.json …]");
  process.exit(2);
}
try {
  const book = await verify(file, publicFiles);
  console.log(
    JSON.stringify({
      holds: true,
      organisation: book.organisation,
      entries: book.entries,
      seals: book.seals,
      sealsPublished: book.published,
      sealedUntil: book.day,
      hash: book.hash,
      balances: Object.fromEntries(
        [...book.balances].sort().map(([code, amount]) => [code, amount.toString()]),
      ),
    }),
  );
} catch (error) {
  if (!(error instanceof Flaw)) throw error;
  console.log(JSON.stringify({ holds: false, flaw: error.message }));
  process.exitCode = 1;
}
