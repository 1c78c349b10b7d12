import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { type commitments, purchaseNotes } from "#db/schema/commitments.ts";
import { documents } from "#db/schema/documents.ts";
import { type BoughtLot, type BoughtSource, boughtLot } from "../catalogue/lot-bought-reads.server.ts";
import { makerFactsOf } from "../catalogue/maker-facts-reads.server.ts";
import { formalDay } from "../documents/formal.ts";
import { PurchaseNoteFacts } from "../documents/papers/purchase-note-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { openLinkTokens } from "../identity/access-link-reads.server.ts";
import { type NotedPart, notedParts } from "./purchase-note.ts";

type Promised = Pick<
  typeof commitments.$inferSelect,
  "sellerId" | "lotId" | "acceptedBase" | "offeredBase" | "basePerUnit" | "deliveryDay"
>;

/** What of a promise each producer gives, at the price agreed with them, and of which lot; nobody for a lot of nobody in particular. */
export async function partsToNote(
  promise: Promised,
  on: Executor = db(),
): Promise<{ readonly lot: BoughtLot; readonly parts: readonly NotedPart<BoughtSource>[] }> {
  const lot = await boughtLot(promise.sellerId, promise.lotId, on);
  invariant(lot, "a promise is of an own lot");
  const base = promise.acceptedBase ?? promise.offeredBase;
  return { lot, parts: notedParts(base, lot.sources, promise.basePerUnit) };
}

/** Everything that the Nota Beli to one producer says, as JSON. */
export async function purchaseNoteFacts(
  tx: Executor,
  call: Call,
  note: {
    readonly promise: Promised;
    readonly lot: BoughtLot;
    readonly part: NotedPart<BoughtSource>;
    readonly issuedOn: BusinessDay;
  },
): Promise<Record<string, unknown>> {
  const { promise, lot, part, issuedOn } = note;
  const { priceRupiah, amountRupiah } = part;
  invariant(priceRupiah !== null && amountRupiah !== null, "only what has a price is noted");
  const issuer = (await paperPartiesOf([promise.sellerId], tx)).get(promise.sellerId);
  invariant(issuer, "a promise has a seller");
  const writtenBy = call.actor.kind === "member" ? call.actor.personId : null;
  return z.encode(PurchaseNoteFacts, {
    issuer: issuer.party,
    place: issuer.place,
    issuedOn,
    producer: await makerFactsOf(part.producerId, tx),
    deliveryDay: promise.deliveryDay,
    lines: [
      {
        description: lot.description,
        specification: `Panen ${formalDay(lot.harvestedOn)}`,
        unit: lot.unit,
        quantityBase: part.partBase,
        priceRupiah,
        amountRupiah,
      },
    ],
    totalRupiah: amountRupiah,
    payDays: part.payDays,
    writtenBy: { name: await signatoryName(writtenBy, tx), role: "Pengurus koperasi" },
  });
}

/** A Nota Beli as its seller's screen shows it, with what opens it for the producer. */
export type NoteShown = {
  readonly producerId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly documentId: string;
  readonly number: string;
  readonly totalRupiah: bigint;
  readonly quantityBase: bigint;
  /** Of the producer's own link; null once it was closed or has run out. */
  readonly token: string | null;
};

/** The notes that stand about one promise of a seller's, by the producer's name. */
export async function purchaseNotesOf(
  sellerId: string,
  commitmentId: string,
  at: Date,
  on: Executor = db(),
): Promise<NoteShown[]> {
  const rows = await on
    .select({
      producerId: producers.id,
      name: producers.name,
      phone: producers.phone,
      documentId: documents.id,
      number: documents.number,
      facts: documents.facts,
    })
    .from(purchaseNotes)
    .innerJoin(producers, eq(producers.id, purchaseNotes.producerId))
    .innerJoin(
      documents,
      and(
        eq(documents.subjectId, purchaseNotes.id),
        eq(documents.kind, "NB"),
        eq(documents.state, "issued"),
        eq(documents.organisationId, purchaseNotes.sellerId),
      ),
    )
    .where(and(eq(purchaseNotes.commitmentId, commitmentId), eq(purchaseNotes.sellerId, sellerId)))
    .orderBy(asc(producers.name), asc(producers.id));
  const ids = rows.map((row) => row.producerId);
  const tokens = await openLinkTokens(sellerId, "balance", ids, at, on);
  return rows.map(({ facts, ...row }) => {
    const { totalRupiah, lines } = PurchaseNoteFacts.parse(facts);
    const quantityBase = lines.reduce((sum, line) => sum + line.quantityBase, 0n);
    return { ...row, totalRupiah, quantityBase, token: tokens.get(row.producerId) ?? null };
  });
}

/** What notes to one producer of a seller's are about: the subjects of their papers. */
export async function notesToProducer(
  sellerId: string,
  producerId: string,
  on: Executor = db(),
): Promise<string[]> {
  const rows = await on
    .select({ id: purchaseNotes.id })
    .from(purchaseNotes)
    .where(and(eq(purchaseNotes.sellerId, sellerId), eq(purchaseNotes.producerId, producerId)))
    .orderBy(asc(purchaseNotes.id));
  return rows.map(({ id }) => id);
}
