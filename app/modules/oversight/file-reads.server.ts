import { aliasedTable, and, eq, inArray, or, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { callOffs, contractPapers, contracts } from "#db/schema/contracts.ts";
import { disputePhotos, disputes } from "#db/schema/disputes.ts";
import { organisations, verificationPapers } from "#db/schema/identity.ts";
import { orders, priceEvidences } from "#db/schema/orders.ts";
import { payments } from "#db/schema/payments.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import { storedFiles } from "#db/schema/platform.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { appealLines, appeals } from "#db/schema/shipments-appeals.ts";

const payer = aliasedTable(organisations, "payer");
const receiver = aliasedTable(organisations, "receiver");

/** For whom a signed-in person may look: where they are a member, and where their role shows them money. */
export type FileViewer = {
  readonly organisationIds: readonly string[];
  readonly moneyIds: readonly string[];
};

/** What shows sums, whoever it belongs to. */
const MONEY_PROOFS: ReadonlySet<string> = new Set(["payment_proof", "funding_proof"]);

/** A file as a browser gets it. */
export type VisibleFile = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
};

/**
 * A kept file for one of the viewer's organisations, or null. Visible are: its own files; proofs of payments that it
 * (or a kitchen that it stands behind) paid or is to be paid, and of money that came to such a kitchen; photos of handovers, and of claims and appeals after them, that it, or such
 * a kitchen, had a part in; papers of contracts that it is a party to; what a kitchen that it stands behind showed for a dear
 * price; and photos of goods that are for sale, to anyone signed in. Proofs are shown only where the viewer's role shows
 * money. Verification papers are never shown here: they have their own way, with its own rule.
 */
export async function fileVisibleTo(
  viewer: FileViewer,
  fileId: string,
  on: Executor = db(),
): Promise<VisibleFile | null> {
  const [file] = await on.select().from(storedFiles).where(eq(storedFiles.id, fileId));
  if (!file || (await isVerificationPaper(fileId, on))) return null;
  const isProof = MONEY_PROOFS.has(file.purpose) || (await isPaymentProof(fileId, on));
  const isAllowed = isProof
    ? viewer.moneyIds.includes(file.ownerId) ||
      (await isProofFor(viewer.moneyIds, fileId, on)) ||
      (await isFundingProofFor(viewer.moneyIds, fileId, on))
    : viewer.organisationIds.includes(file.ownerId) ||
      (await isOnSale(fileId, on)) ||
      (await isContractPaperFor(viewer.organisationIds, fileId, on)) ||
      (await isPriceEvidenceFor(viewer.organisationIds, fileId, on)) ||
      (await isHandoverPhotoFor(viewer.organisationIds, fileId, on)) ||
      (await isClaimPhotoFor(viewer.organisationIds, fileId, on)) ||
      (await isAppealPhotoFor(viewer.organisationIds, fileId, on));
  return isAllowed ? file : null;
}

/** A paper of a contract that one of these organisations is a party to. */
async function isContractPaperFor(
  organisationIds: readonly string[],
  fileId: string,
  on: Executor,
): Promise<boolean> {
  if (organisationIds.length === 0) return false;
  const ids = [...organisationIds];
  const [row] = await on
    .select({ rung: contractPapers.rung })
    .from(contractPapers)
    .innerJoin(contracts, eq(contracts.id, contractPapers.contractId))
    .where(
      and(
        eq(contractPapers.fileId, fileId),
        or(inArray(contracts.hubId, ids), inArray(contracts.buyerId, ids)),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Shown for a dear price by a kitchen that one of these organisations stands behind. */
async function isPriceEvidenceFor(
  organisationIds: readonly string[],
  fileId: string,
  on: Executor,
): Promise<boolean> {
  if (organisationIds.length === 0) return false;
  const [row] = await on
    .select({ id: priceEvidences.id })
    .from(priceEvidences)
    .innerJoin(orders, eq(orders.id, priceEvidences.orderId))
    .innerJoin(receiver, eq(receiver.id, orders.buyerId))
    .where(and(eq(priceEvidences.fileId, fileId), inArray(receiver.foundationId, [...organisationIds])))
    .limit(1);
  return row !== undefined;
}

async function isVerificationPaper(fileId: string, on: Executor): Promise<boolean> {
  const [row] = await on
    .select({ id: verificationPapers.id })
    .from(verificationPapers)
    .where(eq(verificationPapers.fileId, fileId))
    .limit(1);
  return row !== undefined;
}

async function isPaymentProof(fileId: string, on: Executor): Promise<boolean> {
  const [row] = await on
    .select({ id: payments.id })
    .from(payments)
    .where(eq(payments.proofId, fileId))
    .limit(1);
  return row !== undefined;
}

async function isProofFor(
  organisationIds: readonly string[],
  fileId: string,
  on: Executor,
): Promise<boolean> {
  if (organisationIds.length === 0) return false;
  const ids = [...organisationIds];
  const [row] = await on
    .select({ id: payments.id })
    .from(payments)
    .innerJoin(payer, eq(payer.id, payments.payerId))
    .where(
      and(
        eq(payments.proofId, fileId),
        or(inArray(payments.payerId, ids), inArray(payments.payeeId, ids), inArray(payer.foundationId, ids)),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** What shows that money came to one of these kitchens, or to one that they stand behind. */
async function isFundingProofFor(
  organisationIds: readonly string[],
  fileId: string,
  on: Executor,
): Promise<boolean> {
  if (organisationIds.length === 0) return false;
  const ids = [...organisationIds];
  const [row] = await on
    .select({ id: fundings.id })
    .from(fundings)
    .innerJoin(receiver, eq(receiver.id, fundings.kitchenId))
    .where(
      and(
        eq(fundings.proofId, fileId),
        or(inArray(fundings.kitchenId, ids), inArray(receiver.foundationId, ids)),
      ),
    )
    .limit(1);
  return row !== undefined;
}

async function isOnSale(fileId: string, on: Executor): Promise<boolean> {
  const [row] = await on
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.photoId, fileId), eq(listings.state, "open")))
    .limit(1);
  return row !== undefined;
}

async function isHandoverPhotoFor(
  organisationIds: readonly string[],
  fileId: string,
  on: Executor,
): Promise<boolean> {
  if (organisationIds.length === 0) return false;
  const ids = [...organisationIds];
  const [row] = await on
    .select({ one: sql`1` })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .innerJoin(receiver, eq(receiver.id, shipments.buyerId))
    .leftJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .where(
      and(
        eq(shipmentLines.photoId, fileId),
        or(
          inArray(shipments.sellerId, ids),
          inArray(shipments.buyerId, ids),
          inArray(receiver.foundationId, ids),
          inArray(callOffs.hubId, ids),
        ),
      ),
    )
    .limit(1);
  return row !== undefined;
}

async function isClaimPhotoFor(
  organisationIds: readonly string[],
  fileId: string,
  on: Executor,
): Promise<boolean> {
  if (organisationIds.length === 0) return false;
  const ids = [...organisationIds];
  const [row] = await on
    .select({ id: disputes.id })
    .from(disputePhotos)
    .innerJoin(disputes, eq(disputes.id, disputePhotos.disputeId))
    .where(
      and(
        eq(disputePhotos.fileId, fileId),
        or(inArray(disputes.hubId, ids), inArray(disputes.buyerId, ids), inArray(disputes.koperasiId, ids)),
      ),
    )
    .limit(1);
  return row !== undefined;
}

async function isAppealPhotoFor(
  organisationIds: readonly string[],
  fileId: string,
  on: Executor,
): Promise<boolean> {
  if (organisationIds.length === 0) return false;
  const ids = [...organisationIds];
  const [row] = await on
    .select({ id: appeals.id })
    .from(appealLines)
    .innerJoin(appeals, eq(appeals.id, appealLines.appealId))
    .innerJoin(receiver, eq(receiver.id, appeals.buyerId))
    .where(
      and(
        eq(appealLines.photoId, fileId),
        or(
          inArray(appeals.sellerId, ids),
          inArray(appeals.buyerId, ids),
          inArray(receiver.foundationId, ids),
        ),
      ),
    )
    .limit(1);
  return row !== undefined;
}
