import { needs, type RouteRule, W, write } from "./route-rule.ts";

/** Who may open the pages of appeals and of answers to ratings, and send a form there. */
export const appealPolicy: Record<string, RouteRule> = {
  [`${W}/penilaian/tanggapan`]: {
    read: needs("shipments.read", "koperasi"),
    writes: [
      // It names its subject in the question of the address, which the form alone does not.
      write("answer", needs("appeals.open"), {
        intent: "answer",
        words: "Jalan putus karena banjir",
      }),
    ],
  },
  [`${W}/kirim/:shipmentId/banding`]: {
    read: needs("shipments.read", "koperasi"),
    params: (of) => ({ shipmentId: of["appealedId"] ?? "" }),
    writes: [
      write(
        "open",
        needs("appeals.open", "koperasi"),
        (of) => ({
          intent: "open",
          "lines[0].shipmentLineId": of["appealedLineId"] ?? "",
          "lines[0].cause": "refused",
          "lines[0].asked": "1",
          "lines[0].reason": "Kemasan utuh saat berangkat",
        }),
        (of) => ({ shipmentId: of["appealedId"] ?? "" }),
      ),
      write(
        "withdraw",
        needs("appeals.open", "koperasi"),
        { intent: "withdraw", words: "Sudah dibicarakan dengan dapur" },
        (of) => ({ shipmentId: of["appealedId"] ?? "" }),
      ),
    ],
  },
  [`${W}/terima/:shipmentId/banding`]: {
    read: needs("shipments.read", "kitchen", "foundation"),
    params: (of) => ({ shipmentId: of["appealedId"] ?? "" }),
    writes: [
      write(
        "answer",
        needs("appeals.answer", "kitchen"),
        (of) => ({
          intent: "answer",
          words: "Timbangan kami sudah benar",
          "lines[0].appealLineId": of["appealLineId"] ?? "",
          "lines[0].granted": "0",
        }),
        (of) => ({ shipmentId: of["appealedId"] ?? "" }),
      ),
    ],
  },
};
