import { quantity } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { type LotToName, lotsToName } from "../catalogue/lots-to-name-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { nameAnew } from "./named-lots.server.ts";
import { permittedShipment } from "./permitted-shipment.server.ts";
import { toleranceOf } from "./receiving.ts";
import { mayNameLots } from "./shipment.policy.ts";
import { NameLots } from "./shipment.schema.ts";
import { linesOfShipments } from "./shipment-facts-reads.server.ts";
import { weighingTolerances } from "./weighing-tolerance-reads.server.ts";

/**
 * A koperasi says from which of its lots it brings how much of its share of a call-off, in base units. What is named leaves the lots at
 * once; what is not named comes straight from growers. May be said anew until the truck leaves the gate, also with nothing at all.
 * Refuses before shares are fixed, more than was promised plus tolerance (`shipments.namedTooMuch`), more than a lot has free
 * (`catalogue.soldOut`), and lots of other goods, in custody, bought to be sold, not there yet or expired.
 */
export const nameLots = command({
  name: "shipments.nameLots",
  input: NameLots,
  isolation: "read committed",
  permit: async (tx, call, { shipmentId }) => {
    await permittedShipment(tx, call.actor, shipmentId, mayNameLots);
  },
  run: async (tx, call, input) => {
    const known = await permittedShipment(tx, call.actor, input.shipmentId, mayNameLots);
    invariant(call.actor.kind === "member" && known.callOffId && known.hubId, "permitted above");
    const callOff = await holdCallOff(tx, known.callOffId);
    const shipment = await permittedShipment(tx, call.actor, input.shipmentId, mayNameLots);
    if (shipment.state !== "planned") throw new Conflict("shipments.moved", { state: shipment.state });
    if (callOff.state !== "locked") throw new RuleBroken("shipments.notLocked");
    const lines = await linesOfShipments([shipment.id], tx);
    const [first] = lines;
    invariant(first, "a share has a line");
    const promisedBase = sumOf(lines.map((line) => line.promisedBase));
    const tolerance = (await weighingTolerances(known.hubId, call.at, lines, tx))(first);
    const mostBase = promisedBase + toleranceOf(promisedBase, tolerance);
    if (sumOf(input.lots.map((lot) => lot.namedBase)) > mostBase)
      throw new RuleBroken("shipments.namedTooMuch", {
        most: quantity(mostBase, first.unit, first.basePerUnit),
      });
    const today = dayOf(call.at, await clockOf(shipment.sellerId, tx));
    const on = today > shipment.deliveryDay ? today : shipment.deliveryDay;
    const lots = await lotsToName(
      shipment.sellerId,
      input.lots.map((lot) => lot.lotId),
      tx,
    );
    for (const { lotId } of input.lots) {
      const lot = lots.get(lotId);
      if (!lot) throw new Missing("catalogue.missing");
      checkLot(lot, callOff, { today, on });
    }
    const share = {
      shipmentId: shipment.id,
      shipmentLineId: first.id,
      namerId: call.actor.personId,
    };
    await nameAnew(tx, call, share, new Map(input.lots.map((lot) => [lot.lotId, lot.namedBase])));
    return { shipmentId: shipment.id };
  },
});

/** Refuses a lot that cannot leave with a share: other goods, somebody else's, bought to be sold, not there yet, or not good any more. */
function checkLot(
  lot: LotToName,
  goods: { readonly commodityCode: string; readonly gradeCode: string },
  days: { readonly today: string; readonly on: string },
): void {
  const { title } = lot;
  if (lot.commodityCode !== goods.commodityCode || lot.gradeCode !== goods.gradeCode)
    throw new RuleBroken("shipments.lotOfOtherGoods", { title });
  if (lot.isInCustody) throw new RuleBroken("shipments.lotInCustody", { title });
  if (lot.isBought) throw new RuleBroken("shipments.lotBought", { title });
  if (lot.availableFrom > days.today) throw new RuleBroken("shipments.lotNotThere", { title });
  if (lot.expiresOn < days.on) throw new RuleBroken("shipments.lotExpired", { title });
}
