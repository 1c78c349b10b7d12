import type { FactsByKind } from "#app/modules/documents/paper-of.ts";
import { head, kg, tlumpu } from "./paper-parties.ts";

const maker = { name: "Kerupuk Ning Sri (Demo)", kindLabel: "Produsen", regionName: "Meri" };
const goods = {
  description: "Kerupuk mentah Grade A",
  unit: kg,
  terms: { priceRupiah: 22_000n, commissionBasisPoints: null },
};

/** The fixture of a consignment: 40 kg left at Rp 22.000, 27,5 sold at Rp 24.500, 0,5 lost, 12 left. */
export const consignmentPapers: Pick<FactsByKind, "TITIP" | "NPK"> = {
  TITIP: {
    ...head,
    issuer: tlumpu,
    consignor: maker,
    ...goods,
    specification: "Kerupuk mentah titipan",
    quantityBase: 40_000n,
    sellsForRupiah: 24_500n,
    madeOn: "2026-03-25",
    expiresOn: "2026-05-25",
    period: "Tiap minggu",
    payDays: 3,
    agreedBy: "Lewat tautan pribadi",
    note: null,
    receivedBy: { name: "Dwi Astuti", role: "Penerima titipan" },
    leftBy: { name: maker.name, role: "Penitip" },
  },
  NPK: {
    ...head,
    issuer: tlumpu,
    consignor: maker,
    startsOn: "2026-03-23",
    endsOn: "2026-03-29",
    dueOn: "2026-04-01",
    lines: [
      {
        ...goods,
        noteNumber: "001/TITIP/KKMP-TLU/III/2026",
        broughtBase: 40_000n,
        soldBase: 27_500n,
        takenBackBase: 0n,
        lostBase: 500n,
        returnedBase: 0n,
        leftBase: 12_000n,
        grossRupiah: 673_750n,
        commissionRupiah: 68_750n,
        shareRupiah: 605_000n,
        lossRupiah: 11_000n,
      },
    ],
    grossRupiah: 673_750n,
    commissionRupiah: 68_750n,
    shareRupiah: 605_000n,
    lossRupiah: 11_000n,
    payableRupiah: 616_000n,
    issuedBy: { name: null, role: "Bendahara" },
  },
};
