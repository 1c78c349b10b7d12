import { Brand } from "#app/ui/brand.tsx";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Button, ButtonLink } from "#app/ui/form/button.tsx";
import { Icon, iconNames } from "#app/ui/icon.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { LanguageSwitch } from "#app/ui/layout/site-shell.tsx";
import { Cluster, Stack } from "#app/ui/layout/stack.tsx";
import { Steps } from "#app/ui/layout/steps.tsx";

const swatches = [
  ["paper", "bg-paper"],
  ["card", "bg-card"],
  ["sunken", "bg-sunken"],
  ["line", "bg-line"],
  ["edge", "bg-edge"],
  ["ink", "bg-ink"],
  ["leaf-50", "bg-leaf-50"],
  ["leaf-200", "bg-leaf-200"],
  ["leaf-500", "bg-leaf-500"],
  ["leaf-600", "bg-leaf-600"],
  ["leaf-800", "bg-leaf-800"],
  ["rice-50", "bg-rice-50"],
  ["rice-300", "bg-rice-300"],
  ["rice-700", "bg-rice-700"],
  ["brick-50", "bg-brick-50"],
  ["brick-600", "bg-brick-600"],
] as const;

/** Colour, type, icons, buttons: what everything else stands on. */
export function GroundSpecimens() {
  return (
    <>
      <Section title="Warna" tone="card">
        <ul className="grid grid-cols-4 gap-3 sm:grid-cols-8">
          {swatches.map(([name, fill]) => (
            <li key={name}>
              <span className={`block h-12 rounded-md border border-line ${fill}`} />
              <span className="text-xs text-ink-soft">{name}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Huruf" tone="card" actions={<LanguageSwitch />}>
        <Stack>
          <Brand />
          <p className="text-4xl font-extrabold tracking-tight">Rp 1.234.567</p>
          <p className="text-2xl font-extrabold">Surat Pesanan 014/SP/III/2026</p>
          <p className="text-lg font-bold">Bayam hijau, mutu A</p>
          <p>Teks biasa 16 px. Ditimbang di pintu dapur, diterima 38,5 kg dari 40 kg.</p>
          <p className="text-sm text-ink-soft">Keterangan 15 px. Panen pagi ini, 27 Maret 2026 05.40 WIB.</p>
        </Stack>
      </Section>
      <Section title="Ikon" tone="card">
        <ul className="grid grid-cols-4 gap-x-2 gap-y-4 sm:grid-cols-8">
          {iconNames.map((name) => (
            <li key={name} className="flex flex-col items-center gap-1 text-ink-soft">
              <Icon name={name} size={24} />
              <span className="text-xs text-ink-faint">{name}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Tombol" tone="card">
        <Stack>
          <Cluster>
            <Button icon="check">Setujui pesanan</Button>
            <Button variant="secondary">Simpan draf</Button>
            <Button variant="quiet">Batal</Button>
            <Button variant="danger" icon="x">
              Tolak barang
            </Button>
            <Button disabled>Belum bisa</Button>
            <Button variant="secondary" disabled>
              Belum bisa
            </Button>
          </Cluster>
          <Cluster>
            <Button size="small" icon="plus">
              Tambah baris
            </Button>
            <ButtonLink to="." size="small" variant="secondary" icon="download">
              Unduh PDF
            </ButtonLink>
            <ButtonLink to="/operator/galeri/dialog" size="small" variant="secondary" icon="doc">
              Buka dialog
            </ButtonLink>
            <ButtonLink to="." size="small" variant="quiet" icon="edit">
              Ubah
            </ButtonLink>
          </Cluster>
        </Stack>
      </Section>
      <Section title="Terlipat sampai diminta" tone="card" fold="closed">
        <p>Yang jarang dipakai tidak menghalangi yang dipakai tiap hari.</p>
      </Section>
      <Section title="Langkah dan fakta" tone="card">
        <Stack gap="loose">
          <Steps steps={["Isi pesanan", "Periksa harga", "Kirim"]} current={1} />
          <Facts
            columns={2}
            facts={[
              { label: "Nomor", value: "014/SP/SPPG-KPK/III/2026" },
              { label: "Hari kirim", value: "Jumat, 27 Maret 2026" },
              { label: "Pemesan", value: "SPPG Kepanjenkidul 01" },
              { label: "Keadaan", value: <Badge tone="rice">Menunggu persetujuan</Badge> },
              { label: "Nilai", value: "Rp 4.812.500" },
              { label: "Catatan", value: null },
            ]}
          />
        </Stack>
      </Section>
    </>
  );
}
