import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { db, type Executor, type Transaction } from "#db/client.server.ts";
import { mails } from "#db/schema/platform.ts";
import { newId } from "./new-id.server.ts";
import { announce } from "./outbox.server.ts";
import { mailQueued } from "./platform.events.ts";

/** Writes a mail in the caller's transaction; a reaction sends it after the commit. Returns its id. */
export async function queueMail(
  tx: Transaction,
  call: Call,
  mail: { readonly to: string; readonly subject: string; readonly body: string },
): Promise<string> {
  const mailId = newId("mail");
  await tx.insert(mails).values({
    id: mailId,
    toAddress: mail.to,
    subject: mail.subject,
    body: mail.body,
    state: "queued",
    createdAt: call.at,
  });
  await announce(tx, call, mailQueued, { mailId });
  return mailId;
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
