import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { loseGoods } from "../catalogue/lose-goods.server.ts";
import { chargeLosses } from "./charge-losses.server.ts";
import { mayMoveConsigned } from "./consignment.policy.ts";
import { LoseConsigned } from "./consignment.schema.ts";
import { heldLotOf } from "./held-lot.server.ts";
import { knownConsignment } from "./known-consignment.server.ts";

/**
 * Consigned goods were damaged, spoiled or lost in the keeper's custody: the keeper owes for them at once what the consignor would
 * have had for their sale. Refuses more than is in the store and promised to nobody.
 */
export const loseConsigned = command({
  name: "consignment.lose",
  input: LoseConsigned,
  isolation: "read committed",
  permit: async (tx, call, { consignmentId }) => {
    if (!mayMoveConsigned(call.actor, await knownConsignment(tx, call, consignmentId)))
      throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { consignmentId, ...goods }) => {
    const consignment = await knownConsignment(tx, call, consignmentId);
    await loseGoods(tx, call, await heldLotOf(tx, call, consignment), goods);
    await chargeLosses(tx, call, consignment);
    return { consignmentId };
  },
});
