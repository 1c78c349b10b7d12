import { index, prefix, type RouteConfig, type RouteConfigEntry, route } from "@remix-run/route-config";

/**
 * The map of every URL: Indonesian paths, English files. The first segments below are words of the house and can
 * never be the short name of an organisation (`reservedSlugs`, held to this map by a test).
 *
 * Everything else at the top is `:workspace`, the short name of the organisation one works for.
 */

/** Open to everybody. */
const site: RouteConfigEntry[] = [
  index("routes/site/landing.tsx"),
  route("bahasa", "routes/site/language.ts"),
  route("jejak-rupiah", "routes/site/public-trace.tsx"),
  route("jejak-rupiah.csv", "routes/site/public-trace-file.ts"),
  route("koperasi/:slug", "routes/site/koperasi-profile.tsx"),
  route("segel", "routes/site/seals.tsx"),
  route("segel/buku", "routes/site/book-seals.tsx"),
  route("segel/buku/:file", "routes/site/book-seal-file.ts"),
  route("segel/:nightId", "routes/site/seal.tsx"),
  route("segel/:nightId/:file", "routes/site/seal-file.ts"),
];

/** Signing in, registering, one's own settings. */
const account: RouteConfigEntry[] = [
  route("masuk", "routes/account/sign-in.tsx"),
  route("masuk/kode", "routes/account/second-factor.tsx"),
  route("masuk/kunci", "routes/account/passkey-sign-in.ts"),
  route("keluar", "routes/account/sign-out.ts"),
  route("daftar", "routes/account/register.tsx"),
  route("undangan/:token", "routes/account/invitation.tsx"),
  route("lupa-sandi", "routes/account/forgot-password.tsx"),
  route("sandi-baru/:token", "routes/account/new-password.tsx"),
  route("akun", "routes/account/profile.tsx"),
  route("akun/keamanan", "routes/account/security.tsx"),
  route("akun/keamanan/kunci", "routes/account/passkey-add.ts"),
  route("pilih", "routes/account/choose.tsx"),
  route("penyiapan", "routes/account/setup.tsx"),
];

/** Links that open one thing without an account, and the public check of a document. */
const links: RouteConfigEntry[] = [
  route("t/:token", "routes/links/link.tsx"),
  route("t/panen/:token", "routes/links/harvest.tsx"),
  route("t/saldo/:token", "routes/links/balance.tsx"),
  route("t/saldo/:token/:documentPdf", "routes/links/balance-paper.ts"),
  route("t/titip/:token", "routes/links/consignment.tsx"),
  route("t/titip/:token/:documentPdf", "routes/links/consignment-paper.ts"),
  route("verifikasi/:code", "routes/documents/check.tsx"),
];

/** Papers and files, for whoever may read them. */
const papers: RouteConfigEntry[] = [
  route("dokumen/:documentPdf", "routes/documents/pdf.ts"),
  route("berkas/:fileId", "routes/documents/file.ts"),
];

/** The platform's operators. */
const operator: RouteConfigEntry[] = [
  route("surel", "routes/operator/mails.tsx"),
  route("operator", "routes/operator/layout.tsx", [
    index("routes/operator/home.tsx"),
    route("organisasi", "routes/operator/organisations.tsx"),
    route("organisasi/:organisationId", "routes/operator/organisation.tsx"),
    route("pekerjaan", "routes/operator/jobs.tsx"),
    route("uang-kartu", "routes/operator/card-lines.tsx"),
    route("aturan", "routes/operator/rules.tsx"),
    route("aturan/:ruleKey", "routes/operator/rule.tsx"),
    route("aturan/:ruleKey/:parameterId", "routes/operator/rule-row.tsx"),
    route("jalur", "routes/operator/lanes.tsx"),
    route("jalur/:laneId", "routes/operator/lane.tsx"),
    route("batas-harga", "routes/operator/ceilings.tsx"),
    route("batas-harga/:ceilingId", "routes/operator/ceiling.tsx"),
  ]),
  route("operator/organisasi/:organisationId/berkas/:paperId", "routes/operator/paper.ts"),
  ...prefix("operator", [
    route("galeri", "routes/operator/gallery.tsx", [route("dialog", "routes/operator/gallery-dialog.tsx")]),
  ]),
];

/** Machines. */
const machines: RouteConfigEntry[] = [
  route("health", "routes/health.ts"),
  route("health/live", "routes/health-live.ts"),
  route("webhooks/:provider", "routes/webhooks/payment-provider.ts"),
  ...prefix("api/v1", [
    index("routes/api/docs.tsx"),
    route("openapi.json", "routes/api/openapi.ts"),
    route("*", "routes/api/v1.ts"),
  ]),
];

/** The trade center: contracts, call-offs, gate and trips; buyers and koperasi see their side of them. */
const tradeCenter: RouteConfigEntry[] = [
  route("kontrak", "routes/hub/contracts.tsx"),
  route("kontrak/baru", "routes/hub/contract-new.tsx"),
  route("kontrak/pasal", "routes/hub/clauses.tsx"),
  route("kontrak/:contractId", "routes/hub/contract.tsx"),
  route("kontrak/:contractId/ubah", "routes/hub/contract-terms.tsx"),
  route("kontrak/:contractId/barang", "routes/hub/contract-line.tsx"),
  route("kontrak/:contractId/barang/:lineId", "routes/hub/contract-line-change.tsx"),
  route("kontrak/:contractId/tarif/:rateId", "routes/hub/contract-rate.tsx"),
  route("kontrak/:contractId/pasal", "routes/hub/contract-clauses.tsx"),
  route("panggilan/:callOffId", "routes/hub/call-off.tsx"),
  route("panggilan/:callOffId/jatah/:roundId", "routes/hub/round.tsx"),
  route("panggilan/:callOffId/undangan", "routes/hub/invitations.tsx"),
  route("retribusi", "routes/hub/levies.tsx"),
  route("panggilan/:callOffId/muatan", "routes/hub/load-plan.tsx"),
  route("papan-dagang", "routes/hub/board.tsx"),
  route("stok-dagang", "routes/hub/trade-stock.tsx"),
  route("stok-dagang/margin", "routes/hub/trade-margin.tsx"),
  route("timbang/:callOffId", "routes/hub/gate.tsx"),
  route("perjalanan/:tripId", "routes/hub/trip.tsx"),
  route("klaim", "routes/hub/claims.tsx"),
  route("klaim/baru/:shipmentId", "routes/hub/claim-new.tsx"),
  route("klaim/:disputeId", "routes/hub/claim.tsx"),
  route("nota-debit/:debitNoteId", "routes/money/debit-note.tsx"),
  route("piutang", "routes/money/receivables.tsx"),
  route("piutang/:receivableId", "routes/money/receivable.tsx"),
  route("jatah", "routes/koperasi/allotments.tsx"),
  route("jatah/:callOffId", "routes/koperasi/allotment.tsx"),
  route("jatah/:callOffId/undangan", "routes/koperasi/invitation.tsx"),
];

/** Sellers: what they offer, what they are asked for, what they send. */
const selling: RouteConfigEntry[] = [
  route("barang", "routes/koperasi/listings.tsx"),
  route("barang/baru", "routes/koperasi/listing-new.tsx"),
  route("barang/hari-ini", "routes/koperasi/listing-day.tsx"),
  route("barang/impor", "routes/koperasi/listing-import.tsx"),
  route("barang/impor/contoh", "routes/koperasi/listing-template.ts"),
  route("barang/impor/:importId", "routes/koperasi/listing-import-file.tsx"),
  route("barang/impor/:importId/laporan", "routes/koperasi/listing-import-report.ts"),
  route("barang/e-katalog", "routes/koperasi/e-katalog.tsx"),
  route("barang/opname", "routes/koperasi/stock-count.tsx"),
  route("barang/:listingId", "routes/koperasi/listing.tsx"),
  route("barang/:listingId/hasil", "routes/koperasi/listing-result.tsx"),
  route("gudang", "routes/koperasi/warehouses.tsx"),
  route("gudang/:warehouseId", "routes/koperasi/warehouse.tsx"),
  route("titipan", "routes/koperasi/consignments.tsx"),
  route("titipan/baru", "routes/koperasi/consignment-new.tsx"),
  route("titipan/:consignmentId", "routes/koperasi/consignment.tsx"),
  route("titip-kami", "routes/koperasi/left-goods.tsx"),
  route("titip-kami/:consignmentId", "routes/koperasi/left-good.tsx"),
  route("panen", "routes/koperasi/harvest-asks.tsx"),
  route("panen/minta", "routes/koperasi/harvest-ask-new.tsx"),
  route("panen/timbang", "routes/koperasi/harvest-weigh.tsx"),
  route("panen/baru", "routes/koperasi/harvest.tsx"),
  route("produsen", "routes/koperasi/producers.tsx"),
  route("produsen/:producerId", "routes/koperasi/producer.tsx"),
  route("permintaan", "routes/koperasi/demand.tsx"),
  route("permintaan/radar", "routes/koperasi/radar.tsx"),
  route("pesanan-masuk", "routes/koperasi/commitments.tsx"),
  route("pesanan-masuk/:commitmentId", "routes/koperasi/commitment.tsx"),
  route("kendaraan", "routes/workspace/vehicles.tsx"),
  route("angkutan", "routes/koperasi/rides.tsx"),
  route("angkutan/:rideId", "routes/koperasi/ride.tsx"),
  route("kirim", "routes/koperasi/dispatches.tsx"),
  route("kirim/kemas", "routes/koperasi/packing.tsx"),
  route("kirim/:shipmentId", "routes/koperasi/dispatch.tsx"),
  route("kirim/:shipmentId/banding", "routes/koperasi/appeal.tsx"),
  route("penjualan/lembar-margin", "routes/koperasi/margin-sheet.tsx"),
  route("penilaian", "routes/koperasi/ratings.tsx"),
  route("penilaian/tanggapan", "routes/koperasi/rating-answer.tsx"),
];

/** What every organisation has: its people, its papers, its keys. */
const houseKeeping: RouteConfigEntry[] = [
  route("anggota", "routes/workspace/members.tsx"),
  route("organisasi", "routes/workspace/organisation.tsx"),
  route("organisasi/ubah", "routes/workspace/organisation-edit.tsx"),
  route("kunci-api", "routes/workspace/api-keys.tsx"),
  route("penarikan", "routes/workspace/recall.tsx"),
];

/** A koperasi and those who own it: members, their savings, what the articles say, SHU and the yearly meeting. */
const cooperative: RouteConfigEntry[] = [
  route("anggota-koperasi", "routes/koperasi/cooperative-members.tsx"),
  route("anggota-koperasi/:memberId", "routes/koperasi/cooperative-member.tsx"),
  route("simpanan", "routes/koperasi/savings.tsx"),
  route("aturan-koperasi", "routes/koperasi/articles.tsx"),
  route("shu", "routes/koperasi/shu.tsx"),
];

/** The agency of a city, which verifies. */
const agency: RouteConfigEntry[] = [
  route("papan", "routes/agency/board.tsx"),
  route("laporan-dinas", "routes/agency/city-report.tsx"),
  route("harga", "routes/agency/prices.tsx"),
  route("harga/survei", "routes/agency/survey.tsx"),
  route("harga/survei/impor", "routes/agency/survey-import.tsx"),
  route("harga/survei/impor/:importId", "routes/agency/survey-import-file.tsx"),
  route("harga/survei/:priceId", "routes/agency/survey-price.tsx"),
  route("arus-dagang", "routes/agency/trade-flows.tsx"),
  route("jejak", "routes/agency/traces.tsx"),
  route("jejak/:subjectId", "routes/agency/trace.tsx"),
  route("jejak/:subjectId/csv", "routes/agency/trace-file.ts"),
  route("verifikasi-organisasi", "routes/agency/verify.tsx"),
  route("verifikasi-organisasi/:organisationId", "routes/agency/verify-organisation.tsx"),
];

/** Files inside a workspace, drawn by the browser itself and not in a frame. */
const workspaceFiles: RouteConfigEntry[] = [
  route(":workspace/organisasi/berkas/:paperId", "routes/workspace/paper.ts"),
  route(":workspace/laporan/berkas/:bundleId", "routes/buyer/report-bundle.ts"),
  route(":workspace/laporan/lembar/:documentId", "routes/buyer/report-sheet.ts"),
  route(":workspace/buku.jsonl", "routes/money/books-file.ts"),
  route(":workspace/umur-piutang.xlsx", "routes/money/ageing-file.ts"),
  route(":workspace/laporan-keuangan.xlsx", "routes/money/statements-file.ts"),
  route(":workspace/e-bupot.xlsx", "routes/money/withheld-file.ts"),
  route(":workspace/setor-pajak.xlsx", "routes/money/taxes-file.ts"),
  route(":workspace/nota-retur.xlsx", "routes/money/tax-return-file.ts"),
  route(":workspace/uang-penyedia.xlsx", "routes/money/provider-money-file.ts"),
  route(":workspace/faktur-pajak", "routes/money/tax-file.ts"),
  route(":workspace/ubl/:invoiceId", "routes/money/ubl-file.ts"),
  route(":workspace/kirim/kemas/label", "routes/koperasi/packing-labels.tsx"),
  route(":workspace/e-katalog.xlsx", "routes/koperasi/e-katalog-sheet.ts"),
  route(":workspace/e-katalog.csv", "routes/koperasi/e-katalog-text.ts"),
  route(":workspace/simkopdes.xlsx", "routes/koperasi/simkopdes-file.ts"),
  route(":workspace/buku-besar.xlsx", "routes/money/account-book-file.ts"),
  route(":workspace/papan-dagang.xlsx", "routes/hub/board-file.ts"),
  route(":workspace/stok-dagang.xlsx", "routes/hub/trade-stock-file.ts"),
  route(":workspace/verifikasi-organisasi/:organisationId/berkas/:paperId", "routes/agency/verify-paper.ts"),
];

/** What a kitchen cooks, for how many, and what it needs for that. */
const cooking: RouteConfigEntry[] = [
  route("menu", "routes/buyer/menu.tsx"),
  route("menu/:cycleId/:dayNumber", "routes/buyer/menu-day.tsx"),
  route("resep", "routes/buyer/recipes.tsx"),
  route("resep/baru", "routes/buyer/recipe.tsx", { id: "recipe-new" }),
  route("resep/:recipeId", "routes/buyer/recipe.tsx", { id: "recipe" }),
  route("pangan", "routes/buyer/foods.tsx"),
  route("kalender", "routes/buyer/kitchen-calendar.tsx"),
  route("jam-terima", "routes/buyer/receiving-windows.tsx"),
  route("kebutuhan", "routes/buyer/week-demand.tsx"),
  route("sekolah", "routes/buyer/schools.tsx"),
  route("gudang-dapur", "routes/buyer/store.tsx"),
  route("gudang-dapur/kartu", "routes/buyer/store-card.tsx"),
];

/** Kitchens, and whoever else orders. */
const buying: RouteConfigEntry[] = [
  route("pesanan", "routes/buyer/orders.tsx"),
  route("pesanan/baru", "routes/buyer/order-new.tsx"),
  route("pesanan/kirim", "routes/buyer/orders-send.tsx"),
  route("pesanan/setujui", "routes/buyer/orders-approve.tsx"),
  route("pesanan/ulang", "routes/buyer/orders-repeat.tsx"),
  route("pesanan/rutin", "routes/buyer/standing-orders.tsx"),
  route("pesanan/:orderId", "routes/buyer/order.tsx"),
  route("pesanan/:orderId/bukti-harga", "routes/buyer/order-prices.tsx"),
  route("pesanan/:orderId/pindah", "routes/buyer/order-move.tsx"),
  route("pesanan/:orderId/ubah", "routes/buyer/order-edit.tsx"),
  route("pesanan/:orderId/andai/:orderLineId", "routes/buyer/order-line-if.tsx"),
  route("pasar", "routes/buyer/market.tsx"),
  route("pemasok", "routes/buyer/suppliers.tsx"),
  route("terima", "routes/buyer/deliveries.tsx"),
  route("terima/:shipmentId", "routes/buyer/delivery.tsx"),
  route("terima/:shipmentId/hasil", "routes/buyer/delivery-result.tsx"),
  route("terima/:shipmentId/banding", "routes/buyer/appeal.tsx", { id: "appealed" }),
  route("terima/:shipmentId/terlambat", "routes/buyer/late-delivery.tsx"),
  route("anggaran", "routes/buyer/budgets.tsx"),
  route("laporan", "routes/buyer/reports.tsx"),
  route("laporan/pembelian/:orderId", "routes/buyer/purchase-review.tsx"),
];

/** Bills, payments and books; who pays and who is paid see the same screens. */
const money: RouteConfigEntry[] = [
  route("tagihan", "routes/money/invoices.tsx", { id: "bills" }),
  route("tagihan/:invoiceId", "routes/money/invoice.tsx", { id: "bill" }),
  route("penjualan", "routes/money/invoices.tsx", { id: "sales" }),
  route("penjualan/:invoiceId", "routes/money/invoice.tsx", { id: "sale" }),
  route("bayar/:invoiceId", "routes/money/pay.tsx"),
  route("perjumpaan", "routes/money/nettings.tsx"),
  route("perjumpaan/baru/:partnerId", "routes/money/netting-new.tsx"),
  route("perjumpaan/:nettingId", "routes/money/netting.tsx"),
  route("dana", "routes/money/fundings.tsx"),
  route("dana/:fundingId", "routes/money/funding.tsx"),
  route("pembayaran-masuk/:paymentId", "routes/money/incoming-payment.tsx"),
  route("uang-kartu", "routes/money/card-money.tsx"),
  route("rekening-koran", "routes/money/bank-lines.tsx"),
  route("rekening-koran/impor", "routes/money/bank-statements.tsx"),
  route("rekening-koran/impor/:statementId", "routes/money/bank-statement.tsx"),
  route("rekening-koran/baris/:lineId", "routes/money/bank-line.tsx"),
  route("rekening-koran/titipan", "routes/money/deposits.tsx"),
  route("bayar-produsen", "routes/money/payouts.tsx"),
  route("bayar-produsen/usulan", "routes/money/payout-proposals.tsx"),
  route("bayar-produsen/:batchId", "routes/money/payout-batch.tsx"),
  route("bayar-produsen/:batchId/berkas-bank", "routes/money/bank-file.ts"),
  route("buku", "routes/money/books.tsx"),
  route("tutup-buku", "routes/money/close-books.tsx"),
  route("setor-pajak", "routes/money/taxes.tsx"),
  route("setor-pajak/:taxRemittanceId", "routes/money/tax-remittance.tsx"),
  route("umur-piutang", "routes/money/ageing.tsx"),
  route("laporan-keuangan", "routes/money/statements.tsx"),
  route("omzet", "routes/money/turnover.tsx"),
  route("batas-kredit", "routes/money/credit-limits.tsx"),
  route("tempo-bayar", "routes/money/payment-terms.tsx"),
  route("kontrak-payung", "routes/money/frameworks.tsx"),
  route("buku-besar", "routes/money/account-book.tsx"),
];

/** What an organisation does all day. */
const workspace: RouteConfigEntry[] = [
  route(":workspace", "routes/workspace/layout.tsx", [
    index("routes/workspace/today.tsx"),
    route("pemberitahuan", "routes/workspace/notices.tsx"),
    ...cooking,
    ...buying,
    ...money,
    ...selling,
    ...cooperative,
    ...tradeCenter,
    ...agency,
    ...houseKeeping,
  ]),
  ...workspaceFiles,
];

/** Whatever is on no map. */
const nowhere: RouteConfigEntry[] = [route("*", "routes/site/missing.tsx")];

export default [
  ...site,
  ...account,
  ...links,
  ...papers,
  ...operator,
  ...machines,
  ...workspace,
  ...nowhere,
] satisfies RouteConfig;
