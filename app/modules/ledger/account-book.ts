/** One account of an organisation's books in a period; `name` says whom or what it follows, null for a plain account. */
export type BookedAccount = {
  readonly accountId: string;
  readonly name: string | null;
  /** Debit positive, in rupiah. */
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
};

export type LedgerRow = {
  readonly postingId: string;
  readonly entryId: string;
  readonly occurredOn: string;
  readonly recordedAt: Date;
  readonly kind: string;
  readonly subjectId: string;
  readonly narration: string;
  /** Debit positive. */
  readonly amount: bigint;
  /** What the account came to with this line, debit positive. */
  readonly balance: bigint;
};

/** Some lines of an account, the newest first. */
export type AccountPage = {
  readonly account: BookedAccount;
  readonly rows: readonly LedgerRow[];
  readonly next: string | null;
};
