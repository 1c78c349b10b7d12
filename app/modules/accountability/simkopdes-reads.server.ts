import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { masked, memberNumber } from "../cooperative/member.ts";
import { articlesOn, membersOn } from "../cooperative/member-reads.server.ts";
import { lastOf } from "../cooperative/shu-reads.server.ts";
import { membersOf } from "../identity/member-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { roleName } from "../identity/ui/names.tsx";
import { annualReportOf } from "./annual-report-reads.server.ts";
import { memberIncomeOf } from "./member-income-reads.server.ts";
import type { SimkopdesFacts } from "./simkopdes-sheets.ts";

/** Everything that SIMKOPDES asks for and that is known here of a koperasi and one year of its books. */
export async function simkopdesFactsOf(
  organisationId: string,
  year: number,
  { at, showsIdentity }: { readonly at: Date; readonly showsIdentity: boolean },
  on: Executor = db(),
): Promise<SimkopdesFacts> {
  const koperasi = await organisationById(organisationId, on);
  invariant(koperasi, "a koperasi stands in the register");
  const [report, officers, members, articles, byMembers] = await Promise.all([
    annualReportOf(organisationId, year, at, on),
    membersOf(organisationId, on),
    membersOn(organisationId, lastOf(year), on),
    articlesOn(organisationId, lastOf(year), on),
    memberIncomeOf(organisationId, year, on),
  ]);
  return {
    profile: [
      ["Nama koperasi", koperasi.name],
      ["NIK koperasi", koperasi.registryNumber],
      ["Nomor badan hukum", koperasi.deedNumber],
      ["NIB", koperasi.businessNumber],
      ["NPWP", koperasi.taxNumber],
      ["Kode wilayah", koperasi.regionCode],
      ["Alamat", koperasi.address],
      ["Telepon", koperasi.phone],
    ],
    officers: officers.flatMap(({ fullName, roles }) =>
      roles.map((role) => ({ role: roleName(role), name: fullName })),
    ),
    members: members.map((row) => ({
      number: memberNumber(row.serial),
      name: row.fullName,
      identityNumber: showsIdentity ? row.identityNumber : masked(row.identityNumber),
      joinedOn: row.joinedOn,
      leftOn: row.leftOn,
      principalRupiah: row.principalRupiah,
      mandatoryRupiah: row.mandatoryRupiah,
    })),
    year: [
      ["Simpanan pokok menurut AD/ART", articles?.principalRupiah ?? 0n],
      ["Simpanan wajib per bulan menurut AD/ART", articles?.mandatoryRupiah ?? 0n],
      ["Simpanan anggota", sumOf(report.members.map((row) => row.savingsRupiah))],
      ["Aset", report.assets.totalRupiah],
      ["Kewajiban", report.liabilities.totalRupiah],
      ["Ekuitas", report.equity.totalRupiah],
      ["Pendapatan", report.income.totalRupiah],
      ["Penjualan barang anggota", byMembers.membersRupiah],
      ["Penjualan barang bukan anggota", byMembers.othersRupiah],
      ["Komisi titipan anggota", byMembers.memberCommissionRupiah],
      ["Komisi titipan bukan anggota", byMembers.otherCommissionRupiah],
      ["Beban", report.expense.totalRupiah],
      ["SHU", report.resultRupiah],
    ],
    activeMembers: members.length,
  };
}
