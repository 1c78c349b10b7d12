import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Outage } from "#app/kernel/errors.ts";
import type { CheckoutSeen, PaymentGateway } from "#app/platform/gateways/checkout.server.ts";

/**
 * A provider that is nobody's: numbers of a bank and codes to be scanned, over a small protocol of JSON and signed words. It shows that
 * another provider than that of cards fits where theirs does; the house has none.
 */
type Bill = {
  readonly id: string;
  readonly external: string;
  readonly kind: "va" | "qr";
  readonly amount: number;
  status: "PENDING" | "PAID" | "CANCELLED";
};

const SECRET = "rahasia-uji";
const signed = (body: string) => createHmac("sha256", SECRET).update(body).digest("hex");

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

const told = (bill: Bill) => ({
  ...bill,
  number:
    bill.kind === "va" ? `88608${bill.id.replace(/\D/g, "").padStart(11, "1").slice(0, 11)}` : undefined,
  code: bill.kind === "qr" ? `00020101021226610014ID.CO.UJI.WWW0215ID${bill.id}` : undefined,
});

export async function secondProvider() {
  const bills = new Map<string, Bill>();
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const [, , id = ""] = (request.url ?? "").split("/");
    const known = bills.get(id);
    void bodyOf(request).then((body) => {
      if (request.headers["authorization"] !== `Bearer ${SECRET}`) return answer(401, {});
      if (request.method === "POST") {
        const wish = JSON.parse(body) as { external: string; kind: "va" | "qr"; amount: number };
        const before = [...bills.values()].find((bill) => bill.external === wish.external);
        const bill: Bill = before ?? { ...wish, id: randomUUID(), status: "PENDING" };
        bills.set(bill.id, bill);
        return answer(200, told(bill));
      }
      if (!known) return answer(404, {});
      if (request.method === "DELETE" && known.status === "PENDING") known.status = "CANCELLED";
      return answer(200, told(known));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bills`;

  async function ask(method: string, path: string, body?: unknown): Promise<ReturnType<typeof told>> {
    const asked = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${SECRET}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!asked.ok) throw new Outage("bank");
    return (await asked.json()) as ReturnType<typeof told>;
  }

  const seenIn = (bill: ReturnType<typeof told>): CheckoutSeen => ({
    sessionId: bill.id,
    paymentId: bill.external,
    payAt:
      bill.status !== "PENDING"
        ? null
        : bill.kind === "va"
          ? { kind: "virtualAccount", bank: "Bank Uji", number: bill.number ?? "" }
          : { kind: "qris", payload: bill.code ?? "" },
    outcome: bill.status === "PAID" ? "paid" : bill.status === "CANCELLED" ? "ended" : "open",
    amountRupiah: BigInt(bill.amount),
    reference: `ref-${bill.id}`,
  });

  const gateway = (rail: "virtualAccount" | "qris", provider: string): PaymentGateway => ({
    provider,
    rail,
    open: async (wish) =>
      seenIn(
        await ask("POST", "", {
          external: wish.paymentId,
          kind: rail === "qris" ? "qr" : "va",
          amount: Number(wish.amountRupiah),
        }),
      ),
    look: async (id) => seenIn(await ask("GET", `/${id}`)),
    end: async (id) => seenIn(await ask("DELETE", `/${id}`)),
    wordIn: (body, headers) => {
      const [ours, theirs] = [Buffer.from(signed(body)), Buffer.from(headers.get("x-callback") ?? "")];
      if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null;
      const word = JSON.parse(body) as { event: string; at: number; bill: ReturnType<typeof told> };
      return {
        eventId: word.event,
        type: "bill",
        at: new Date(word.at),
        seen: seenIn(word.bill),
        matter: null,
      };
    },
  });

  /** The payer paid so much at its bank; answers the provider's signed word of it. */
  function paid(
    external: string,
    at: Date,
    wish: { readonly amount?: number; readonly event?: string } = {},
  ) {
    const bill = [...bills.values()].find((one) => one.external === external);
    if (!bill) throw new Error("the bill was opened");
    bill.status = "PAID";
    const body = JSON.stringify({
      event: wish.event ?? `evt-${bill.id}`,
      at: at.getTime(),
      bill: { ...told(bill), amount: wish.amount ?? bill.amount },
    });
    return (signature = signed(body)) =>
      new Request("http://localhost:3000/webhooks/bank-uji", {
        method: "POST",
        body,
        headers: { "x-callback": signature },
      });
  }

  return {
    gateway,
    paid,
    stop: () => new Promise((stopped) => server.close(stopped)),
  };
}
