import { addDays } from "#app/kernel/calendar.ts";
import { planMeeting } from "#app/modules/cooperative/hold-meeting.server.ts";
import { enrolCooperativeMember } from "#app/modules/cooperative/keep-member.server.ts";
import { agreeToLeaving, askLeaving } from "#app/modules/cooperative/leave.server.ts";
import { monthsBegun } from "#app/modules/cooperative/member.ts";
import { askCooperativePayment } from "#app/modules/cooperative/pay-member.server.ts";
import { recordSavings } from "#app/modules/cooperative/record-savings.server.ts";
import { setArticles } from "#app/modules/cooperative/set-articles.server.ts";
import { declareTurnover } from "#app/modules/invoicing/declare-turnover.server.ts";
import type { Stage } from "./stage.server.ts";

const KEEPERS = ["koperasi_treasurer", "koperasi_secretary"] as const;
const PRINCIPAL = 100_000n;
const MANDATORY = 20_000n;

/** Invented members of K07: how many days ago they joined, and how many of their months they have not brought yet. */
const members: readonly (readonly [
  name: string,
  joinedDaysAgo: number,
  monthsOpen: number,
  producerKey?: string,
])[] = [
  ["Wulan Sari (Demo)", 170, 0, "U03"],
  ["Supriyadi (Demo)", 170, 0],
  ["Sri Rejeki (Demo)", 168, 1],
  ["Mujiono (Demo)", 165, 0],
  ["Siti Khotijah (Demo)", 160, 0],
  ["Agus Salim (Demo)", 155, 2],
  ["Ningsih (Demo)", 150, 0],
  ["Bambang Utomo (Demo)", 142, 0],
  ["Sutrisno (Demo)", 130, 0],
  ["Lestari Handayani (Demo)", 121, 1],
  ["Yatno (Demo)", 118, 0],
  ["Umi Kulsum (Demo)", 110, 0],
  ["Hari Prasetyo (Demo)", 98, 0],
  ["Kasiyem (Demo)", 90, 0],
  ["Darmaji (Demo)", 84, 1],
  ["Rohmah (Demo)", 70, 0],
  ["Sugeng Riyanto (Demo)", 61, 0],
  ["Endah Purwanti (Demo)", 52, 0],
  ["Imam Syafii (Demo)", 40, 0],
  ["Tutik Wahyuni (Demo)", 24, 1],
  ["Mbah Karto (Demo)", 150, 0],
];
const LEAVES = "Yatno (Demo)";
const LEFT = "Mbah Karto (Demo)";

/** K10 comes near the threshold of VAT registration. The members of K07, what they brought, one who wants to leave, and one who left and waits for the second person's word. */
export function planCooperative(stage: Stage): void {
  const at = stage.on(-20, "09:00");
  stage.agenda.plan(at, () => enrolAll(stage, at));
  const said = stage.on(-19, "09:00");
  stage.agenda.plan(said, async () => {
    await declareTurnover(stage.as("K10", ["koperasi_treasurer", "koperasi_chair"], said), {
      amountRupiah: "4100000000",
      source: "Pembukuan sebelum memakai Lumbung (Demo)",
    });
  });
}

async function enrolAll(stage: Stage, at: Date): Promise<void> {
  const keeper = stage.as("K07", KEEPERS, at);
  await setArticles(stage.as("K07", ["koperasi_chair"], at), {
    validFrom: `${Number(stage.today.slice(0, 4)) - 1}-01-01`,
    source: "AD/ART pasal 45, rapat anggota pendirian (Demo)",
    principalRupiah: PRINCIPAL.toString(),
    mandatoryRupiah: MANDATORY.toString(),
    reserve: "25",
    usage: "30",
    capital: "10",
    officers: "5",
    education: "5",
    social: "5",
    development: "0",
    village: "20",
  });
  const year = Number(stage.today.slice(0, 4));
  await planMeeting(keeper, { year: year.toString(), plannedOn: `${year + 1}-03-14` });
  for (const [fullName, joinedDaysAgo, monthsOpen, producerKey] of members) {
    const today = addDays(stage.today, -20);
    const joinedOn = addDays(stage.today, -Math.max(joinedDaysAgo, 20));
    const { memberId } = await enrolCooperativeMember(keeper, {
      fullName,
      joinedOn,
      producerId: producerKey === undefined ? undefined : stage.producers.get(producerKey),
    });
    const months = BigInt(Math.max(monthsBegun(joinedOn, today) - monthsOpen, 0));
    const deposit = (kind: "principal" | "mandatory", amount: bigint) =>
      amount === 0n ? [] : [{ memberId, kind, amountRupiah: amount.toString() }];
    await recordSavings(keeper, {
      onDay: today,
      deposits: [...deposit("principal", PRINCIPAL), ...deposit("mandatory", MANDATORY * months)],
    });
    if (fullName === LEAVES)
      planLater(stage, -2, async (call) => {
        await askLeaving(call, { memberId, reason: "Pindah ikut anak ke Surabaya" });
      });
    if (fullName === LEFT)
      planLater(stage, -6, async (call, moment) => {
        const { leavingId } = await askLeaving(call, { memberId, reason: "Sudah sepuh, minta berhenti" });
        await agreeToLeaving(stage.as("K07", ["koperasi_chair"], moment), { leavingId });
        await askCooperativePayment(call, {
          memberId,
          amountRupiah: PRINCIPAL.toString(),
          purpose: "Simpanan kembali, bagian pertama (Demo)",
        });
      });
  }
}

function planLater(
  stage: Stage,
  days: number,
  deed: (call: ReturnType<Stage["as"]>, moment: Date) => Promise<void>,
): void {
  const moment = stage.on(days, "10:00");
  stage.agenda.plan(moment, () => deed(stage.as("K07", ["koperasi_treasurer"], moment), moment));
}
