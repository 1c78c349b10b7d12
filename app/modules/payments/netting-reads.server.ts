import { aliasedTable, and, asc, desc, eq, gt, inArray, lt, not, or, sql } from "drizzle-orm";
import type { Actor } from "#app/kernel/call.ts";
import { type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { nettingParts, nettings } from "#db/schema/payments-nettings.ts";
import { isAssigned } from "../invoicing/receivable-reads.server.ts";
import { mayProposeNetting } from "./netting.policy.ts";
import { flawOfParties, type NettingClaim } from "./netting.ts";

/** Of what kind these organisations are, and whether a treasurer of the government pays for them. */
export async function partiesOf(organisationIds: readonly string[], on: Executor = db()) {
  return on
    .select({
      name: organisations.name,
      kind: organisations.kind,
      hasTreasurer: organisations.hasTreasurer,
      id: organisations.id,
    })
    .from(organisations)
    .where(inArray(organisations.id, [...organisationIds]));
}

const proposer = aliasedTable(organisations, "proposer");
const partner = aliasedTable(organisations, "partner");

const askedRupiah = sql<bigint>`(${invoices.totalRupiah} - ${invoices.advanceRupiah} - ${invoices.creditedRupiah} - ${invoices.paidRupiah} - ${invoices.reportedRupiah} - ${invoices.heldRupiah})`;

/** More are not netted at once; what is left follows by a second proposal. */
const SIDE_MAX = 50;

type NettingGround = {
  readonly partnerName: string;
  readonly own: readonly (NettingClaim & { readonly number: string })[];
  readonly theirs: readonly (NettingClaim & { readonly number: string })[];
};

/** Open invoices of one seller to one buyer that can be netted, the longest due first, at most `SIDE_MAX`. */
async function openTo(sellerId: string, buyerId: string, on: Executor) {
  const rows = await on
    .select({
      invoiceId: invoices.id,
      number: invoices.number,
      dueOn: invoices.dueOn,
      openRupiah: askedRupiah.mapWith(BigInt),
    })
    .from(invoices)
    .where(
      and(
        eq(invoices.sellerId, sellerId),
        eq(invoices.buyerId, buyerId),
        eq(invoices.state, "issued"),
        gt(askedRupiah, sql`0`),
        not(isAssigned),
      ),
    )
    .orderBy(asc(invoices.dueOn), asc(invoices.id))
    .limit(SIDE_MAX);
  return rows.map((row) => ({ ...row, number: row.number ?? "" }));
}

/** What these two can net, seen from the first; null where they cannot: one side owes nothing, or one trades with others' money. */
export async function nettingGround(
  organisationId: string,
  partnerId: string,
  on: Executor = db(),
): Promise<NettingGround | null> {
  const parties = await partiesOf([organisationId, partnerId], on);
  const other = parties.find(({ id }) => id === partnerId);
  if (parties.length !== 2 || !other || flawOfParties(parties) !== null) return null;
  const [own, theirs] = await Promise.all([
    openTo(organisationId, partnerId, on),
    openTo(partnerId, organisationId, on),
  ]);
  return own.length === 0 || theirs.length === 0 ? null : { partnerName: other.name, own, theirs };
}

/** The proposal that waits between two, whoever of them made it; null where none does. */
async function waitingNetting(
  organisationId: string,
  partnerId: string,
  on: Executor,
): Promise<string | null> {
  const [row] = await on
    .select({ id: nettings.id })
    .from(nettings)
    .where(
      and(
        eq(nettings.state, "proposed"),
        or(
          and(eq(nettings.proposerId, organisationId), eq(nettings.partnerId, partnerId)),
          and(eq(nettings.proposerId, partnerId), eq(nettings.partnerId, organisationId)),
        ),
      ),
    );
  return row?.id ?? null;
}

/** Nettings of an organisation, whichever of the two proposed, the latest first, page by page. */
export async function nettingsOf(organisationId: string, page: PageRequest, on: Executor = db()) {
  const rows = await on
    .select({
      id: nettings.id,
      state: nettings.state,
      amountRupiah: nettings.amountRupiah,
      proposedAt: nettings.proposedAt,
      isOwn: sql<boolean>`${nettings.proposerId} = ${organisationId}`,
      otherName: sql<string>`case ${nettings.proposerId} when ${organisationId} then ${partner.name} else ${proposer.name} end`,
    })
    .from(nettings)
    .innerJoin(proposer, eq(proposer.id, nettings.proposerId))
    .innerJoin(partner, eq(partner.id, nettings.partnerId))
    .where(
      and(
        or(eq(nettings.proposerId, organisationId), eq(nettings.partnerId, organisationId)),
        page.after === undefined ? undefined : lt(nettings.id, page.after),
      ),
    )
    .orderBy(desc(nettings.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

/** A netting with the invoices of both sides, the longest due first, for one of its two; null for everybody else. */
export async function nettingVisibleTo(organisationId: string, nettingId: string, on: Executor = db()) {
  const [row] = await on
    .select({ netting: nettings, proposerName: proposer.name, partnerName: partner.name })
    .from(nettings)
    .innerJoin(proposer, eq(proposer.id, nettings.proposerId))
    .innerJoin(partner, eq(partner.id, nettings.partnerId))
    .where(
      and(
        eq(nettings.id, nettingId),
        or(eq(nettings.proposerId, organisationId), eq(nettings.partnerId, organisationId)),
      ),
    );
  if (!row) return null;
  const parts = await on
    .select({
      invoiceId: nettingParts.invoiceId,
      sellerId: invoices.sellerId,
      number: invoices.number,
      dueOn: invoices.dueOn,
      amountRupiah: nettingParts.amountRupiah,
      openRupiah: nettingParts.openRupiah,
    })
    .from(nettingParts)
    .innerJoin(invoices, eq(invoices.id, nettingParts.invoiceId))
    .where(eq(nettingParts.nettingId, nettingId))
    .orderBy(asc(invoices.dueOn), asc(invoices.id));
  const { netting, ...names } = row;
  return { ...netting, ...names, parts };
}

/**
 * Where an invoice leads to its netting, for whoever may propose one: to the proposal that waits between its two parties, or to a new one
 * where both have something open; null where neither is so.
 */
export async function nettingEntry(
  actor: Actor,
  organisationId: string,
  invoice: { readonly sellerId: string; readonly buyerId: string },
  on: Executor = db(),
): Promise<{ readonly path: string; readonly isWaiting: boolean; readonly partnerName: string } | null> {
  // A foundation reads the bills of its kitchens, and is neither of the two.
  if (invoice.sellerId !== organisationId && invoice.buyerId !== organisationId) return null;
  const partnerId = invoice.sellerId === organisationId ? invoice.buyerId : invoice.sellerId;
  const waitingId = await waitingNetting(organisationId, partnerId, on);
  if (waitingId !== null) return { path: waitingId, isWaiting: true, partnerName: "" };
  if (!mayProposeNetting(actor)) return null;
  const ground = await nettingGround(organisationId, partnerId, on);
  return ground && { path: `baru/${partnerId}`, isWaiting: false, partnerName: ground.partnerName };
}
