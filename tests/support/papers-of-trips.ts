import type { FactsByKind } from "#app/modules/documents/paper-of.ts";
import { bank, head, peti, priced, samarinda, tlumpu, tradeCenter } from "./paper-parties.ts";

/** Papers of a trade center's trip: the order to drive, what each koperasi gets of it, and what is asked of who drove. */
export const tripPapers: Pick<FactsByKind, "SPK" | "STMT" | "ND"> = {
  SPK: {
    ...head,
    issuer: tradeCenter,
    receiver: samarinda,
    contractNumber: "KAD-03/BTC/2026",
    callOffNumber: "PK-014",
    vehicleKind: "Tronton wingbox",
    vehiclePlate: "AG 9044 UV",
    payloadGrams: 15_000_000n,
    driverName: "Hadi Sucipto",
    driverPhone: "0812-0000-0304",
    departure: { day: "2026-04-06", time: "19:30", timeZone: "Asia/Jakarta" },
    sealNumber: "SGL-005120",
    temperatureClass: "Suhu ruang, kering dan sejuk",
    stops: [
      {
        kind: "pickup",
        name: "KKMP Klampok (Demo)",
        address: "Jalan Contoh 3, Klampok, Kota Blitar",
        plannedTime: "13:00",
        distanceMetres: 0,
      },
      {
        kind: "pickup",
        name: "KKMP Tlumpu (Demo)",
        address: "Jalan Contoh Raya 12, Tlumpu, Kota Blitar",
        plannedTime: "14:10",
        distanceMetres: 5200,
      },
      {
        kind: "gate",
        name: "Blitar Trade Center (Demo)",
        address: "Jalan Perdagangan 1, Kota Blitar",
        plannedTime: "16:00",
        distanceMetres: 3850,
      },
      {
        kind: "dropoff",
        name: "Terminal peti kemas Tanjung Perak",
        address: "Kota Surabaya, diteruskan kapal ke Samarinda",
        plannedTime: "23:30",
        distanceMetres: 148_000,
      },
    ],
    loads: [
      {
        sender: "KKMP Klampok (Demo)",
        description: "Telur ayam ras, mutu M",
        unit: peti,
        loadedBase: 150n * 15_000n,
        deliveryNoteNumber: "009/SJ/KKMP-KLP/IV/2026",
      },
      {
        sender: "KKMP Bendo (Demo)",
        description: "Telur ayam ras, mutu M",
        unit: peti,
        loadedBase: 130n * 15_000n,
        deliveryNoteNumber: "012/SJ/KKMP-BND/IV/2026",
      },
      {
        sender: "KKMP Tlumpu (Demo)",
        description: "Telur ayam ras, mutu M",
        unit: peti,
        loadedBase: 227n * 15_000n,
        deliveryNoteNumber: "021/SJ/KKMP-TLU/IV/2026",
      },
      {
        sender: "KKMP Blooto (Demo)",
        description: "Telur ayam ras, mutu M",
        unit: peti,
        loadedBase: 60n * 15_000n,
        deliveryNoteNumber: null,
      },
      {
        sender: "KKMP Wonokoyo (Demo)",
        description: "Telur ayam ras, mutu M",
        unit: peti,
        loadedBase: 100n * 15_000n,
        deliveryNoteNumber: "006/SJ/KKMP-WNK/IV/2026",
      },
    ],
    instructions: [
      "Segel hanya dibuka di tempat tujuan, di hadapan penerima.",
      "Peti tidak ditumpuk lebih dari tujuh susun.",
      "Bila terlambat lebih dari 30 menit, hubungi petugas logistik.",
    ],
    orderedBy: { name: "Yusuf Maulana", role: "Petugas Logistik" },
    receivedBy: { name: null, role: "Petugas gudang pembeli" },
  },
  STMT: {
    ...head,
    issuedOn: "2026-04-14",
    issuer: tradeCenter,
    koperasi: tlumpu,
    buyerName: "Perumda Pangan Contoh Samarinda (Demo)",
    contractNumber: "KAD-03/BTC/2026",
    callOffNumber: "PK-014",
    invoiceNumber: "004/INV/BTC/IV/2026",
    lines: [
      {
        ...priced("Telur ayam ras", "Mutu M", peti, 227n * 15_000n - 47_660n, 401_250n),
        deliveredOn: "2026-04-12",
        reference: "011/BAST/BMD-SMD/IV/2026",
      },
    ],
    ...statementSums(
      priced("Telur ayam ras", "Mutu M", peti, 227n * 15_000n - 47_660n, 401_250n).amountRupiah,
    ),
    account: bank,
    paymentTerm: "setelah tagihan dilunasi pembeli, paling lambat 3 hari kerja",
    note: null,
    preparedBy: { name: "Nur Aini", role: "Kasir Blitar Trade Center" },
    approvedBy: { name: "Dra. Endang Sulistyowati, M.M.", role: "Kepala Blitar Trade Center" },
  },
  ND: {
    ...head,
    issuer: tradeCenter,
    carrier: tlumpu,
    vehicle: "Tronton wingbox AG 9044 UV",
    deliveredOn: "2026-04-08",
    callOffNumber: "PK-014",
    claimNumber: "003/BAK/BTC/IV/2026",
    creditNoteNumber: "004/NK/BTC/IV/2026",
    lines: [{ description: "Telur ayam ras, mutu M", amountRupiah: 810_000n }],
    borneRupiah: 60_000n,
    totalRupiah: 750_000n,
    answerBy: "12 April 2026, 10.00 WIB",
    issuedBy: { name: "Nur Aini", role: "Kasir" },
  },
};

function statementSums(grossRupiah: bigint) {
  const [freight, levy, fee, claim] = [2_853_739n, 83_934n, 449_031n, 612_400n];
  return {
    grossRupiah,
    freight: { amountRupiah: freight, because: "3.357,34 kg × Rp 850 per kg" },
    levy: { amountRupiah: levy, because: "Rp 25 per kg menurut Peraturan Daerah" },
    fee: { amountRupiah: fee, because: "0,5 % dari nilai kotor" },
    claim: { amountRupiah: claim, because: "retak 3,4 %, di atas kelonggaran 2 %" },
    netRupiah: grossRupiah - freight - levy - fee - claim,
  };
}
