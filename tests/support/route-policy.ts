import { appealPolicy } from "./appeal-policy.ts";
import { cooperativePolicy } from "./cooperative-policy.ts";
import { growersPolicy } from "./growers-policy.ts";
import { hubPolicy } from "./hub-policy.ts";
import { moneyPolicy } from "./money-policy.ts";
import { agencyPolicy, operatorPolicy } from "./oversight-policy.ts";
import { needs, REASON, type RouteRule, W, write } from "./route-rule.ts";
import { sitePolicy } from "./site-policy.ts";

const houseKeeping: Record<string, RouteRule> = {
  [W]: { read: "member" },
  [`${W}/pemberitahuan`]: { read: "member" },
  [`${W}/anggota`]: {
    read: needs("members.read"),
    writes: [
      write("invite", needs("members.keep"), { email: "siapa@contoh.test", role: "x" }),
      write("revoke", needs("members.keep", "koperasi"), (of) => ({
        intent: "revoke",
        invitationId: of["invitationId"] ?? "",
      })),
      write("roles", needs("members.keep", "koperasi"), (of) => ({
        intent: "roles",
        personId: of["personId"] ?? "",
        roles: ["koperasi_warehouse", "koperasi_business"],
      })),
      write("end", needs("members.keep", "koperasi"), (of) => ({
        intent: "end",
        personId: of["personId"] ?? "",
      })),
    ],
  },
  [`${W}/organisasi`]: {
    read: "member",
    writes: [write("resubmit", needs("papers.keep")), write("paper", needs("papers.keep"), { kind: "deed" })],
  },
  [`${W}/organisasi/ubah`]: {
    read: needs("papers.keep"),
    writes: [write("save", needs("papers.keep"), { address: "Jalan Uji 2" })],
  },
  [`${W}/organisasi/berkas/:paperId`]: { read: needs("papers.keep", "koperasi", "agency", "operator") },
  [`${W}/penarikan`]: { read: needs("recalls.read") },
  [`${W}/kunci-api`]: {
    read: needs("apiKeys.keep"),
    writes: [
      write("issue", needs("apiKeys.keep"), { label: "Uji", role: "x" }),
      write("revoke", needs("members.keep", "koperasi"), (of) => ({
        intent: "revoke",
        apiKeyId: of["apiKeyId"] ?? "",
      })),
    ],
  },
};

const cooking: Record<string, RouteRule> = {
  [`${W}/menu`]: {
    read: needs("menus.read"),
    writes: [
      write("plan", needs("menus.keep"), { name: "Siklus uji", startsOn: "2026-08-03", dayCount: "10" }),
    ],
  },
  [`${W}/menu/:cycleId/:dayNumber`]: {
    read: needs("menus.keep", "kitchen"),
    params: (of) => ({ cycleId: of["cycleId"] ?? "", dayNumber: "1" }),
    writes: [write("save", needs("menus.keep", "kitchen")), write("swap", needs("menus.keep", "kitchen"))],
  },
  [`${W}/resep`]: { read: needs("menus.read") },
  [`${W}/resep/baru`]: { read: needs("menus.keep"), writes: [write("save", needs("menus.keep"))] },
  [`${W}/resep/:recipeId`]: {
    read: needs("menus.keep", "kitchen"),
    writes: [
      write("save", needs("menus.keep", "kitchen"), {
        name: "Buah uji",
        dishGroup: "fruit",
        version: "1",
        "parts[0].foodId": "ER039",
        "parts[0].small": "80",
        "parts[0].large": "100",
      }),
    ],
  },
  [`${W}/pangan`]: {
    read: needs("menus.read"),
    writes: [
      write("add", needs("menus.keep"), { name: "Bahan uji" }),
      write("link", needs("menus.keep"), { foodId: "AR001", goods: "BRS|P|kg" }),
    ],
  },
  [`${W}/kalender`]: {
    read: needs("menus.read"),
    writes: [
      write("apply", needs("orders.read"), { intent: "apply" }),
      write("mark", needs("menus.keep"), { fromDay: "2026-07-13", operates: "no", reason: "public_holiday" }),
    ],
  },
  [`${W}/jam-terima`]: {
    read: needs("menus.read"),
    writes: [
      write("own", needs("menus.keep"), {
        goodsClass: "daily",
        daysBefore: "0",
        windowStart: "03:00",
        windowEnd: "05:00",
      }),
      write("region", needs("menus.keep"), { intent: "region", goodsClass: "daily" }),
    ],
  },
  [`${W}/sekolah`]: {
    read: needs("menus.read"),
    writes: [
      write("add", needs("menus.keep"), { name: "SDN Uji 1", contactPhone: "0800" }),
      write("end", needs("menus.keep"), { servedTo: "2026-08-03" }),
    ],
  },
  [`${W}/gudang-dapur`]: {
    read: needs("stock.read"),
    writes: [write("use", needs("stock.keep"), { "goods[0].goods": "BRS.M", "goods[0].amount": "0" })],
  },
  [`${W}/gudang-dapur/kartu`]: {
    read: needs("stock.read"),
    writes: [
      write("count", needs("stock.keep"), { barang: "BRS.M", seen: "0", counted: "0", reason: "opening" }),
      write("spoil", needs("stock.keep"), { barang: "BRS.M", spoiled: "1", reason: "rotten" }),
      write("correct", needs("stock.keep"), { barang: "BRS.M", note: "salah" }),
    ],
  },
  [`${W}/kebutuhan`]: { read: needs("menus.read"), writes: [write("draft", needs("orders.draft"))] },
};

const buyer: Record<string, RouteRule> = {
  [`${W}/pesanan`]: { read: needs("orders.read") },
  [`${W}/pesanan/baru`]: {
    read: needs("orders.draft"),
    writes: [write("save", needs("orders.draft")), write("place", needs("orders.draft"))],
  },
  [`${W}/pesanan/kirim`]: { read: needs("orders.submit"), writes: [write("send", needs("orders.submit"))] },
  [`${W}/pesanan/setujui`]: {
    read: needs("orders.approve"),
    writes: [write("approve", needs("orders.approve"))],
  },
  [`${W}/pesanan/rutin`]: {
    read: needs("orders.draft"),
    writes: [
      write("template", needs("orders.draft"), { intent: "template", name: "Uji" }),
      write("remove", needs("orders.draft"), { intent: "remove" }),
      write("start", needs("orders.draft"), { intent: "start", daysAhead: "4" }),
      write("end", needs("orders.draft"), { intent: "end" }),
      write("retry", needs("orders.draft"), { intent: "retry" }),
    ],
  },
  [`${W}/pesanan/ulang`]: { read: needs("orders.draft"), writes: [write("draft", needs("orders.draft"))] },
  [`${W}/pesanan/:orderId`]: {
    read: needs("orders.read", "kitchen", "foundation"),
    writes: [
      write("submit", needs("orders.submit", "kitchen"), undefined, (of) => ({
        orderId: of["draftId"] ?? "",
      })),
      write("approve", needs("orders.approve", "kitchen"), undefined, (of) => ({
        orderId: of["offeredId"] ?? "",
      })),
      write("withdraw", needs(["orders.submit", "orders.approve"], "kitchen"), undefined, (of) => ({
        orderId: of["offeredId"] ?? "",
      })),
      write("match", needs("orders.submit", "kitchen"), undefined, (of) => ({
        orderId: of["offeredId"] ?? "",
      })),
      write("cancel", needs(["orders.submit", "orders.approve"], "kitchen"), REASON, (of) => ({
        orderId: of["offeredId"] ?? "",
      })),
    ],
  },
  [`${W}/pesanan/:orderId/pindah`]: {
    read: needs("orders.read", "kitchen", "foundation"),
    params: (of) => ({ orderId: of["offeredId"] ?? "" }),
    writes: [
      write("move", needs(["orders.submit", "orders.approve"], "kitchen"), {
        deliveryDay: "2026-01-05",
        moveReason: "Libur sekolah",
      }),
    ],
  },
  [`${W}/pesanan/:orderId/ubah`]: {
    read: needs("orders.draft", "kitchen"),
    params: (of) => ({ orderId: of["draftId"] ?? "" }),
    writes: [write("save", needs("orders.draft"))],
  },
  [`${W}/pesanan/:orderId/bukti-harga`]: {
    read: needs("orders.read", "kitchen", "foundation"),
    params: (of) => ({ orderId: of["dearId"] ?? "" }),
    writes: [
      write("bring", needs("orders.draft", "kitchen"), { intent: "bring", goods: "TLR/M" }),
      write("decide", needs("orders.approve", "kitchen"), (of) => ({
        intent: "approve",
        evidenceId: of["evidenceId"] ?? "",
      })),
    ],
  },
  [`${W}/pesanan/:orderId/andai/:orderLineId`]: {
    read: needs("orders.read", "kitchen", "foundation"),
    params: (of) => ({ orderId: of["matchedId"] ?? "" }),
  },
  [`${W}/pemasok`]: { read: needs("budgets.read", "kitchen") },
  [`${W}/laporan`]: {
    read: needs("books.read", "kitchen"),
    writes: ["papers", "bundle"].map((intent) =>
      write(intent, needs("reports.make", "kitchen"), (of) => ({ intent, budgetId: of["budgetId"] ?? "" })),
    ),
  },
  [`${W}/laporan/pembelian/:orderId`]: {
    read: needs("books.read", "kitchen", "foundation"),
    writes: [write("ask", needs("reports.make", "kitchen"))],
  },
  [`${W}/laporan/berkas/:bundleId`]: { read: needs("books.read", "kitchen", "foundation") },
  [`${W}/laporan/lembar/:documentId`]: {
    read: needs("books.read", "kitchen", "foundation"),
    params: (of) => ({ documentId: of["recapId"] ?? "" }),
  },
  [`${W}/pasar`]: { read: needs("market.read") },
  [`${W}/terima`]: { read: needs("shipments.read") },
  [`${W}/terima/:shipmentId`]: {
    read: needs("shipments.read", "kitchen", "foundation"),
    writes: [
      write("all", needs("shipments.receive", "kitchen"), { receiverName: "Sari", witnessName: "Budi" }),
    ],
  },
  [`${W}/terima/:shipmentId/terlambat`]: {
    read: needs("shipments.read", "kitchen", "foundation"),
    writes: [
      write("replace", needs("orders.draft", "kitchen"), (of) => ({
        "lines[0].shipmentLineId": of["shipmentLineId"] ?? "",
        "lines[0].lotId": "market",
      })),
    ],
  },
  [`${W}/terima/:shipmentId/hasil`]: { read: needs("shipments.read", "kitchen", "foundation") },
  [`${W}/anggaran`]: {
    read: needs("budgets.read"),
    writes: [write("open", needs("budgets.open"))],
  },
};

const seller: Record<string, RouteRule> = {
  [`${W}/barang`]: { read: needs("listings.read") },
  [`${W}/barang/baru`]: {
    read: needs("listings.keep"),
    writes: [write("open", needs("listings.keep"), { commodityCode: "TLR" })],
  },
  [`${W}/barang/hari-ini`]: {
    read: needs("listings.keep"),
    writes: [write("list", needs("listings.keep"))],
  },
  [`${W}/barang/impor`]: {
    read: needs("listings.keep"),
    writes: [write("bring", needs("listings.keep"))],
  },
  [`${W}/barang/impor/contoh`]: { read: needs("listings.keep") },
  [`${W}/barang/impor/:importId`]: {
    read: needs("listings.keep", "koperasi"),
    params: (of) => ({ importId: of["listingImportId"] ?? "" }),
    writes: [
      write("keep", needs("listings.keep", "koperasi"), {}),
      write("again", needs("listings.keep", "koperasi"), { intent: "again" }),
    ],
  },
  [`${W}/barang/impor/:importId/laporan`]: {
    read: needs("listings.keep", "koperasi"),
    params: (of) => ({ importId: of["listingImportId"] ?? "" }),
  },
  [`${W}/barang/opname`]: {
    read: needs("lots.register"),
    writes: [
      write("count", needs("lots.register", "koperasi"), (of) => ({
        intent: "count",
        lot: `${of["lotId"] ?? ""}/1/1000`,
        [`counted-${of["lotId"] ?? ""}`]: "1",
      })),
    ],
  },
  [`${W}/barang/e-katalog`]: { read: needs("listings.keep") },
  [`${W}/e-katalog.xlsx`]: { read: needs("listings.keep") },
  [`${W}/e-katalog.csv`]: { read: needs("listings.keep") },
  [`${W}/barang/:listingId`]: {
    read: needs("listings.read", "koperasi"),
    writes: [
      write("reprice", needs("listings.keep", "koperasi"), { price: "27000", validUntil: "2026-07-10" }),
      write("move", needs("listings.keep", "koperasi"), { warehouse: "" }),
      write("move a part", needs("listings.keep", "koperasi"), (of) => ({
        intent: "part",
        lotId: of["lotId"] ?? "",
        [`quantity-${of["lotId"] ?? ""}`]: "1",
      })),
    ],
  },
  [`${W}/barang/:listingId/hasil`]: { read: needs("listings.read", "koperasi") },
  ...growersPolicy,
  [`${W}/permintaan`]: {
    read: needs("commitments.read"),
    writes: [write("offer", needs("commitments.answer"))],
    shows: ["offeredId", "orderId", "matchedId", "orderLineId"],
  },
  [`${W}/permintaan/radar`]: { read: needs("commitments.read") },
  [`${W}/pesanan-masuk`]: { read: needs("commitments.read") },
  [`${W}/pesanan-masuk/:commitmentId`]: {
    read: needs("commitments.read", "koperasi"),
    writes: [
      write("all", needs("commitments.answer", "koperasi")),
      write("notes", needs("producers.keep", "koperasi")),
    ],
  },
  [`${W}/kendaraan`]: {
    read: needs("trips.read"),
    writes: [
      write("window", needs("vehicles.keep"), { opens: "06.00", closes: "15.00" }),
      write("add", needs("vehicles.keep"), {
        kind: "Pickup",
        plate: "AG 0000 ZZ",
        payload: "800",
        perKm: "4000",
        least: "100000",
      }),
    ],
  },
  [`${W}/kirim`]: { read: needs("shipments.read") },
  [`${W}/kirim/kemas`]: { read: needs("shipments.read") },
  [`${W}/kirim/kemas/label`]: { read: needs("shipments.read") },
  [`${W}/penilaian`]: { read: needs("shipments.read", "koperasi", "bumd") },
  [`${W}/kirim/:shipmentId`]: {
    read: needs("shipments.read", "koperasi"),
    writes: [
      write(
        "dispatch",
        needs("shipments.dispatch", "koperasi"),
        (of) => ({
          driverName: "Pak Min",
          vehiclePlate: "AG 0000 XF",
          "lines[0].shipmentLineId": of["plannedLineId"] ?? "",
          "lines[0].loaded": "100",
        }),
        (of) => ({ shipmentId: of["plannedId"] ?? "" }),
      ),
    ],
  },
  [`${W}/angkutan`]: {
    read: needs("shipments.read", "koperasi"),
    writes: [
      write("ask", needs("shipments.dispatch", "koperasi"), (of) => ({
        vehicleId: of["rideVehicleId"] ?? "",
        deliveryDay: "2026-07-20",
      })),
    ],
  },
  [`${W}/angkutan/:rideId`]: {
    read: needs("shipments.read", "koperasi"),
    writes: [
      write("yes", needs("shipments.dispatch", "koperasi"), (of) => ({
        intent: "yes",
        ridePlaceId: of["ridePlaceId"] ?? "",
      })),
    ],
  },
  [`${W}/jatah`]: { read: needs("allotments.read"), shows: ["contractId", "sharingId"] },
  [`${W}/jatah/:callOffId`]: {
    read: needs("allotments.read", "koperasi", "trade_center"),
    writes: [
      // While a call-off is open, whoever sells such goods may offer to share in it; this one is not open any more.
      write("declare", needs("capacities.declare", "koperasi"), (of) => ({
        intent: "declare",
        willing: "yes",
        "waves[0].callOffId": of["callOffId"] ?? "",
        "waves[0].packsMax": "90",
      })),
      write(
        "release",
        needs(["allotments.answer", "allotments.propose"], "koperasi", "trade_center"),
        (of) => ({
          intent: "release",
          allotmentId: of["allotmentId"] ?? "",
          keptPacks: "0",
          releaseReason: "Kandang kebanjiran",
        }),
      ),
      write("answer", needs("allotments.answer", "koperasi"), (of) => ({
        intent: "part",
        allotmentId: of["allotmentId"] ?? "",
        acceptedPacks: "10",
        reason: "Ayam sakit",
      })),
    ],
  },
};

/**
 * Who may open which page and send which form, in one table, apart from the code that enforces it: tests/http/walls
 * walks every route of the house and compares. A route that is not here fails the walk.
 */
export const routePolicy: Readonly<Record<string, RouteRule>> = {
  ...sitePolicy,
  ...operatorPolicy,
  ...houseKeeping,
  ...cooking,
  ...buyer,
  ...seller,
  ...appealPolicy,
  ...hubPolicy,
  ...moneyPolicy,
  ...cooperativePolicy,
  ...agencyPolicy,
};
