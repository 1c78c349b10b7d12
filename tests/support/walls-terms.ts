import { addDays } from "#app/kernel/calendar.ts";
import { proposePaymentTerms } from "#app/modules/commitments/propose-payment-terms.server.ts";
import type { Kitchen, Koperasi, World } from "./world.ts";

/** Terms of payment that a koperasi proposed to a kitchen it sells to, and that the kitchen has yet to answer. */
export async function termsProposed(
  town: World,
  { kitchen, koperasi }: { readonly kitchen: Kitchen; readonly koperasi: Koperasi },
): Promise<{ readonly paymentTermsId: string }> {
  return proposePaymentTerms(town.callOf(koperasi.secretary), {
    partnerId: kitchen.id,
    side: "seller",
    termDays: 3,
    validFrom: addDays(town.today, 30),
    basis: "Perjanjian 4/2026 pasal 5",
  });
}
