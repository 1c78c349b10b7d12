import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Stripe's side of Checkout, as far as we use it, over its own protocol: form-encoded requests, bearer keys, API versions,
 * idempotency keys that remember their request, errors in its words, and signed events. It is strict: what Stripe would
 * refuse, and anything that is not known here, is refused.
 */
const ALLOWED = new Set([
  "mode",
  "client_reference_id",
  "expires_at",
  "locale",
  "success_url",
  "cancel_url",
  "line_items[0][quantity]",
  "line_items[0][price_data][currency]",
  "line_items[0][price_data][unit_amount]",
  "line_items[0][price_data][product_data][name]",
]);
const HALF_HOUR_S = 1800;
const DAY_S = 86_400;

type Session = {
  id: string;
  object: "checkout.session";
  client_reference_id: string;
  status: "open" | "complete" | "expired";
  payment_status: "unpaid" | "paid";
  currency: string;
  amount_total: number;
  payment_intent: string | null;
  url: string | null;
  expires_at: number;
};

class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly param?: string,
  ) {
    super(message);
  }
}

const REFUND_ALLOWED = new Set(["payment_intent", "amount", "metadata[refund]"]);
/** Its account is listed by so many lines at most, whatever is asked for. */
const PAGE_MAX = 3;

type Refund = {
  id: string;
  object: "refund";
  amount: number;
  currency: string;
  payment_intent: string;
  status: "pending" | "succeeded" | "failed";
  failure_reason: string | null;
  metadata: { refund?: string };
};

/** A line of its account, with what it is about as `expand[]` shows it. */
type Move = {
  id: string;
  object: "balance_transaction";
  type: string;
  reporting_category: string;
  currency: string;
  amount: number;
  fee: number;
  net: number;
  created: number;
  source: { id: string; object: string; payment_intent?: string };
  payout: string | null;
};

/** Starts the provider on a port of its own. `now` is its clock, in milliseconds. */
export async function cardProvider(key: string, webhookSecret: string, now: () => number) {
  const sessions = new Map<string, Session>();
  const remembered = new Map<string, { readonly body: string; readonly session: Session | Refund }>();
  const refunds = new Map<string, Refund>();
  const moves: Move[] = [];
  const state = { isAway: false, requests: 0, losesAnswers: 0 };
  let made = 0;

  function create(body: string, idempotencyKey: string | undefined): Session {
    if (!idempotencyKey) throw new Refused(400, "this test wants every creation to be repeatable");
    const before = remembered.get(idempotencyKey);
    if (before && before.body !== body)
      throw new Refused(400, "Keys for idempotent requests can only be used with the same parameters");
    if (before) return before.session as Session;
    const form = new URLSearchParams(body);
    for (const name of form.keys())
      if (!ALLOWED.has(name)) throw new Refused(400, "Received unknown parameter", name);
    for (const name of ALLOWED) if (!form.get(name)) throw new Refused(400, "Missing required param", name);
    const amount = form.get("line_items[0][price_data][unit_amount]") ?? "";
    if (!/^[1-9]\d{0,11}$/.test(amount)) throw new Refused(400, "Invalid integer", "unit_amount");
    if (form.get("mode") !== "payment") throw new Refused(400, "Invalid mode", "mode");
    const currency = form.get("line_items[0][price_data][currency]") ?? "";
    if (currency !== "idr") throw new Refused(400, "Invalid currency", "currency");
    for (const name of ["success_url", "cancel_url"])
      if (!URL.canParse(form.get(name) ?? "")) throw new Refused(400, "Not a valid URL", name);
    const expires = Number(form.get("expires_at"));
    const second = Math.floor(now() / 1000);
    if (expires < second + HALF_HOUR_S || expires > second + DAY_S)
      throw new Refused(
        400,
        "The `expires_at` timestamp must be between 30 minutes and 24 hours from now",
        "expires_at",
      );
    const id = `cs_test_${++made}`;
    const session: Session = {
      id,
      object: "checkout.session",
      client_reference_id: form.get("client_reference_id") ?? "",
      status: "open",
      payment_status: "unpaid",
      currency,
      amount_total: Number(amount) * Number(form.get("line_items[0][quantity]")),
      payment_intent: null,
      url: `https://checkout.stripe.com/c/pay/${id}`,
      expires_at: expires,
    };
    sessions.set(id, session);
    remembered.set(idempotencyKey, { body, session });
    return session;
  }

  function known(id: string): Session {
    const session = sessions.get(id);
    if (!session) throw new Refused(404, `No such checkout.session: '${id}'`, "session");
    return session;
  }

  function expire(session: Session): Session {
    if (session.status !== "open")
      throw new Refused(400, 'Only Checkout Sessions with a status in ["open"] can be expired.');
    session.status = "expired";
    session.url = null;
    return session;
  }

  /** Money back: at most what the payment still holds, and nothing of one that its bank disputes. */
  function refund(body: string, idempotencyKey: string | undefined): Refund {
    if (!idempotencyKey) throw new Refused(400, "this test wants every refund to be repeatable");
    const before = remembered.get(idempotencyKey);
    if (before && before.body !== body)
      throw new Refused(400, "Keys for idempotent requests can only be used with the same parameters");
    if (before) return before.session as Refund;
    const form = new URLSearchParams(body);
    for (const name of form.keys())
      if (!REFUND_ALLOWED.has(name)) throw new Refused(400, "Received unknown parameter", name);
    const intent = form.get("payment_intent") ?? "";
    const paid = [...sessions.values()].find((session) => session.payment_intent === intent);
    if (!paid) throw new Refused(404, `No such payment_intent: '${intent}'`, "payment_intent");
    const amount = Number(form.get("amount"));
    const back = [...refunds.values()]
      .filter((one) => one.payment_intent === intent && one.status !== "failed")
      .reduce((sum, one) => sum + one.amount, 0);
    if (!Number.isInteger(amount) || amount <= 0 || back + amount > paid.amount_total)
      throw new Refused(400, "Refund amount is greater than unrefunded amount on charge", "amount");
    const made: Refund = {
      id: `re_${refunds.size + 1}`,
      object: "refund",
      amount,
      currency: "idr",
      payment_intent: intent,
      status: "pending",
      failure_reason: null,
      metadata: { refund: form.get("metadata[refund]") ?? "" },
    };
    refunds.set(made.id, made);
    remembered.set(idempotencyKey, { body, session: made });
    return made;
  }

  /** The newest first, a page at a time, as its lists are. */
  function listMoves(query: URLSearchParams) {
    const known = ["limit", "expand[0]", "payout", "created[gte]", "starting_after"];
    for (const name of query.keys())
      if (!known.includes(name)) throw new Refused(400, "Received unknown parameter", name);
    if (query.get("expand[0]") !== "data.source") throw new Refused(400, "This property cannot be expanded");
    const payout = query.get("payout");
    const since = Number(query.get("created[gte]") ?? "0");
    const all = moves
      .filter((move) => (payout ? move.payout === payout : true) && move.created >= since)
      .reverse();
    const after = query.get("starting_after");
    const at = after ? all.findIndex((move) => move.id === after) + 1 : 0;
    if (after && at === 0)
      throw new Refused(400, `No such balance transaction: '${after}'`, "starting_after");
    const data = all.slice(at, at + Math.min(PAGE_MAX, Number(query.get("limit") ?? "10")));
    return {
      object: "list",
      url: "/v1/balance_transactions",
      has_more: at + data.length < all.length,
      data: data.map(({ payout: _sentWith, ...move }) => move),
    };
  }

  function answer(request: IncomingMessage, body: string): unknown {
    if (request.headers.authorization !== `Bearer ${key}`) throw new Refused(401, "Invalid API Key provided");
    if (!request.headers["stripe-version"]) throw new Refused(400, "no API version");
    const url = new URL(request.url ?? "", "http://provider");
    if (request.method === "GET" && url.pathname === "/v1/balance_transactions")
      return listMoves(url.searchParams);
    if (request.method === "POST" && url.pathname === "/v1/refunds")
      return refund(body, request.headers["idempotency-key"] as string | undefined);
    const asked = /^\/v1\/refunds\/(re_\d+)$/.exec(url.pathname)?.[1];
    if (request.method === "GET" && asked && refunds.has(asked)) return refunds.get(asked);
    const [, id, deed] = /^\/v1\/checkout\/sessions(?:\/([a-z_0-9]+))?(?:\/(expire))?$/.exec(
      request.url ?? "",
    ) ?? [null, "", "unknown"];
    if (deed === "unknown") throw new Refused(404, "Unrecognized request URL");
    if (request.method === "POST" && !id) {
      if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
        throw new Refused(400, "not a form");
      return create(body, request.headers["idempotency-key"] as string | undefined);
    }
    if (request.method === "POST" && id && deed) return expire(known(id));
    if (request.method === "GET" && id && !deed) return known(id);
    throw new Refused(404, "Unrecognized request URL");
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    state.requests++;
    let body = "";
    for await (const chunk of request) body += chunk;
    const send = (status: number, answered: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answered));
    if (state.isAway) {
      send(503, { error: { type: "api_error", message: "away" } });
      return;
    }
    try {
      const answered = answer(request, body);
      if (state.losesAnswers > 0) {
        state.losesAnswers--;
        response.destroy();
        return;
      }
      send(200, answered);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const type = error.status === 401 ? "authentication_error" : "invalid_request_error";
      send(error.status, { error: { type, message: error.message, param: error.param } });
    }
  }
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  let told = 0;
  /** A word about a page as the provider would send it now. */
  function word(type: string, object: unknown, { at = now(), secret = webhookSecret } = {}): Request {
    const second = Math.floor(at / 1000);
    const body = JSON.stringify({
      id: `evt_${++told}`,
      object: "event",
      api_version: "2026-10-28.endive",
      created: second,
      type,
      data: { object },
    });
    return signed(body, second, secret);
  }

  function signed(body: string, second: number, secret: string): Request {
    const v1 = createHmac("sha256", secret).update(`${second}.${body}`).digest("hex");
    return new Request("http://localhost:3000/webhooks/stripe", {
      method: "POST",
      body,
      headers: { "stripe-signature": `t=${second},v1=${v1}` },
    });
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    sessionFor: (paymentId: string) =>
      [...sessions.values()].find((session) => session.client_reference_id === paymentId) as Session,
    /** The payer fills in a card that works. */
    pay: (session: Session) => {
      session.status = "complete";
      session.payment_status = "paid";
      session.payment_intent = `pi_${session.id}`;
      session.url = null;
    },
    /** A refund that was asked for, by our own id for it. */
    refundFor: (refundId: string) =>
      [...refunds.values()].find((one) => one.metadata.refund === refundId) as Refund,
    refundsMade: () => refunds.size,
    /** Somebody gives money back in its own dashboard: it carries no name of ours. */
    refundByHand: (session: Session, amount: number): Refund => {
      const made: Refund = {
        id: `re_${refunds.size + 1}`,
        object: "refund",
        amount,
        currency: "idr",
        payment_intent: session.payment_intent ?? "",
        status: "succeeded",
        failure_reason: null,
        metadata: {},
      };
      refunds.set(made.id, made);
      return made;
    },
    dispute: (session: Session, status: string, id = `dp_${session.id}`) => ({
      id,
      object: "dispute",
      amount: session.amount_total,
      currency: session.currency,
      payment_intent: session.payment_intent,
      charge: `ch_${session.id}`,
      reason: "product_not_received",
      status,
      evidence_details: { due_by: Math.floor(now() / 1000) + 7 * DAY_S },
    }),
    payout: (id: string, amount: number, status: string) => ({
      id,
      object: "payout",
      amount,
      currency: "idr",
      status,
      arrival_date: Math.floor(now() / 1000) + DAY_S,
    }),
    /** Writes a line into its account; what is sent with a payout is said by `send`. */
    move: (category: string, amount: number, fee: number, source: Move["source"], currency = "idr") => {
      const move: Move = {
        id: `txn_${moves.length + 1}`,
        object: "balance_transaction",
        type: category,
        reporting_category: category,
        currency,
        amount,
        fee,
        net: amount - fee,
        created: Math.floor(now() / 1000),
        source,
        payout: null,
      };
      moves.push(move);
      return move;
    },
    word,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
