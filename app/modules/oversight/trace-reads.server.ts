import { eq, inArray } from "drizzle-orm";
import type { MemberActor } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { budgets } from "#db/schema/orders.ts";
import { type BookedEntry, entriesAbout, entriesOfKinds } from "../ledger/ledger-reads.server.ts";
import { sharedSubjects } from "./shared-subjects-reads.server.ts";
import { traceScope } from "./trace.policy.ts";
import { type Band, bandsIn, partOfEntry, TRADE_KINDS, worthOf } from "./trace.ts";
import { envelopeBands, SPENT_KINDS } from "./trace-envelope.ts";
import { momentsOf, type TraceMoment } from "./trace-moments-reads.server.ts";
import {
  type FoundTrade,
  spendingSubjects,
  subjectsOf,
  TRADES_MAX,
  tracedTrade,
  tradesNamedBy,
} from "./traced-trades-reads.server.ts";

export type TradeTrace = {
  readonly trade: Pick<FoundTrade, "id" | "kind" | "buyerName" | "deliveryDay" | "number">;
  /** What of the buyer's budget an order still holds; null for who may not look into that budget. */
  readonly reservedRupiah: Rupiah | null;
  /** What the buyer owes for it, or has paid. */
  readonly invoicedRupiah: Rupiah;
  /** How many it flows to first. */
  readonly sellers: number;
  readonly moments: readonly TraceMoment[];
  readonly bands: readonly Band[];
  /** Of organisations, producers and budgets that the bands name. */
  readonly names: Readonly<Record<string, string>>;
  /** What was booked, in the books that this viewer may see. */
  readonly entries: readonly (BookedEntry & { readonly organisationName: string })[];
};

/** The trace of one order or call-off as far as this actor may follow it, or null: then it does not exist for them. */
export async function tradeTrace(
  actor: MemberActor,
  tradeId: string,
  on: Executor = db(),
): Promise<TradeTrace | null> {
  const trade = await tracedTrade(tradeId, on);
  const scope = trade && traceScope(actor, trade, await cityOf(actor, on));
  if (!trade || !scope) return null;
  const everybody = [trade.buyerId, ...trade.sellerIds, ...trade.koperasiIds];
  const shared = await sharedSubjects(trade.id, on);
  const subjects = [...new Set([...(await subjectsOf(trade, on)), ...shared.keys()])];
  const spendings = scope.seesBudget ? await spendingSubjects(trade, on) : [];
  const [booked, spent, entries, moments] = await Promise.all([
    entriesOfKinds(
      everybody.filter((id) => scope.sightOf(id) !== null),
      subjects,
      TRADE_KINDS,
      on,
    ),
    entriesOfKinds([trade.buyerId], spendings, SPENT_KINDS, on),
    entriesAbout(scope.bookIds, [...subjects, ...spendings], on),
    momentsOf(trade, scope.tellers, on),
  ]);
  const own = booked.map((entry) => {
    const part = shared.get(entry.subjectId);
    return part ? partOfEntry(entry, part) : entry;
  });
  const claimed = bandsIn(toldTo(scope.tellers, trade, own), scope.sightOf);
  const fromBuyer = claimed.filter((band) => band.from === trade.buyerId);
  const bands = [...envelopeBands(trade.buyerId, spent, claimed), ...claimed];
  const names = await namesOf(
    [trade.buyerId, ...scope.bookIds, ...bands.flatMap(({ from, to }) => [from, to])],
    on,
  );
  const shown = new Set(entries.map((entry) => entry.id));
  return {
    trade: {
      id: trade.id,
      kind: trade.kind,
      buyerName: trade.buyerName,
      deliveryDay: trade.deliveryDay,
      number: trade.number,
    },
    reservedRupiah: scope.seesBudget ? trade.reservedRupiah : null,
    invoicedRupiah: worthOf(fromBuyer),
    sellers: new Set(fromBuyer.map((band) => band.to)).size,
    moments,
    // Of books that are not shown, not even the ids of their entries are.
    bands: bands.map((band) => ({ ...band, entryIds: band.entryIds.filter((id) => shown.has(id)) })),
    names: Object.fromEntries(names),
    entries: entries.map((entry) => ({ ...entry, organisationName: names.get(entry.organisationId) ?? "" })),
  };
}

/** Of the buyer's books only what it owes to those whose invoices this viewer sees. */
function toldTo(
  tellers: readonly string[],
  trade: FoundTrade,
  booked: readonly BookedEntry[],
): BookedEntry[] {
  const known = new Set(tellers);
  return booked.filter(
    (entry) =>
      entry.organisationId !== trade.buyerId ||
      entry.lines.some(({ subjectId }) => subjectId !== null && known.has(subjectId)),
  );
}

export type TracedMany = {
  readonly traces: readonly TradeTrace[];
  /** True where there are more trades than are drawn. */
  readonly isCut: boolean;
};

/** The traces of every trade that an id has a part in, as far as this actor may follow them; none where it has none for them. */
export async function tracesOf(actor: MemberActor, id: string, on: Executor = db()): Promise<TracedMany> {
  const ids = await tradesNamedBy(id, on);
  const traces = await Promise.all(ids.slice(0, TRADES_MAX).map((tradeId) => tradeTrace(actor, tradeId, on)));
  return { traces: traces.flatMap((trace) => trace ?? []), isCut: ids.length > TRADES_MAX };
}

async function cityOf(actor: MemberActor, on: Executor): Promise<string | null> {
  const [own] = await on
    .select({ cityCode: organisations.cityCode })
    .from(organisations)
    .where(eq(organisations.id, actor.organisationId));
  return own?.cityCode ?? null;
}

async function namesOf(ids: readonly string[], on: Executor): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  const rows = await on
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(inArray(organisations.id, wanted))
    .union(
      on
        .select({ id: producers.id, name: producers.name })
        .from(producers)
        .where(inArray(producers.id, wanted)),
    )
    .union(
      on.select({ id: budgets.id, name: budgets.fund }).from(budgets).where(inArray(budgets.id, wanted)),
    );
  return new Map(rows.map((row) => [row.id, row.name]));
}
