/** The SQLSTATE of a database error, whether bare or wrapped by the query builder. */
export function sqlState(error: unknown): string | null {
  return saidBy(error, "code");
}

/** The name of the constraint that a write met, whether bare or wrapped by the query builder; null for any other error. */
export function violatedConstraint(error: unknown): string | null {
  return saidBy(error, "constraint_name");
}

function saidBy(error: unknown, field: string): string | null {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const said = typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[field] : null;
  return typeof said === "string" ? said : null;
}

// Connection lost, server stopping or starting, no room for one more connection, a transaction that idled too long;
// and what the driver says when the connection is gone. Contention that outlasted every retry passes as well.
const AWAY =
  /^(08...|57P0[123]|53300|25P03|40001|40P01|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT)$/;

/** Whether this error says that the database is away for now, and not that the query was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  return AWAY.test(sqlState(error) ?? "");
}

/**
 * Whether a rejection that nobody heard is of the driver's own question. It asks every new connection which types are arrays, and
 * lets nobody wait for the answer: when the connection dies over it, no caller can catch the error. Nothing is lost by it; whoever
 * waits for a connection gets the next. A process that ends over unheard rejections lets this one pass.
 */
export function isDriversOwnQuestion(error: unknown): boolean {
  if (!(error instanceof Error) || !("query" in error)) return false;
  return isDatabaseAway(error) && /\bb\.typarray\b/.test(String(error.query));
}

// A byte that is no character, and a character (U+0000) that the database keeps nowhere.
const UNSTORABLE = /^(22021|22P05)$/;

/** Whether this error says that a text sent to the database was no text; what was asked of it is untouched. */
export function isUnstorableText(error: unknown): boolean {
  return UNSTORABLE.test(sqlState(error) ?? "");
}
