import { Spark } from "#app/ui/chart/spark.tsx";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Countdown } from "#app/ui/feedback/countdown.tsx";
import { ErrorPanel } from "#app/ui/feedback/error-panel.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Progress } from "#app/ui/feedback/progress.tsx";
import { Skeleton, SkeletonRows } from "#app/ui/feedback/skeleton.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { TaskCard } from "#app/ui/feedback/task-card.tsx";
import { Timeline } from "#app/ui/feedback/timeline.tsx";
import { Button, ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { Cluster, Stack, Tiles } from "#app/ui/layout/stack.tsx";

const MINUTE_MS = 60_000;

function after(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * MINUTE_MS);
}

/** What the house says back: tasks, states, deadlines, failures. */
export function FeedbackSpecimens({ now }: { readonly now: Date }) {
  return (
    <>
      <Section title="Tugas hari ini">
        <Stack>
          <TaskCard
            urgency="late"
            icon="money"
            title="Tagihan 031 belum dibayar"
            detail="SPPG Sananwetan 02 · Rp 2.140.000"
            due="jatuh tempo 25 Maret 2026"
            to="."
            actionLabel="Ingatkan"
          />
          <TaskCard
            urgency="today"
            icon="clipboard"
            title="Jawab kesanggupan 40 kg bayam"
            detail="SPPG Kepanjenkidul 01 · kirim Jumat, 27 Maret"
            due="sebelum 15.00 WIB"
            to="."
            actionLabel="Jawab"
          />
          <TaskCard
            urgency="soon"
            icon="truck"
            title="Siapkan kiriman ke pusat dagang"
            detail="12 krat telur, 3 karung beras"
            due="besok 05.30 WIB"
            to="."
            actionLabel="Buat surat jalan"
          />
          <TaskCard
            urgency="calm"
            icon="leaf"
            title="Perbarui panen minggu ini"
            detail="Terakhir dicatat 3 hari lalu"
            to="."
            actionLabel="Catat"
          />
        </Stack>
      </Section>
      <Section title="Angka">
        <Tiles columns={4}>
          <Stat
            label="Penjualan bulan ini"
            value="Rp 48,2 jt"
            note="naik 12 % dari Februari"
            tone="leaf"
            icon="chart"
            to="."
            chart={<Spark values={[22, 25, 24, 29, 31, 30, 38, 42, 48]} label="Naik dari 22 ke 48 juta" />}
          />
          <Stat
            label="Belum dibayar"
            value="Rp 9,6 jt"
            note="3 tagihan lewat tempo"
            tone="rice"
            icon="clock"
            to="."
          />
          <Stat label="Di atas harga acuan" value="2" note="cabai rawit, telur" tone="brick" icon="alert" />
          <Stat label="Kiriman diterima utuh" value="98 %" note="30 hari terakhir" />
        </Tiles>
      </Section>
      <Section title="Keadaan" tone="card">
        <Stack>
          <Cluster>
            <Badge>Draf</Badge>
            <Badge tone="rice">Menunggu persetujuan</Badge>
            <Badge tone="leaf">Diterima</Badge>
            <Badge tone="brick">Ditolak</Badge>
            <Badge tone="leaf" icon="truck">
              Dalam perjalanan
            </Badge>
          </Cluster>
          <Cluster gap="normal">
            <Money amount={15_000n} per="kg" />
            <Money amount={48_200_000n} strong />
            <Money amount={16_500n} per="kg" aboveCeiling />
            <Money amount={-25_000n} />
            <Money amount={null} />
          </Cluster>
          <Stack gap="tight">
            <Countdown label="Batas pesanan" until={after(now, 190)} now={now} zone="Asia/Jakarta" />
            <Countdown label="Batas jawaban" until={after(now, 25)} now={now} zone="Asia/Makassar" />
            <Countdown label="Tutup lelang" until={after(now, 5000)} now={now} zone="Asia/Jayapura" />
            <Countdown label="Batas pesanan" until={after(now, -90)} now={now} zone="Asia/Jakarta" />
          </Stack>
        </Stack>
      </Section>
      <Section title="Pemberitahuan">
        <Stack>
          <Callout title="Harga beras naik minggu ini">
            Harga acuan beras medium berubah mulai 1 April 2026.
          </Callout>
          <Callout tone="leaf" title="Semua pesanan hari ini terpenuhi" />
          <Callout
            tone="rice"
            title="Dua baris belum ada pemasoknya"
            actions={
              <Button size="small" variant="secondary">
                Cari pengganti
              </Button>
            }
          >
            Wortel dan tahu dicari lagi pukul 18.00 WIB.
          </Callout>
          <Callout tone="brick" title="Cabai rawit di atas harga acuan">
            Tertawar Rp 68.000, acuan Rp 57.000 per kg. Tulis alasannya sebelum disetujui.
          </Callout>
        </Stack>
      </Section>
      <Split
        aside={
          <Section title="Riwayat" tone="card">
            <Timeline
              moments={[
                { key: "1", title: "Pesanan dikirim", when: "26 Maret 2026 09.12 WIB", who: "Dewi Lestari" },
                {
                  key: "2",
                  title: "Koperasi menyanggupi",
                  when: "26 Maret 2026 15.03 WIB",
                  who: "Siti Rahayu",
                },
                {
                  key: "3",
                  title: "Kiriman kurang 1,5 kg",
                  when: "27 Maret 2026 06.41 WIB",
                  tone: "rice",
                  icon: "scale",
                  note: "Layu, dikembalikan bersama sopir.",
                },
                { key: "4", title: "Tagihan dibayar", when: null },
              ]}
            />
          </Section>
        }
      >
        <Section title="Kemajuan" tone="card">
          <Stack>
            <Progress
              label="Anggaran bulan Maret"
              value={31_200_000}
              max={48_000_000}
              display="Rp 31,2 jt dari Rp 48 jt"
            />
            <Progress
              label="Impor anggota"
              value={320}
              max={500}
              display="320 dari 500 baris"
              tone="rice"
              note="Boleh ditinggal. Hasilnya masuk daftar tugas."
            />
            <Progress
              label="Kapasitas truk"
              value={1100}
              max={1000}
              display="1.100 dari 1.000 kg"
              tone="brick"
            />
          </Stack>
        </Section>
        <Section title="Sedang dimuat" tone="flush">
          <SkeletonRows rows={2} />
          <div className="px-6 pb-5">
            <Skeleton lines={3} />
          </div>
        </Section>
        <Section tone="card">
          <ErrorPanel
            title="Foto tidak terkirim"
            kept="Timbangan dan catatan Anda sudah tersimpan."
            next="Sinyal terputus. Coba kirim fotonya lagi."
            reference="4f0c91d2ab7e6630"
            actions={
              <ButtonLink to="." icon="camera">
                Kirim lagi
              </ButtonLink>
            }
          />
        </Section>
      </Split>
    </>
  );
}
