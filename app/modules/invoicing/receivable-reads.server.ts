import { and, asc, desc, eq, inArray, isNull, lt, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { invoicedShipments } from "#db/schema/invoicing-parts.ts";
import {
  assignmentProceeds,
  receivableAssignments,
  verifiedReceivables,
} from "#db/schema/invoicing-receivables.ts";
import { budgets, orders } from "#db/schema/orders.ts";
import { shipments } from "#db/schema/shipments.ts";
import { foundationBehind, isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { standingOf } from "./assignment-proceeds.ts";
import type { ReceivableFilter } from "./receivable.schema.ts";
import { standingAssignments } from "./receivable.ts";

const seller = alias(organisations, "seller");
const buyer = alias(organisations, "buyer");
const holder = alias(organisations, "holder");

export type ReceivableRow = typeof verifiedReceivables.$inferSelect;

/** The verified receivable of an invoice that stands, if one does. */
export async function standingReceivable(
  invoiceId: string,
  on: Executor = db(),
): Promise<ReceivableRow | null> {
  const [row] = await on
    .select()
    .from(verifiedReceivables)
    .where(and(eq(verifiedReceivables.invoiceId, invoiceId), isNull(verifiedReceivables.withdrawnAt)));
  return row ?? null;
}

/** The buyer's budgets out of which the goods of an invoice were ordered, by fund; none where the buyer keeps no budget. */
export async function fundsBehind(invoiceId: string, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .selectDistinct({ fund: budgets.fund })
    .from(invoicedShipments)
    .innerJoin(shipments, eq(shipments.id, invoicedShipments.shipmentId))
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(budgets, eq(budgets.id, orders.budgetId))
    .where(eq(invoicedShipments.invoiceId, invoiceId))
    .orderBy(asc(budgets.fund));
  return rows.map((row) => row.fund);
}

/** The assignment of an invoice that stands or waits for somebody, if there is one. */
export async function standingAssignment(invoiceId: string, on: Executor = db()) {
  const [row] = await on
    .select()
    .from(receivableAssignments)
    .where(
      and(
        eq(receivableAssignments.invoiceId, invoiceId),
        inArray(receivableAssignments.state, [...standingAssignments]),
      ),
    );
  return row ?? null;
}

/** Whom an assigned invoice is paid to, and into which account; as its buyer acknowledged it. */
export type Assignee = {
  readonly assignmentId: string;
  readonly invoiceId: string;
  /** Null for an institution outside of the house. */
  readonly holderId: string | null;
  readonly name: string;
  readonly bank: {
    readonly name: string | null;
    readonly account: string | null;
    readonly holder: string | null;
  };
};

/** The assignees of these invoices, by invoice; what is still its seller's has none. Whoever decides by it holds the invoices. */
export async function assigneesOf(
  invoiceIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, Assignee>> {
  if (invoiceIds.length === 0) return new Map();
  const rows = await on
    .select({ assignment: receivableAssignments, holderName: holder.name })
    .from(receivableAssignments)
    .leftJoin(holder, eq(holder.id, receivableAssignments.holderId))
    .where(
      and(
        inArray(receivableAssignments.invoiceId, [...invoiceIds]),
        eq(receivableAssignments.state, "effective"),
      ),
    );
  return new Map(
    rows.map(({ assignment, holderName }) => [
      assignment.invoiceId,
      {
        assignmentId: assignment.id,
        invoiceId: assignment.invoiceId,
        holderId: assignment.holderId,
        name: holderName ?? assignment.institution ?? "",
        bank: {
          name: assignment.bankName,
          account: assignment.bankAccount,
          holder: assignment.bankHolder,
        },
      },
    ]),
  );
}

/** True for an invoice whose claim is somebody else's than its seller's, for a query that names `invoices`. */
export const isAssigned = sql<boolean>`exists (
  select 1 from ${receivableAssignments} given where given.invoice_id = ${invoices.id} and given.state = 'effective')`;

/** True for an invoice whose claim this organisation holds, for a query that names `invoices`. */
export function isHeldBy(organisationId: string) {
  return sql<boolean>`exists (
    select 1 from ${receivableAssignments} given
    where given.invoice_id = ${invoices.id} and given.state = 'effective' and given.holder_id = ${organisationId})`;
}

const openRupiah = sql<string>`(${invoices.totalRupiah} - ${invoices.advanceRupiah} - ${invoices.creditedRupiah} - ${invoices.paidRupiah})::text`;

function shown(on: Executor) {
  return on
    .select({
      receivable: verifiedReceivables,
      invoiceNumber: invoices.number,
      invoiceState: invoices.state,
      dueOn: invoices.dueOn,
      paidRupiah: invoices.paidRupiah,
      openRupiah,
      sellerName: seller.name,
      buyerName: buyer.name,
      assignment: receivableAssignments,
      holderName: holder.name,
    })
    .from(verifiedReceivables)
    .innerJoin(invoices, eq(invoices.id, verifiedReceivables.invoiceId))
    .innerJoin(seller, eq(seller.id, verifiedReceivables.sellerId))
    .innerJoin(buyer, eq(buyer.id, verifiedReceivables.buyerId))
    .leftJoin(
      receivableAssignments,
      // The latest: what stands, or what became of the last one.
      sql`${receivableAssignments.id} = (select max(a.id) from receivable_assignments a where a.receivable_id = ${verifiedReceivables.id})`,
    )
    .leftJoin(holder, eq(holder.id, receivableAssignments.holderId));
}

type Shown = Awaited<ReturnType<typeof shown>>[number];

export type ReceivableSummary = ReturnType<typeof summaryOf>;

function summaryOf(row: Shown) {
  const { receivable, assignment, holderName, openRupiah: open, ...rest } = row;
  return {
    ...receivable,
    ...rest,
    openRupiah: BigInt(open),
    assignment: assignment && {
      ...assignment,
      assigneeName: holderName ?? assignment.institution ?? "",
    },
  };
}

/**
 * Who sees a receivable: its seller always; its buyer, and the foundation behind it, once it is notified of an assignment, or when the
 * paper is drawn up; a BUMD from when it is asked to take it.
 */
function visibleTo(organisationId: string, on: Executor) {
  return or(
    eq(verifiedReceivables.sellerId, organisationId),
    isOwnOrKitchens(verifiedReceivables.buyerId, organisationId, on),
    and(eq(receivableAssignments.holderId, organisationId), ne(receivableAssignments.state, "proposed")),
  );
}

/** One side's receivables, the newest first: what it sold and had verified, what it holds, or what of it was assigned to be paid. */
export async function receivablesOf(
  organisationId: string,
  filter: ReceivableFilter,
  on: Executor = db(),
): Promise<Page<ReceivableSummary>> {
  const mine = {
    sold: eq(verifiedReceivables.sellerId, organisationId),
    held: and(
      eq(receivableAssignments.holderId, organisationId),
      inArray(receivableAssignments.state, ["offered", "notified", "effective", "released"]),
    ),
    owed: and(
      isOwnOrKitchens(verifiedReceivables.buyerId, organisationId, on),
      inArray(receivableAssignments.state, ["notified", "effective"]),
    ),
  }[filter.side];
  const rows = await shown(on)
    .where(and(mine, filter.after ? lt(verifiedReceivables.id, filter.after) : undefined))
    .orderBy(desc(verifiedReceivables.id))
    .limit(filter.limit + 1);
  return pageOf(rows.map(summaryOf), filter.limit, (row) => row.id);
}

/** One verified receivable with its latest assignment, for those who have to do with it; null for anyone else. */
export async function receivableVisibleTo(
  organisationId: string,
  receivableId: string,
  on: Executor = db(),
): Promise<(ReceivableSummary & { readonly foundationId: string | null }) | null> {
  const [row] = await shown(on).where(
    and(eq(verifiedReceivables.id, receivableId), visibleTo(organisationId, on)),
  );
  if (!row) return null;
  const summary = summaryOf(row);
  // What the seller still ponders is nobody else's to read.
  const isSeller = summary.sellerId === organisationId;
  const assignment = isSeller || isTold(summary, organisationId) ? summary.assignment : null;
  return { ...summary, assignment, foundationId: await foundationBehind(summary.buyerId, on) };
}

function isTold({ assignment }: ReceivableSummary, organisationId: string): boolean {
  if (assignment === null || assignment.state === "proposed") return false;
  return (
    assignment.holderId === organisationId ||
    assignment.acknowledgedAt !== null ||
    assignment.state === "notified"
  );
}

/**
 * What went between seller and assignee of an assignment, the newest first, with where the two stand; null for everybody else, the buyer
 * too. A claim is assigned and settled in a handful of transfers: all are read.
 */
export async function proceedsVisibleTo(organisationId: string, assignmentId: string, on: Executor = db()) {
  const [assignment] = await on
    .select()
    .from(receivableAssignments)
    .where(
      and(
        eq(receivableAssignments.id, assignmentId),
        or(
          eq(receivableAssignments.sellerId, organisationId),
          eq(receivableAssignments.holderId, organisationId),
        ),
      ),
    );
  if (!assignment) return null;
  const parts = await on
    .select()
    .from(assignmentProceeds)
    .where(eq(assignmentProceeds.assignmentId, assignmentId))
    .orderBy(desc(assignmentProceeds.id));
  const due = assignment.state === "effective" ? assignment.amountRupiah - assignment.returnedRupiah : 0n;
  return { parts, standing: standingOf(due, parts) };
}

export type HeldAges = {
  readonly count: number;
  readonly openRupiah: Rupiah;
  /** Not due yet; past its day by 1 to 7, 8 to 30 and more days. They add up to `openRupiah`. */
  readonly notDue: Rupiah;
  readonly week: Rupiah;
  readonly month: Rupiah;
  readonly older: Rupiah;
};

/** What is open of the receivables that an organisation holds, by how far each is past its day. */
export async function heldAges(
  organisationId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<HeldAges> {
  const late = sql`${today}::date - ${invoices.dueOn}`;
  const open = sql`(${invoices.totalRupiah} - ${invoices.advanceRupiah} - ${invoices.creditedRupiah} - ${invoices.paidRupiah})`;
  const sum = (where: ReturnType<typeof sql>) =>
    sql<string>`coalesce(sum(${open}) filter (where ${where}), 0)::text`;
  const [row] = await on
    .select({
      count: sql<number>`(count(*) filter (where ${open} > 0))::int`,
      open: sum(sql`true`),
      notDue: sum(sql`${late} <= 0`),
      week: sum(sql`${late} between 1 and 7`),
      month: sum(sql`${late} between 8 and 30`),
      older: sum(sql`${late} > 30`),
    })
    .from(receivableAssignments)
    .innerJoin(invoices, eq(invoices.id, receivableAssignments.invoiceId))
    .where(
      and(eq(receivableAssignments.holderId, organisationId), eq(receivableAssignments.state, "effective")),
    );
  return {
    count: row?.count ?? 0,
    openRupiah: BigInt(row?.open ?? "0"),
    notDue: BigInt(row?.notDue ?? "0"),
    week: BigInt(row?.week ?? "0"),
    month: BigInt(row?.month ?? "0"),
    older: BigInt(row?.older ?? "0"),
  };
}

/** BUMD that may take a receivable of this seller on this buyer, by name. */
export async function possibleHolders(
  parties: { readonly sellerId: string; readonly buyerId: string },
  on: Executor = db(),
): Promise<{ readonly id: string; readonly name: string }[]> {
  return on
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(
      and(
        eq(organisations.kind, "bumd"),
        eq(organisations.state, "active"),
        ne(organisations.id, parties.sellerId),
        ne(organisations.id, parties.buyerId),
      ),
    )
    .orderBy(asc(organisations.name), asc(organisations.id))
    .limit(200);
}

/** What whoever holds the paper of a receivable may know of it now: nothing but where the claim stands. */
export type PaperStanding = "open" | "assigned" | "partly" | "settled";

/** Where the claim of a paper stands today, for its public page; null when it is no paper of a receivable. */
export async function paperStanding(
  receivableId: string,
  on: Executor = db(),
): Promise<PaperStanding | null> {
  const [row] = await shown(on).where(eq(verifiedReceivables.id, receivableId));
  if (!row) return null;
  if (BigInt(row.openRupiah) === 0n || row.invoiceState !== "issued") return "settled";
  if (row.assignment && standingAssignments.some((state) => state === row.assignment?.state))
    return "assigned";
  return BigInt(row.openRupiah) < row.receivable.amountRupiah ? "partly" : "open";
}
