import { createHash, randomBytes } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { base32Of } from "#app/kernel/ids.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { documentReaders, documentSeries, documents } from "#db/schema/documents.ts";
import { organisationsById } from "../identity/organisation-reads.server.ts";
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
  const [issued] = await issueDocuments(tx, call, [paper]);
  invariant(issued, "a paper that was issued has a number");
  return issued;
}

/**
 * Issues papers as `issueDocument` does, all or none, in as many statements as one paper takes. Numbers of a series are given in
 * the order of the papers; series are taken in the order of their names, so that two who issue many at once never wait for each
 * other. Answers in the order given.
 */
export async function issueDocuments(
  tx: Transaction,
  call: Call,
  papers: readonly DocumentToIssue[],
): Promise<readonly IssuedDocument[]> {
  if (papers.length === 0) return [];
  const issuers = await organisationsById(
    papers.map((paper) => paper.organisationId),
    tx,
  );
  const serials = await takeSerials(tx, papers);
  const codes = randomBytes(16 * papers.length);
  const said = papers.map((paper) => stableText(paper.facts));
  const rows = papers.map((paper, at) => {
    const issuer = issuers.get(paper.organisationId);
    const serial = serials[at];
    invariant(issuer && serial !== undefined, "a paper has an issuer, and a series gives it a number");
    return {
      id: newId("document"),
      organisation_id: paper.organisationId,
      kind: paper.kind,
      year: yearOf(paper),
      serial,
      number: documentNumber({
        kind: paper.kind,
        serial,
        organisationShort: issuer.shortName,
        on: paper.on,
      }),
      subject_id: paper.subjectId,
      facts_hash: createHash("sha256")
        .update(said[at] ?? "")
        .digest("hex"),
      verification_code: base32Of(codes.subarray(16 * at, 16 * at + 16)).slice(-20),
      is_demo: issuer.isDemo,
    };
  });
  // What a paper says is text already, and is not written out a second time.
  const told = rows.map((row, at) => `${JSON.stringify(row).slice(0, -1)},"facts":${said[at]}}`);
  await tx.execute(sql`
    insert into ${documents} (id, organisation_id, kind, year, serial, number, subject_id, facts, facts_hash,
      verification_code, issued_at, is_demo)
    select id, organisation_id, kind, year, serial, number, subject_id, facts, facts_hash, verification_code,
      ${call.at.toISOString()}::timestamptz, is_demo
    from json_to_recordset(${`[${told.join(",")}]`}::json) as d(id text, organisation_id text, kind text, year smallint,
      serial integer, number text, subject_id text, facts jsonb, facts_hash text, verification_code text, is_demo boolean)`);
  const readers = papers.flatMap((paper, at) =>
    [...new Set(paper.readers)]
      .filter((reader) => reader !== paper.organisationId)
      .map((organisationId) => ({ documentId: rows[at]?.id ?? "", organisationId })),
  );
  if (readers.length > 0)
    await tx.execute(sql`
      insert into ${documentReaders} (document_id, organisation_id)
      select * from unnest(${sql.param(readers.map((one) => one.documentId))}::text[],
        ${sql.param(readers.map((one) => one.organisationId))}::text[])`);
  await announceAll(
    tx,
    call,
    documentIssued,
    rows.map((row) => ({ documentId: row.id })),
  );
  return rows.map((row) => ({
    documentId: row.id,
    number: row.number,
    verificationCode: row.verification_code,
  }));
}

function yearOf(paper: DocumentToIssue): number {
  return Number(paper.on.slice(0, 4));
}

/** The next numbers of the papers' series, one for each, in the order of the papers. */
async function takeSerials(tx: Transaction, papers: readonly DocumentToIssue[]): Promise<readonly number[]> {
  const keys = papers.map((paper) => `${paper.organisationId}/${paper.kind}/${yearOf(paper)}`);
  const wanted = new Map<string, typeof documentSeries.$inferInsert>();
  papers.forEach((paper, at) => {
    const key = keys[at] ?? "";
    const { organisationId, kind } = paper;
    const lastSerial = (wanted.get(key)?.lastSerial ?? 0) + 1;
    wanted.set(key, { organisationId, kind, year: yearOf(paper), lastSerial });
  });
  const taken = await tx
    .insert(documentSeries)
    .values([...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, series]) => series))
    .onConflictDoUpdate({
      target: [documentSeries.organisationId, documentSeries.kind, documentSeries.year],
      set: { lastSerial: sql`${documentSeries.lastSerial} + excluded.last_serial` },
    })
    .returning();
  const next = new Map(
    taken.map((series) => {
      const key = `${series.organisationId}/${series.kind}/${series.year}`;
      return [key, series.lastSerial - (wanted.get(key)?.lastSerial ?? 0)];
    }),
  );
  return keys.map((key) => {
    const serial = (next.get(key) ?? 0) + 1;
    next.set(key, serial);
    return serial;
  });
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

/** Lets others read the paper of a kind that stands about a subject, who were no party to it when it was issued. Twice changes nothing. */
export async function letRead(
  tx: Transaction,
  paper: { readonly kind: DocumentKind; readonly subjectId: string; readonly readers: readonly string[] },
): Promise<void> {
  const [row] = await tx
    .select({ documentId: documents.id })
    .from(documents)
    .where(
      and(
        eq(documents.kind, paper.kind),
        eq(documents.subjectId, paper.subjectId),
        eq(documents.state, "issued"),
      ),
    );
  invariant(row, "one issued paper is read");
  if (paper.readers.length === 0) return;
  await tx
    .insert(documentReaders)
    .values(paper.readers.map((organisationId) => ({ documentId: row.documentId, organisationId })))
    .onConflictDoNothing();
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
