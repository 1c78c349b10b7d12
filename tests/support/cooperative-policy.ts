import { needs, type RouteRule, W, write } from "./route-rule.ts";

const keeps = needs("cooperative.keep", "koperasi");
const agrees = needs("cooperative.agree", "koperasi");
const either = needs(["cooperative.keep", "cooperative.agree"], "koperasi");
const REFUSAL = { refusal: "Alasan yang cukup panjang untuk dibaca" };

/** Who may open which page of members, savings and SHU, and send which form there. */
export const cooperativePolicy: Record<string, RouteRule> = {
  [`${W}/anggota-koperasi`]: {
    read: needs("cooperative.read"),
    writes: [write("enrol", needs("cooperative.keep"), { fullName: "Anggota Uji", joinedOn: "2026-07-01" })],
  },
  [`${W}/anggota-koperasi/:memberId`]: {
    read: needs("cooperative.read", "koperasi"),
    writes: [
      write("record", keeps, { kind: "mandatory", amount: "1000", onDay: "2026-07-06" }),
      write("correct", agrees, (of) => ({
        intent: "correct",
        savingsId: of["savingsId"] ?? "",
        reason: "Salah catat jumlahnya",
      })),
      write("leave", keeps, { reason: "Pindah kelurahan" }),
      write("refuse leaving", either, (of) => ({
        intent: "refuseLeaving",
        leavingId: of["leavingId"] ?? "",
        ...REFUSAL,
      })),
      write("agree to leaving", agrees, (of) => ({
        intent: "agreeLeaving",
        leavingId: of["leavingId"] ?? "",
      })),
      write("pay", keeps, { amount: "1000", purpose: "Simpanan kembali" }),
      write("change", keeps, { fullName: "Nama Lain" }),
    ],
  },
  [`${W}/simpanan`]: {
    read: needs("cooperative.read"),
    writes: [
      write("record savings", keeps, (of) => ({
        intent: "record",
        onDay: "2026-07-06",
        pick: `${of["memberId"]}:mandatory:1000`,
      })),
      write("refuse payment", either, (of) => ({
        intent: "refusePayment",
        paymentId: of["memberPaymentId"] ?? "",
        ...REFUSAL,
      })),
      write("agree to payment", agrees, (of) => ({
        intent: "agreePayment",
        paymentId: of["memberPaymentId"] ?? "",
        paidOn: "2026-07-06",
      })),
    ],
  },
  [`${W}/aturan-koperasi`]: {
    read: needs("cooperative.read"),
    writes: [
      write("set articles", needs(["cooperative.keep", "cooperative.agree"]), {
        validFrom: "2026-07-01",
        source: "Keputusan rapat uji",
        principalRupiah: "100000",
        mandatoryRupiah: "10000",
        ...{ reserve: "30", usage: "25", capital: "15", officers: "10" },
        ...{ education: "5", social: "5", development: "5", village: "5" },
      }),
    ],
  },
  [`${W}/simkopdes.xlsx`]: { read: needs("cooperative.read") },
  [`${W}/shu`]: {
    read: needs("cooperative.read"),
    writes: [
      write("plan meeting", needs("cooperative.keep"), {
        intent: "plan",
        year: "2025",
        plannedOn: "2026-03-14",
      }),
      write("record meeting", keeps, (of) => ({
        intent: "held",
        meetingId: of["meetingId"] ?? "",
        heldOn: "2026-03-14",
        minutesNumber: "BA/1",
        present: "3",
      })),
      write("propose", keeps, (of) => ({ intent: "propose", meetingId: of["meetingId"] ?? "" })),
      write("refuse division", either, (of) => ({
        intent: "refuse",
        distributionId: of["distributionId"] ?? "",
        ...REFUSAL,
      })),
      write("decide", agrees, (of) => ({ intent: "decide", distributionId: of["distributionId"] ?? "" })),
      write("pack", needs("reports.make", "koperasi"), (of) => ({
        intent: "pack",
        meetingId: of["meetingId"] ?? "",
      })),
      write("spend fund", needs("cooperative.keep"), {
        intent: "pay",
        fund: "social",
        amount: "1000",
        purpose: "Santunan",
      }),
    ],
  },
};
