/**
 * The clauses that a trade center starts from until it keeps its own. Figures (volume, price, tolerance, days) stand in the
 * terms of each contract and are not repeated here, so that clause and term can never disagree.
 */
export type Clause = { readonly heading: string; readonly body: string };

export const defaultClauses: readonly Clause[] = [
  {
    heading: "Penyerahan sebagian",
    body: "Penyerahan sebagian diterima bila paling sedikit 80 % dari satu panggilan. Kekurangannya dibawa satu kali ke panggilan lain dalam bulan yang sama. Kelebihan sampai 5 % diterima dengan harga kontrak.",
  },
  {
    heading: "Mutu, pecah dan susut",
    body: "Mutu mengikuti komoditas dan grade yang tercantum dalam ketentuan pokok. Pecah dan susut sampai batas wajar yang tercantum ditanggung pembeli; selebihnya menjadi klaim.",
  },
  {
    heading: "Klaim",
    body: "Klaim diajukan dengan foto dan berita acara dalam batas waktu yang tercantum. Klaim setelah batas waktu tidak diterima.",
  },
  {
    heading: "Harga",
    body: "Harga setiap panggilan dihitung dengan rumus dalam ketentuan pokok pada hari panggilan dibuka dan berlaku selama masa kunci. Bila harga acuan hari itu belum tercatat, panggilan belum dapat dibuka.",
  },
  {
    heading: "Denda keterlambatan",
    body: "Keterlambatan penyerahan atau pembayaran yang bukan karena keadaan kahar dikenai denda 1/1.000 (satu per seribu) per hari dari nilai bagian yang terlambat, paling tinggi 5 %. Denda ditagih dengan surat tersendiri dan tidak dipotong tanpa persetujuan.",
  },
  {
    heading: "Keadaan kahar",
    body: "Flu burung atau karantina ternak, banjir atau penutupan jalan, gagal panen, kebijakan pemerintah, dan harga pasar di atas HAP selama tiga hari diberitahukan tertulis dalam batas jam yang tercantum. Kewajiban ditangguhkan, tidak diakhiri, paling lama sebanyak hari yang tercantum, lalu berlaku kembali dengan sendirinya.",
  },
  {
    heading: "Penjatahan koperasi",
    body: "Panggilan dibagi kepada koperasi menurut aturan yang diumumkan. Tabel dan hitungannya diterbitkan kepada semua yang ikut.",
  },
  {
    heading: "Retribusi dan jasa layanan",
    body: "Retribusi daerah hanya dipungut bila ada dasar hukumnya dan disetor ke kas daerah. Jasa layanan dicatat terpisah dari retribusi.",
  },
  {
    heading: "Penyelesaian perselisihan",
    body: "Perselisihan diselesaikan dengan musyawarah selama tujuh hari, lalu mediasi oleh dinas atau TPID kedua daerah, lalu di pengadilan di tempat kedudukan pusat perdagangan.",
  },
];
