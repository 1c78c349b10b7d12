import { aliasedTable, and, type Column, eq, exists, inArray, not, or, type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { callOffs, contractPapers, contracts } from "#db/schema/contracts.ts";
import { disputePhotos, disputes } from "#db/schema/disputes.ts";
import { organisations, verificationPapers } from "#db/schema/identity.ts";
import { assignmentProceeds, receivableAssignments } from "#db/schema/invoicing-receivables.ts";
import { orders, priceEvidences } from "#db/schema/orders.ts";
import { payments, payouts } from "#db/schema/payments.ts";
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
const MONEY_PROOFS = ["payment_proof", "funding_proof", "tax_proof", "bank_statement", "bank_outcomes"];

/** A file as a browser gets it. */
export type VisibleFile = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
};

/**
 * A kept file for one of the viewer's organisations, or null. Visible are: its own files; proofs of payments that it
 * (or a kitchen that it stands behind) paid or is to be paid, or that were paid out to it, and of money that came to such a kitchen; photos of
 * handovers, and of claims and appeals after them, that it, or such a kitchen, had a part in; papers of contracts that it
 * is a party to; what a kitchen that it stands behind showed for a dear price; and photos of goods that are for sale, to
 * anyone signed in. Proofs are shown only where the viewer's role shows money. Verification papers are never shown here:
 * they have their own way, with its own rule. It is asked once, so bytes leave the database only for who may see them.
 */
export async function fileVisibleTo(
  viewer: FileViewer,
  fileId: string,
  on: Executor = db(),
): Promise<VisibleFile | null> {
  const { moneyIds, organisationIds } = viewer;
  const isProof = any(inArray(storedFiles.purpose, MONEY_PROOFS), isPaymentProof(on));
  const [file] = await on
    .select()
    .from(storedFiles)
    .where(
      and(
        eq(storedFiles.id, fileId),
        not(isVerificationPaper(on)),
        any(
          all(
            isProof,
            any(
              holds(moneyIds, storedFiles.ownerId),
              isProofFor(moneyIds, on),
              isPayoutProofFor(moneyIds, on),
              isProceedsProofFor(moneyIds, on),
              isFundingProofFor(moneyIds, on),
            ),
          ),
          all(
            not(isProof),
            any(
              holds(organisationIds, storedFiles.ownerId),
              isOnSale(on),
              isContractPaperFor(organisationIds, on),
              isPriceEvidenceFor(organisationIds, on),
              isHandoverPhotoFor(organisationIds, on),
              isClaimPhotoFor(organisationIds, on),
              isAppealPhotoFor(organisationIds, on),
            ),
          ),
        ),
      ),
    );
  return file ?? null;
}

const any = (...conditions: SQL[]): SQL => or(...conditions) ?? sql`false`;
const all = (...conditions: SQL[]): SQL => and(...conditions) ?? sql`true`;
const one = { one: sql`1` };

/** Whether one of these columns names one of these organisations. */
function holds(organisationIds: readonly string[], ...columns: readonly Column[]): SQL {
  return any(...columns.map((column) => inArray(column, [...organisationIds])));
}

/** The file that is asked about, named by a column of another table. */
const isThis = (column: Column): SQL => eq(column, storedFiles.id);

function isVerificationPaper(on: Executor): SQL {
  return exists(on.select(one).from(verificationPapers).where(isThis(verificationPapers.fileId)));
}

function isPaymentProof(on: Executor): SQL {
  return any(
    exists(on.select(one).from(payments).where(isThis(payments.proofId))),
    exists(on.select(one).from(payouts).where(isThis(payouts.proofId))),
  );
}

function isOnSale(on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(listings)
      .where(all(isThis(listings.photoId), eq(listings.state, "open"))),
  );
}

/** A paper of a contract that one of these organisations is a party to. */
function isContractPaperFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(contractPapers)
      .innerJoin(contracts, eq(contracts.id, contractPapers.contractId))
      .where(all(isThis(contractPapers.fileId), holds(organisationIds, contracts.hubId, contracts.buyerId))),
  );
}

/** Shown for a dear price by a kitchen that one of these organisations stands behind. */
function isPriceEvidenceFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(priceEvidences)
      .innerJoin(orders, eq(orders.id, priceEvidences.orderId))
      .innerJoin(receiver, eq(receiver.id, orders.buyerId))
      .where(all(isThis(priceEvidences.fileId), holds(organisationIds, receiver.foundationId))),
  );
}

/**
 * What shows a transfer to one of these organisations, or of theirs. A producer has no account and is shown it by the payer. What shows a whole
 * batch shows what others are paid: only its payer, who owns it, opens it.
 */
function isPayoutProofFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(payouts)
      .where(
        all(isThis(payouts.proofId), holds(organisationIds, payouts.payerId, payouts.payeeOrganisationId)),
      ),
  );
}

/** What shows money that went between the seller and the assignee of a receivable. */
function isProceedsProofFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(assignmentProceeds)
      .innerJoin(receivableAssignments, eq(receivableAssignments.id, assignmentProceeds.assignmentId))
      .where(
        all(
          isThis(assignmentProceeds.proofId),
          holds(organisationIds, receivableAssignments.sellerId, receivableAssignments.holderId),
        ),
      ),
  );
}

function isProofFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(payments)
      .innerJoin(payer, eq(payer.id, payments.payerId))
      .where(
        all(
          isThis(payments.proofId),
          holds(organisationIds, payments.payerId, payments.payeeId, payer.foundationId),
        ),
      ),
  );
}

/** What shows that money came to one of these kitchens, or to one that they stand behind. */
function isFundingProofFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(fundings)
      .innerJoin(receiver, eq(receiver.id, fundings.kitchenId))
      .where(
        all(isThis(fundings.proofId), holds(organisationIds, fundings.kitchenId, receiver.foundationId)),
      ),
  );
}

function isHandoverPhotoFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(shipmentLines)
      .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
      .innerJoin(receiver, eq(receiver.id, shipments.buyerId))
      .leftJoin(callOffs, eq(callOffs.id, shipments.callOffId))
      .where(
        all(
          isThis(shipmentLines.photoId),
          holds(
            organisationIds,
            shipments.sellerId,
            shipments.buyerId,
            receiver.foundationId,
            callOffs.hubId,
          ),
        ),
      ),
  );
}

function isClaimPhotoFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(disputePhotos)
      .innerJoin(disputes, eq(disputes.id, disputePhotos.disputeId))
      .where(
        all(
          isThis(disputePhotos.fileId),
          holds(organisationIds, disputes.hubId, disputes.buyerId, disputes.koperasiId),
        ),
      ),
  );
}

function isAppealPhotoFor(organisationIds: readonly string[], on: Executor): SQL {
  return exists(
    on
      .select(one)
      .from(appealLines)
      .innerJoin(appeals, eq(appeals.id, appealLines.appealId))
      .innerJoin(receiver, eq(receiver.id, appeals.buyerId))
      .where(
        all(
          isThis(appealLines.photoId),
          holds(organisationIds, appeals.sellerId, appeals.buyerId, receiver.foundationId),
        ),
      ),
  );
}
