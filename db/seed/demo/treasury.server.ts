import { invariant } from "#app/kernel/errors.ts";
import { changeParticulars } from "#app/modules/identity/change-particulars.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import type { Budgets } from "./kitchen-days.server.ts";
import { ordinaryDay } from "./kitchen-days.server.ts";
import type { Stage } from "./stage.server.ts";
import { planOrder } from "./trade.server.ts";
import { bringLot } from "./wares.server.ts";
import { dayOfPast } from "./working-days.ts";

/** The kitchen of a hospital of its city: a treasurer of the government pays what it buys. */
const HOSPITAL = "S09";
const MILLER = "K16";
const FLOUR = "TPG-K";

/**
 * S09 says that a treasurer of the government pays for it, and buys flour of a koperasi that is registered for VAT: an invoice with code 02, of
 * which it keeps VAT and, above two million rupiah, PPh 22 as well. It waits to be paid.
 */
export function planTreasury(stage: Stage, budgetOf: Budgets): void {
  const told = stage.on(-20, "09:00");
  stage.agenda.plan(told, async () => {
    const own = await organisationById(stage.party(HOSPITAL).organisationId);
    invariant(own?.address, `${HOSPITAL} has registered`);
    await changeParticulars(stage.as(HOSPITAL, ["kitchen_head"], told), {
      address: own.address,
      phone: own.phone ?? undefined,
      latitude: own.latitude ?? undefined,
      longitude: own.longitude ?? undefined,
      bankName: own.bankName ?? undefined,
      bankAccount: own.bankAccount ?? undefined,
      bankAccountHolder: own.bankAccountHolder ?? undefined,
      smallPortions: own.smallPortions ?? undefined,
      largePortions: own.largePortions ?? undefined,
      receivingWindows: own.receivingWindows ?? undefined,
      isVatRegistered: own.isVatRegistered,
      hasTreasurer: true,
    });
  });
  // Never the day of a market: that would find sellers of its own.
  const days = dayOfPast(stage.today, "afterMarkets");
  const brought = { lotId: "" };
  const at = stage.on(days - 1, "06:00");
  stage.agenda.plan(at, async () => {
    const lot = { sellerKey: MILLER, productKey: FLOUR, units: 300, days: days - 1 };
    brought.lotId = await bringLot(stage, lot, at);
  });
  planOrder(
    stage,
    {
      buyerKey: HOSPITAL,
      lines: [{ productKey: FLOUR, units: 200 }],
      ...ordinaryDay(stage, days),
      offers: {
        [FLOUR]: { sellerKey: MILLER, lotId: () => brought.lotId },
      },
      offeredAt: stage.on(days - 1, "09:00"),
      plannedAt: stage.on(days - 1, "10:00"),
    },
    () => budgetOf(HOSPITAL, days),
  );
}
