import type { BaseUnit } from "#app/kernel/quantity.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { PartyFacts } from "#app/modules/documents/facts.ts";
import type { PaperIssue } from "#app/modules/documents/paper.ts";
import type { FactsByKind } from "#app/modules/documents/paper-of.ts";

/** One realistic set of facts for every kind of paper: the koperasi, kitchens and contracts of the demo. */
export const tlumpu: PartyFacts = {
  name: "KKMP Tlumpu (Demo)",
  kindLabel: "Koperasi Kelurahan Merah Putih",
  address: "Jalan Contoh Raya 12, RT 02 RW 05",
  regionCode: "35.72.02.1003",
  regionName: "Kelurahan Tlumpu, Kecamatan Sukorejo, Kota Blitar",
  phone: "0812-0000-0007",
  legalIds: [
    { label: "NIK Koperasi", value: "00003572021003" },
    { label: "Badan Hukum", value: "AHU-0000007.AH.01.29.Tahun 2025" },
    { label: "NPWP", value: "0000 0000 0000 0007" },
  ],
};

export const sawojajar: PartyFacts = {
  name: "SPPG Sawojajar 01 (Demo)",
  kindLabel: "Satuan Pelayanan Pemenuhan Gizi, mitra Yayasan Contoh Sawojajar (Demo)",
  address: "Jalan Danau Contoh Blok B 4",
  regionCode: "35.73.03.1008",
  regionName: "Kelurahan Sawojajar, Kecamatan Kedungkandang, Kota Malang",
  phone: "0812-0000-0108",
  legalIds: [{ label: "Nomor SPPG", value: "SPPG-012" }],
};

export const tradeCenter: PartyFacts = {
  name: "Blitar Trade Center (Demo)",
  kindLabel: "Pusat Dagang Antardaerah Kota Blitar",
  address: "Jalan Perdagangan 1",
  regionCode: "35.72.03.1004",
  regionName: "Kelurahan Sananwetan, Kecamatan Sananwetan, Kota Blitar",
  phone: "(0342) 000 000",
  legalIds: [{ label: "NIB", value: "0000000000001" }],
};

export const samarinda: PartyFacts = {
  name: "Perumda Pangan Contoh Samarinda (Demo)",
  kindLabel: "Badan Usaha Milik Daerah Kota Samarinda",
  address: "Jalan Pelabuhan Contoh 8",
  regionCode: "64.72.08.1002",
  regionName: "Kelurahan Pelabuhan, Kecamatan Samarinda Kota, Kota Samarinda",
  phone: null,
  legalIds: [
    { label: "NPWP", value: "0000 0000 0000 0107" },
    { label: "NIB", value: "0000000000107" },
  ],
};

function unit(name: string, base: BaseUnit, size: bigint) {
  return { name, base, size };
}

const kg = unit("kg", "g", 1000n);
const peti = unit("peti", "g", 15_000n);
const papan = unit("papan", "piece", 144n);
const liter = unit("liter", "ml", 1000n);

function priced(
  description: string,
  specification: string | null,
  traded: typeof kg,
  quantityBase: bigint,
  priceRupiah: bigint,
) {
  return {
    description,
    specification,
    unit: traded,
    quantityBase,
    priceRupiah,
    amountRupiah: priceOf(quantityBase, priceRupiah, traded.size),
  };
}

const goods = [
  priced("Telur ayam ras", "Mutu M, retak paling banyak 2 %", kg, 168_500n, 28_500n),
  priced("Ayam karkas", "Potong 10, ukuran 0,9–1,1 kg, suhu paling tinggi 4 °C", kg, 174_000n, 38_750n),
  priced("Beras medium", "SNI 6128:2020", kg, 295_000n, 13_400n),
  priced("Tahu putih", null, papan, 20n * 144n, 52_000n),
  priced("Wortel", "Grade A", kg, 92_250n, 14_200n),
  priced("Minyak goreng", "Kemasan 1 liter", liter, 36_000n, 15_700n),
];
const goodsRupiah = goods.reduce((sum, line) => sum + line.amountRupiah, 0n);

const bank = { bank: "Bank Contoh Jatim", number: "0007 1234 5678", holder: "KKMP TLUMPU (DEMO)" };
const head = { place: "Kota Blitar", issuedOn: "2026-03-27" };
const treasurer = { name: "Siti Rahmawati", role: "Bendahara" };
const receivedAt = { day: "2026-03-27", time: "14:35", timeZone: "Asia/Jakarta" as const };

export const paperFacts: FactsByKind = {
  SP: {
    ...head,
    place: "Kota Malang",
    issuedOn: "2026-03-25",
    issuer: sawojajar,
    seller: tlumpu,
    fund: "Dana MBG, periode 23 Maret – 3 April 2026",
    delivery: { day: "2026-03-27", start: "14:00", end: "16:00", timeZone: "Asia/Jakarta" },
    deliveryAddress: "Dapur SPPG Sawojajar 01, Jalan Danau Contoh Blok B 4, Kota Malang",
    lines: goods.map((line) => ({ ...line, supplier: null })),
    totalRupiah: goodsRupiah,
    terms: { paymentTermDays: 7, toleranceBasisPoints: 200 },
    note: "Telur mohon dikirim dalam papan bersih, tidak bercampur dengan bahan lain.",
    requestedBy: { name: "Rina Kusumawardani, S.E.", role: "Pengawas Keuangan" },
    approvedBy: { name: "Agus Prasetyo", role: "Kepala SPPG" },
    acceptedBy: { name: "Bambang Hariyanto", role: "Ketua KKMP Tlumpu" },
  },
  SJ: {
    ...head,
    issuer: tlumpu,
    receiver: sawojajar,
    orderNumber: "045/SP/SPPG-012/III/2026",
    departure: { day: "2026-03-27", time: "11:15", timeZone: "Asia/Jakarta" },
    arrival: { day: "2026-03-27", start: "14:00", end: "16:00", timeZone: "Asia/Jakarta" },
    vehicleKind: "Truk CDD",
    vehiclePlate: "AG 8123 KT",
    driverName: "Slamet Riyadi",
    driverPhone: "0812-0000-0301",
    sealNumber: "SGL-004417",
    loadTemperatureTenths: 35,
    lines: goods.map((line, at) => ({
      description: line.description,
      specification: line.specification,
      lotCode: `L-2603-${(at + 11).toString()}`,
      origin: at % 2 === 0 ? "Tlumpu, Kota Blitar" : "Klampok, Kota Blitar",
      unit: line.unit,
      loadedBase: line.quantityBase,
    })),
    note: null,
    dispatchedBy: { name: "Bambang Hariyanto", role: "Petugas gudang" },
    receivedBy: { name: null, role: "Penerima SPPG Sawojajar 01" },
  },
  BAST: {
    ...head,
    place: "Kota Malang",
    issuer: sawojajar,
    sender: tlumpu,
    handoverAddress: "Dapur SPPG Sawojajar 01, Jalan Danau Contoh Blok B 4, Kota Malang",
    handedOverAt: receivedAt,
    orderNumber: "045/SP/SPPG-012/III/2026",
    deliveryNoteNumber: "017/SJ/KKMP-TLU/III/2026",
    contractNumber: null,
    vehiclePlate: "AG 8123 KT",
    rejectionNumber: "003/BAP/SPPG-012/III/2026",
    paymentDueOn: "2026-04-03",
    lines: goods.map((line, at) => {
      const weighed = at === 1 ? 173_400n : line.quantityBase;
      const rejected = at === 0 ? 4_500n : at === 4 ? 6_250n : 0n;
      return {
        description: line.description,
        specification: line.specification,
        unit: line.unit,
        orderedBase: line.quantityBase,
        loadedBase: line.quantityBase,
        weighedBase: weighed,
        acceptedBase: weighed - rejected,
        rejectedBase: rejected,
        temperatureTenths: at === 1 ? 38 : null,
        rejectReason: at === 0 ? "packaging" : at === 4 ? "wilted" : null,
        disposition: at === 0 ? "replaced_today" : at === 4 ? "deducted" : null,
        note: null,
      };
    }),
    note: null,
    handedOverBy: { name: "Slamet Riyadi", role: "Sopir KKMP Tlumpu" },
    witnessedBy: { name: "Dewi Anggraini, S.Gz.", role: "Ahli Gizi" },
    receivedBy: { name: "Mohammad Fauzan", role: "Asisten Lapangan" },
  },
  BAP: {
    ...head,
    place: "Kota Malang",
    issuer: sawojajar,
    sender: tlumpu,
    inspectedAt: receivedAt,
    handoverAddress: "Dapur SPPG Sawojajar 01, Jalan Danau Contoh Blok B 4, Kota Malang",
    handoverNumber: "019/BAST/SPPG-012/III/2026",
    deliveryNoteNumber: "017/SJ/KKMP-TLU/III/2026",
    orderNumber: "045/SP/SPPG-012/III/2026",
    lines: [
      {
        description: "Telur ayam ras",
        specification: "Mutu M",
        unit: kg,
        weighedBase: 168_500n,
        rejectedBase: 4_500n,
        rejectReason: "packaging",
        disposition: "replaced_today",
        temperatureTenths: null,
        hasPhoto: true,
        note: "Tiga papan pecah di sudut bak",
      },
      {
        description: "Wortel",
        specification: "Grade A",
        unit: kg,
        weighedBase: 92_250n,
        rejectedBase: 6_250n,
        rejectReason: "wilted",
        disposition: "deducted",
        temperatureTenths: 241,
        hasPhoto: true,
        note: null,
      },
    ],
    note: "Pengganti telur ditunggu sampai pukul 18.00 WIB pada hari yang sama.",
    handedOverBy: { name: "Slamet Riyadi", role: "Sopir KKMP Tlumpu" },
    witnessedBy: { name: "Dewi Anggraini, S.Gz.", role: "Ahli Gizi" },
    receivedBy: { name: "Mohammad Fauzan", role: "Asisten Lapangan" },
  },
  INV: {
    ...head,
    issuer: tlumpu,
    buyer: sawojajar,
    orderNumber: "045/SP/SPPG-012/III/2026",
    handoverNumbers: ["019/BAST/SPPG-012/III/2026"],
    contractNumber: null,
    callOffNumber: null,
    deliveredOn: "2026-03-27",
    lines: goods,
    goodsRupiah,
    charges: [
      { label: "Ongkos kirim sampai dapur", amountRupiah: 150_000n },
      { label: "Potongan mutu wortel", amountRupiah: -42_600n },
    ],
    taxes: [
      {
        label: "PPN 12 % atas minyak goreng (DPP nilai lain 11/12)",
        baseRupiah: 518_100n,
        amountRupiah: 62_172n,
      },
    ],
    taxNote: "Barang kebutuhan pokok pada tagihan ini dibebaskan dari PPN.",
    totalRupiah: goodsRupiah + 150_000n - 42_600n + 62_172n,
    dueOn: "2026-04-03",
    account: bank,
    paymentReference: null,
    note: null,
    issuedBy: treasurer,
  },
  KW: {
    ...head,
    issuedOn: "2026-04-02",
    issuer: tlumpu,
    payer: sawojajar,
    amountRupiah: 103_545_850n,
    purpose: "Pembayaran bahan pangan yang diserahterimakan tanggal 23 sampai dengan 27 Maret 2026",
    settles: [
      { invoiceNumber: "021/INV/KKMP-TLU/III/2026", issuedOn: "2026-03-25", amountRupiah: 84_327_650n },
      { invoiceNumber: "022/INV/KKMP-TLU/III/2026", issuedOn: "2026-03-27", amountRupiah: 19_200_000n },
    ],
    transferredOn: "2026-04-01",
    bankName: "Bank Contoh Mandiri",
    bankReference: "FT26091-0088812",
    stampDuty: { aboveRupiah: 5_000_000n, dutyRupiah: 10_000n, legalBasis: "UU 10/2020" },
    note: null,
    receivedBy: treasurer,
  },
  JATAH: {
    ...head,
    issuer: tradeCenter,
    buyer: samarinda,
    contractNumber: "KAD-03/BTC/2026",
    callOffNumber: "PK-014",
    round: 1,
    commodity: "Telur ayam ras",
    grade: "mutu M, retak paling banyak 2 %",
    packUnit: peti,
    deliveryDay: "2026-04-06",
    destination: "Gudang Perumda Pangan Contoh, Kota Samarinda",
    rule: "hamilton",
    requestedPacks: 667,
    rows: [
      ["KKMP Klampok (Demo)", "35.72.03.1003", 2400, 150, 150, "Sampai batas kapasitas"],
      ["KKMP Bendo (Demo)", "35.72.01.1006", 1800, 130, 130, "Sampai batas kapasitas"],
      ["KKMP Tlumpu (Demo)", "35.72.02.1003", 3100, 260, 227, "Mendapat sisa dari yang terbatas"],
      ["KKMP Blooto (Demo)", "35.76.01.1008", 900, 60, 60, "Sampai batas kapasitas"],
      ["KKMP Wonokoyo (Demo)", "35.73.03.1004", 1500, 100, 100, "Sampai batas kapasitas"],
    ].map(([koperasi, regionCode, weight, capPacks, packs, because]) => ({
      koperasi: String(koperasi),
      regionCode: String(regionCode),
      weight: Number(weight),
      floorPacks: 0,
      capPacks: Number(capPacks),
      pastPacks: 0,
      packs: Number(packs),
      because: String(because),
    })),
    unfilledPacks: 0,
    explanation: [
      "Jatah ideal tiap koperasi adalah 667 × bobot ÷ 9.700. Klampok, Bendo, Blooto, dan Wonokoyo melampaui kapasitasnya, sehingga mendapat sebanyak kapasitas.",
      "Sisa 227 peti diberikan kepada Tlumpu, yang masih mempunyai ruang sampai 260 peti.",
    ],
    note: null,
    preparedBy: { name: "Yusuf Maulana", role: "Petugas Logistik" },
    publishedBy: { name: "Dra. Endang Sulistyowati, M.M.", role: "Kepala Blitar Trade Center" },
  },
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
  RET: {
    ...head,
    issuedOn: "2026-04-14",
    issuer: tradeCenter,
    payer: tlumpu,
    levyName: "Retribusi pelayanan pasar grosir",
    legalBasis: "Peraturan Daerah Kota Blitar (nomor diisi menurut pengaturan kontrak)",
    assessmentNumber: "SKRD-0412/2026",
    contractNumber: "KAD-03/BTC/2026",
    callOffNumber: "PK-014",
    collectedOn: "2026-04-14",
    lines: [
      {
        description: "Telur ayam ras, 3.357,34 kg",
        basis: "Berat yang diterima 3.357,34 kg",
        tariff: "Rp 25 per kg",
        amountRupiah: 83_934n,
      },
    ],
    totalRupiah: 83_934n,
    remittedTo: "Rekening Kas Umum Daerah Kota Blitar",
    note: null,
    collectedBy: { name: "Nur Aini", role: "Kasir Blitar Trade Center" },
  },
  NK: {
    ...head,
    issuedOn: "2026-03-30",
    issuer: tlumpu,
    buyer: sawojajar,
    invoiceNumber: "022/INV/KKMP-TLU/III/2026",
    invoiceIssuedOn: "2026-03-27",
    reason: "lima kilogram telur ayam ras ditagih padahal sudah diganti dan tidak diterima.",
    lines: [priced("Telur ayam ras", "Mutu M", kg, 5_000n, 28_500n)],
    goodsRupiah: 142_500n,
    charges: [],
    taxes: [],
    totalRupiah: 142_500n,
    note: null,
    issuedBy: treasurer,
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

export const paperIssue: PaperIssue = {
  number: "022/INV/KKMP-TLU/III/2026",
  issuedAt: new Date("2026-03-27T08:12:00Z"),
  baseUrl: "https://lumbung.example",
  verificationCode: "7k3m9q2xab4cd5ef6g7h",
  factsHash: "9f2c4e1b7a60d3588e1f0c2b4d6a79e3516c8bf02d94a7e1350bc6f88d21e4a7",
  isDemo: true,
  cancellation: null,
};
