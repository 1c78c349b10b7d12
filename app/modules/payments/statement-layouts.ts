/** Which columns a bank's statement has, under which heads. The first head that a sheet has counts. */
type StatementLayout = {
  /** How the template came about; a bank changes its layout without telling us (*verify*). */
  readonly asOf: string;
  readonly heads: {
    readonly day: readonly string[];
    /** Joined in this order, all that are there. */
    readonly words: readonly string[];
    readonly debit: readonly string[];
    readonly credit: readonly string[];
    /** One column for both, with a sign, or with a mark beside it. */
    readonly amount: readonly string[];
    readonly mark: readonly string[];
    readonly balance: readonly string[];
  };
};

/**
 * Templates after statements that corporate customers download: dated, named, and to be verified against a bank's own file, for banks
 * change them. `generic` is any sheet with a day, words and sums under usual heads.
 */
export const statementLayouts = ["bri", "bni", "mandiri", "generic"] as const;
export type StatementLayoutName = (typeof statementLayouts)[number];

const none: readonly string[] = [];

export const layoutOf: Readonly<Record<StatementLayoutName, StatementLayout>> = {
  // CMS BRI, "Mutasi Rekening": debit and credit beside each other, and a running balance.
  bri: {
    asOf: "2025-06",
    heads: {
      day: ["tgl_tran", "tanggal transaksi"],
      words: ["desk_tran", "uraian transaksi", "remark"],
      debit: ["mutasi_debet", "mutasi debet", "debet"],
      credit: ["mutasi_kredit", "mutasi kredit", "kredit"],
      amount: none,
      mark: none,
      balance: ["saldo_akhir_mutasi", "saldo akhir mutasi", "saldo"],
    },
  },
  // BNIDirect, "Account Statement": one amount, and DB/CR beside it.
  bni: {
    asOf: "2025-06",
    heads: {
      day: ["posting date", "post date"],
      words: ["transaction description", "description"],
      debit: none,
      credit: none,
      amount: ["amount"],
      mark: ["db/cr"],
      balance: ["balance"],
    },
  },
  // Mandiri, "Rekening Koran" of its corporate channel: the reference stands beside the words.
  mandiri: {
    asOf: "2025-06",
    heads: {
      day: ["tgl.", "tgl. trans"],
      words: ["rincian transaksi", "no. referensi"],
      debit: ["debit"],
      credit: ["kredit"],
      amount: none,
      mark: none,
      balance: ["saldo"],
    },
  },
  generic: {
    asOf: "2026-01",
    heads: {
      day: ["tanggal", "tgl", "date"],
      words: ["keterangan", "uraian", "berita", "deskripsi", "description", "remark"],
      debit: ["debet", "debit", "keluar", "db"],
      credit: ["kredit", "credit", "masuk", "cr"],
      amount: ["jumlah", "nominal", "mutasi", "amount"],
      mark: ["d/k", "db/cr", "jenis", "dk"],
      balance: ["saldo", "balance"],
    },
  },
};
