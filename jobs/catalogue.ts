import { renderIssuedDocument } from "./documents/render-issued-document.ts";
import { sendMail } from "./notifications/send-mail.ts";
import type { Reaction } from "./reaction.ts";
import type { Schedule } from "./schedule.ts";
import { proveTheBooks } from "./upkeep/prove-the-books.ts";
import { pruneOutbox } from "./upkeep/prune-outbox.ts";
import { pruneOldReceipts } from "./upkeep/prune-receipts.ts";

/** Everything the worker does, in one list: adding a job is one file and one line here. */
export type Catalogue = {
  readonly reactions: readonly Reaction[];
  readonly schedules: readonly Schedule[];
};

export const catalogue: Catalogue = {
  reactions: [renderIssuedDocument, sendMail],
  schedules: [proveTheBooks, pruneOutbox, pruneOldReceipts],
};
