import { eq, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { shipmentLines } from "#db/schema/shipments.ts";
import { appealLines, appeals } from "#db/schema/shipments-appeals.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { vatOn } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { spendBudget } from "../orders/release-budget.server.ts";
import { takeInMore } from "../stock/take-in-more.server.ts";
import { mayAnswerAppeal, mayKnowAppeal } from "./appeal.policy.ts";
import { DecideAppeal } from "./appeal.schema.ts";
import { costsOfGranted, grantedParts } from "./appeal.ts";
import {
  type AppealGround,
  type AppealLineWithGoods,
  type AppealRow,
  appealFacts,
  appealGround,
  appealLinesOf,
} from "./appeal-facts-reads.server.ts";
import { goodsGrantedEntry } from "./appeal-postings.ts";
import { endAppeal } from "./end-appeal.server.ts";
import { receivedGoods } from "./received-goods-reads.server.ts";
import { taxClassOfLines } from "./shipment-facts-reads.server.ts";
import { appealDecided } from "./shipments.events.ts";
import { writtenOffOf } from "./written-off-reads.server.ts";

type Granted = AppealLineWithGoods & {
  readonly grantedBase: bigint;
  readonly goodsRupiah: bigint;
  readonly taxRupiah: bigint;
  /** What its seller had written off of it. */
  readonly costRupiah: bigint;
};

/**
 * The kitchen answers an appeal: grants it whole or in part, or refuses it, and says why. Granted goods that stayed at its door
 * are accepted in the same transaction: they come into its store (not what was destroyed), the budget is spent for them, and the
 * seller invoices them besides what it invoiced already, whatever became of that invoice. What a trader had written off of them
 * becomes the cost of that sale. Refuses whoever weighed the delivery, an answer after the time, a second one, more than was asked, and what the budget cannot pay.
 */
export const decideAppeal = command({
  name: "shipments.decideAppeal",
  input: DecideAppeal,
  isolation: "read committed",
  permit: async (tx, call, { appealId }) => {
    const appeal = await appealFacts(appealId, tx);
    if (!appeal || !mayKnowAppeal(call.actor, appeal)) throw new Missing("shipments.appealMissing");
    if (!mayAnswerAppeal(call.actor, appeal)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { appealId, words, lines: decided }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const [appeal] = await hold(tx, appeals, eq(appeals.id, appealId));
    invariant(appeal, "permitted above");
    if (appeal.state !== "open") throw new Conflict("shipments.appealMoved");
    if (call.at > appeal.dueAt) throw new RuleBroken("shipments.appealTooLate");
    const ground = await appealGround(appeal.shipmentId, tx);
    invariant(ground, "an appeal is about a receipt");
    if (ground.receivedBy === call.actor.personId) throw new RuleBroken("shipments.appealOwnWeighing");
    const lines = await pricedLines(
      tx,
      appeal,
      ground,
      grantedParts(await appealLinesOf(appealId, tx), decided),
    );
    for (const { id, grantedBase, goodsRupiah, taxRupiah, costRupiah } of lines)
      await tx
        .update(appealLines)
        .set({ grantedBase, goodsRupiah, taxRupiah, costRupiah })
        .where(eq(appealLines.id, id));
    const isGranted = lines.some((line) => line.grantedBase > 0n);
    await acceptAfterAll(
      tx,
      call,
      { appeal, ground },
      lines.filter((line) => line.isOwed && line.grantedBase > 0n),
    );
    await endAppeal(tx, call, appeal, isGranted ? "grant" : "refuse", words);
    await announce(tx, call, appealDecided, { appealId });
    return { appealId, isGranted };
  },
});

/** What each granted part costs, with the tax of the day on which it came; nothing for what is not owed. */
async function pricedLines(
  tx: Transaction,
  appeal: AppealRow,
  ground: AppealGround,
  lines: readonly (AppealLineWithGoods & { readonly grantedBase: bigint })[],
): Promise<Granted[]> {
  const [classes, rule, seller, writtenOff] = await Promise.all([
    taxClassOfLines(appeal.shipmentId, tx),
    vatRuleOn(dayOf(ground.receivedAt, ground.buyerZone), tx),
    organisationById(appeal.sellerId, tx),
    writtenOffOf(
      lines.map((line) => line.shipmentLineId),
      tx,
    ),
  ]);
  return costsOfGranted(lines, writtenOff).map((line) => {
    const taxClass = classes.get(line.shipmentLineId);
    invariant(seller && taxClass, "a seller sends goods that have a tax class");
    const goodsRupiah = line.isOwed ? priceOf(line.grantedBase, line.priceRupiah, line.basePerUnit) : 0n;
    return { ...line, goodsRupiah, taxRupiah: vatOn(goodsRupiah, taxClass, seller, rule) };
  });
}

/** Goods, store and budget follow what was granted, in the caller's transaction. */
async function acceptAfterAll(
  tx: LatestTransaction,
  call: Call,
  { appeal, ground }: { readonly appeal: AppealRow; readonly ground: AppealGround },
  lines: readonly Granted[],
): Promise<void> {
  if (lines.length === 0) return;
  invariant(call.actor.kind === "member", "a person of the kitchen decides");
  for (const { shipmentLineId, grantedBase } of lines)
    await tx
      .update(shipmentLines)
      .set({
        acceptedBase: sql`${shipmentLines.acceptedBase} + ${grantedBase}`,
        grantedBase: sql`${shipmentLines.grantedBase} + ${grantedBase}`,
      })
      .where(eq(shipmentLines.id, shipmentLineId));
  const goods = new Map(
    (await receivedGoods(appeal.shipmentId, tx)).map((line) => [line.shipmentLineId, line]),
  );
  await takeInMore(tx, call, {
    organisationId: appeal.buyerId,
    cameOn: dayOf(ground.receivedAt, ground.buyerZone),
    recordedBy: call.actor.personId,
    lines: lines
      .filter((line) => line.cause === "short" || line.disposition !== "destroyed")
      .flatMap((line) => {
        const known = goods.get(line.shipmentLineId);
        return known ? [{ ...known, acceptedBase: line.grantedBase }] : [];
      }),
  });
  await bookCost(tx, call, { appeal, ground }, sumOf(lines.map((line) => line.costRupiah)));
  await spendBudget(tx, call, {
    orderId: ground.orderId,
    receiptId: appeal.id,
    amountRupiah: sumOf(lines.map((line) => line.goodsRupiah + line.taxRupiah)),
  });
}

/** In a trader's books what was written off of the granted goods is the cost of their sale; others wrote nothing off. */
async function bookCost(
  tx: LatestTransaction,
  call: Call,
  { appeal, ground }: { readonly appeal: AppealRow; readonly ground: AppealGround },
  costRupiah: Rupiah,
): Promise<void> {
  if (costRupiah === 0n) return;
  const entry = goodsGrantedEntry({
    organisationId: appeal.sellerId,
    subjectId: appeal.id,
    occurredOn: dayOf(call.at, await clockOf(appeal.sellerId, tx)),
    narration: ground.receiptNumber,
    costRupiah,
  });
  await postEntry(tx, call, entry);
}
