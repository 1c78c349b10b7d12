import { z } from "zod";
import type { Paper } from "#app/kernel/paper.ts";
import type { PaperIssue } from "./paper.ts";
import { AllotmentTableFacts, allotmentTablePaper } from "./papers/allotment-table-paper.ts";
import { AnnualReportFacts, annualReportPaper } from "./papers/annual-report-paper.ts";
import { AppealMinutesFacts, appealMinutesPaper } from "./papers/appeal-minutes-paper.ts";
import { BookFacts, bookPaper } from "./papers/book-paper.ts";
import { CityReportFacts, cityReportPaper } from "./papers/city-report-paper.ts";
import { ClaimMinutesFacts, claimMinutesPaper } from "./papers/claim-minutes-paper.ts";
import { ConsignmentNoteFacts, consignmentNotePaper } from "./papers/consignment-note-paper.ts";
import {
  ConsignmentStatementFacts,
  consignmentStatementPaper,
} from "./papers/consignment-statement-paper.ts";
import { ContractAgreementFacts, contractAgreementPaper } from "./papers/contract-agreement-paper.ts";
import { CreditNoteFacts, creditNotePaper } from "./papers/credit-note-paper.ts";
import { DebitNoteFacts, debitNotePaper } from "./papers/debit-note-paper.ts";
import { DeliveryNoteFacts, deliveryNotePaper } from "./papers/delivery-note-paper.ts";
import { FinancialStatementsFacts, financialStatementsPaper } from "./papers/financial-statements-paper.ts";
import { HandoverMinutesFacts, handoverMinutesPaper } from "./papers/handover-minutes-paper.ts";
import { InvoiceFacts, invoicePaper } from "./papers/invoice-paper.ts";
import { KoperasiStatementFacts, koperasiStatementPaper } from "./papers/koperasi-statement-paper.ts";
import { LevyAssessmentFacts, levyAssessmentPaper } from "./papers/levy-assessment-paper.ts";
import { LevyDepositFacts, levyDepositPaper } from "./papers/levy-deposit-paper.ts";
import { LevyReceiptFacts, levyReceiptPaper } from "./papers/levy-receipt-paper.ts";
import { ManifestFacts, manifestPaper } from "./papers/manifest-paper.ts";
import { OrderConfirmationFacts, orderConfirmationPaper } from "./papers/order-confirmation-paper.ts";
import { PeriodRecapFacts, periodRecapPaper } from "./papers/period-recap-paper.ts";
import { ProducerStatementFacts, producerStatementPaper } from "./papers/producer-statement-paper.ts";
import { PurchaseNoteFacts, purchaseNotePaper } from "./papers/purchase-note-paper.ts";
import { PurchaseOrderFacts, purchaseOrderPaper } from "./papers/purchase-order-paper.ts";
import { PurchaseReviewFacts, purchaseReviewPaper } from "./papers/purchase-review-paper.ts";
import { ReceiptFacts, receiptPaper } from "./papers/receipt-paper.ts";
import { RejectionMinutesFacts, rejectionMinutesPaper } from "./papers/rejection-minutes-paper.ts";
import { SpendingPlanFacts, spendingPlanPaper } from "./papers/spending-plan-paper.ts";
import { SupplierListFacts, supplierListPaper } from "./papers/supplier-list-paper.ts";
import { VerifiedReceivableFacts, verifiedReceivablePaper } from "./papers/verified-receivable-paper.ts";
import { WeighingSlipFacts, weighingSlipPaper } from "./papers/weighing-slip-paper.ts";
import type { DocumentKind } from "./series.ts";

/** The facts of each kind of paper, as code holds them: amounts and quantities are bigints. */
export type FactsByKind = {
  SP: PurchaseOrderFacts;
  KP: OrderConfirmationFacts;
  SJ: DeliveryNoteFacts;
  BAST: HandoverMinutesFacts;
  BAP: RejectionMinutesFacts;
  BAK: ClaimMinutesFacts;
  BAB: AppealMinutesFacts;
  INV: InvoiceFacts;
  KW: ReceiptFacts;
  JATAH: AllotmentTableFacts;
  TIMBANG: WeighingSlipFacts;
  SPK: ManifestFacts;
  STMT: KoperasiStatementFacts;
  SKRD: LevyAssessmentFacts;
  RET: LevyReceiptFacts;
  NK: CreditNoteFacts;
  ND: DebitNoteFacts;
  BTT: VerifiedReceivableFacts;
  NB: PurchaseNoteFacts;
  RPP: ProducerStatementFacts;
  TITIP: ConsignmentNoteFacts;
  NPK: ConsignmentStatementFacts;
  KAD: ContractAgreementFacts;
  STS: LevyDepositFacts;
  RAB: SpendingPlanFacts;
  BKU: BookFacts;
  BPB: BookFacts;
  BANK: BookFacts;
  REKAP: PeriodRecapFacts;
  DPS: SupplierListFacts;
  BPK: PurchaseReviewFacts;
  RAT: AnnualReportFacts;
  LAP: CityReportFacts;
  LK: FinancialStatementsFacts;
};

/** How one kind of paper is kept as JSON and drawn again from it. */
type Template<Facts> = {
  readonly store: (facts: Facts) => Record<string, unknown>;
  readonly read: (stored: unknown) => Facts;
  readonly compose: (stored: unknown, issue: PaperIssue) => Paper;
};

function template<Facts>(
  schema: z.ZodType<Facts, Record<string, unknown>>,
  build: (facts: Facts, issue: PaperIssue) => Paper,
): Template<Facts> {
  return {
    store: (facts) => z.encode(schema, facts),
    read: (stored) => schema.parse(stored),
    compose: (stored, issue) => build(schema.parse(stored), issue),
  };
}

const templates: { readonly [Kind in DocumentKind]: Template<FactsByKind[Kind]> } = {
  SP: template(PurchaseOrderFacts, purchaseOrderPaper),
  KP: template(OrderConfirmationFacts, orderConfirmationPaper),
  SJ: template(DeliveryNoteFacts, deliveryNotePaper),
  BAST: template(HandoverMinutesFacts, handoverMinutesPaper),
  BAP: template(RejectionMinutesFacts, rejectionMinutesPaper),
  BAK: template(ClaimMinutesFacts, claimMinutesPaper),
  BAB: template(AppealMinutesFacts, appealMinutesPaper),
  INV: template(InvoiceFacts, invoicePaper),
  KW: template(ReceiptFacts, receiptPaper),
  JATAH: template(AllotmentTableFacts, allotmentTablePaper),
  TIMBANG: template(WeighingSlipFacts, weighingSlipPaper),
  SPK: template(ManifestFacts, manifestPaper),
  STMT: template(KoperasiStatementFacts, koperasiStatementPaper),
  SKRD: template(LevyAssessmentFacts, levyAssessmentPaper),
  RET: template(LevyReceiptFacts, levyReceiptPaper),
  NK: template(CreditNoteFacts, creditNotePaper),
  ND: template(DebitNoteFacts, debitNotePaper),
  BTT: template(VerifiedReceivableFacts, verifiedReceivablePaper),
  NB: template(PurchaseNoteFacts, purchaseNotePaper),
  RPP: template(ProducerStatementFacts, producerStatementPaper),
  TITIP: template(ConsignmentNoteFacts, consignmentNotePaper),
  NPK: template(ConsignmentStatementFacts, consignmentStatementPaper),
  KAD: template(ContractAgreementFacts, contractAgreementPaper),
  STS: template(LevyDepositFacts, levyDepositPaper),
  RAB: template(SpendingPlanFacts, spendingPlanPaper),
  BKU: template(BookFacts, bookPaper("BKU")),
  BPB: template(BookFacts, bookPaper("BPB")),
  BANK: template(BookFacts, bookPaper("BANK")),
  REKAP: template(PeriodRecapFacts, periodRecapPaper),
  DPS: template(SupplierListFacts, supplierListPaper),
  BPK: template(PurchaseReviewFacts, purchaseReviewPaper),
  RAT: template(AnnualReportFacts, annualReportPaper),
  LAP: template(CityReportFacts, cityReportPaper),
  LK: template(FinancialStatementsFacts, financialStatementsPaper),
};

/**
 * Facts as they are stored: JSON with digits for amounts and quantities. Throws when they do not add up, so that a
 * paper whose lines disagree with its total is never issued.
 */
export function storedFacts<Kind extends DocumentKind>(
  kind: Kind,
  facts: FactsByKind[Kind],
): Record<string, unknown> {
  return templates[kind].store(facts);
}

/** Facts that were stored, as code holds them. */
export function factsOf<Kind extends DocumentKind>(kind: Kind, stored: unknown): FactsByKind[Kind] {
  return templates[kind].read(stored);
}

/** The paper that stored facts describe. The same facts and issue give the same paper, always. */
export function paperOf(kind: DocumentKind, stored: unknown, issue: PaperIssue): Paper {
  return templates[kind].compose(stored, issue);
}
