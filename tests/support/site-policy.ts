import { needs, type RouteCase, type RouteRule, type Who, write } from "./route-rule.ts";

/**
 * A paper is for its parties, in whichever workspace they are, and for the foundation behind a kitchen that is one;
 * those with sums for whoever may see sums.
 */
const papers = [
  paper("SP", needs(["orders.read", "commitments.read"], "kitchen", "foundation", "koperasi")),
  paper("KP", needs(["orders.read", "commitments.read"], "kitchen", "foundation", "koperasi")),
  paper("SJ", needs("shipments.read", "kitchen", "foundation", "koperasi")),
  paper("BAST", needs("shipments.read", "kitchen", "foundation", "koperasi")),
  paper("BAP", needs("shipments.read", "kitchen", "foundation", "koperasi")),
  paper("BAB", needs("shipments.read", "kitchen", "foundation", "koperasi")),
  paper("BAK", needs("invoices.read", "trade_center", "bumd", "koperasi")),
  paper("INV", needs("invoices.read", "kitchen", "foundation", "koperasi")),
  paper("JATAH", needs("allotments.read", "trade_center", "koperasi")),
  paper("KW", needs("payments.read", "kitchen", "foundation", "koperasi")),
  paper("NB", needs(["payouts.read", "producers.keep"], "koperasi")),
  paper("RPP", needs(["payouts.read", "producers.keep"], "koperasi")),
  paper("NK", needs("invoices.read", "kitchen", "foundation", "koperasi")),
  paper("ND", needs("invoices.read", "trade_center", "koperasi")),
  paper("BTT", needs("invoices.read", "kitchen", "foundation", "koperasi", "bumd")),
  paper("NPK", needs("payouts.read", "koperasi", "bumd")),
  paper("KAD", needs("contracts.read", "trade_center", "bumd")),
  paper("TIMBANG", needs(["trips.read", "shipments.read"], "trade_center", "koperasi")),
  paper("SPK", needs("trips.read", "trade_center", "bumd", "koperasi")),
  paper("STMT", needs("invoices.read", "trade_center", "koperasi")),
  paper("SKRD", needs("invoices.read", "trade_center", "koperasi")),
  paper("RET", needs("invoices.read", "trade_center", "koperasi")),
  paper("RAT", needs("cooperative.read", "koperasi")),
  paper("LAP", needs("board.read", "agency")),
  paper("LK", needs("books.read", "koperasi")),
  paper("STS", needs("payouts.read", "trade_center")),
  ...["RAB", "BKU", "BPB", "BANK", "REKAP", "DPS", "BPK"].map((kind) =>
    paper(kind, needs("books.read", "kitchen", "foundation")),
  ),
];

function paper(kind: string, read: Who): RouteCase {
  return { name: kind, read, params: (of) => ({ documentPdf: `${of[`paper${kind}`]}.pdf` }) };
}

const file = (name: string, read: Who): RouteCase => ({
  name,
  read,
  params: (of) => ({ fileId: of[name] ?? "" }),
});
const files = [
  file("appealPhotoId", needs("shipments.read", "kitchen", "foundation", "koperasi")),
  file("receivingPhotoId", needs("shipments.read", "kitchen", "foundation", "koperasi")),
  file("proofId", needs("payments.read", "kitchen", "foundation", "koperasi")),
  file("claimPhotoId", needs("trips.read", "trade_center", "bumd", "koperasi")),
  file("listingPhotoId", "person"),
  // What an organisation hands in to be verified has its own way, below the organisation.
  file("verificationFileId", { needs: "papers.keep", parties: [] }),
];

/** What lies outside of the workspaces: the way in, links, papers and files, and what machines ask. */
export const sitePolicy: Record<string, RouteRule> = {
  "/": {},
  "/bahasa": { read: "everybody", writes: [write("choose", "everybody", { locale: "id" })] },
  "/jejak-rupiah": { read: "everybody" },
  "/jejak-rupiah.csv": { read: "everybody" },
  "/koperasi/:slug": { read: "everybody" },
  "/segel": { read: "everybody" },
  "/segel/buku": { read: "everybody" },
  "/segel/buku/:file": { read: "everybody" },
  "/segel/:nightId": { read: "everybody" },
  "/segel/:nightId/:file": { read: "everybody" },
  "/*": { read: "nobody", writes: [write("any", "nobody")] },
  "/masuk": {
    read: "everybody",
    writes: [write("sign in", "everybody", { email: "tidak.ada@contoh.test", password: "salah" })],
  },
  "/masuk/kode": { read: "halfSignedIn", writes: [write("give", "everybody", { code: "000000" })] },
  "/masuk/kunci": { writes: [write("ask", "everybody"), write("answer", "everybody", { answer: "{}" })] },
  "/keluar": { read: "everybody", writes: [write("sign out", "everybody")] },
  "/daftar": { read: "everybody", writes: [write("register", "everybody", { kind: "koperasi" })] },
  "/undangan/:token": { read: "bearer", writes: [write("accept", "bearer")] },
  "/lupa-sandi": {
    read: "everybody",
    writes: [write("ask", "everybody", { email: "tidak.ada@contoh.test" })],
  },
  "/sandi-baru/:token": {
    read: "bearer",
    writes: [write("set", "bearer", { newPassword: "sawah hijau di kaki gunung" })],
  },
  // A house that has an operator is set up once and for all.
  "/penyiapan": { read: "nobody", writes: [write("found", "everybody")] },
  "/akun": { read: "person", writes: [write("save", "person", { fullName: "Nama Baru", locale: "id" })] },
  "/akun/keamanan/kunci": { writes: [write("ask", "person")] },
  "/akun/keamanan": {
    read: "person",
    writes: [
      write("begin", "person"),
      write("end", "person", { sessionId: "ses_00000000000000000000000000" }),
    ],
  },
  "/pilih": { read: "person" },
  "/t/:token": { read: "bearer", writes: [write("arrive", "bearer")] },
  "/t/panen/:token": {
    read: "bearer",
    params: (of) => ({ token: of["harvestToken"] ?? of["token"] ?? "" }),
    writes: [write("answer", "bearer", { intent: "all" })],
  },
  "/t/saldo/:token": {
    read: "bearer",
    params: (of) => ({ token: of["balanceToken"] ?? of["token"] ?? "" }),
    writes: [write("say", "bearer", { said: "Timbangan beda" })],
  },
  "/t/titip/:token": {
    read: "bearer",
    params: (of) => ({ token: of["consignToken"] ?? of["token"] ?? "" }),
    writes: [write("answer", "bearer", { intent: "agree" })],
  },
  "/t/saldo/:token/:documentPdf": {
    read: "bearer",
    params: (of) => ({
      token: of["balanceToken"] ?? of["token"] ?? "",
      documentPdf: `${of["heldPaper"]}.pdf`,
    }),
  },
  "/t/titip/:token/:documentPdf": {
    read: "bearer",
    params: (of) => ({ token: of["heldToken"] ?? of["token"] ?? "", documentPdf: `${of["heldPaper"]}.pdf` }),
  },
  "/verifikasi/:code": { read: "everybody" },
  "/dokumen/:documentPdf": { cases: papers },
  "/berkas/:fileId": { cases: files },
  // The mails of a house without a post, which is a house for trying out: there is no other person to hide them from.
  "/surel": { read: "everybody" },
  // For whoever keeps the house running; it says up or down and nothing of anybody.
  "/health": { read: "everybody" },
  "/health/live": { read: "everybody" },
  // Its signature is its only pass; without one, and where no cards are taken, nothing answers.
  "/webhooks/:provider": { writes: [write("tell", "nobody")] },
  "/api/v1": { read: "everybody" },
  "/api/v1/openapi.json": { read: "everybody" },
  "/api/v1/*": {
    read: "program",
    params: () => ({ "*": "orders" }),
    writes: [write("place", "program")],
  },
};
