import type { PriceReason, PriceVerdict } from "../orders/price-evidence.ts";

/** Why a price was high and what the head said, in the formal Indonesian of a paper. */
export const priceReasonOnPaper: Readonly<Record<PriceReason, string>> = {
  scarce: "barang langka di pasar",
  weather: "cuaca atau gagal panen",
  feast: "menjelang hari raya",
  quality: "mutu atau ukuran khusus",
  delivery: "termasuk ongkos antar atau potong",
  only_offer: "satu-satunya penawaran",
  survey_lags: "survei belum mengikuti harga pasar",
  other: "alasan lain",
};

export const verdictOnPaper: Readonly<Record<PriceVerdict, string>> = {
  approved: "Disetujui",
  refused: "Ditolak",
};
