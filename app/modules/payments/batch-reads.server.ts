import { aliasedTable, and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { koperasiStatements } from "#db/schema/invoicing.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import { payouts } from "#db/schema/payments.ts";
import { payoutBatches } from "#db/schema/payments-batches.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { accountChanges } from "./account-change-reads.server.ts";
import { type BankFile, type BankTransfer, bankReference, maskedAccount } from "./bank-file.ts";
import { filesOfBatch } from "./batch-file-reads.server.ts";
import { consignmentPayables } from "./consignment-payable-reads.server.ts";
import {
  debitPayables,
  hubPayables,
  type Payable,
  producerPayables,
  ridePayables,
} from "./payable-reads.server.ts";
import type { AccountChange } from "./payee-account.ts";
import { BATCH_MAX } from "./payment.schema.ts";
import { claimsOfEach } from "./producer-balance-reads.server.ts";
import { openClaims, type ProducerClaim } from "./producer-dues.ts";

const payee = aliasedTable(organisations, "payee");

export type Proposal = Payable & { readonly dueOn: BusinessDay | null };

/** A producer's part that is due by then; what has no day agreed is due at once. */
function dueOfProducer(payable: Payable, claims: readonly ProducerClaim[], until: BusinessDay) {
  const open = openClaims(claims, payable.dueRupiah).filter(({ dueOn }) => dueOn === null || dueOn <= until);
  const known = sumOf(open.map(({ amountRupiah }) => amountRupiah));
  return { dueRupiah: known, dueOn: open[0]?.dueOn ?? null };
}

/** What is to be paid to whom until a day, the earliest first; what has no day stands before everything. */
export async function proposalsUntil(
  organisationId: string,
  until: BusinessDay,
  on: Executor = db(),
): Promise<Proposal[]> {
  const [forConsignors, forRides, forDebits, forHub, forProducers] = await Promise.all([
    consignmentPayables(organisationId, on),
    ridePayables(organisationId, on),
    debitPayables(organisationId, on),
    hubPayables(organisationId, on),
    producerPayables(organisationId, on),
  ]);
  const proposals: Proposal[] = [...forDebits, ...forRides, ...forHub].map((one) => ({
    ...one,
    dueOn: null,
  }));
  for (const one of forConsignors)
    if (one.to === "consignment" && one.about <= until)
      proposals.push({ ...one, dueOn: one.about as BusinessDay });
  const claims = await claimsOfEach(
    organisationId,
    forProducers.map((one) => one.id),
    on,
  );
  for (const one of forProducers) {
    const due = dueOfProducer(one, claims.get(one.id) ?? [], until);
    if (due.dueRupiah > 0n) proposals.push({ ...one, ...due });
  }
  return proposals.sort((a, b) => ((a.dueOn ?? "0") < (b.dueOn ?? "0") ? -1 : 1));
}

/** As many proposals as one batch holds, the earliest first, and what stays due after them: it comes with the next batch. */
export async function proposalsForBatch(organisationId: string, until: BusinessDay, on: Executor = db()) {
  const all = await proposalsUntil(organisationId, until, on);
  const later = all.slice(BATCH_MAX);
  return {
    rows: all.slice(0, BATCH_MAX),
    left: later.length,
    leftRupiah: sumOf(later.map((one) => one.dueRupiah)),
  };
}

/** The batches of a payer, the newest first, each with what it comes to; a cursor is the id of the last one shown. */
export async function batchesOf(payerId: string, page: PageRequest, on: Executor = db()) {
  const rows = await on
    .select({
      id: payoutBatches.id,
      state: payoutBatches.state,
      dueUntil: payoutBatches.dueUntil,
      requestedBy: payoutBatches.requestedBy,
      requestedAt: payoutBatches.requestedAt,
      count: sql<number>`count(${payouts.id})::int`,
      open: sql<number>`(count(${payouts.id}) filter (where ${payouts.state} in ('requested', 'approved')))::int`,
      totalRupiah: sql<bigint>`coalesce(sum(${payouts.amountRupiah}), 0)::bigint`.mapWith(
        payouts.amountRupiah,
      ),
    })
    .from(payoutBatches)
    .leftJoin(payouts, eq(payouts.batchId, payoutBatches.id))
    .where(
      and(
        eq(payoutBatches.payerId, payerId),
        page.after === undefined ? undefined : lt(payoutBatches.id, page.after),
      ),
    )
    .groupBy(payoutBatches.id)
    .orderBy(desc(payoutBatches.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

export type BatchRow = {
  readonly payoutId: string;
  readonly payee: string;
  readonly amountRupiah: Rupiah;
  readonly state: (typeof payouts.$inferSelect)["state"];
  readonly reason: string | null;
  readonly bank: string | null;
  /** Masked; null when nobody wrote one down, and then it is not in the file. */
  readonly account: string | null;
  /** Where it is another one than that of the last transfer to this payee. */
  readonly accountChange: AccountChange | null;
  /** What it is paid for; of a koperasi's share the number of its call-off, of a claim that of its debit note. */
  readonly about: Pick<
    typeof payouts.$inferSelect,
    "statementId" | "settlementId" | "ridePlaceId" | "debitNoteId" | "isDeposit" | "refundId" | "purpose"
  > & { readonly number: string | null };
};

/** One batch of a payer with its payouts, or null: somebody else's is not known. */
export async function batchOf(payerId: string, batchId: string, on: Executor = db()) {
  const [batch] = await on
    .select()
    .from(payoutBatches)
    .where(and(eq(payoutBatches.id, batchId), eq(payoutBatches.payerId, payerId)));
  if (!batch) return null;
  const rows = await payoutsIn(batchId, on);
  const changes = await accountChanges(
    payerId,
    rows.map(({ payout }) => payout.id),
    on,
  );
  return {
    batch,
    files: await filesOfBatch(batchId, on),
    rows: rows.map(
      ({ payout, name, number }): BatchRow => ({
        payoutId: payout.id,
        payee: name,
        amountRupiah: payout.amountRupiah,
        state: payout.state,
        reason: payout.reason,
        bank: payout.payeeBank,
        account: payout.payeeAccount === null ? null : maskedAccount(payout.payeeAccount),
        accountChange: changes.get(payout.id) ?? null,
        about: {
          statementId: payout.statementId,
          settlementId: payout.settlementId,
          ridePlaceId: payout.ridePlaceId,
          debitNoteId: payout.debitNoteId,
          isDeposit: payout.isDeposit,
          refundId: payout.refundId,
          purpose: payout.purpose,
          number,
        },
      }),
    ),
  };
}

async function payoutsIn(batchId: string, on: Executor) {
  return on
    .select({
      payout: payouts,
      name: sql<string>`coalesce(${payee.name}, ${producers.name})`,
      number: sql<string | null>`coalesce(${callOffs.number}, ${debitNotes.number})`,
    })
    .from(payouts)
    .leftJoin(koperasiStatements, eq(koperasiStatements.id, payouts.statementId))
    .leftJoin(callOffs, eq(callOffs.id, koperasiStatements.callOffId))
    .leftJoin(debitNotes, eq(debitNotes.id, payouts.debitNoteId))
    .leftJoin(payee, eq(payee.id, payouts.payeeOrganisationId))
    .leftJoin(producers, eq(producers.id, payouts.payeeProducerId))
    .where(eq(payouts.batchId, batchId))
    .orderBy(asc(payouts.id));
}

/** What goes to the bank of a batch on a day: the transfers that were approved, are not settled, and have an account. Whole numbers. */
export async function bankFileOf(
  payerId: string,
  batchId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<BankFile> {
  const [from] = await on
    .select({ account: organisations.bankAccount, regionCode: organisations.regionCode })
    .from(payoutBatches)
    .innerJoin(organisations, eq(organisations.id, payoutBatches.payerId))
    .where(and(eq(payoutBatches.id, batchId), eq(payoutBatches.payerId, payerId)));
  const rows = from ? await payoutsIn(batchId, on) : [];
  return {
    from: from?.account ?? "",
    on: day,
    instantMaxRupiah: BigInt(
      await numberParameter(on, "banking.instant_max_rupiah", { regionCode: from?.regionCode ?? "", day }),
    ),
    transfers: rows.flatMap(({ payout, name }): BankTransfer[] =>
      payout.state === "approved" && payout.payeeAccount !== null
        ? [
            {
              reference: bankReference(payout.id),
              bank: payout.payeeBank ?? "",
              account: payout.payeeAccount,
              holder: payout.payeeHolder ?? name,
              amountRupiah: payout.amountRupiah,
              remark: `Lumbung ${bankReference(payout.id)}`,
            },
          ]
        : [],
    ),
  };
}
