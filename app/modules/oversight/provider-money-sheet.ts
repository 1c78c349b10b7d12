import { m } from "#app/i18n/paraglide/messages.js";
import type { RailMoney } from "../payments/provider-money.ts";
import { railName } from "../payments/ui/provider-money.tsx";
import { rupiah, type Sheet, text } from "./sheet.ts";

/** Money that came through providers in a period, a row a rail. */
export function providerMoneySheet(rows: readonly RailMoney[]): Sheet {
  return {
    name: m.payments_provider_sheet(),
    head: [
      m.payments_provider_rail(),
      m.payments_provider_opening(),
      m.payments_provider_received(),
      m.payments_provider_back(),
      m.payments_provider_fee(),
      m.payments_provider_sent(),
      m.payments_provider_held(),
    ],
    rows: rows.map((row) => [
      text(railName(row.rail)),
      rupiah(row.openingRupiah),
      rupiah(row.receivedRupiah),
      rupiah(row.givenBackRupiah),
      rupiah(row.feeRupiah),
      rupiah(row.sentRupiah),
      rupiah(row.heldRupiah),
    ]),
  };
}
