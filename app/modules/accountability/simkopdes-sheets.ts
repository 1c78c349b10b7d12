import { day, rupiah, type Sheet, text, whole } from "../oversight/sheet.ts";

const said = (value: string | null) =>
  value === null || value === "" ? { kind: "empty" as const } : text(value);

/** What SIMKOPDES asks a koperasi for, as it is known here. */
export type SimkopdesFacts = {
  readonly profile: readonly (readonly [label: string, value: string | null])[];
  readonly officers: readonly { readonly role: string; readonly name: string }[];
  readonly members: readonly {
    readonly number: string;
    readonly name: string;
    /** In full only for whoever keeps the members. */
    readonly identityNumber: string | null;
    readonly joinedOn: string;
    readonly leftOn: string | null;
    readonly principalRupiah: bigint;
    readonly mandatoryRupiah: bigint;
  }[];
  readonly year: readonly (readonly [label: string, value: bigint])[];
  readonly activeMembers: number;
};

/**
 * The sheets that a koperasi copies into SIMKOPDES: profile, officers, members and figures of the year, one column for each field. The
 * service has no interface for programs and publishes no file format (domain 2.5): this follows its menus and is to be checked.
 */
export function simkopdesSheets(facts: SimkopdesFacts): Sheet[] {
  return [
    {
      name: "Profil",
      head: ["Isian", "Nilai"],
      rows: facts.profile.map(([label, value]) => [text(label), said(value)]),
    },
    {
      name: "Pengurus dan pengawas",
      head: ["Jabatan", "Nama"],
      rows: facts.officers.map(({ role, name }) => [text(role), text(name)]),
    },
    {
      name: "Keanggotaan",
      head: ["Nomor", "Nama", "NIK", "Bergabung", "Keluar", "Simpanan pokok", "Simpanan wajib"],
      rows: facts.members.map((row) => [
        text(row.number),
        text(row.name),
        said(row.identityNumber),
        day(row.joinedOn),
        day(row.leftOn),
        rupiah(row.principalRupiah),
        rupiah(row.mandatoryRupiah),
      ]),
    },
    {
      name: "Tahun buku",
      head: ["Isian", "Rupiah"],
      rows: [
        [text("Anggota aktif (orang)"), whole(facts.activeMembers)],
        ...facts.year.map(([label, value]) => [text(label), rupiah(value)]),
      ],
    },
  ];
}
