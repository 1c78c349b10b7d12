import { addDays } from "#app/kernel/calendar.ts";
import { proposeFramework } from "#app/modules/commitments/propose-framework.server.ts";
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

/** An agreement on supply that the same koperasi proposed to the same kitchen. */
export async function frameworkProposed(
  town: World,
  {
    kitchen,
    koperasi,
    listingId,
  }: { readonly kitchen: Kitchen; readonly koperasi: Koperasi; readonly listingId: string },
): Promise<{ readonly frameworkId: string }> {
  return proposeFramework(town.callOf(koperasi.secretary), {
    partnerId: kitchen.id,
    side: "seller",
    listingId,
    priceRupiah: "26000",
    leastBase: "0",
    mostBase: "100000",
    validFrom: town.today,
    validTo: addDays(town.today, 30),
    basis: "Kontrak payung 4/2026",
  });
}
