import { createHash, randomBytes } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { base32Of } from "#app/kernel/ids.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { documentReaders, documentSeries, documents } from "#db/schema/documents.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { documentIssued } from "./documents.events.ts";
import type { DocumentKind } from "./series.ts";
import { documentNumber } from "./series.ts";

export type DocumentToIssue = {
  /** Whose series it is numbered in. */
  readonly organisationId: string;
  readonly kind: DocumentKind;
  /** What the paper is about; one standing paper of a kind per subject and issuer. */
  readonly subjectId: string;
  /** Everything the paper says, as it is now: digits for amounts, names and addresses spelled out. */
  readonly facts: Record<string, unknown>;
  readonly on: BusinessDay;
  /** The other parties, who may read it too. */
  readonly readers: readonly string[];
};

export type IssuedDocument = {
  readonly documentId: string;
  readonly number: string;
  readonly verificationCode: string;
};

/**
 * Issues a paper in the caller's transaction: takes the next number of the issuer's series for this kind and year,
 * and keeps the facts with their hash. When the transaction rolls back the number was never taken, so a series has no
 * gaps; while it runs, others who want a number of the same series wait. Its PDF is rendered afterwards by a reaction.
 */
export async function issueDocument(
  tx: Transaction,
  call: Call,
  paper: DocumentToIssue,
): Promise<IssuedDocument> {
  const issuer = await organisationById(paper.organisationId, tx);
  invariant(issuer, "a paper has an issuer");
  const year = Number(paper.on.slice(0, 4));
  const [series] = await tx
    .insert(documentSeries)
    .values({ organisationId: paper.organisationId, kind: paper.kind, year, lastSerial: 1 })
    .onConflictDoUpdate({
      target: [documentSeries.organisationId, documentSeries.kind, documentSeries.year],
      set: { lastSerial: sql`${documentSeries.lastSerial} + 1` },
    })
    .returning({ serial: documentSeries.lastSerial });
  invariant(series, "a series gives a number");
  const documentId = newId("document");
  const number = documentNumber({
    kind: paper.kind,
    serial: series.serial,
    organisationShort: issuer.shortName,
    on: paper.on,
  });
  const verificationCode = base32Of(randomBytes(16)).slice(-20);
  await tx.insert(documents).values({
    id: documentId,
    organisationId: paper.organisationId,
    kind: paper.kind,
    year,
    serial: series.serial,
    number,
    subjectId: paper.subjectId,
    facts: paper.facts,
    factsHash: createHash("sha256").update(stableText(paper.facts)).digest("hex"),
    verificationCode,
    issuedAt: call.at,
    isDemo: issuer.isDemo,
  });
  const readers = [...new Set(paper.readers)].filter((reader) => reader !== paper.organisationId);
  if (readers.length > 0)
    await tx
      .insert(documentReaders)
      .values(readers.map((organisationId) => ({ documentId, organisationId })));
  await announce(tx, call, documentIssued, { documentId });
  return { documentId, number, verificationCode };
}

/** Marks the paper of a subject as void, with the reason that its public page will show. The number stays taken. */
export async function voidDocument(
  tx: Transaction,
  call: Call,
  paper: {
    readonly organisationId: string;
    readonly kind: DocumentKind;
    readonly subjectId: string;
    readonly reason: string;
  },
): Promise<void> {
  const voided = await tx
    .update(documents)
    .set({ state: "voided", voidReason: paper.reason, voidedAt: call.at })
    .where(
      and(
        eq(documents.organisationId, paper.organisationId),
        eq(documents.kind, paper.kind),
        eq(documents.subjectId, paper.subjectId),
        eq(documents.state, "issued"),
      ),
    )
    .returning({ id: documents.id });
  invariant(voided.length === 1, "one issued paper is voided");
}

/**
 * As `voidDocument`, for whatever still stands among the papers of one kind about these subjects: none, one or many.
 * Doing it again changes nothing.
 */
export async function voidStandingDocuments(
  tx: Transaction,
  call: Call,
  papers: { readonly kind: DocumentKind; readonly subjectIds: readonly string[]; readonly reason: string },
): Promise<void> {
  if (papers.subjectIds.length === 0) return;
  await tx
    .update(documents)
    .set({ state: "voided", voidReason: papers.reason, voidedAt: call.at })
    .where(
      and(
        eq(documents.kind, papers.kind),
        inArray(documents.subjectId, [...papers.subjectIds]),
        eq(documents.state, "issued"),
      ),
    );
}

/** JSON with sorted keys: equal facts are equal texts, whatever the order they were written in. */
export function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const parts = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${stableText(inner)}`);
  return `{${parts.join(",")}}`;
}
