import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Invalid, Missing, Outage, Refusal } from "#app/kernel/errors.ts";
import { type Command, command, fieldErrorsOf } from "#app/platform/command.server.ts";
import { log } from "#app/platform/log.server.ts";
import { isAmong } from "#db/among.ts";
import { db, type Executor } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { isDatabaseAway } from "#db/sql-state.ts";
import { may } from "../identity/permissions.ts";
import { IssueInvoices } from "./invoice.schema.ts";
import { issueInvoice } from "./issue-invoice.server.ts";
import { isOfShipments, issueShipments } from "./issue-shipments.server.ts";

/** Invoices of one transaction: others of the same seller wait for their numbers until it ends. */
const SET = 125;

type Answer = { readonly issued: readonly string[]; readonly leftOut: readonly string[] };

/** A set of drafts over shipments, all or none. What is no draft any more is left out before anything is written. */
const issueSet = command({
  name: "invoicing.issueSet",
  input: IssueInvoices,
  // Others of the same seller wait for their numbers instead of being sent back: a series has no gaps.
  isolation: "read committed",
  permit: async (tx, call, { invoiceIds }) => void (await ofShipments(tx, call, invoiceIds)),
  run: async (tx, call, { invoiceIds }) => {
    const rows = await hold(tx, invoices, isAmong(invoices.id, invoiceIds), sql`${invoices.id}`);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const drafts = invoiceIds.flatMap((id) => {
      const row = byId.get(id);
      return row && isOfShipments(row) && row.state === "draft" ? [row] : [];
    });
    const issued = (await issueShipments(tx, call, drafts)).map((paper) => paper.invoiceId);
    const isIssued = new Set(issued);
    return { issued, leftOut: invoiceIds.filter((id) => !isIssued.has(id)) };
  },
  subject: ({ invoiceIds }) => invoiceIds[0] ?? null,
});

/** Those that stand on shipments, when all are the caller's own to issue. One that is not answers as not found. */
async function ofShipments(
  on: Executor,
  call: Call,
  invoiceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { actor } = call;
  if (actor.kind !== "member") throw new Forbidden("invoicing.forbidden");
  const own = await on
    .select({ id: invoices.id, shipmentId: invoices.shipmentId, termsId: invoices.termsId })
    .from(invoices)
    .where(and(isAmong(invoices.id, invoiceIds), eq(invoices.sellerId, actor.organisationId)));
  if (own.length !== invoiceIds.length) throw new Missing("invoicing.missing");
  if (!may(actor, "invoices.issue")) throw new Forbidden("invoicing.forbidden");
  return new Set(own.filter(isOfShipments).map((row) => row.id));
}

/**
 * Issues many drafts of the caller's organisation, in the order given: those of shipments in sets, that of a call-off by itself,
 * because it divides its proceeds. What is written is what issuing each by itself would have written. One that cannot be
 * issued stops no other: a set that fails is issued one by one, and only the faulty is left out. Answers which were issued
 * and which were not; each of those says why when it is issued alone. Refuses the whole only when an invoice is not the caller's to
 * issue.
 */
export const issueInvoices: Command<typeof IssueInvoices, Answer> = Object.assign(
  async (call: Call, input: z.input<typeof IssueInvoices>): Promise<Answer> => {
    const parsed = IssueInvoices.safeParse(input, { reportInput: true });
    if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
    const { invoiceIds } = parsed.data;
    const onShipments = await ofShipments(db(), call, invoiceIds);
    const [issued, leftOut]: [string[], string[]] = [[], []];
    for (const set of setsOf(invoiceIds, onShipments)) {
      const done = await issueSetOrEach(call, set, onShipments);
      issued.push(...done.issued);
      leftOut.push(...done.leftOut);
    }
    return { issued, leftOut };
  },
  { commandName: "invoicing.issueMany", input: IssueInvoices },
);

/** Neighbours that may be issued together; one that may not is a set by itself. */
function setsOf(invoiceIds: readonly string[], onShipments: ReadonlySet<string>): string[][] {
  const sets: string[][] = [];
  for (const id of invoiceIds) {
    const last = sets.at(-1);
    const joins = last && last.length < SET && onShipments.has(id) && onShipments.has(last[0] ?? "");
    if (joins) last.push(id);
    else sets.push([id]);
  }
  return sets;
}

async function issueSetOrEach(
  call: Call,
  set: readonly string[],
  onShipments: ReadonlySet<string>,
): Promise<Answer> {
  if (onShipments.has(set[0] ?? ""))
    try {
      return await issueSet(keyed(call, `set.${set[0]}`), { invoiceIds: [...set] });
    } catch (error) {
      stopIfNoneCan(error);
      log.warn({ err: error, invoices: set.length }, "a set of invoices is issued one by one");
    }
  const [issued, leftOut]: [string[], string[]] = [[], []];
  for (const invoiceId of set)
    try {
      await issueInvoice(keyed(call, invoiceId), { invoiceId });
      issued.push(invoiceId);
    } catch (error) {
      stopIfNoneCan(error);
      if (!(error instanceof Refusal)) log.error({ err: error, invoiceId }, "an invoice could not be issued");
      leftOut.push(invoiceId);
    }
  return { issued, leftOut };
}

/** What is wrong with the world or with the caller stops everything; what is wrong with one invoice stops that one. */
function stopIfNoneCan(error: unknown): void {
  if (error instanceof Outage || error instanceof Forbidden || isDatabaseAway(error)) throw error;
}

/** Sent again, each part answers what it answered: its key is the sender's with the part's name. */
function keyed(call: Call, part: string): Call {
  return { ...call, key: call.key === null ? null : `${call.key}.${part}` };
}
