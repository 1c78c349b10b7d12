/** One password for everybody in the demo world: it is printed, and opens nothing real. */
export const DEMO_PASSWORD = "lumbung-demo-2026";

/** Whom to sign in as to see each kind of work. */
export const demoGuide: readonly (readonly [mailbox: string, what: string])[] = [
  ["kepala.s08", "Kepala dapur: menyetujui pesanan"],
  ["keuangan.s08", "Keuangan dapur: mengirim pesanan, membayar"],
  ["gizi.s08", "Ahli gizi: menulis pesanan, menerima barang"],
  ["aslap.s08", "Aslap: menerima barang di pintu"],
  ["keuangan.s09", "Keuangan dapur rumah sakit: pajak yang dipungut bendahara, sanggahan"],
  ["maker.y08", "Yayasan: pembuat transfer"],
  ["ketua.k07", "Ketua koperasi: pesanan masuk, jatah, pencairan"],
  ["bendahara.k07", "Bendahara koperasi: tagihan, uang masuk, produsen"],
  ["gudang.k07", "Gudang koperasi: barang dan pengiriman"],
  ["pengawas.k07", "Pengawas koperasi (lurah): melihat saja"],
  ["kepala.btc", "Kepala trade center: kontrak dan jatah"],
  ["kontrak.btc", "Petugas kontrak: kontrak dan panggilan"],
  ["logistik.btc", "Petugas logistik: timbang dan berangkat"],
  ["kas.btc", "Kasir trade center: tagihan dan pencairan"],
  ["sales.b1", "Penjualan BUMD: pesanan masuk, harga"],
  ["gudang.b1", "Gudang BUMD: pengiriman"],
  ["keuangan.b1", "Keuangan BUMD: tagihan mingguan, kontrak payung"],
  ["keuangan.b2", "BPR daerah: piutang yang dialihkan kepadanya"],
  ["dinas.blitar", "Dinas Kota Blitar: verifikasi, papan kota"],
  ["dinas.kediri", "Dinas Kota Kediri: verifikasi, papan kota"],
  ["admin.platform", "Pengelola Lumbung"],
];
