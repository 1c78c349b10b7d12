import { type ReadAnswer, readAnswer } from "./verify-answer.ts";
import type { ByteSource } from "./verify-bytes.ts";
import { Flaw, fail } from "./verify-flaw.ts";
import { type ReadMarket, readMarket } from "./verify-reading.ts";
import { isSoleOptimum } from "./verify-sole.ts";

/**
 * Checks an answer to a market without trusting, or sharing a line of code with, whoever computed it. Both are files in
 * the format `lumbung-match/1`, read as their bytes come: no size of theirs is too large but that of the memory.
 *
 * Everything is compared in exact integers. An accepted answer respects every quantity, uses only allowed pairs, says
 * truly what it filled and cost, and carries prices and rents under which nothing better can exist. A claim to be the
 * only such answer is checked too; not claiming it is never held against an answer.
 */
export function verify(instance: ByteSource, result: ByteSource): Verdict {
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

function checkQuantities({ lineIds, asked, offerIds, has, pairs }: ReadMarket, answer: ReadAnswer): void {
  const sold = new Float64Array(has.length);
  for (const [line, id] of lineIds.entries()) {
    let got = answer.unfilled[line] as number;
    for (let at = pairs.start[line] as number; at < (pairs.start[line + 1] as number); at++) {
      const quantity = answer.bought[at] as number;
      const offer = pairs.offer[at] as number;
      got += quantity;
      sold[offer] = (sold[offer] as number) + quantity;
    }
    // Sums of what is not below zero: one that leaves the exact numbers is above every quantity there can be.
    if (got !== asked[line]) fail(`line ${id} asks for ${asked[line]} but bought and unfilled make ${got}`);
  }
  for (const [offer, id] of offerIds.entries()) {
    if ((sold[offer] as number) > (has[offer] as number))
      fail(`offer ${id} has ${has[offer]} but sells ${sold[offer]}`);
  }
}

function checkTotals({ classes, urgency, pairs }: ReadMarket, answer: ReadAnswer): void {
  if (answer.filledByClass.length !== classes)
    fail(`filled by class tells of ${answer.filledByClass.length} classes, not of ${classes}`);
  const filled = Array.from({ length: classes }, () => 0n);
  let cost = 0n;
  for (const [line, of] of urgency.entries()) {
    for (let at = pairs.start[line] as number; at < (pairs.start[line + 1] as number); at++) {
      if (answer.bought[at] === 0) continue;
      const quantity = BigInt(answer.bought[at] as number);
      filled[of] = (filled[of] as bigint) + quantity;
      cost += quantity * BigInt(pairs.cost[at] as number);
    }
  }
  if (answer.cost !== cost) fail(`cost is ${cost}, not ${answer.cost}`);
  if (answer.filledByClass.join() !== filled.join())
    fail(`filled by class is ${filled.join()}, not ${answer.filledByClass.join()}`);
}

function checkDual(market: ReadMarket, answer: ReadAnswer): void {
  const { classes, lineIds, urgency, asked, offerIds, has, pairs } = market;
  const { penalty, value, rent, unfilled, cost } = answer;
  let dearest = 0;
  for (let at = 0; at < pairs.cost.length; at++) dearest = Math.max(dearest, pairs.cost[at] as number);
  if (penalty <= BigInt(lineIds.length) * BigInt(dearest))
    fail("penalty is too small for fill to come before cost");
  checkPairs(market, answer);
  let spent = cost;
  let worth = 0n;
  for (const [at, id] of lineIds.entries()) {
    const whenUnfilled = penalty * BigInt(classes - (urgency[at] as number));
    if ((value[at] as bigint) > whenUnfilled) fail(`line ${id} is valued above going unfilled`);
    spent += whenUnfilled * BigInt(unfilled[at] as number);
    worth += BigInt(asked[at] as number) * (value[at] as bigint);
  }
  for (const [at, id] of offerIds.entries()) {
    if ((rent[at] as bigint) < 0n) fail(`offer ${id} has a rent below zero`);
    worth -= BigInt(has[at] as number) * (rent[at] as bigint);
  }
  if (spent !== worth) fail(`what is spent (${spent}) is not what the prices prove (${worth})`);
}

// Differences of two such numbers are exact in a double.
const DOUBLE_MAX = 2n ** 52n;

/** No pair costs less than its line's value less its offer's rent; in doubles where they are exact. */
function checkPairs({ lineIds, offerIds, pairs }: ReadMarket, { value, rent }: ReadAnswer): void {
  const isSmall = (amount: bigint) => amount < DOUBLE_MAX && amount > -DOUBLE_MAX;
  const isExact = value.every(isSmall) && rent.every(isSmall);
  const values = Float64Array.from(value, Number);
  const rents = Float64Array.from(rent, Number);
  for (const [line, id] of lineIds.entries()) {
    const worth = values[line] as number;
    for (let at = pairs.start[line] as number; at < (pairs.start[line + 1] as number); at++) {
      const offer = pairs.offer[at] as number;
      const price = pairs.cost[at] as number;
      const isAbove = isExact
        ? worth - (rents[offer] as number) > price
        : (value[line] as bigint) - (rent[offer] as bigint) > BigInt(price);
      if (isAbove) fail(`line ${id} is valued above what offer ${offerIds[offer]} would cost it`);
    }
  }
}
