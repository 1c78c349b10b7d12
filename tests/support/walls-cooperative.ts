import { askAnnualBundle } from "#app/modules/accountability/ask-annual-bundle.server.ts";
import { planMeeting } from "#app/modules/cooperative/hold-meeting.server.ts";
import { agreeToLeaving, askLeaving } from "#app/modules/cooperative/leave.server.ts";
import { askCooperativePayment } from "#app/modules/cooperative/pay-member.server.ts";
import { articlesOf, deposited, memberIn } from "./cooperative.ts";
import type { Koperasi, World } from "./world.ts";

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
