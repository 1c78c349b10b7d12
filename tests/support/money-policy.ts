import { needs, REASON, type RouteRule, W, write } from "./route-rule.ts";

/** Who may open which page of invoices, payments, payouts and books, and send which form there. */
export const moneyPolicy: Record<string, RouteRule> = {
  [`${W}/tagihan`]: {
    read: needs("invoices.read"),
    writes: [write("issue many", needs("invoices.issue"))],
  },
  [`${W}/tagihan/:invoiceId`]: {
    read: needs("invoices.read", "kitchen", "foundation", "koperasi"),
    writes: [
      write("issue", needs("invoices.issue", "koperasi")),
      write("object to a line", needs(["payments.report", "shipments.receive"], "kitchen"), (of) => ({
        intent: "object",
        objectedLine: of["invoiceLineId"] ?? "",
        cause: "quality",
        objected: "1",
        note: "Satu kilo tidak layak",
      })),
    ],
  },
  [`${W}/penjualan`]: {
    read: needs("invoices.read"),
    writes: [write("issue many", needs("invoices.issue"))],
  },
  [`${W}/penjualan/lembar-margin`]: { read: needs("books.read", "koperasi") },
  [`${W}/penjualan/:invoiceId`]: {
    read: needs("invoices.read", "kitchen", "foundation", "koperasi"),
    writes: [
      write("issue", needs("invoices.issue", "koperasi")),
      write("credit", needs("invoices.issue", "koperasi"), { intent: "credit", ...REASON }),
      write("claim a late fee", needs("invoices.issue", "koperasi"), { intent: "late-fee" }),
      write(
        "write a number of Coretax down",
        needs(["invoices.issue", "payments.report"], "kitchen", "koperasi"),
        {
          intent: "tax-number",
          numberOf: "04",
          taxNumber: "04002600000000001",
        },
      ),
      write("promise", needs(["payments.report", "payments.verify"], "kitchen", "foundation", "koperasi"), {
        intent: "promise",
        promisedOn: "2020-01-01",
        promised: "1000",
      }),
    ],
  },
  [`${W}/bayar/:invoiceId`]: {
    read: needs("payments.report", "kitchen", "foundation"),
    writes: [
      write("report", needs("payments.report"), { amount: "1000" }),
      write("close the card page", needs("payments.report"), { intent: "close-card" }),
    ],
  },
  [`${W}/perjumpaan`]: { read: needs("invoices.read") },
  [`${W}/perjumpaan/baru/:partnerId`]: {
    read: needs("payments.report", "koperasi"),
    writes: [write("propose", needs("payments.report"))],
  },
  [`${W}/perjumpaan/:nettingId`]: {
    read: needs("invoices.read", "koperasi", "bumd"),
    writes: [
      write("agree", needs("payments.verify", "bumd"), { intent: "agree" }),
      write("decline", needs("payments.verify", "bumd"), { intent: "decline", ...REASON }),
      write("withdraw", needs("payments.report", "koperasi"), { intent: "withdraw", ...REASON }),
    ],
  },
  [`${W}/pembayaran-masuk/:paymentId`]: {
    read: needs("payments.read", "kitchen", "foundation", "koperasi"),
    writes: [
      write("reject", needs("payments.verify", "koperasi"), REASON),
      write("verify", needs("payments.verify", "koperasi")),
      write("take the own report back", needs("payments.report", "kitchen"), {
        intent: "withdraw",
        ...REASON,
      }),
      write("reverse", needs("payments.verify", "koperasi"), { intent: "reverse", ...REASON }),
      write("ask for a refund to the card", needs("payouts.request", "koperasi"), {
        intent: "ask-refund",
        amount: "1000",
        ...REASON,
      }),
    ],
  },
  [`${W}/tempo-bayar`]: {
    read: needs("invoices.read"),
    writes: [
      write("propose terms", needs(["invoices.issue", "orders.approve"]), (of) => ({
        intent: "propose",
        partner: `seller:${of["organisationId"] ?? ""}`,
        termDays: "7",
        validFrom: "2030-01-01",
        basis: "Perjanjian 1/2026 pasal 5",
      })),
      write("refuse terms", needs(["invoices.issue", "orders.approve"], "kitchen", "koperasi"), (of) => ({
        intent: "refuse",
        paymentTermsId: of["paymentTermsId"] ?? "",
        ...REASON,
      })),
      write("agree to terms", needs("orders.approve", "kitchen"), (of) => ({
        intent: "agree",
        paymentTermsId: of["paymentTermsId"] ?? "",
      })),
    ],
  },
  [`${W}/kontrak-payung`]: {
    read: needs("invoices.read"),
    writes: [
      write("propose a framework", needs(["invoices.issue", "orders.approve"]), (of) => ({
        intent: "propose",
        partner: `seller:${of["organisationId"] ?? ""}`,
        goods: `lst_${"0".repeat(26)}:1000`,
        price: "1000",
        most: "10",
        // The wrong way round: whoever may propose hears of that, before the goods are looked for.
        validFrom: "2030-02-01",
        validTo: "2030-01-01",
        basis: "Kontrak payung 1/2026",
      })),
      write("draw on a framework", needs("orders.draft", "kitchen"), (of) => ({
        intent: "draw",
        frameworkId: of["frameworkId"] ?? "",
        line: `orl_${"0".repeat(26)}:1000`,
        quantity: "1",
      })),
      write(
        "refuse a framework",
        needs(["invoices.issue", "orders.approve"], "kitchen", "koperasi"),
        (of) => ({
          intent: "refuse",
          frameworkId: of["frameworkId"] ?? "",
          ...REASON,
        }),
      ),
      write("agree to a framework", needs("orders.approve", "kitchen"), (of) => ({
        intent: "agree",
        frameworkId: of["frameworkId"] ?? "",
      })),
    ],
  },
  [`${W}/uang-kartu`]: { read: needs("payouts.read") },
  [`${W}/rekening-koran`]: { read: needs("statements.read") },
  [`${W}/rekening-koran/impor`]: {
    read: needs("statements.keep"),
    writes: [write("bring", needs("statements.keep"), { account: "0026010001" })],
  },
  [`${W}/rekening-koran/impor/:statementId`]: {
    read: needs("statements.keep", "koperasi"),
    writes: [write("count", needs("statements.keep", "koperasi"), { intent: "count" })],
  },
  [`${W}/rekening-koran/baris/:lineId`]: {
    read: needs("statements.read", "koperasi"),
    writes: [
      write("aside", needs("statements.keep", "koperasi"), { intent: "aside", ...REASON }),
      write("back", needs("statements.keep", "koperasi"), { intent: "back" }),
      write("book", needs("statements.keep", "koperasi"), { intent: "book", as: "interest" }),
      write("find what went for a claim", needs("statements.keep", "koperasi"), (of) => ({
        intent: "proceeds",
        proceedsId: of["proceedsId"] ?? "",
      })),
      write("part from what went for a claim", needs("statements.keep", "koperasi"), (of) => ({
        intent: "part",
        matchId: of["proceedsMatchId"] ?? "",
        ...REASON,
      })),
      write("match a report", needs("statements.keep", "koperasi"), (of) => ({
        intent: "reports",
        lineId: of["lineId"] ?? "",
        paymentId: of["paymentId"] ?? "",
      })),
      write("propose", needs("statements.keep", "koperasi"), (of) => ({
        intent: "hand",
        invoice: `${of["organisationId"]}/${of["invoiceId"]}`,
        pays: "4321",
      })),
    ],
  },
  [`${W}/rekening-koran/titipan`]: {
    read: needs("payouts.read"),
    writes: [
      write("pay back", needs("payouts.request"), (of) => ({
        intent: "pay-back",
        buyerId: of["organisationId"] ?? "",
        backAmount: "1000",
      })),
      write("use", needs("payments.verify", "koperasi"), (of) => ({
        invoiceId: of["invoiceId"] ?? "",
        amount: "1000",
      })),
    ],
  },
  [`${W}/dana`]: {
    read: needs("payments.read", "kitchen", "foundation"),
    writes: [write("report", needs("fundings.report"), { amount: "1000" })],
  },
  [`${W}/dana/:fundingId`]: {
    read: needs("payments.read", "kitchen", "foundation"),
    writes: [
      write("reject", needs("fundings.confirm", "kitchen"), REASON),
      write("doubt", needs("fundings.report", "kitchen", "foundation"), REASON),
      write("reverse", needs("fundings.confirm", "kitchen")),
      write("keep", needs("fundings.confirm", "kitchen")),
      write("confirm", needs("fundings.confirm", "kitchen")),
    ],
  },
  [`${W}/setor-pajak`]: {
    read: needs("books.read"),
    writes: [write("report", needs("taxes.remit"), { amount: "1000" })],
  },
  [`${W}/setor-pajak.xlsx`]: { read: needs("books.read") },
  [`${W}/setor-pajak/:taxRemittanceId`]: {
    read: needs("books.read", "koperasi"),
    writes: [
      write("reject", needs("taxes.confirm", "koperasi"), REASON),
      write("doubt", needs("taxes.remit", "koperasi"), REASON),
      write("reverse", needs("taxes.confirm", "koperasi")),
      write("keep", needs("taxes.confirm", "koperasi")),
      write("confirm", needs("taxes.confirm", "koperasi")),
    ],
  },
  [`${W}/bayar-produsen`]: {
    read: needs("payouts.read"),
    writes: [
      write("request", needs("payouts.request", "koperasi"), (of) => ({
        intent: "request",
        to: "producer",
        id: of["producerId"] ?? "",
        amount: "1000",
      })),
    ],
  },
  [`${W}/bayar-produsen/usulan`]: {
    read: needs("payouts.request"),
    writes: [
      write("propose", needs("payouts.request", "koperasi"), (of) => ({
        pick: `producer:${of["producerId"]}:1000`,
      })),
    ],
  },
  [`${W}/bayar-produsen/:batchId`]: {
    read: needs("payouts.read", "koperasi"),
    writes: [
      write("proof", needs(["payouts.request", "payouts.approve"], "koperasi")),
      write("refuse", needs("payouts.approve", "koperasi"), { intent: "refuse", ...REASON }),
      write("outcomes", needs("payouts.approve", "koperasi"), {
        intent: "outcomes",
        text: "referensi,status",
        on: "2026-07-01",
      }),
      write("approve", needs("payouts.approve", "koperasi"), { intent: "approve" }),
    ],
  },
  [`${W}/bayar-produsen/:batchId/berkas-bank`]: {
    writes: [write("take", needs("payouts.approve", "koperasi"), { layout: "generic" })],
  },
  [`${W}/nota-debit/:debitNoteId`]: {
    read: needs("invoices.read", "trade_center", "koperasi"),
    writes: [
      write("answer", needs("disputes.answer", "koperasi"), {
        isAccepted: "false",
        note: "Peti sudah retak saat dimuat",
      }),
      write("set off", needs("payouts.approve", "trade_center"), { intent: "setOff" }),
      write("take back", needs("invoices.issue", "trade_center"), { intent: "takeBack", ...REASON }),
    ],
  },
  [`${W}/piutang`]: { read: needs("invoices.read") },
  [`${W}/piutang/:receivableId`]: {
    read: needs("invoices.read", "kitchen", "foundation", "koperasi", "bumd"),
    writes: [
      write("acknowledge", needs("payments.report", "kitchen", "foundation"), { intent: "acknowledge" }),
      write("release", needs("payments.verify", "bumd"), { intent: "release", ...REASON }),
      write("say what was paid for it", needs("payments.report", "bumd"), {
        intent: "state-proceeds",
        direction: "given",
      }),
      write(
        "say that it came",
        needs("payments.verify", "koperasi"),
        (of) => ({ intent: "acknowledge-proceeds", proceedsId: of["proceedsId"] ?? "" }),
        (of) => ({ receivableId: of["settledReceivableId"] ?? "" }),
      ),
      write("propose", needs("payouts.request", "koperasi"), {
        intent: "propose",
        institution: "Bank Contoh",
        bankName: "Bank Contoh",
        bankAccount: "12345",
        bankHolder: "Bank Contoh",
        basis: "Akta 1/2026",
      }),
      write("withdraw", needs("invoices.issue", "koperasi"), { intent: "withdraw", ...REASON }),
    ],
  },
  [`${W}/faktur-pajak`]: {
    writes: [write("take", needs("invoices.read"), { period: "2026-07", format: "xml" })],
  },
  [`${W}/ubl/:invoiceId`]: { read: needs("invoices.read", "kitchen", "foundation", "koperasi") },
  [`${W}/buku.jsonl`]: { read: needs("books.read") },
  [`${W}/buku`]: { read: needs("books.read") },
  [`${W}/tutup-buku`]: {
    read: needs("books.read"),
    writes: [
      write("ask for a closing", needs("closings.ask"), { intent: "ask" }),
      write("refuse a closing", needs(["closings.ask", "closings.agree"], "koperasi"), (of) => ({
        intent: "refuse",
        closingId: of["closingId"] ?? "",
        ...REASON,
      })),
      write("agree to a closing", needs("closings.agree", "koperasi"), (of) => ({
        intent: "agree",
        closingId: of["closingId"] ?? "",
      })),
    ],
  },
  [`${W}/omzet`]: {
    read: needs("books.read"),
    writes: [write("declare", needs("invoices.issue"), { amount: "1000", source: "Pembukuan lama" })],
  },
  [`${W}/batas-kredit`]: {
    read: needs("invoices.read", "koperasi", "bumd", "trade_center"),
    writes: [
      write("limit", needs("credits.keep"), {
        whom: "koperasi",
        limit: "25000000",
      }),
    ],
  },
  [`${W}/umur-piutang`]: { read: needs("books.read") },
  [`${W}/umur-piutang.xlsx`]: { read: needs("books.read") },
  [`${W}/laporan-keuangan`]: {
    read: needs("books.read"),
    writes: [write("issue statements", needs(["closings.ask", "closings.agree"]), { period: "2026-06" })],
  },
  [`${W}/laporan-keuangan.xlsx`]: { read: needs("books.read") },
  [`${W}/e-bupot.xlsx`]: { read: needs("books.read") },
  [`${W}/nota-retur.xlsx`]: { read: needs("books.read") },
  [`${W}/uang-penyedia.xlsx`]: { read: needs("payouts.read") },
  [`${W}/buku-besar`]: { read: needs("books.read"), query: () => ({ akun: "1100" }) },
  [`${W}/buku-besar.xlsx`]: { read: needs("books.read"), query: () => ({ akun: "1100" }) },
};
