import { eq } from "drizzle-orm";
import { dayOf, momentOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayOpenCallOff } from "./contract.policy.ts";
import type { OpenSchedule } from "./contract.schema.ts";
import { checkCallOffDay, monthLimitOf, monthOf } from "./contract.ts";
import {
  type ContractLineShown,
  type ContractRow,
  callOffCount,
  callOffGround,
  contractLineRows,
} from "./contract-reads.server.ts";
import { suspensionsOf } from "./contract-text-reads.server.ts";
import { callOffOpened } from "./contracts.events.ts";
import { drawDown } from "./draw-down.server.ts";
import { lockedPrice } from "./locked-price.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { type FoundPrice, pricePerPack } from "./price-rule.ts";
import { packsOf, wavesInOrder } from "./schedule.ts";
import { holdsOn, lastDayOf } from "./suspension.ts";
import { sayMeasure } from "./ui/measure-words.tsx";

type Ground = NonNullable<Awaited<ReturnType<typeof callOffGround>>>;
type Wave = OpenSchedule["waves"][number];

/**
 * Writes the call-offs of a schedule, one for each delivery day in order, all or none. Each draws on its own month, and all have
 * the price that the rule finds today or has locked. The first lends the schedule its id. Takes the contract for
 * the rest of the transaction.
 */
export async function writeCallOffs(
  tx: LatestTransaction,
  call: Call,
  asked: OpenSchedule,
): Promise<[string, ...string[]]> {
  // One call-off of a contract at a time: they are numbered without a gap and draw on the same month.
  await hold(tx, contracts, eq(contracts.id, asked.contractId));
  const contract = await permittedContract(tx, call.actor, asked.contractId, mayOpenCallOff);
  const ground = await callOffGround(contract, tx);
  invariant(ground, "a contract has a trade center");
  const line = await lineOf(tx, contract.id, asked.contractLineId);
  const waves = wavesInOrder(asked.waves);
  for (const wave of waves) await checkDay(tx, call, { contract, ground, wave, answerBy: asked.answerBy });
  const places = { ...ground, destinationRegionCode: contract.destinationRegionCode };
  const found = await lockedPrice(tx, line, places, dayOf(call.at, ground.hubTimeZone));
  const ids: string[] = [];
  for (const wave of waves) {
    const callOffId = await writeOne(tx, call, { contract, line, found, asked, wave, scheduleId: ids[0] });
    ids.push(callOffId);
  }
  const [first, ...others] = ids;
  invariant(first, "a schedule has a wave");
  return [first, ...others];
}

/** The goods that are called off: the line that was named, or the only one. Refuses to guess between several. */
async function lineOf(
  tx: Transaction,
  contractId: string,
  contractLineId: string | undefined,
): Promise<ContractLineShown> {
  const lines = await contractLineRows(contractId, tx);
  if (contractLineId === undefined && lines.length > 1) throw new RuleBroken("contracts.chooseGoods");
  const line = contractLineId === undefined ? lines[0] : lines.find(({ id }) => id === contractLineId);
  if (!line) throw new RuleBroken("contracts.otherGoods");
  return line;
}

/** Refuses a day that the contract does not cover, has passed, comes before koperasi have answered, or waits for force majeure. */
async function checkDay(
  tx: Transaction,
  call: Call,
  on: {
    readonly contract: ContractRow;
    readonly ground: Ground;
    readonly wave: Wave;
    readonly answerBy: Date;
  },
): Promise<void> {
  const { deliveryDay } = on.wave;
  checkCallOffDay(on.contract, {
    deliveryDay,
    today: dayOf(call.at, on.ground.hubTimeZone),
    answerBy: on.answerBy,
    at: call.at,
    dayBegins: momentOf(deliveryDay, "00:00", on.ground.hubTimeZone),
  });
  const held = (await suspensionsOf(on.contract.id, tx)).find((one) => holdsOn(one, deliveryDay));
  if (held)
    throw new RuleBroken("contracts.suspended", {
      startsOn: held.startsOn,
      endsOn: lastDayOf(held) ?? held.endsOn,
    });
}

async function writeOne(
  tx: Transaction,
  call: Call,
  of: {
    readonly contract: ContractRow;
    readonly line: ContractLineShown;
    readonly found: FoundPrice;
    readonly asked: OpenSchedule;
    readonly wave: Wave;
    readonly scheduleId: string | undefined;
  },
): Promise<string> {
  const { contract, line, asked, wave } = of;
  invariant(call.actor.kind === "member", "a person of the trade center opens call-offs");
  const pack = { unit: line.packUnit, basePerPack: line.basePerPack };
  const packs = packsOf(wave, pack, (base) => sayMeasure(base, line.baseUnit));
  const base = BigInt(packs) * line.basePerPack;
  await drawDown(tx, {
    contractLineId: line.id,
    month: monthOf(wave.deliveryDay),
    base,
    limitBase: monthLimitOf(line),
    pack: { unit: line.packUnit, base: line.basePerPack },
  });
  const price = pricePerPack(of.found, line.baseUnit, line.basePerPack);
  const serial = (await callOffCount(contract.id, tx)) + 1;
  const callOffId = newId("callOff");
  await tx.insert(callOffs).values({
    id: callOffId,
    contractId: contract.id,
    scheduleId: of.scheduleId ?? callOffId,
    contractLineId: line.id,
    hubId: contract.hubId,
    number: `${contract.number}/P-${serial.toString().padStart(3, "0")}`,
    state: "open",
    deliveryDay: wave.deliveryDay,
    packs,
    basePerPack: line.basePerPack,
    drawnBase: base,
    priceRupiahPerPack: price.priceRupiah,
    priceBecause: price.because,
    answerBy: asked.answerBy,
    cooling: asked.cooling,
    openedBy: call.actor.personId,
    openedAt: call.at,
    note: asked.note ?? null,
  });
  await announce(tx, call, callOffOpened, { callOffId });
  return callOffId;
}
