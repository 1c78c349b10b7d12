import { eq } from "drizzle-orm";
import { addDays } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { answerWord } from "#app/modules/catalogue/answer-word.server.ts";
import { keepBalanceLink } from "#app/modules/catalogue/keep-balance-link.server.ts";
import { sayWord } from "#app/modules/catalogue/say-word.server.ts";
import { setCreditLimit } from "#app/modules/commitments/set-credit-limit.server.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { lastPeriodEnd } from "#app/modules/consignment/consignment.ts";
import { giveGrant } from "#app/modules/consignment/give-grant.server.ts";
import { loseConsigned } from "#app/modules/consignment/lose-consigned.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { settleConsignment } from "#app/modules/consignment/settle-consignment.server.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { db } from "#db/client.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import { productOf } from "./goods.ts";
import { type Budgets, ordinaryDay } from "./kitchen-days.server.ts";
import { houseCall, type Stage } from "./stage.server.ts";
import { planOrder } from "./trade.server.ts";
import { dayOfPast } from "./working-days.ts";

const KEEPERS: readonly Role[] = ["koperasi_chair"];
const HANDS: readonly Role[] = ["koperasi_warehouse", "koperasi_chair"];

/** Somebody's goods in a koperasi's custody: what was agreed, what a kitchen took of it, and what was broken. */
type DemoConsignment = {
  readonly keeperKey: string;
  readonly producerKey: string;
  readonly productKey: string;
  readonly units: number;
  readonly terms:
    | { readonly terms: "fixed"; readonly priceRupiah: string }
    | { readonly terms: "commission"; readonly commissionBasisPoints: number };
  readonly sold: { readonly buyerKey: string; readonly units: number };
  readonly lostBase: bigint | null;
  /** What its maker says of the statement by their link, and what the koperasi answers, if it did already. */
  readonly doubt: { readonly said: string; readonly answer: string | null };
};

const consigned: readonly DemoConsignment[] = [
  {
    keeperKey: "K20",
    producerKey: "U08",
    productKey: "KRP-K",
    units: 40,
    terms: { terms: "fixed", priceRupiah: "22000" },
    sold: { buyerKey: "S10", units: 27.5 },
    lostBase: 500n,
    doubt: { said: "Timbangan beda: saya titip 40,5 kg, di nota tertulis 40 kg (Demo)", answer: null },
  },
  {
    keeperKey: "K12",
    producerKey: "U11",
    productKey: "BBU-R",
    units: 30,
    terms: { terms: "commission", commissionBasisPoints: 1_500 },
    sold: { buyerKey: "S02", units: 12 },
    lostBase: null,
    doubt: {
      said: "Kapan dua belas renceng yang laku dibayar? (Demo)",
      answer: "Jumat ini lewat transfer, notanya sudah terbit (Demo)",
    },
  },
];

/** Crackers and spices that their makers left to be sold, settled by the week; and oil that a BUMD is asked to leave. */
export function planConsignments(stage: Stage, budgetOf: Budgets): void {
  for (const one of consigned) planConsignment(stage, budgetOf, one);
  planTerms(stage);
  const asked = stage.hoursAgo(20);
  stage.agenda.plan(asked, async () => {
    await placeConsignment(stage.as("K12", KEEPERS, asked), {
      listingId: stage.listings.get("K12/MYK-L") ?? "",
      consignorId: stage.party("B1").organisationId,
      quantityBase: (60n * productOf("MYK-L").basePerUnit).toString(),
      terms: "commission",
      commissionBasisPoints: 500,
      madeOn: addDays(stage.today, -5),
      expiresOn: addDays(stage.today, 60),
      period: "monthly",
      payDays: 7,
    });
  });
}

/** What a BUMD lets every koperasi owe it, and what a koperasi lets another sell of its own without asking. */
function planTerms(stage: Stage): void {
  const said = stage.on(-13, "08:00");
  stage.agenda.plan(said, async () => {
    await setCreditLimit(stage.as("B1", ["bumd_finance"], said), {
      buyerKind: "koperasi",
      limitRupiah: "25000000",
    });
    await giveGrant(stage.as("K11", KEEPERS, said), {
      keeperId: stage.party("K12").organisationId,
      commissionMaxBasisPoints: 1_000,
      validUntil: addDays(stage.today, 90),
    });
  });
}

function planConsignment(stage: Stage, budgetOf: Budgets, one: DemoConsignment): void {
  const days = dayOfPast(stage.today, "betweenMarkets");
  const held = { consignmentId: "", lotId: "" };
  const at = stage.on(days - 2, "07:00");
  stage.agenda.plan(at, async () => {
    Object.assign(held, await leave(stage, one, at));
  });
  planOrder(
    stage,
    {
      buyerKey: one.sold.buyerKey,
      lines: [{ productKey: one.productKey, units: one.sold.units }],
      ...ordinaryDay(stage, days),
      offers: { [one.productKey]: { sellerKey: one.keeperKey, lotId: () => held.lotId } },
      offeredAt: stage.on(days - 1, "09:00"),
      plannedAt: stage.on(days - 1, "10:00"),
    },
    () => budgetOf(one.sold.buyerKey, days),
  );
  const { lostBase } = one;
  const lostAt = stage.on(days, "18:00");
  if (lostBase !== null)
    stage.agenda.plan(lostAt, async () => {
      const { consignmentId } = held;
      const loss = { consignmentId, quantityBase: lostBase.toString(), reason: "damaged" as const };
      await loseConsigned(stage.as(one.keeperKey, HANDS, lostAt), loss);
    });
  const settledAt = stage.on(0, "01:20");
  stage.agenda.plan(settledAt, async () => {
    await settleConsignment(houseCall(settledAt), {
      keeperId: stage.party(one.keeperKey).organisationId,
      consignorId: stage.producers.get(one.producerKey) ?? "",
      period: "weekly",
      endsOn: lastPeriodEnd("weekly", stage.today),
    });
  });
  planDoubt(stage, one);
}

/** The maker reads the statement behind their own link and says what is not right; one koperasi has answered. */
function planDoubt(stage: Stage, { keeperKey, producerKey, doubt }: DemoConsignment): void {
  const saidAt = stage.hoursAgo(3);
  const waiting = { wordId: "" };
  stage.agenda.plan(saidAt, async () => {
    const producerId = stage.producers.get(producerKey) ?? "";
    await keepBalanceLink(stage.as(keeperKey, KEEPERS, saidAt), { producerId, open: "true" });
    const subject = { purpose: "balance" as const, subjectId: producerId };
    const token = await openLinkToken(stage.party(keeperKey).organisationId, subject, saidAt);
    const holder = await linkHolder(token ?? "", saidAt);
    invariant(holder, "a maker has a link");
    const call = { actor: holder.actor, at: saidAt, key: null, causation: null };
    waiting.wordId = (await sayWord(call, { said: doubt.said })).wordId;
  });
  const answeredAt = stage.hoursAgo(2.5);
  const { answer } = doubt;
  if (answer !== null)
    stage.agenda.plan(answeredAt, async () => {
      await answerWord(stage.as(keeperKey, KEEPERS, answeredAt), { ...waiting, answer });
    });
}

/** The maker leaves the goods, and agrees by the link that the koperasi sent. */
async function leave(stage: Stage, one: DemoConsignment, at: Date) {
  const keeperId = stage.party(one.keeperKey).organisationId;
  const day = addDays(stage.today, dayOfPast(stage.today, "betweenMarkets") - 2);
  const { consignmentId } = await placeConsignment(stage.as(one.keeperKey, KEEPERS, at), {
    listingId: stage.listings.get(`${one.keeperKey}/${one.productKey}`) ?? "",
    consignorId: stage.producers.get(one.producerKey) ?? "",
    quantityBase: (BigInt(one.units) * productOf(one.productKey).basePerUnit).toString(),
    ...one.terms,
    madeOn: day,
    expiresOn: addDays(day, 90),
    period: "weekly",
    payDays: 3,
  });
  const subject = { purpose: "consign" as const, subjectId: consignmentId };
  const holder = await linkHolder((await openLinkToken(keeperId, subject, at)) ?? "", at);
  invariant(holder, "a maker has a link");
  await answerConsignment(
    { actor: holder.actor, at, key: null, causation: null },
    { consignmentId, answer: "agree" },
  );
  const [row] = await db()
    .select({ lotId: consignments.lotId })
    .from(consignments)
    .where(eq(consignments.id, consignmentId));
  return { consignmentId, lotId: row?.lotId ?? "" };
}
