import { dayOf } from "#app/kernel/calendar.ts";
import type { MemberActor, OrganisationKind } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import type { Permission } from "../identity/permission-names.ts";
import { may } from "../identity/permissions.ts";
import { byUrgency, type Task } from "./task.ts";
import type { TaskScope, TaskSource } from "./task-source.server.ts";
import * as appeal from "./task-sources-appeals-reads.server.ts";
import * as bank from "./task-sources-bank-reads.server.ts";
import * as book from "./task-sources-books-reads.server.ts";
import * as buyer from "./task-sources-buyer-reads.server.ts";
import * as consignment from "./task-sources-consignment-reads.server.ts";
import * as contract from "./task-sources-contract-reads.server.ts";
import * as cooperative from "./task-sources-cooperative-reads.server.ts";
import * as debt from "./task-sources-debt-reads.server.ts";
import * as dispute from "./task-sources-disputes-reads.server.ts";
import * as funding from "./task-sources-funding-reads.server.ts";
import * as hub from "./task-sources-hub-reads.server.ts";
import * as identity from "./task-sources-identity-reads.server.ts";
import * as kitchen from "./task-sources-kitchen-reads.server.ts";
import * as late from "./task-sources-late-reads.server.ts";
import * as licence from "./task-sources-licence-reads.server.ts";
import * as netting from "./task-sources-netting-reads.server.ts";
import * as producer from "./task-sources-producer-reads.server.ts";
import * as radar from "./task-sources-radar-reads.server.ts";
import * as receivable from "./task-sources-receivables-reads.server.ts";
import * as report from "./task-sources-reports-reads.server.ts";
import * as ride from "./task-sources-ride-reads.server.ts";
import * as seller from "./task-sources-seller-reads.server.ts";
import * as store from "./task-sources-store-reads.server.ts";
import * as tax from "./task-sources-tax-reads.server.ts";
import * as turnover from "./task-sources-turnover-reads.server.ts";

type Entry = {
  readonly permission: Permission;
  readonly kinds: readonly OrganisationKind[];
  readonly find: TaskSource;
};

const BUYERS: readonly OrganisationKind[] = ["kitchen", "koperasi", "trade_center", "bumd"];
const SELLERS: readonly OrganisationKind[] = ["koperasi", "bumd", "trade_center"];
const BOOKKEEPERS: readonly OrganisationKind[] = [
  "kitchen",
  "foundation",
  "koperasi",
  "bumd",
  "trade_center",
];
const PAID: readonly OrganisationKind[] = ["koperasi", "bumd", "trade_center"];

/** Every source of tasks: who is asked, and in which kind of organisation such work can wait. */
const sources: readonly Entry[] = [
  { permission: "orders.draft", kinds: ["kitchen"], find: kitchen.weekToOrder },
  // Whoever answers for a kitchen still ends its orders while it may not trade.
  { permission: "papers.keep", kinds: ["kitchen"], find: kitchen.ordersToEnd },
  { permission: "orders.submit", kinds: BUYERS, find: buyer.ordersToSubmit },
  { permission: "orders.approve", kinds: BUYERS, find: buyer.ordersToApprove },
  { permission: "orders.approve", kinds: ["kitchen"], find: buyer.pricesToDecide },
  { permission: "orders.submit", kinds: BUYERS, find: buyer.ordersUnfilled },
  { permission: "orders.draft", kinds: BUYERS, find: kitchen.standingDaysToMend },
  { permission: "shipments.receive", kinds: BUYERS, find: buyer.shipmentsToReceive },
  { permission: "orders.draft", kinds: BUYERS, find: late.deliveriesLate },
  { permission: "appeals.answer", kinds: ["kitchen"], find: appeal.appealsToAnswer },
  { permission: "appeals.answer", kinds: ["kitchen"], find: appeal.weighingsToCompare },
  { permission: "appeals.open", kinds: SELLERS, find: appeal.weighingsToAppeal },
  { permission: "stock.keep", kinds: ["kitchen"], find: store.storeToTell },
  { permission: "payments.report", kinds: [...BUYERS, "foundation"], find: buyer.invoicesToPay },
  { permission: "orders.approve", kinds: ["kitchen"], find: debt.invoicesForHead },
  { permission: "orders.approve", kinds: BUYERS, find: debt.termsForBuyer },
  { permission: "orders.approve", kinds: BUYERS, find: debt.frameworksForBuyer },
  { permission: "invoices.issue", kinds: SELLERS, find: debt.termsForSeller },
  { permission: "invoices.issue", kinds: SELLERS, find: debt.frameworksForSeller },
  { permission: "closings.agree", kinds: BOOKKEEPERS, find: book.closingsToAgree },
  { permission: "taxes.remit", kinds: BUYERS, find: tax.taxesToRemit },
  { permission: "taxes.confirm", kinds: BUYERS, find: tax.taxesToConfirm },
  { permission: "fundings.report", kinds: ["kitchen", "foundation"], find: funding.fundingsToReport },
  { permission: "fundings.confirm", kinds: ["kitchen"], find: funding.fundingsToConfirm },
  { permission: "shipments.receive", kinds: ["trade_center", "bumd"], find: buyer.tripsToTakeOver },
  { permission: "commitments.answer", kinds: SELLERS, find: seller.commitmentsToAnswer },
  { permission: "shipments.dispatch", kinds: SELLERS, find: seller.shipmentsToDispatch },
  { permission: "shipments.dispatch", kinds: SELLERS, find: late.replacementsToPromise },
  { permission: "shipments.dispatch", kinds: ["koperasi"], find: ride.ridesToAnswer },
  { permission: "payouts.request", kinds: ["koperasi"], find: ride.ridesToPay },
  { permission: "producers.keep", kinds: ["koperasi", "bumd"], find: producer.producersToAnswer },
  { permission: "listings.keep", kinds: SELLERS, find: seller.listingsToRenew },
  { permission: "listings.keep", kinds: SELLERS, find: store.stockToPrice },
  { permission: "lots.register", kinds: ["koperasi"], find: seller.dayToList },
  { permission: "papers.keep", kinds: SELLERS, find: licence.licencesToRenew },
  { permission: "papers.keep", kinds: SELLERS, find: licence.papersToBring },
  { permission: "allotments.answer", kinds: ["koperasi"], find: seller.allotmentsToAnswer },
  { permission: "invoices.issue", kinds: PAID, find: seller.invoicesToIssue },
  { permission: "invoices.issue", kinds: SELLERS, find: debt.objectionsToAnswer },
  { permission: "payments.verify", kinds: PAID, find: seller.paymentsToVerify },
  { permission: "orders.approve", kinds: PAID, find: report.paymentsUnanswered },
  { permission: "payments.report", kinds: [...BUYERS, "foundation"], find: report.reportsUnanswered },
  { permission: "payments.verify", kinds: PAID, find: debt.invoicesToChase },
  { permission: "payouts.approve", kinds: PAID, find: bank.cardRefundsToApprove },
  { permission: "payouts.approve", kinds: PAID, find: bank.cardRefundsToSee },
  { permission: "payments.verify", kinds: PAID, find: bank.cardDisputesToAnswer },
  { permission: "statements.keep", kinds: [...PAID, "kitchen"], find: bank.bankLinesToMatch },
  { permission: "payouts.approve", kinds: PAID, find: seller.payoutsToSettle },
  { permission: "payouts.request", kinds: ["koperasi", "bumd"], find: seller.producersToPay },
  { permission: "payouts.request", kinds: ["koperasi", "bumd"], find: consignment.consignorsToPay },
  { permission: "listings.keep", kinds: SELLERS, find: consignment.consignmentsToAnswer },
  { permission: "invoices.issue", kinds: ["koperasi", "bumd"], find: turnover.turnoverToWatch },
  { permission: "listings.keep", kinds: ["koperasi", "bumd"], find: radar.radarToHeed },
  { permission: "cooperative.agree", kinds: ["koperasi"], find: cooperative.membersToDecide },
  { permission: "payouts.request", kinds: ["trade_center"], find: seller.statementsToPay },
  { permission: "contracts.sign", kinds: ["trade_center"], find: hub.contractsToSign },
  { permission: "contracts.suspend", kinds: ["trade_center", "bumd"], find: contract.contractsExpiring },
  { permission: "contracts.sign", kinds: ["trade_center"], find: contract.contractsToEnd },
  { permission: "invoices.issue", kinds: ["trade_center"], find: contract.advancesToAsk },
  { permission: "capacities.declare", kinds: ["koperasi"], find: contract.invitationsToAnswer },
  { permission: "payouts.request", kinds: ["trade_center"], find: contract.leviesToRemit },
  { permission: "payouts.approve", kinds: ["trade_center"], find: contract.remittancesToConfirm },
  { permission: "allotments.propose", kinds: ["trade_center"], find: hub.callOffsToAllot },
  { permission: "allotments.propose", kinds: ["trade_center"], find: hub.callOffsShort },
  { permission: "allotments.publish", kinds: ["trade_center"], find: hub.roundsToPublish },
  { permission: "gate.weigh", kinds: ["trade_center"], find: hub.callOffsToWeigh },
  { permission: "trips.depart", kinds: ["trade_center"], find: hub.tripsToDepart },
  { permission: "disputes.decide", kinds: ["trade_center"], find: dispute.disputesToDecide },
  { permission: "disputes.answer", kinds: ["koperasi"], find: dispute.disputesToAnswer },
  { permission: "disputes.answer", kinds: ["koperasi"], find: dispute.debitNotesToAnswer },
  { permission: "payouts.request", kinds: ["koperasi"], find: dispute.debitNotesToPay },
  { permission: "payouts.approve", kinds: PAID, find: receivable.assignmentsToCheck },
  { permission: "payments.verify", kinds: ["bumd"], find: receivable.assignmentsToTake },
  {
    permission: "payments.report",
    kinds: [...BUYERS, "foundation"],
    find: receivable.assignmentsToAcknowledge,
  },
  { permission: "payments.verify", kinds: PAID, find: receivable.proceedsToAnswer },
  { permission: "payments.verify", kinds: PAID, find: netting.nettingsToAnswer },
  { permission: "payouts.approve", kinds: PAID, find: receivable.outsideProceedsToAnswer },
  { permission: "organisations.verify", kinds: ["agency"], find: identity.organisationsToVerify },
  { permission: "organisations.verify", kinds: ["operator"], find: identity.organisationsForOperator },
  { permission: "organisations.verify", kinds: ["agency"], find: identity.recoveriesForAgency },
  { permission: "organisations.verify", kinds: ["operator"], find: identity.recoveriesForOperator },
  { permission: "operations.mend", kinds: ["operator"], find: hub.jobsToMend },
];

/**
 * Tugas hari ini: everything that waits for this person in the organisation it acts for, most urgent first. Only what
 * its roles may do is listed, so a task never leads to a refusal; what a second person must do is not asked of the first.
 */
export async function tasksFor(actor: MemberActor, at: Date, on: Executor = db()): Promise<Task[]> {
  const organisation = await organisationById(actor.organisationId, on);
  invariant(organisation, "a member's organisation exists");
  const scope: TaskScope = {
    organisationId: actor.organisationId,
    personId: actor.personId,
    cityCode: organisation.cityCode,
    zone: organisation.timeZone,
    today: dayOf(at, organisation.timeZone),
    at,
  };
  const mine = sources.filter(
    (source) => source.kinds.includes(actor.organisationKind) && may(actor, source.permission),
  );
  const found = await Promise.all(mine.map((source) => source.find(scope, on)));
  return found.flat().sort(byUrgency);
}
