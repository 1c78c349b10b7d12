import { lapseUnansweredShares } from "./allotment/lapse-unanswered-shares.ts";
import { reallotDeclinedShare } from "./allotment/reallot-declined-share.ts";
import { renderIssuedDocument } from "./documents/render-issued-document.ts";
import { sendMail } from "./notifications/send-mail.ts";
import type { Reaction } from "./reaction.ts";
import type { Schedule } from "./schedule.ts";
import { endMissedDeliveries } from "./shipments/end-missed-deliveries.ts";
import { keepCancelledGoodsHome } from "./shipments/keep-cancelled-goods-home.ts";
import { planAcceptedCommitment, planApprovedOrder } from "./shipments/plan-accepted-goods.ts";
import { planAcceptedShare, planLockedCallOff } from "./shipments/plan-shared-call-off.ts";
import { proveTheBooks } from "./upkeep/prove-the-books.ts";
import { pruneOutbox } from "./upkeep/prune-outbox.ts";
import { pruneOldReceipts } from "./upkeep/prune-receipts.ts";

/** Everything the worker does, in one list: adding a job is one file and one line here. */
export type Catalogue = {
  readonly reactions: readonly Reaction[];
  readonly schedules: readonly Schedule[];
};

export const catalogue: Catalogue = {
  reactions: [
    reallotDeclinedShare,
    planApprovedOrder,
    planAcceptedCommitment,
    planAcceptedShare,
    planLockedCallOff,
    keepCancelledGoodsHome,
    renderIssuedDocument,
    sendMail,
  ],
  schedules: [lapseUnansweredShares, endMissedDeliveries, proveTheBooks, pruneOutbox, pruneOldReceipts],
};
