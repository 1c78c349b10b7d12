import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor, type Transaction } from "#db/client.server.ts";
import { mails } from "#db/schema/platform.ts";
import { newId } from "./new-id.server.ts";
import { announceAll } from "./outbox.server.ts";
import { mailQueued } from "./platform.events.ts";

export type MailWish = { readonly to: string; readonly subject: string; readonly body: string };

/** Writes a mail in the caller's transaction; a reaction sends it after the commit. Returns its id. */
export async function queueMail(tx: Transaction, call: Call, mail: MailWish): Promise<string> {
  const [mailId] = await queueMails(tx, call, [mail]);
  invariant(mailId, "a mail that was written has an id");
  return mailId;
}

// A row has six values, and a statement takes 65,535.
const MAILS_AT_ONCE = 5_000;

/** As `queueMail`, for many at once; returns their ids in the order given. */
export async function queueMails(
  tx: Transaction,
  call: Call,
  wishes: readonly MailWish[],
): Promise<string[]> {
  const rows = wishes.map(({ to: toAddress, subject, body }) => ({
    ...{ id: newId("mail"), toAddress, subject, body },
    ...{ state: "queued" as const, createdAt: call.at },
  }));
  for (let from = 0; from < rows.length; from += MAILS_AT_ONCE)
    await tx.insert(mails).values(rows.slice(from, from + MAILS_AT_ONCE));
  const ids = rows.map(({ id }) => id);
  await announceAll(
    tx,
    call,
    mailQueued,
    ids.map((mailId) => ({ mailId })),
  );
  return ids;
}

export type Mail = typeof mails.$inferSelect;

export async function mailById(mailId: string, on: Executor = db()): Promise<Mail | null> {
  const [row] = await on.select().from(mails).where(eq(mails.id, mailId));
  return row ?? null;
}

/** Records that a queued mail went out; a mail that is no longer queued stays as it is. */
export async function recordMailSent(mailId: string, at: Date, on: Executor = db()): Promise<void> {
  await on
    .update(mails)
    .set({ state: "sent", sentAt: at, attempts: sql`${mails.attempts} + 1` })
    .where(and(eq(mails.id, mailId), eq(mails.state, "queued")));
}

/** Records that a mail server refused a queued mail for good. */
export async function recordMailRejected(mailId: string, on: Executor = db()): Promise<void> {
  await on
    .update(mails)
    .set({ state: "failed", attempts: sql`${mails.attempts} + 1` })
    .where(and(eq(mails.id, mailId), eq(mails.state, "queued")));
}

/** The newest mails, for the local outbox page of a development or demo house. */
export async function newestMails(limit: number, on: Executor = db()): Promise<Mail[]> {
  return on.select().from(mails).orderBy(desc(mails.createdAt), asc(mails.id)).limit(limit);
}
