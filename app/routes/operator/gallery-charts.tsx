import { rupiah } from "#app/i18n/format.ts";
import { Bars } from "#app/ui/chart/bars.tsx";
import { Flow } from "#app/ui/chart/flow.tsx";
import { Gauge } from "#app/ui/chart/gauge.tsx";
import { Line } from "#app/ui/chart/line.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";

const days = Array.from({ length: 14 }, (_, at) => `${at + 14} Mar`);
const prices = [
  13_200,
  13_400,
  13_400,
  13_800,
  null,
  14_200,
  14_600,
  15_100,
  15_400,
  15_000,
  14_700,
  14_300,
  13_900,
  13_700,
];
const CEILING = 15_000;

/** Pictures with their numbers. */
export function ChartSpecimens() {
  return (
    <>
      <Section title="Gambar" tone="card">
        <Line
          title="Harga bayam, 14 hari"
          description="Naik dari Rp 13.200 ke Rp 15.400, dua hari di atas harga acuan, lalu turun ke Rp 13.700."
          labels={days}
          labelHead="Hari"
          display={(value) => rupiah(BigInt(Math.round(value)))}
          series={[
            {
              name: "Harga terjual",
              tone: "leaf",
              values: prices,
              alerts: prices.flatMap((price, at) => (price !== null && price > CEILING ? [at] : [])),
            },
            { name: "Harga acuan", tone: "brick", dashed: true, values: days.map(() => CEILING) },
          ]}
        />
      </Section>
      <Section tone="card">
        <Bars
          title="Jatah dan kemampuan panggilan 7"
          description="Koperasi Sananwetan melebihi kemampuannya; yang lain masih longgar."
          head={["Koperasi", "Jatah"]}
          limit={{ value: 2500, label: "batas satu truk" }}
          bars={[
            { key: "1", label: "KKMP Bendogerit", value: 2100, display: "2.100 kg" },
            { key: "2", label: "KKMP Sananwetan", value: 2700, display: "2.700 kg", tone: "brick" },
            { key: "3", label: "Koperasi Unggas Blitar Makmur", value: 1400, display: "1.400 kg" },
            { key: "4", label: "KKMP Kepanjenkidul", value: 350, display: "350 kg", tone: "rice" },
            { key: "5", label: "KKMP Sukorejo", value: 0, display: "0 kg" },
          ]}
        />
      </Section>
      <Section tone="card">
        <Flow
          title="Jejak rupiah pesanan 014"
          description="Rp 480.000 dari anggaran dapur; Rp 408.000 sampai ke petani."
          stages={[
            [{ id: "budget", label: "Anggaran dapur", display: "Rp 480.000", value: 480_000 }],
            [
              {
                id: "koperasi",
                label: "KKMP Bendogerit",
                display: "Rp 432.000",
                value: 432_000,
                tone: "leaf",
              },
              { id: "freight", label: "Angkutan", display: "Rp 48.000", value: 48_000, tone: "rice" },
            ],
            [
              { id: "farmer1", label: "Pak Sarno", display: "Rp 255.000", value: 255_000, tone: "leaf" },
              { id: "farmer2", label: "Bu Tini", display: "Rp 153.000", value: 153_000, tone: "leaf" },
              { id: "cash", label: "Kas koperasi", display: "Rp 21.600", value: 21_600, tone: "neutral" },
              { id: "tax", label: "PPh dipungut", display: "Rp 2.400", value: 2_400, tone: "brick" },
            ],
          ]}
          links={[
            { from: "budget", to: "koperasi", value: 432_000, display: "Rp 432.000" },
            { from: "budget", to: "freight", value: 48_000, display: "Rp 48.000" },
            { from: "koperasi", to: "farmer1", value: 255_000, display: "Rp 255.000" },
            { from: "koperasi", to: "farmer2", value: 153_000, display: "Rp 153.000" },
            { from: "koperasi", to: "cash", value: 21_600, display: "Rp 21.600" },
            { from: "koperasi", to: "tax", value: 2_400, display: "Rp 2.400" },
          ]}
        />
      </Section>
      <Section tone="card">
        <Tiles columns={3}>
          <Gauge
            title="Biaya per porsi kecil"
            value={7_640}
            max={8_000}
            display="Rp 7.640"
            note="pagu Rp 8.000"
          />
          <Gauge
            title="Biaya per porsi besar"
            value={10_450}
            max={12_000}
            limit={10_000}
            tone="brick"
            display="Rp 10.450"
            note="lewat pagu Rp 10.000"
          />
          <Gauge
            title="Belanja lokal"
            value={0}
            max={100}
            display="0 %"
            note="belum ada pembelian"
            tone="rice"
          />
        </Tiles>
      </Section>
      <Section tone="card">
        <Bars title="Belum ada angka" description="Kosong." head={["Koperasi", "Nilai"]} bars={[]} />
      </Section>
    </>
  );
}
