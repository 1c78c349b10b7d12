import { eq } from "drizzle-orm";
import { dayOf, momentOf } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { mayOpenCallOff } from "./contract.policy.ts";
import { OpenCallOff } from "./contract.schema.ts";
import { checkCallOffDay, monthLimitOf, monthOf } from "./contract.ts";
import {
  type ContractLineShown,
  callOffCount,
  callOffGround,
  contractLineRows,
} from "./contract-reads.server.ts";
import { suspensionsOf } from "./contract-text-reads.server.ts";
import { callOffOpened } from "./contracts.events.ts";
import { drawDown } from "./draw-down.server.ts";
import { lockedPrice } from "./locked-price.server.ts";
import { permittedContract } from "./permitted-contract.server.ts";
import { pricePerPack } from "./price-rule.ts";
import { holdsOn, lastDayOf } from "./suspension.ts";

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

/**
 * Calls off packs of an active contract for one delivery day, at the price that its rule finds today or has locked, with
 * the arithmetic kept. Refuses what the month has no room for, however many call-offs are opened at the same time.
 */
export const openCallOff = command({
  name: "contracts.openCallOff",
  input: OpenCallOff,
  isolation: "read committed",
  permit: async (tx, call, { contractId }) => {
    await permittedContract(tx, call.actor, contractId, mayOpenCallOff);
  },
  run: async (tx, call, { contractId, contractLineId, deliveryDay, packs, answerBy, note }) => {
    // One call-off of a contract at a time: they are numbered without a gap and draw on the same month.
    await hold(tx, contracts, eq(contracts.id, contractId));
    const contract = await permittedContract(tx, call.actor, contractId, mayOpenCallOff);
    const ground = await callOffGround(contract, tx);
    invariant(ground && call.actor.kind === "member", "a contract has a trade center that acts");
    const today = dayOf(call.at, ground.hubTimeZone);
    const dayBegins = momentOf(deliveryDay, "00:00", ground.hubTimeZone);
    checkCallOffDay(contract, { deliveryDay, today, answerBy, at: call.at, dayBegins });
    const held = (await suspensionsOf(contractId, tx)).find((one) => holdsOn(one, deliveryDay));
    if (held)
      throw new RuleBroken("contracts.suspended", {
        startsOn: held.startsOn,
        endsOn: lastDayOf(held) ?? held.endsOn,
      });
    const line = await lineOf(tx, contractId, contractLineId);
    const month = monthOf(deliveryDay);
    const base = BigInt(packs) * line.basePerPack;
    const pack = { unit: line.packUnit, base: line.basePerPack };
    await drawDown(tx, { contractLineId: line.id, month, base, limitBase: monthLimitOf(line), pack });
    const places = { ...ground, destinationRegionCode: contract.destinationRegionCode };
    const found = await lockedPrice(tx, line, places, today);
    const price = pricePerPack(found, line.baseUnit, line.basePerPack);
    const serial = (await callOffCount(contractId, tx)) + 1;
    const callOffId = newId("callOff");
    await tx.insert(callOffs).values({
      id: callOffId,
      contractId,
      contractLineId: line.id,
      hubId: contract.hubId,
      number: `${contract.number}/P-${serial.toString().padStart(3, "0")}`,
      state: "open",
      deliveryDay,
      packs,
      basePerPack: line.basePerPack,
      drawnBase: base,
      priceRupiahPerPack: price.priceRupiah,
      priceBecause: price.because,
      answerBy,
      openedBy: call.actor.personId,
      openedAt: call.at,
      note: note ?? null,
    });
    await announce(tx, call, callOffOpened, { callOffId });
    return { callOffId };
  },
});
