import { businessDay } from "#app/kernel/calendar.ts";
import { askAnnualBundle } from "#app/modules/accountability/ask-annual-bundle.server.ts";
import { agreeToClosing, askClosing } from "#app/modules/accountability/close-books.server.ts";
import { proposeDistribution } from "#app/modules/cooperative/divide-shu.server.ts";
import { planMeeting, recordMeeting } from "#app/modules/cooperative/hold-meeting.server.ts";
import { agreeToLeaving, askLeaving } from "#app/modules/cooperative/leave.server.ts";
import { askCooperativePayment } from "#app/modules/cooperative/pay-member.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { articlesOf, deposited, memberIn } from "./cooperative.ts";
import { type Koperasi, WORLD_STARTS, type World } from "./world.ts";

const noon = (day: string) => new Date(`${day}T05:00:00Z`);

/** Members of a koperasi: one who saves, one who wants to leave, and one who left and waits for their money. */
export async function ownedBy(town: World, koperasi: Koperasi): Promise<Record<string, string>> {
  await articlesOf(town, koperasi);
  const memberId = await memberIn(town, koperasi, { identityNumber: "3572019999990001" });
  const savingsId = await deposited(town, koperasi, memberId);
  const leaver = await memberIn(town, koperasi, { fullName: "Mau Pindah" });
  await deposited(town, koperasi, leaver);
  const reason = "Pindah ke kota lain";
  const { leavingId } = await askLeaving(town.callOf(koperasi.treasurer), { memberId: leaver, reason });
  const left = await memberIn(town, koperasi, { fullName: "Sudah Pindah" });
  await deposited(town, koperasi, left);
  const gone = await askLeaving(town.callOf(koperasi.treasurer), { memberId: left, reason });
  await agreeToLeaving(town.callOf(koperasi.chair), { leavingId: gone.leavingId });
  const { paymentId: memberPaymentId } = await askCooperativePayment(town.callOf(koperasi.treasurer), {
    memberId: left,
    amountRupiah: "100000",
    purpose: "Simpanan kembali",
  });
  const { meetingId } = await planMeeting(town.callOf(koperasi.treasurer), {
    year: "2025",
    plannedOn: "2026-07-01",
  });
  await askAnnualBundle(town.callOf(koperasi.treasurer), { meetingId });
  return { memberId, savingsId, leavingId, memberPaymentId, meetingId };
}

/** A year of some trade, closed, met about, and divided on paper: its second person has not looked at it. */
export async function proposedDivision(town: World, koperasi: Koperasi): Promise<string> {
  const { treasurer, chair } = koperasi;
  town.goTo(noon("2024-12-10"));
  await articlesOf(town, koperasi, { validFrom: "2024-01-01" });
  await inTransaction((tx) =>
    postEntry(
      tx,
      town.systemCall(),
      entryOf({
        organisationId: koperasi.id,
        kind: "test.sold",
        subjectId: "bil_dinding",
        occurredOn: businessDay("2024-12-10"),
        narration: "Penjualan tahun lalu",
        lines: [
          { account: "cash", debit: 5_000_001n },
          { account: "sales", credit: 5_000_001n },
        ],
      }),
    ),
  );
  town.goTo(noon("2025-02-21"));
  await keepProofResults([{ name: "entries-balance", rows: [] }], noon("2025-02-21"));
  const { closingId } = await askClosing(town.callOf(treasurer), {});
  await agreeToClosing(town.callOf(chair), { closingId });
  const { meetingId } = await planMeeting(town.callOf(treasurer), { year: "2024", plannedOn: "2025-02-20" });
  await recordMeeting(town.callOf(treasurer), {
    meetingId,
    heldOn: "2025-02-20",
    minutesNumber: "BA-RAT/1/2025",
    present: "3",
  });
  const { distributionId } = await proposeDistribution(town.callOf(treasurer), { meetingId });
  town.goTo(WORLD_STARTS);
  return distributionId;
}
