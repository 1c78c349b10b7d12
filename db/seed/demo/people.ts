/** Invented people. Who has a task to show has a name of their own; the rest take one from the lists, always the same. */
const named: Readonly<Record<string, string>> = {
  "kepala.s08": "Ratna Puspita (Demo)",
  "keuangan.s08": "Dimas Prakoso (Demo)",
  "gizi.s08": "Ayu Lestari (Demo)",
  "aslap.s08": "Bagus Santoso (Demo)",
  "maker.y08": "Hana Wibowo (Demo)",
  "ketua.k07": "Suharti Ningrum (Demo)",
  "bendahara.k07": "Endang Rahayu (Demo)",
  "gudang.k07": "Joko Susilo (Demo)",
  "pengawas.k07": "Lurah Tlumpu (Demo)",
  "kepala.btc": "Agus Haryanto (Demo)",
  "kontrak.btc": "Nita Kusuma (Demo)",
  "logistik.btc": "Rudi Hartono (Demo)",
  "kas.btc": "Wiwik Utami (Demo)",
  "sales.b1": "Fajar Nugroho (Demo)",
  "gudang.b1": "Slamet Riyadi (Demo)",
  "dinas.blitar": "Kartika Sari (Demo)",
  "dinas.kediri": "Bambang Irawan (Demo)",
  "admin.platform": "Pengelola Lumbung (Demo)",
};

const FIRST = [
  ...["Sri", "Budi", "Dewi", "Eko", "Yuni", "Hadi", "Lina", "Tono", "Rini", "Arif", "Maya", "Yusuf"],
  ...["Indah", "Wahyu", "Siti", "Galih", "Nur", "Teguh", "Putri", "Anton"],
];
const LAST = [
  ...["Wahyuni", "Setiawan", "Anggraini", "Kurniawan", "Hidayat", "Permata", "Saputra", "Handayani"],
  ...["Purnomo", "Maharani", "Gunawan", "Safitri", "Wijaya", "Astuti", "Pratama", "Mulyani", "Basuki"],
];

/** The name of whoever has this mailbox. */
export function personName(mailbox: string): string {
  const own = named[mailbox];
  if (own !== undefined) return own;
  let seed = 7;
  for (const letter of mailbox) seed = (seed * 31 + letter.charCodeAt(0)) % 1_000_003;
  return `${FIRST[seed % FIRST.length]} ${LAST[(seed >> 3) % LAST.length]} (Demo)`;
}
