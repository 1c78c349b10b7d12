import { needs, type RouteRule, W, write } from "./route-rule.ts";

/** Who may open which page of warehouses, producers, their harvests, and goods that are left to be sold, and send which form there. */
export const growersPolicy: Record<string, RouteRule> = {
  [`${W}/gudang`]: {
    read: needs("listings.read"),
    writes: [
      write("open a warehouse", needs("listings.keep"), {
        name: "Gudang Uji",
        address: "Jalan Gudang 1",
        city: "35.72",
        opensAt: "07:00",
        closesAt: "16:00",
      }),
    ],
  },
  [`${W}/gudang/:warehouseId`]: {
    read: needs("listings.read", "koperasi"),
    writes: [
      write("change the warehouse", needs("listings.keep", "koperasi"), {
        intent: "keep",
        name: "Gudang Uji",
        address: "Jalan Gudang 1",
        city: "35.72",
        opensAt: "07:00",
        closesAt: "16:00",
      }),
      write("close the warehouse", needs("listings.keep", "koperasi"), { intent: "close" }),
    ],
  },
  [`${W}/titipan`]: { read: needs("payouts.read") },
  [`${W}/titipan/baru`]: {
    read: needs("producers.keep", "koperasi"),
    writes: [write("place", needs("producers.keep", "koperasi"))],
    query: (of) => ({ barang: of["listingId"] ?? "" }),
  },
  [`${W}/titipan/:consignmentId`]: {
    read: needs("payouts.read", "koperasi"),
    writes: [
      write("agree", needs("producers.keep", "koperasi"), { intent: "agree" }),
      write("withdraw", needs("producers.keep", "koperasi"), { intent: "withdraw" }),
    ],
  },
  [`${W}/titip-kami`]: {
    read: needs("payouts.read"),
    writes: [
      write("give", needs("listings.keep"), (of) => ({
        intent: "give",
        keeperId: of["organisationId"] ?? "",
        percent: "10",
        until: "2026-12-31",
      })),
      write("end", needs("listings.keep", "bumd"), (of) => ({
        intent: "end",
        grantId: of["grantId"] ?? "",
      })),
    ],
  },
  [`${W}/titip-kami/:consignmentId`]: {
    read: needs("payouts.read", "bumd"),
    params: (of) => ({ consignmentId: of["leftId"] ?? "" }),
    writes: [write("agree", needs("listings.keep", "bumd"), { intent: "agree" })],
  },
  [`${W}/panen`]: {
    read: needs("listings.read"),
    writes: [
      write("answer", needs("producers.keep", "koperasi"), (of) => ({
        intent: "answer",
        askId: of["askId"] ?? "",
        quantity: "10",
      })),
      write("withdraw", needs("producers.keep", "koperasi"), (of) => ({
        intent: "withdraw",
        askId: of["askId"] ?? "",
      })),
    ],
  },
  [`${W}/panen/minta`]: {
    read: needs("producers.keep", "koperasi"),
    writes: [write("ask", needs("producers.keep", "koperasi"))],
    query: (of) => ({ barang: of["listingId"] ?? "" }),
  },
  [`${W}/panen/timbang`]: {
    read: needs("lots.register", "koperasi"),
    writes: [write("weigh", needs("lots.register", "koperasi"))],
    query: (of) => ({ barang: of["listingId"] ?? "" }),
  },
  [`${W}/panen/baru`]: {
    read: needs("lots.register", "koperasi"),
    writes: [write("register", needs("lots.register", "koperasi"))],
    query: (of) => ({ barang: of["listingId"] ?? "" }),
  },
  [`${W}/produsen`]: {
    read: needs("listings.read"),
    writes: [write("add", needs("producers.keep"), { name: "Bu Tani" })],
  },
  [`${W}/produsen/:producerId`]: {
    read: needs("payouts.read", "koperasi"),
    writes: [
      write("open", needs("producers.keep", "koperasi"), { intent: "open" }),
      write("close", needs("producers.keep", "koperasi"), { intent: "close" }),
      write("remove", needs("producers.keep", "koperasi"), { intent: "remove" }),
      write("statement", needs(["producers.keep", "payouts.request"], "koperasi"), {
        intent: "statement",
        period: "2026",
      }),
      write("account", needs("producers.keep", "koperasi"), {
        intent: "account",
        bankName: "BRI",
        bankAccount: "1234567890",
        bankAccountHolder: "Bu Lastri",
      }),
      write("answer", needs("producers.keep", "koperasi"), (of) => ({
        intent: "answer",
        wordId: of["wordId"] ?? "",
        answer: "Sudah kami timbang ulang",
      })),
    ],
  },
};
