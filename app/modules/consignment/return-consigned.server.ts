import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { giveBackGoods } from "../catalogue/give-back-goods.server.ts";
import { mayMoveConsigned } from "./consignment.policy.ts";
import { ReturnConsigned } from "./consignment.schema.ts";
import { heldLotOf } from "./held-lot.server.ts";
import { knownConsignment } from "./known-consignment.server.ts";

/**
 * Hands consigned goods back to their maker: unsold, past their day, not good, or asked for. Nobody owes anything for them. Refuses
 * more than is in the store and promised to nobody: a return is never larger than what is left.
 */
export const returnConsigned = command({
  name: "consignment.return",
  input: ReturnConsigned,
  isolation: "read committed",
  permit: async (tx, call, { consignmentId }) => {
    if (!mayMoveConsigned(call.actor, await knownConsignment(tx, call, consignmentId)))
      throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { consignmentId, ...goods }) => {
    const consignment = await knownConsignment(tx, call, consignmentId);
    await giveBackGoods(tx, call, await heldLotOf(tx, call, consignment), goods);
    return { consignmentId };
  },
});
