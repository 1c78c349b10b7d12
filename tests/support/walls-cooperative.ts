import { askAnnualBundle } from "#app/modules/accountability/ask-annual-bundle.server.ts";
import { planMeeting } from "#app/modules/cooperative/hold-meeting.server.ts";
import { agreeToLeaving, askLeaving } from "#app/modules/cooperative/leave.server.ts";
import { askCooperativePayment } from "#app/modules/cooperative/pay-member.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
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

/** The division of an older year that waits for its second person: the world's own years are not closed. */
export async function proposedDivision(town: World, koperasi: Koperasi): Promise<string> {
  const [meetingId, distributionId] = [newId("annualMeeting"), newId("distribution")];
  const secretary = koperasi.treasurer.actor.personId;
  await town.database.sql.begin(async (sql) => {
    await sql`
      insert into annual_meetings (id, organisation_id, year, planned_on, planned_by, planned_at, held_on, minutes_number, present,
        held_by, held_at)
      values (${meetingId}, ${koperasi.id}, 2024, '2025-03-01', ${secretary}, '2025-02-01', '2025-03-01', 'BA/2024', 3,
        ${secretary}, '2025-03-01')`;
    await sql`
      insert into shu_distributions (id, organisation_id, meeting_id, year, articles_id, amount_rupiah, state, proposed_by, proposed_at)
      select ${distributionId}, ${koperasi.id}, ${meetingId}, 2024, id, 1000, 'proposed', ${secretary}, '2025-03-02'
      from cooperative_articles where organisation_id = ${koperasi.id} limit 1`;
    await sql`
      insert into shu_shares (distribution_id, part, amount_rupiah) values (${distributionId}, 'reserve', 1000)`;
  });
  return distributionId;
}
