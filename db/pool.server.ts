import postgres, { type Options, type PendingQuery, type ReservedSql, type Row, type Sql } from "postgres";
import { Habits } from "./habits.ts";
import { isDatabaseAway } from "./sql-state.ts";

/**
 * A pool of connections that outlives the connections in it.
 *
 * The driver does not: when a connection dies inside a transaction it still writes its own `rollback` to it, from a
 * timer, where no caller can catch the TypeError that ends the process (postgres.js 1066, 1133, 1154, 1208); queries
 * that wait behind the lost one never settle (1186); a query sent later in the same transaction may run on the next
 * connection, outside of any transaction (1155); and a connection that is opened again repeats the old one's last
 * error, or never writes a byte. So here
 *
 * - a transaction runs on a reserved connection and sends nothing more once that connection is lost: whatever is asked
 *   of it is refused, what was waiting is refused too, and the server, which has lost its client, rolls back;
 * - a driver client that has lost a connection is used no further: the next query opens a new one.
 */
export type Pool = {
  /** What the query builder needs of a driver: `unsafe`, `begin` and the parsers that it sets. */
  readonly client: Sql;
  readonly close: () => Promise<void>;
};

type PoolOptions = Pick<Options<Record<string, never>>, "max" | "connection">;

/** How long a client that lost a connection may finish what runs on its others. */
const LEAVE_SECONDS_MAX = 5;

/** One driver client and whether a connection of it has died. */
type Generation = {
  readonly sql: Sql;
  isOver: boolean;
  readonly onLost: Set<(error: Error) => void>;
  readonly habits: Habits;
};

export function openPool(url: string, options: PoolOptions): Pool {
  // The query builder sets its own parsers and serializers once; every later client gets the same.
  const codecs = { parsers: {}, serializers: {} };
  let isClosed = false;
  let current: Generation | null = null;

  function generation(): Generation {
    if (current) return current;
    const opened: Generation = {
      sql: postgres(url, {
        ...options,
        // A client that closes its oldest connections on a whim could not be told from one that lost them.
        max_lifetime: null,
        onnotice: () => {},
        onclose: () => retire(opened),
      }),
      isOver: false,
      onLost: new Set(),
      habits: new Habits(),
    };
    Object.assign(opened.sql.options.parsers, codecs.parsers);
    Object.assign(opened.sql.options.serializers, codecs.serializers);
    current = opened;
    return opened;
  }

  function retire(over: Generation): void {
    for (const tell of over.onLost) tell(connectionLost());
    if (over.isOver) return;
    over.isOver = true;
    if (current === over && !isClosed) current = null;
    over.sql.end({ timeout: LEAVE_SECONDS_MAX }).catch(() => undefined);
  }

  const unsafe: Sql["unsafe"] = (query, params, asked) => generation().sql.unsafe(query, params, asked);
  const begin = (work: (tx: Sql) => Promise<unknown>): Promise<unknown> => transact(generation(), work);
  return {
    // The driver's type is a function with thirty members; the builder touches these three.
    client: { options: codecs, unsafe, begin } as unknown as Sql,
    close: async () => {
      isClosed = true;
      await current?.sql.end({ timeout: LEAVE_SECONDS_MAX });
    },
  };
}

function connectionLost(): Error {
  return Object.assign(new Error("the connection was lost inside a transaction"), {
    code: "CONNECTION_CLOSED",
  });
}

/** What the work of a transaction answers when its last statement needs no answer of its own: it goes out with the commit. */
export class WithLast {
  constructor(
    readonly answer: unknown,
    readonly query: string,
    readonly params: NonNullable<Parameters<Sql["unsafe"]>[1]>,
  ) {}
}

async function transact(
  { sql, onLost, habits }: Generation,
  work: (tx: Sql) => Promise<unknown>,
): Promise<unknown> {
  const reserved = await sql.reserve();
  const lane = laneOf(reserved, habits);
  const begun = begunWithFirst(lane);
  onLost.add(lane.suspect);
  try {
    const result = await Promise.race([work({ unsafe: begun.send } as unknown as Sql), lane.lost]);
    if (result instanceof WithLast) {
      // One way for both. Where the last statement fails, the server makes a rollback of the commit, and its error is the answer.
      await Promise.all([begun.send(result.query, result.params), lane.send("commit")]);
      return result.answer;
    }
    if (await begun.hasBegun()) await lane.send("commit");
    return result;
  } catch (error) {
    // Losing the connection is rolling back. An error of `rollback` itself would only hide the one that matters.
    if (!lane.isLost()) await lane.send("rollback").then(undefined, () => undefined);
    throw error;
  } finally {
    onLost.delete(lane.suspect);
    if (!lane.isLost()) reserved.release();
  }
}

const KIND = "set transaction ";

/**
 * Begins with the first statement, and waits for neither: the server takes both in order. What kind of transaction it is to be the
 * query builder says in a first statement of its own, and would wait for the answer; here it is said with `begin`.
 */
function begunWithFirst(lane: Lane): {
  readonly send: Lane["send"];
  readonly hasBegun: () => Promise<boolean>;
} {
  let begun: Promise<true> | null = null;
  function begin(kind: string): void {
    begun = lane.send(`begin ${kind}`).then(() => true);
    begun.catch(() => undefined);
  }
  const send: Lane["send"] = (query, params) => {
    if (begun) return lane.send(query, params);
    if (!query.startsWith(KIND)) {
      begin("");
      return lane.send(query, params);
    }
    begin(query.slice(KIND.length));
    const nothing = Promise.resolve([]);
    return Object.assign(nothing, { values: () => nothing }) as unknown as PendingQuery<Row[]>;
  };
  return { send, hasBegun: async () => begun ?? false };
}

type Lane = {
  /** Sends a query of this transaction; refuses once the connection is lost, also what waits for its answer. */
  readonly send: (query: string, params?: Parameters<Sql["unsafe"]>[1]) => PendingQuery<Row[]>;
  /** A connection of this client has died. It was this one unless an answer is still under way, which will tell. */
  readonly suspect: (error: Error) => void;
  readonly isLost: () => boolean;
  /** Rejects when the connection is lost. */
  readonly lost: Promise<never>;
};

function laneOf(reserved: ReservedSql, habits: Habits): Lane {
  let end: Error | null = null;
  let underWay = 0;
  let tellLost: (error: Error) => void = () => {};
  const lost = new Promise<never>((_resolve, reject) => {
    tellLost = reject;
  });
  lost.catch(() => undefined); // everyone who waits hears it; nobody has to be waiting
  function lose(error: Error): void {
    end ??= error;
    tellLost(end);
  }
  async function answered<T>(answer: PromiseLike<T>): Promise<T> {
    underWay += 1;
    try {
      return await Promise.race([answer, lost]);
    } catch (error) {
      if (isConnectionLost(error)) lose(error);
      throw error;
    } finally {
      underWay -= 1;
    }
  }
  const send: Lane["send"] = (query, params = []) => {
    const asked = (how: (pending: PendingQuery<Row[]>) => PromiseLike<unknown>): Promise<unknown> =>
      end
        ? Promise.reject(end)
        : answered(how(reserved.unsafe(query, params, { prepare: habits.has(query, params.length) })));
    // As the driver does, sent when somebody waits for it, as objects or as bare values.
    return {
      // biome-ignore lint/suspicious/noThenProperty: a query is a thenable, as the driver's own are
      then: (...next: Parameters<Promise<unknown>["then"]>) => asked((pending) => pending).then(...next),
      values: () => asked((pending) => pending.values()),
    } as unknown as PendingQuery<Row[]>;
  };
  return {
    send,
    suspect: (error) => {
      if (underWay === 0) lose(error);
    },
    isLost: () => end !== null,
    lost,
  };
}

/** FATAL and PANIC are the server's last words on a connection; the rest is what the driver says of a dead one. */
function isConnectionLost(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const severity = "severity" in error ? error.severity : null;
  if (severity !== null) return severity === "FATAL" || severity === "PANIC";
  return isDatabaseAway(error);
}
