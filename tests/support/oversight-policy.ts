import { fixedId } from "#db/seed/reference/fixed-id.ts";
import {
  needs,
  REASON,
  type RouteCase,
  type RouteRule,
  W,
  type Who,
  type WriteRule,
  write,
} from "./route-rule.ts";

/** A legal price that every house has from its first day. */
const MINYAKITA_CEILING = fixedId("ceiling", "MYK||het||2025-12-26");

/** A rule that every house has from its first day. */
const ANSWER_MINUTES = fixedId("parameter", "market.answer_minutes@2025-01-01");

/** A lane that every house has from its first day. */
const BLITAR_KEDIRI = fixedId("lane", "35.72>35.71@2026-01-01");

/** Money is followed from an order by who reads orders, and from a division by who reads invoices: as far as it is theirs. */
const TRACES: readonly RouteCase[] = [
  {
    name: "of a purchase",
    // A koperasi's warehouse reads what its own koperasi orders; of what it sells it is not shown sums.
    read: {
      needs: ["orders.read", "invoices.read", "traces.read"],
      parties: ["kitchen", "foundation", "koperasi", "agency"],
      except: ["koperasi_warehouse"],
    },
    params: (of) => ({ subjectId: of["orderId"] ?? "" }),
  },
  {
    name: "of a call-off, by a shipment of it",
    read: needs(["invoices.read", "traces.read"], "trade_center", "bumd", "koperasi", "agency"),
    params: (of) => ({ subjectId: of["claimShipmentId"] ?? "" }),
  },
];

/** Whoever may let a new leader in may also refuse it; that it takes a second person is the deed's own rule. */
const recoveryDecisions = (who: Who): WriteRule[] =>
  ["grantRecovery", "refuseRecovery"].map((intent) =>
    write(intent, who, (of) => ({ intent, recoveryId: of["recoveryId"] ?? "" })),
  );

/** Operators, who keep the house. */
export const operatorPolicy: Record<string, RouteRule> = {
  "/operator": { read: "operator" },
  "/operator/organisasi": { read: "operator" },
  "/operator/organisasi/:organisationId": {
    read: "operator",
    writes: [
      write("recover", "operator", { email: "baru@contoh.test", ...REASON }),
      ...recoveryDecisions("operator"),
      write("suspend", "operator", REASON, (of) => ({ organisationId: of["spareId"] ?? "" })),
    ],
  },
  "/operator/organisasi/:organisationId/berkas/:paperId": { read: "operator" },
  "/operator/uang-kartu": { read: "operator" },
  "/operator/aturan": { read: "operator" },
  "/operator/aturan/:ruleKey": {
    read: "operator",
    params: () => ({ ruleKey: "market.answer_minutes" }),
    writes: [write("set", "operator", { value: "90", validFrom: "2026-08-01", source: "Rapat uji" })],
  },
  "/operator/aturan/:ruleKey/:parameterId": {
    read: "operator",
    params: () => ({ ruleKey: "market.answer_minutes", parameterId: ANSWER_MINUTES }),
    writes: [write("correct", "operator", { value: "90", source: "Rapat uji", reason: "Salah ketik" })],
  },
  "/operator/jalur": {
    read: "operator",
    writes: [
      write("record", "operator", {
        fromRegionCode: "35.72",
        toRegionCode: "35.05",
        validFrom: "2026-08-01",
        kilometres: "12",
        transitDays: "0",
        freight: "100000",
        source: "Survei uji",
      }),
    ],
  },
  "/operator/jalur/:laneId": {
    read: "operator",
    params: () => ({ laneId: BLITAR_KEDIRI }),
    writes: [
      write("correct", "operator", {
        kilometres: "47",
        transitDays: "0",
        freight: "100000",
        source: "Survei uji",
        reason: "Salah ketik",
      }),
    ],
  },
  "/operator/batas-harga": {
    read: "operator",
    writes: [
      write("record", "operator", {
        goods: "TMT/",
        kind: "hap",
        price: "9000",
        validFrom: "2026-08-01",
        source: "Keputusan uji",
      }),
    ],
  },
  "/operator/batas-harga/:ceilingId": {
    read: "operator",
    params: () => ({ ceilingId: MINYAKITA_CEILING }),
    writes: [
      write("correct", "operator", { price: "15800", source: "Keputusan uji", reason: "Salah ketik" }),
    ],
  },
  "/operator/pekerjaan": {
    read: "operator",
    writes: [write("again", "operator", (of) => ({ failureId: of["failureId"] ?? "" }))],
  },
  "/operator/galeri": { read: "operator", writes: [write("flash", "operator")] },
  "/operator/galeri/dialog": {},
};

/** A market price of Kota Blitar that every house has from its first day. */
const SURVEYED_PRICE = fixedId("referencePrice", "CRW||35.72|2026-02-13|Pasar Legi, Kota Blitar");

/** Agencies, who watch over a city. */
export const agencyPolicy: Record<string, RouteRule> = {
  [`${W}/papan`]: { read: needs("board.read") },
  [`${W}/laporan-dinas`]: {
    read: needs("board.read", "agency"),
    writes: [write("issue", needs("reports.make", "agency"), { month: "2026-06" })],
  },
  [`${W}/arus-dagang`]: { read: needs(["contracts.read", "board.read"], "trade_center", "agency") },
  [`${W}/harga`]: { read: needs("prices.read") },
  [`${W}/harga/survei`]: {
    read: needs("prices.import"),
    writes: [
      write("record", needs("prices.import"), {
        onDay: "2026-06-30",
        source: "Survei uji",
        "prices[0].goods": "CRW/",
        "prices[0].price": "61000",
      }),
    ],
  },
  [`${W}/harga/survei/impor`]: {
    read: needs("prices.import"),
    writes: [write("keep", needs("prices.import"), { source: "Survei uji" })],
  },
  [`${W}/harga/survei/impor/:importId`]: {
    read: needs("prices.import", "agency"),
    writes: [write("keep", needs("prices.import", "agency"), {})],
  },
  [`${W}/harga/survei/:priceId`]: {
    read: needs("prices.import"),
    params: () => ({ priceId: SURVEYED_PRICE }),
    writes: [write("correct", needs("prices.import"), { price: "61500", reason: "Salah baca" })],
  },
  [`${W}/jejak`]: { read: needs("traces.read") },
  [`${W}/jejak/:subjectId`]: { cases: TRACES },
  [`${W}/jejak/:subjectId/csv`]: { cases: TRACES },
  [`${W}/verifikasi-organisasi`]: { read: needs("organisations.read") },
  [`${W}/verifikasi-organisasi/:organisationId`]: {
    read: needs("organisations.read", "agency", "operator"),
    writes: [
      write("recover", needs("organisations.verify", "agency", "operator"), {
        email: "baru@contoh.test",
        ...REASON,
      }),
      ...recoveryDecisions(needs("organisations.verify", "agency", "operator")),
      write("suspend", needs("organisations.verify", "agency", "operator"), REASON, (of) => ({
        organisationId: of["spareId"] ?? "",
      })),
    ],
  },
  [`${W}/verifikasi-organisasi/:organisationId/berkas/:paperId`]: {
    read: needs("organisations.verify", "agency", "operator"),
  },
};
