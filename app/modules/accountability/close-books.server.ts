import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { may } from "../identity/permissions.ts";
import { type Closing, closingOfBook, closingsOf } from "../ledger/closing-reads.server.ts";
import {
  holdBookPeriod,
  writeAskedClosing,
  writeClosed,
  writeRefusedClosing,
} from "../ledger/write-closing.server.ts";
import { mayAgreeToClosing, mayRefuseClosing } from "./accountability.policy.ts";
import { closingGround, mustBeClosable } from "./closing-ground-reads.server.ts";

function ownBook(call: Call): string {
  invariant(call.actor.kind === "member", "permitted above");
  return call.actor.organisationId;
}

/**
 * Asks for the next month of the own books to be closed. Refuses before the days that late papers are given, while drafts or
 * unchecked money of the month are open, while a proof does not hold, and while another closing waits. Nothing is closed yet.
 */
export const askClosing = command({
  name: "accountability.askClosing",
  input: z.object({}),
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (!may(call.actor, "closings.ask")) throw new Forbidden("accountability.forbidden");
  },
  run: async (tx, call) => {
    const organisationId = ownBook(call);
    await holdBookPeriod(tx, organisationId);
    const ground = await closingGround(organisationId, call.at, tx);
    mustBeClosable(ground);
    if ((await closingsOf(organisationId, tx)).some(({ state }) => state === "asked"))
      throw new Conflict("accountability.closingWaits");
    return {
      closingId: await writeAskedClosing(tx, call, { organisationId, through: ground.through }),
    };
  },
});

async function ownClosing(tx: LatestTransaction, call: Call, closingId: string): Promise<Closing> {
  const closing =
    call.actor.kind === "member" ? await closingOfBook(call.actor.organisationId, closingId, tx) : null;
  if (!closing) throw new Missing("accountability.closingMissing");
  return closing;
}

/**
 * A second person closes the month: everything is looked at again, with the book held, and from then on no entry of that month
 * or before is taken. December also brings the year's result to equity. There is no way back.
 */
export const agreeToClosing = command({
  name: "accountability.agreeToClosing",
  input: z.object({ closingId: idOf("closing") }),
  isolation: "read committed",
  permit: async (tx, call, { closingId }) => {
    if (!mayAgreeToClosing(call.actor, await ownClosing(tx, call, closingId)))
      throw new Forbidden("accountability.closingSecondPerson");
  },
  run: async (tx, call, { closingId }) => {
    const organisationId = ownBook(call);
    await holdBookPeriod(tx, organisationId);
    const closing = await ownClosing(tx, call, closingId);
    const ground = await closingGround(organisationId, call.at, tx);
    mustBeClosable(ground);
    if (closing.state !== "asked" || ground.through !== closing.through)
      throw new Conflict("accountability.closingDecided");
    await writeClosed(tx, call, closing);
    return { closingId };
  },
});

/** Says no to a closing, with a reason: the second person, or whoever asked and thinks better of it. */
export const refuseClosing = command({
  name: "accountability.refuseClosing",
  input: z.object({ closingId: idOf("closing"), reason: z.string().trim().min(5).max(500) }),
  isolation: "read committed",
  permit: async (tx, call, { closingId }) => {
    await ownClosing(tx, call, closingId);
    if (!mayRefuseClosing(call.actor)) throw new Forbidden("accountability.forbidden");
  },
  run: async (tx, call, { closingId, reason }) => {
    await holdBookPeriod(tx, ownBook(call));
    await writeRefusedClosing(tx, call, await ownClosing(tx, call, closingId), reason);
    return { closingId };
  },
});
