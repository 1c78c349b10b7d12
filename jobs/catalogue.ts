import { makeAskedBundle } from "./accountability/make-asked-bundle.ts";
import { drawUpAskedRound } from "./allotment/draw-up-asked-round.ts";
import { giveBackSuspendedShares } from "./allotment/give-back-suspended-shares.ts";
import { lapseUnansweredShares } from "./allotment/lapse-unanswered-shares.ts";
import { reallotDeclinedShare } from "./allotment/reallot-declined-share.ts";
import { keepAskedListings } from "./catalogue/keep-asked-listings.ts";
import { lookAtBroughtListings } from "./catalogue/look-at-brought-listings.ts";
import { lapseUnansweredOffers } from "./commitments/lapse-unanswered-offers.ts";
import {
  releaseGoodsOfCancelledOrder,
  releaseGoodsOfExpiredOrder,
} from "./commitments/release-goods-of-ended-order.ts";
import { callUpRadars, watchCalledRadar } from "./commitments/watch-radars.ts";
import { callUpSettlements, settleDueConsignment } from "./consignment/settle-consignments.ts";
import { lapseUnansweredClaims } from "./disputes/lapse-unanswered-claims.ts";
import { renderIssuedDocument } from "./documents/render-issued-document.ts";
import { creditEarlierClaims, creditGrantedClaim } from "./invoicing/credit-granted-claim.ts";
import { invoiceClosedCallOff } from "./invoicing/invoice-closed-call-off.ts";
import { callUpPeriods, invoiceEndedPeriod } from "./invoicing/invoice-ended-period.ts";
import { invoiceGrantedAppeal } from "./invoicing/invoice-granted-appeal.ts";
import { invoiceReceivedShipment } from "./invoicing/invoice-received-shipment.ts";
import { redraftCreditedCallOff } from "./invoicing/redraft-credited-call-off.ts";
import { redraftCreditedShipment } from "./invoicing/redraft-credited-shipment.ts";
import {
  refundAfterLastInvoice,
  refundEndedContract,
  refundLateAdvance,
  refundTerminatedContract,
} from "./invoicing/refund-what-advances-left-over.ts";
import { setOffRefusedClaim, setOffWithdrawnClaim } from "./invoicing/set-off-freed-claim.ts";
import { clearMarketsAtCutOff } from "./matching/clear-markets-at-cut-off.ts";
import { clearPackOfNight } from "./matching/clear-pack-of-night.ts";
import { matchOnRequest } from "./matching/match-on-request.ts";
import { openMarketOfSubmittedOrder } from "./matching/open-market-of-submitted-order.ts";
import {
  rematchBrokenPromise,
  rematchDeclinedOffer,
  rematchLapsedOffer,
} from "./matching/rematch-given-back-goods.ts";
import { callUpDemands, reckonPlannedDemand } from "./menus/reckon-planned-demand.ts";
import { sendMail } from "./notifications/send-mail.ts";
import { tellWhoAskedForBundle } from "./notifications/tell-who-asked-for-bundle.ts";
import { tellWhoBroughtListings } from "./notifications/tell-who-brought-listings.ts";
import { tellWhomItConcerns } from "./notifications/tell-whom-it-concerns.ts";
import { expireUnapprovedOrders } from "./orders/expire-unapproved-orders.ts";
import { callUpStandingOrders, writeStandingOrder } from "./orders/write-standing-orders.ts";
import { askAboutSilentCheckouts } from "./payments/ask-about-silent-checkouts.ts";
import { hearEarlyCardWords } from "./payments/hear-early-card-words.ts";
import { readCardAccount } from "./payments/read-card-account.ts";
import { sendAgreedCardRefund } from "./payments/send-agreed-card-refund.ts";
import type { Reaction } from "./reaction.ts";
import type { Schedule } from "./schedule.ts";
import { endMissedDeliveries } from "./shipments/end-missed-deliveries.ts";
import { keepCancelledGoodsHome } from "./shipments/keep-cancelled-goods-home.ts";
import { keepRidesMoving } from "./shipments/keep-rides-moving.ts";
import { lapseUnansweredAppeals } from "./shipments/lapse-unanswered-appeals.ts";
import { planAcceptedCommitment, planApprovedOrder } from "./shipments/plan-accepted-goods.ts";
import {
  lowerReleasedShare,
  planAcceptedShare,
  planLockedCallOff,
} from "./shipments/plan-shared-call-off.ts";
import { tellOfLateDeliveries } from "./shipments/tell-late-deliveries.ts";
import { foldDays } from "./upkeep/fold-account-days.ts";
import { forgetSessions } from "./upkeep/forget-ended-sessions.ts";
import { forgetTriesRunOut } from "./upkeep/forget-expired-tries.ts";
import { proveTheBooks } from "./upkeep/prove-the-books.ts";
import { pruneOutbox } from "./upkeep/prune-outbox.ts";
import { pruneOldReceipts } from "./upkeep/prune-receipts.ts";
import { sealTheBooks } from "./upkeep/seal-the-books.ts";

/** Everything the worker does, in one list: adding a job is one file and one line here. */
export type Catalogue = {
  readonly reactions: readonly Reaction[];
  readonly schedules: readonly Schedule[];
};

export const catalogue: Catalogue = {
  reactions: [
    openMarketOfSubmittedOrder,
    clearPackOfNight,
    matchOnRequest,
    writeStandingOrder,
    rematchDeclinedOffer,
    rematchLapsedOffer,
    rematchBrokenPromise,
    releaseGoodsOfCancelledOrder,
    releaseGoodsOfExpiredOrder,
    invoiceReceivedShipment,
    invoiceGrantedAppeal,
    invoiceClosedCallOff,
    invoiceEndedPeriod,
    redraftCreditedCallOff,
    redraftCreditedShipment,
    creditGrantedClaim,
    creditEarlierClaims,
    setOffRefusedClaim,
    setOffWithdrawnClaim,
    refundEndedContract,
    refundTerminatedContract,
    refundAfterLastInvoice,
    refundLateAdvance,
    settleDueConsignment,
    reckonPlannedDemand,
    watchCalledRadar,
    sendAgreedCardRefund,
    hearEarlyCardWords,
    drawUpAskedRound,
    reallotDeclinedShare,
    giveBackSuspendedShares,
    planApprovedOrder,
    planAcceptedCommitment,
    planAcceptedShare,
    lowerReleasedShare,
    planLockedCallOff,
    keepCancelledGoodsHome,
    renderIssuedDocument,
    makeAskedBundle,
    lookAtBroughtListings,
    keepAskedListings,
    ...tellWhomItConcerns,
    tellWhoAskedForBundle,
    tellWhoBroughtListings,
    sendMail,
  ],
  schedules: [
    clearMarketsAtCutOff,
    lapseUnansweredOffers,
    expireUnapprovedOrders,
    callUpStandingOrders,
    callUpDemands,
    callUpRadars,
    lapseUnansweredShares,
    lapseUnansweredClaims,
    lapseUnansweredAppeals,
    callUpSettlements,
    callUpPeriods,
    askAboutSilentCheckouts,
    readCardAccount,
    tellOfLateDeliveries,
    endMissedDeliveries,
    keepRidesMoving,
    sealTheBooks,
    proveTheBooks,
    foldDays,
    pruneOutbox,
    pruneOldReceipts,
    forgetSessions,
    forgetTriesRunOut,
  ],
};
