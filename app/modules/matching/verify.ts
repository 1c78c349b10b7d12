import { Flaw, fail, type ReadAnswer, type ReadMarket, readAnswer, readMarket } from "./verify-reading.ts";
import { isSoleOptimum } from "./verify-sole.ts";

/**
 * Checks an answer to a market without trusting, or sharing a line of code with, whoever computed it.
 *
 * Everything is compared in exact integers. An accepted answer respects every quantity, uses only allowed pairs, says
 * truly what it filled and cost, and carries prices and rents under which nothing better can exist. A claim to be the
 * only such answer is checked too; not claiming it is never held against an answer.
 */
export function verify(instance: unknown, result: unknown): Verdict {
  try {
    const market = readMarket(instance);
    const answer = readAnswer(market, result);
    checkQuantities(market, answer);
    checkTotals(market, answer);
    checkDual(market, answer);
    if (answer.unique && !isSoleOptimum(market, answer))
      fail("another answer fills and costs the same, so it is not unique");
    return { ok: true };
  } catch (flaw) {
    if (flaw instanceof Flaw) return { ok: false, because: flaw.message };
    throw flaw;
  }
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly because: string };

function checkQuantities(market: ReadMarket, answer: ReadAnswer): void {
  const got = answer.unfilled.slice();
  const sold = market.offers.map(() => 0n);
  for (const [at, { line, offer }] of market.pairs.entries()) {
    const quantity = answer.bought[at] as bigint;
    if (quantity === 0n) continue;
    got[line] = (got[line] as bigint) + quantity;
    sold[offer] = (sold[offer] as bigint) + quantity;
  }
  for (const [at, { id, asked }] of market.lines.entries()) {
    if (got[at] !== asked) fail(`line ${id} asks for ${asked} but bought and unfilled make ${got[at]}`);
  }
  for (const [at, { id, has }] of market.offers.entries()) {
    if ((sold[at] as bigint) > has) fail(`offer ${id} has ${has} but sells ${sold[at]}`);
  }
}

function checkTotals(market: ReadMarket, answer: ReadAnswer): void {
  const filled = Array.from({ length: market.classes }, () => 0n);
  let cost = 0n;
  for (const [at, pair] of market.pairs.entries()) {
    const quantity = answer.bought[at] as bigint;
    if (quantity === 0n) continue;
    const urgency = market.lines[pair.line]?.urgency ?? 0;
    filled[urgency] = (filled[urgency] as bigint) + quantity;
    cost += quantity * pair.cost;
  }
  if (answer.cost !== String(cost)) fail(`cost is ${cost}, not ${answer.cost}`);
  if (answer.filledByClass.join() !== filled.join())
    fail(`filled by class is ${filled.join()}, not ${answer.filledByClass.join()}`);
}

function checkDual(market: ReadMarket, { penalty, value, rent, unfilled, cost }: ReadAnswer): void {
  const dearest = market.pairs.reduce((most, pair) => (pair.cost > most ? pair.cost : most), 0n);
  if (penalty <= BigInt(market.lines.length) * dearest)
    fail("penalty is too small for fill to come before cost");
  for (const { line, offer, cost: price } of market.pairs) {
    if ((value[line] as bigint) - (rent[offer] as bigint) <= price) continue;
    fail(
      `line ${market.lines[line]?.id} is valued above what offer ${market.offers[offer]?.id} would cost it`,
    );
  }
  let spent = BigInt(cost);
  let worth = 0n;
  for (const [at, { id, urgency, asked }] of market.lines.entries()) {
    const whenUnfilled = penalty * BigInt(market.classes - urgency);
    if ((value[at] as bigint) > whenUnfilled) fail(`line ${id} is valued above going unfilled`);
    spent += whenUnfilled * (unfilled[at] as bigint);
    worth += asked * (value[at] as bigint);
  }
  for (const [at, { id, has }] of market.offers.entries()) {
    if ((rent[at] as bigint) < 0n) fail(`offer ${id} has a rent below zero`);
    worth -= has * (rent[at] as bigint);
  }
  if (spent !== worth) fail(`what is spent (${spent}) is not what the prices prove (${worth})`);
}
