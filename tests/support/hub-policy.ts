import { needs, REASON, type RouteRule, W, write } from "./route-rule.ts";

/** A form about a deposit of levies that was recorded. */
const deposit = (intent: string) => (of: Readonly<Record<string, string>>) => ({
  intent,
  remittanceId: of["remittanceId"] ?? "",
  ...REASON,
});

/** Who may open which page of contracts, call-offs, shares and trips, and send which form there. */
export const hubPolicy: Record<string, RouteRule> = {
  [`${W}/kontrak`]: { read: needs("contracts.read") },
  [`${W}/kontrak/baru`]: {
    read: needs("contracts.draft"),
    writes: [write("draft", needs("contracts.draft"))],
  },
  [`${W}/kontrak/pasal`]: {
    read: needs("contracts.draft"),
    writes: [
      write("clauses", needs("contracts.draft"), {
        "clauses[0].heading": "Klaim",
        "clauses[0].body": "Klaim diajukan dengan foto.",
      }),
    ],
  },
  [`${W}/kontrak/:contractId/barang`]: {
    read: needs("contracts.draft", "trade_center"),
    params: (of) => ({ contractId: of["draftContractId"] ?? "" }),
    writes: [
      write("line", needs("contracts.draft", "trade_center"), {
        commodityCode: "BMR",
        gradeCode: "A",
        packUnit: "karung",
        basePerPack: "25",
        volumeMinBasePerMonth: "0",
        volumeMaxBasePerMonth: "5000",
        toleranceBasisPoints: "10",
        "priceRule.kind": "fixed",
        "priceRule.priceRupiah": "34000",
      }),
    ],
  },
  [`${W}/kontrak/:contractId/pasal`]: {
    read: needs("contracts.draft", "trade_center"),
    params: (of) => ({ contractId: of["draftContractId"] ?? "" }),
    writes: [
      write("clauses", needs("contracts.draft", "trade_center"), {
        "clauses[0].heading": "Klaim",
        "clauses[0].body": "Klaim diajukan dengan foto.",
      }),
    ],
  },
  [`${W}/kontrak/:contractId/ubah`]: {
    read: needs("contracts.draft", "trade_center"),
    params: (of) => ({ contractId: of["draftContractId"] ?? "" }),
    writes: [
      write("amend", needs("contracts.draft", "trade_center"), (of) => ({
        version: "1",
        buyerId: of["organisationId"] ?? "",
        number: "KAD-UBAH",
        freightPaidBy: "buyer",
        freightRupiahPerTonne: "850000",
        destinationRegionCode: "64.72",
        destinationAddress: "Gudang baru, Samarinda",
        paymentTermDays: "14",
        claimWindowHours: "24",
        breakageAllowanceBasisPoints: "2",
        shrinkAllowanceBasisPoints: "1",
        startsOn: "2026-07-01",
        endsOn: "2026-12-31",
      })),
    ],
  },
  [`${W}/kontrak/:contractId/barang/:lineId`]: {
    read: needs("contracts.draft", "trade_center"),
    params: (of) => ({ contractId: of["draftContractId"] ?? "", lineId: of["draftLineId"] ?? "" }),
    writes: [write("remove", needs("contracts.draft", "trade_center"), { version: "1" })],
  },
  [`${W}/kontrak/:contractId/tarif/:rateId`]: {
    read: needs("contracts.draft", "trade_center"),
    params: (of) => ({ contractId: of["draftContractId"] ?? "" }),
    writes: [
      write("correct", needs("contracts.draft", "trade_center"), {
        "rate.basisPoints": "0,25",
        reason: "Salah ketik",
      }),
    ],
  },
  [`${W}/kontrak/:contractId`]: {
    read: needs("contracts.read", "trade_center", "bumd"),
    writes: [
      write("sign", needs("contracts.sign", "trade_center")),
      write("end", needs("contracts.sign", "trade_center")),
      write("terminate", needs("contracts.sign", "trade_center"), REASON),
      write("renew", needs("contracts.draft", "trade_center"), { renewalNumber: "KAD-BARU" }),
      write("paper", needs("contracts.draft", "trade_center"), { rung: "pks", "pks.number": "12/PKS/2026" }),
      write("rate", needs("contracts.sign", "trade_center"), {
        "rate.kind": "service_fee",
        "rate.basisPoints": "0,5",
        "rate.fromOn": "2026-07-13",
      }),
      write("suspend", needs("contracts.suspend", "trade_center", "bumd"), {
        "fm.cause": "flood_or_road",
        "fm.happenedDay": "2026-07-06",
        "fm.happenedTime": "06:00",
        "fm.startsOn": "2026-07-20",
        "fm.endsOn": "2026-07-21",
        "fm.note": "Jembatan di jalur utara putus.",
      }),
      write("advance", needs("invoices.issue", "trade_center"), (of) => ({
        intent: "advance",
        callOffId: of["sharingId"] ?? "",
      })),
      write("open", needs("callOffs.open", "trade_center"), {
        "waves[0].deliveryDay": "2026-07-13",
        "waves[0].amount": "10",
        answerDay: "2026-07-08",
        answerTime: "12:00",
      }),
    ],
  },
  [`${W}/panggilan/:callOffId`]: {
    read: needs("contracts.read", "trade_center", "bumd", "koperasi"),
    writes: [
      write("capacity", needs(["callOffs.open", "allotments.propose"], "trade_center"), (of) => ({
        intent: "capacity",
        koperasiId: of["organisationId"] ?? "",
        packsMax: "90",
        weight: "1",
      })),
      write("propose", needs("allotments.propose", "trade_center"), { rule: "hamilton" }),
      write("lock", needs(["allotments.propose", "allotments.publish", "gate.weigh"], "trade_center")),
      write("cancel", needs("callOffs.open", "trade_center"), REASON),
    ],
  },
  [`${W}/panggilan/:callOffId/undangan`]: {
    read: needs("contracts.read", "trade_center"),
    writes: [
      write("invite", needs(["callOffs.open", "allotments.propose"], "trade_center"), (of) => ({
        koperasiId: of["organisationId"] ?? "",
      })),
    ],
  },
  [`${W}/jatah/:callOffId/undangan`]: {
    read: needs("allotments.read", "koperasi"),
    params: (of) => ({ callOffId: of["invitedId"] ?? "" }),
    writes: [write("accept", needs("capacities.declare", "koperasi"))],
  },
  [`${W}/papan-dagang`]: { read: needs("contracts.read", "trade_center") },
  [`${W}/papan-dagang.xlsx`]: { read: needs("contracts.read", "trade_center") },
  [`${W}/stok-dagang`]: { read: needs("books.read", "koperasi", "trade_center", "bumd") },
  [`${W}/stok-dagang/margin`]: { read: needs("books.read", "koperasi", "trade_center", "bumd") },
  [`${W}/stok-dagang.xlsx`]: { read: needs("books.read", "koperasi", "trade_center", "bumd") },
  [`${W}/retribusi`]: {
    read: needs("payouts.read", "trade_center"),
    writes: [
      write("gather", needs("payouts.request"), { treasury: "RKUD Kota Blitar" }),
      write("doubt a deposit", needs("payouts.request", "trade_center"), deposit("doubt")),
      write("take a deposit back", needs("payouts.approve", "trade_center"), deposit("reverse")),
      write("let a deposit stand", needs("payouts.approve", "trade_center"), deposit("keep")),
    ],
  },
  [`${W}/panggilan/:callOffId/jatah/:roundId`]: {
    read: needs("allotments.read", "trade_center", "koperasi"),
    writes: [
      write(
        "adjust",
        needs("allotments.propose", "trade_center"),
        (of) => ({
          intent: "adjust",
          "shares[0].koperasiId": of["organisationId"] ?? "",
          "shares[0].packs": "1",
          adjustReason: "Lebih dekat ke gerbang",
        }),
        (of) => ({ callOffId: of["sharingId"] ?? "", roundId: of["proposedRoundId"] ?? "" }),
      ),
      write("discard", needs("allotments.propose", "trade_center"), undefined, (of) => ({
        callOffId: of["sharingId"] ?? "",
        roundId: of["proposedRoundId"] ?? "",
      })),
      write("publish", needs("allotments.publish", "trade_center"), undefined, (of) => ({
        callOffId: of["sharingId"] ?? "",
        roundId: of["proposedRoundId"] ?? "",
      })),
    ],
  },
  [`${W}/timbang/:callOffId`]: {
    read: needs("trips.read", "trade_center"),
    writes: [write("weigh", needs("gate.weigh", "trade_center"))],
  },
  [`${W}/panggilan/:callOffId/muatan`]: {
    read: needs("trips.read", "trade_center"),
    writes: [
      write("plan", needs("trips.depart", "trade_center")),
      write("share", needs("trips.depart", "trade_center"), undefined, (of) => ({
        tripId: of["tripId"] ?? "",
        withTripId: of["tripId"] ?? "",
      })),
    ],
  },
  [`${W}/perjalanan/:tripId`]: {
    read: needs("trips.read", "trade_center", "bumd", "koperasi"),
    writes: [
      write("depart", needs("trips.depart", "trade_center"), {
        sealNumber: "SGL-1",
        driverName: "Pak Joko",
        vehiclePlate: "AG 0000 XG",
      }),
      write("giveUp", needs("trips.depart", "trade_center"), REASON),
      write("cost", needs("trips.depart", "trade_center"), { costRupiah: "100000", ...REASON }),
    ],
  },
  [`${W}/klaim`]: { read: needs("trips.read") },
  [`${W}/klaim/baru/:shipmentId`]: {
    read: needs("shipments.receive", "bumd"),
    params: (of) => ({ shipmentId: of["claimShipmentId"] ?? "" }),
    writes: [
      write("open", needs("shipments.receive", "bumd"), { note: "Pecah di dasar tumpukan" }, (of) => ({
        shipmentId: of["claimShipmentId"] ?? "",
      })),
    ],
  },
  [`${W}/klaim/:disputeId`]: {
    read: needs("trips.read", "trade_center", "bumd", "koperasi"),
    writes: [
      write("hear", needs("disputes.decide", "trade_center"), { hearing: "Mohon keterangan mutu" }),
      write("answer", needs("disputes.answer", "koperasi"), {
        answer: "Waktu berangkat masih baik",
        isAccepted: "false",
      }),
      write("decide", needs("disputes.decide", "trade_center"), (of) => ({
        intent: "decide",
        note: "Foto menunjukkan barang yang baik",
        "lines[0].lineId": of["disputeLineId"] ?? "",
        "lines[0].granted": "0",
      })),
      write("withdraw", needs("shipments.receive", "bumd"), { withdrawal: "Salah lihat" }),
      write("debit", needs("invoices.issue", "trade_center"), { intent: "debit" }),
    ],
  },
};
